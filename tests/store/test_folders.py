"""Folders change places whole, and a copy shares the files until one is replaced."""

import sys
import threading

import pytest

from workbench.store.folders import copy_by_links, exchange
from workbench.store.plain_files import InUseError, held


@pytest.fixture
def two(tmp_path):
    """Two folders, each with a file of its name."""
    folders = tmp_path / "old", tmp_path / "new"
    for folder in folders:
        folder.mkdir()
        (folder / folder.name).write_text(folder.name, encoding="utf-8")
    return folders


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_two_folders_change_places(two, tmp_path, monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    old, new = two
    exchange(new, old)
    assert [path.name for path in old.iterdir()] == ["new"]
    assert [path.name for path in new.iterdir()] == ["old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_folder_stays_where_nothing_can_take_its_place(two, tmp_path, monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    old, _ = two
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "none", old)
    assert [path.name for path in old.iterdir()] == ["old"]


def test_a_copy_shares_files_and_leaves_out_what_is_named(two, tmp_path):
    old, _ = two
    (old / "below").mkdir()
    (old / "below" / "table.csv").write_text("1", encoding="utf-8")
    (old / "link").symlink_to("old")
    (old / "out").write_text("left out", encoding="utf-8")
    copy = tmp_path / "copy"
    copy_by_links(old, copy, {"out"})
    assert sorted(path.name for path in copy.iterdir()) == ["below", "link", "old"]
    assert (copy / "below" / "table.csv").samefile(old / "below" / "table.csv")
    assert (copy / "link").is_symlink()
    assert (copy / "old").stat().st_mtime == (old / "old").stat().st_mtime


def test_who_waits_for_a_folder_holds_the_one_that_took_its_place(two):
    old, new = two
    waiting, done = threading.Event(), threading.Event()
    refused = []

    def wait():
        waiting.set()
        with held(old):
            try:
                with held(old, waits_s=0.0):
                    refused.append(False)
            except InUseError:
                refused.append(True)
        done.set()

    with held(old):
        threading.Thread(target=wait, daemon=True).start()
        waiting.wait(5)
        done.wait(0.1)  # it has opened the folder by then
        exchange(new, old)
    assert done.wait(5)
    assert refused == [True]
