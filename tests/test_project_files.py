"""The files at the top of the project agree with each other."""

import json
import re
import subprocess
import tomllib

import pytest
import yaml

CONDA_NAMES = {
    "jupyter_client": "jupyter-client",
    "matplotlib-base": "matplotlib",
    "nbconvert-core": "nbconvert",
    "seaborn-base": "seaborn",
}


@pytest.fixture
def pyproject(project):
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


def test_conda_users_get_the_same_packages(project, pyproject):
    environment = yaml.safe_load((project / "environment.yml").read_text(encoding="utf-8"))
    *of_conda, by_pip = environment["dependencies"]  # the last is for what the channel lacks
    offered = {
        re.sub(r"^[a-z_-]+", lambda name: CONDA_NAMES.get(name[0], name[0]), package)
        for package in (*of_conda, *by_pip["pip"])
    }
    python = f"python{pyproject['project']['requires-python']}"
    assert offered == {*pyproject["project"]["dependencies"], python, "pip"}


def test_every_dependency_is_locked(project, pyproject):
    lock = (project / "requirements.lock").read_text(encoding="utf-8").lower()
    wanted = [
        *pyproject["project"]["dependencies"],
        *pyproject["project"]["optional-dependencies"]["dev"],
    ]
    names = [re.match(r"[A-Za-z0-9_-]+", package)[0].lower() for package in wanted]
    assert [name for name in names if not re.search(rf"^{name}==", lock, re.MULTILINE)] == []


def test_the_lock_names_no_address(project):
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links", lock)


def test_no_notebook_in_git_holds_output(project):
    listed = subprocess.run(
        ["git", "ls-files", "*.ipynb"], cwd=project, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in listed.stdout.split():
        cells = json.loads((project / name).read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


def test_readme_names_the_two_commands(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
