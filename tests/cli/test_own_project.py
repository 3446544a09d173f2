"""A project folder of one's own works outside of the checkout, and takes new versions."""

from pathlib import Path

import pytest

from workbench import errors
from workbench.cli import own_project, run_command
from workbench.cli.report_set import checkout


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A new project folder; commands are given inside of it."""
    own_project.start_project(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine" / "notebooks" / "explore")
    return tmp_path / "mine"


def test_verbs_work_from_any_folder_inside_it(folder, capsys):
    assert run_command(["doctor"]) == 0
    assert run_command(["parameters", "trends", "XAC"]) == 0
    assert run_command(["lab", "trends", "XAC", "--only-prepare"]) == 0
    printed = capsys.readouterr().out
    assert "substances = ['Cr', 'Ni']  (parameters/trends.yml, areas: XAC; default [])" in printed
    assert (folder / "outputs" / "lab" / "trends-XAC.ipynb").is_file()


@pytest.mark.usefixtures("folder")
def test_a_batch_is_planned_from_its_own_folder(capsys):
    assert run_command(["batch", "--dry-run"]) == 0
    assert "outputs/example" in capsys.readouterr().out


def test_its_readme_has_ten_lines_at_most(folder):
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line]) <= 10


def test_a_folder_that_holds_something_is_not_made_a_project(folder):
    with pytest.raises(errors.InputError, match="is not empty"):
        own_project.start_project(folder)


def test_a_checkout_is_not_renewed(project):
    with pytest.raises(errors.ParameterError, match="git brings"):
        own_project.renew(project, apply=False)


def test_a_new_version_replaces_what_was_not_changed_and_keeps_what_was(
    folder, tmp_path, monkeypatch
):
    """Of the new version: one file replaced, one in conflict, one new, one gone; one deleted."""
    version = tmp_path / "version"
    own_project.start_project(version)
    names = {
        "updated": "templates/report/style.css",
        "kept": "parameters/trends.yml",
        "removed": "parameters/gaps.yml",
        "gone": "notebooks/gaps.ipynb",
        "added": "parameters/brand_new.yml",
    }
    for what in ("updated", "kept", "removed", "added"):
        (version / names[what]).write_text("new", encoding="utf-8")
    (version / names["gone"]).unlink()
    (folder / names["kept"]).write_text("own", encoding="utf-8")
    (folder / names["removed"]).unlink()
    monkeypatch.setattr(own_project, "IN_A_WHEEL", version)

    shown = own_project.renew(Path(), apply=False)
    assert (folder / names["updated"]).read_text(encoding="utf-8") != "new"
    assert own_project.renew(Path(), apply=True)[:-1] == shown[:-1]
    told = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in shown[:-1]}
    assert {what: told[name].split(" by you")[0] for what, name in names.items()} == {
        "updated": "is replaced by its new version.",
        "kept": "was changed",
        "removed": "was removed",
        "gone": "is not part of the new version and stays where it is.",
        "added": "is new.",
    }
    assert (folder / names["updated"]).read_text(encoding="utf-8") == "new"
    assert (folder / names["kept"]).read_text(encoding="utf-8") == "own"
    assert (folder / f"{names['kept']}.new").read_text(encoding="utf-8") == "new"
    assert not (folder / names["removed"]).exists()
    assert own_project.renew(Path(), apply=False)[-1].startswith("The folder is that of version")


def test_a_project_folder_is_a_project(folder):
    assert checkout(Path()).folder == folder
    assert "trends" in checkout(Path()).report_names
