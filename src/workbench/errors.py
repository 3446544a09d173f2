"""What can go wrong, in words for an analyst: what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class WorkbenchError(Exception):
    """Anything that a user of the workbench can mend; the command shows it without a traceback."""


class ParameterError(WorkbenchError):
    """A parameter has an unknown name or a value that does not fit."""


class InputError(WorkbenchError):
    """A file, a mapping or a row of it cannot be used."""


class UnitError(InputError):
    """A unit is unknown or measures something else."""


class StoreError(WorkbenchError):
    """A store is missing, damaged or of another version."""


class VocabularyError(WorkbenchError):
    """A code or a name is not in the vocabulary."""


class SeriesError(WorkbenchError):
    """A series has a shape that the method does not take."""


class ReportError(WorkbenchError):
    """A report could not be made."""


class WordsError(WorkbenchError):
    """The catalogue of a language lacks a message, or holds one that cannot be used."""


REASONS = {  # by the kind of what a model of pydantic refuses
    "bool_parsing": "give true or false",
    "bool_type": "give true or false",
    "dict_type": "give keys, each with its value",
    "extra_forbidden": "there is no such key",
    "finite_number": "give a finite number",
    "float_parsing": "give a number",
    "float_type": "give a number",
    "greater_than": "give a number above {gt}",
    "greater_than_equal": "give {ge} or more",
    "int_from_float": "give a whole number",
    "int_parsing": "give a whole number",
    "int_type": "give a whole number",
    "less_than": "give a number below {lt}",
    "less_than_equal": "give {le} or less",
    "list_type": "give a list",
    "literal_error": "give one of {expected}",
    "missing": "this key is missing",
    "model_type": "give keys, each with its value",
    "string_too_short": "this is empty; give a text",
    "string_type": "give a text",
    "too_short": "give at least {min_length} item",
    "tuple_type": "give a list",
}


def reason_of(detail: Mapping[str, Any]) -> str:
    """Say why a value is refused and what would be right, in plain words.

    Parameters
    ----------
    detail : mapping
        One of the errors that a model of pydantic lists.

    Returns
    -------
    str
        Without the place of the value.

    Examples
    --------
    >>> reason_of({"type": "less_than_equal", "ctx": {"le": 0.999}, "msg": "Input should be ..."})
    'give 0.999 or less'
    """
    reason = REASONS.get(detail["type"])
    if reason is None:
        return str(detail["msg"]).removeprefix("Value error, ")
    return reason.format(**detail.get("ctx", {}))
