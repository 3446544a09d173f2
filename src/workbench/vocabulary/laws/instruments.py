"""The instruments that set thresholds: kinds of value, where they hold, successors, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.fields import Given
from workbench.vocabulary.table import CsvTable


@dataclass(frozen=True)
class Instrument:
    """A law, standard or guideline with values.

    `part` is the part of the country that it holds in, empty for all of it. `successor` is what
    replaced it, empty while it is in force.
    """

    instrument: str
    iso3: str
    part: str
    successor: str


@dataclass(frozen=True)
class KindOfValue:
    """What a value of an instrument is for, by what the instrument calls it."""

    instrument: Given
    native_term: Given
    value_type: Given


@dataclass(frozen=True)
class SourceRead:
    """What was read: the document, its page or address, the table in it, and its version."""

    source: Given
    document: Given
    page: str
    table: str
    version: str


instruments = CsvTable("threshold_instruments", Instrument, key="instrument").by_key
"""Instruments with thresholds, by name."""

sources_read = CsvTable("threshold_sources", SourceRead, key="source").by_key
"""Sources in which thresholds were read, by the cell `source` of their rows."""

KINDS = CsvTable("threshold_kinds", KindOfValue, key=("instrument", "native_term"))


@cache
def kinds_of_value() -> Mapping[tuple[str, str], str]:
    """Kind of value by instrument and by what the instrument calls it."""
    return {(row.instrument, row.native_term): row.value_type for row in KINDS.rows()}
