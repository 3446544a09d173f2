"""Rules that a reporting package of the EU Soil Monitoring Law keeps, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable

Check = Literal[
    "given",
    "unique",
    "number",
    "whole",
    "one of",
    "country",
    "descriptor",
    "substances",
    "day",
    "refers",
    "covers",
    "adds up to at most",
    "at most",
    "not stricter",
    "either",
    "given with",
    "given below",
    "given where",
    "not where",
    "judged by",
]


@dataclass(frozen=True)
class PackageRule:
    """One rule: a check of a column of a file of the package.

    Attributes
    ----------
    rule, file, column : str
        Code, and what it is about; the file is a CSV of that name.
    check, argument : str
        One of `Check`, and what it is held against.
    sentence : str
        What holds where the rule is kept.
    source, verified : str
        Where the rule is from, and whether it was read there.
    """

    rule: str
    file: Given
    column: Given
    check: Check
    argument: str
    sentence: Given
    source: Given
    verified: Standing


package_rules = CsvTable("law_package_rules", PackageRule, key="rule").by_key
"""All rules by code, file after file."""
