"""YAML in which every word stays text.

`NO` is Norway's, `004` a plot, and no key is given twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from workbench.errors import InputError


def read_yaml(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read a YAML file into dictionaries, lists and text.

    Parameters
    ----------
    file : Path
        The file.

    Returns
    -------
    object
        What the file holds.

    Raises
    ------
    InputError
        If it is missing or is no YAML, or gives a key twice.
    """
    return parse_yaml(read_utf8(file), file.name)


def read_utf8(file: Path) -> str:
    """Read the text of a YAML file; errors as of `read_yaml`."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise InputError(f"There is no file {file}. Give the path of a YAML file.") from None
    except UnicodeDecodeError as error:
        raise InputError(_no_yaml(file.name, error)) from None


def parse_yaml(text: str, name: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Parse the text of a YAML file that is called `name`; errors as of `read_yaml`."""
    try:
        return yaml.load(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        raise InputError(_no_yaml(name, error)) from None
    except RecursionError:
        raise InputError(f"{name} is no YAML: its brackets are nested too deeply.") from None


def _no_yaml(name: str, error: Exception) -> str:
    """Say where a file is no YAML."""
    return f"{name} is no YAML: {' '.join(str(error).split())}."


class _TextLoader(yaml.BaseLoader):
    """Loader that makes text of every scalar, and refuses a key that is given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Make the dictionary of a node."""
        keys = [key.value for key, _ in node.value]
        twice = sorted({key for key in keys if isinstance(key, str) and keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice[0]!r} is given twice", node.start_mark
            )
        return super().construct_mapping(node, deep)
