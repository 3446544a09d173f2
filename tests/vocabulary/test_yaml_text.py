import re

import pytest

from workbench.errors import InputError
from workbench.vocabulary.yaml_text import read_yaml


def test_words_of_yaml_stay_text(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("country: NO\nplot: 004\n", encoding="utf-8")
    assert read_yaml(file) == {"country": "NO", "plot": "004"}


def test_a_key_that_is_given_twice_is_refused(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("the key 'a' is given twice")):
        read_yaml(file)


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 20_000])
def test_brackets_without_end_are_refused(tmp_path, text):
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.yml is no YAML: its brackets are nested too deeply"):
        read_yaml(tmp_path / "a.yml")
