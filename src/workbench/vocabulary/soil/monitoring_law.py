"""What the EU Soil Monitoring Law asks for, descriptor by descriptor, and how each row was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.vocabulary.fields import Barred, Given, Standing
from workbench.vocabulary.table import CsvTable

PARTS = ("A", "B", "C", "D")
"""Parts of annex I: targets of the Union, targets of members, no criterion, land take."""


@dataclass(frozen=True)
class LawDescriptor:
    """A row of annex I of Directive (EU) 2025/2360, or what else binds its members.

    Attributes
    ----------
    descriptor, part, name : str
        Code, part of annex I (empty: an article), and what it is about.
    indicators : tuple of str
        Codes of the indicators, or of contaminants, that it is measured by; empty where this
        project can take none in.
    criterion, value, unit, exemption, binding : str
        As they were read; `value` is text, since a row may name a range.
    better : str
        Side of a number on which a soil is in the better state; empty without a criterion.
    how_read, note, source, verified : str
        In which copy the row was read. Most were read in a secondary source alone.
    """

    descriptor: str
    part: Literal["A", "B", "C", "D", ""]
    name: Given
    indicators: Barred
    criterion: str
    value: str
    unit: str
    better: Literal["below", "above", ""]
    exemption: str
    binding: Given
    how_read: Given
    note: str
    source: Given
    verified: Standing


DESCRIPTORS = CsvTable("monitoring_law", LawDescriptor, key="descriptor", kind="descriptor")
law_descriptors = DESCRIPTORS.by_key
"""All rows by code, in the order of the annex."""


def descriptor_of(indicator: str) -> LawDescriptor | None:
    """Descriptor that an indicator or contaminant is a measure of; None where the law names none.

    Examples
    --------
    >>> descriptor_of("Pb").part, descriptor_of("EC_e").how_read
    ('B', 'official text in Romanian; secondary in English')
    >>> descriptor_of("EW") is None
    True
    """
    rows = law_descriptors().values()
    return next((one for one in rows if indicator in one.indicators), None)
