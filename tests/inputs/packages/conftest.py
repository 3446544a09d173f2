"""What several tests of packages need: the fictional countries, there and back."""

import pytest
from once import folder_of_run, once

from workbench.inputs.packages.export import export
from workbench.inputs.packages.package_intake import ingest_package


@pytest.fixture
def example_again():
    """Store of the example countries, exported and taken in once a run; only read."""

    def make():
        folder = folder_of_run() / "example-again"
        ingest_package(export("example", folder / "package").descriptor, folder / "store")
        return folder / "store"

    return once("the example there and back", make)
