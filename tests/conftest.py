"""What several folders of tests need: the checkout and the results of the example countries."""

import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from found import found, read
from once import FOLDER, once

PROJECT = Path(__file__).parents[1]


def pytest_configure(config):
    """Give the run a folder for what is made once; workers have it from who started them."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = mkdtemp(prefix="workbench-tests-")


def pytest_unconfigure(config):
    """Remove that folder at the end."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER))


@cache
def _trends_result(area):

    def make():
        return found("trends", read("trends", area), area=area)

    return once(f"trends of {area} with the defaults", make)


@pytest.fixture
def project():
    """The checkout."""
    return PROJECT


@pytest.fixture
def trends_result():
    """Result of the trends report for an example country."""
    return _trends_result
