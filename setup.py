"""Put notebooks, parameters and templates into a wheel; a checkout has them where they are."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CHECKOUT = Path(__file__).parent
SHIPPED = ("notebooks", "parameters", "templates", "requirements.lock")


class BuildWithProject(build_py):
    """Copy what a project folder begins with to where the package looks for it."""

    def run(self) -> None:
        """Build the package, and add the files to it."""
        super().run()
        if self.editable_mode:
            return
        project = Path(self.build_lib) / "workbench" / "project"
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir(parents=True)
        ignored = shutil.ignore_patterns(".*")
        for name in SHIPPED:
            source = CHECKOUT / name
            if source.is_dir():
                shutil.copytree(source, project / name, ignore=ignored)
            else:
                shutil.copyfile(source, project / name)


setup(cmdclass={"build_py": BuildWithProject})
