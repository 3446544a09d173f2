"""Plain files: replaced as a whole or not at all, and YAML that stays text."""

import re

import pytest

from workbench.errors import InputError
from workbench.plain_files import read_yaml, write_atomically


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
