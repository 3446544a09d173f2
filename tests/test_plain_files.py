"""Plain files: replaced as a whole or not at all, and YAML that stays text."""

import errno
import hashlib
import re

import pytest

from workbench.errors import InputError
from workbench.plain_files import write_atomically, write_whole
from workbench.yaml_text import read_yaml


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


def test_words_of_yaml_stay_text(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("country: NO\nplot: 004\n", encoding="utf-8")
    assert read_yaml(file) == {"country": "NO", "plot": "004"}


def test_a_key_that_is_given_twice_is_refused(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("the key 'a' is given twice")):
        read_yaml(file)


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
