"""Plain files are replaced as a whole or not at all."""

import errno
import hashlib

import pytest

from workbench.store.plain_files import InUseError, held, write_atomically, write_whole


def test_a_file_is_replaced_and_nothing_stays_beside_it(tmp_path):
    path = tmp_path / "index.html"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["index.html"]


def test_the_old_file_stays_where_the_new_one_cannot_be_written(tmp_path):
    path = tmp_path / "index.html"
    path.write_bytes(b"old")
    (tmp_path / "index.html.new").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_file_has_the_name_that_its_hash_gives(tmp_path):
    def write(file):
        return file.write(b"abc")

    given, digest = write_whole(tmp_path / "a.new", lambda digest: tmp_path / digest, write)
    assert (given, digest) == (3, hashlib.sha256(b"abc").hexdigest())
    assert [path.name for path in tmp_path.iterdir()] == [digest]


def test_a_full_disk_leaves_the_old_content_and_nothing_else(tmp_path):
    def fails(file):
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    write_atomically(tmp_path / "a", b"old")
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a.new", lambda _: tmp_path / "a", fails)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["", "store.lock"])
def test_what_is_held_is_in_use_until_it_is_let_go(tmp_path, name):
    path = tmp_path / name
    with held(path), pytest.raises(InUseError, match="in use by another process"), held(path, 0.0):
        pass
    with held(path, waits_s=0.0):
        assert [each.name for each in tmp_path.iterdir()] == [name] * bool(name)
