"""What is recorded of laws, standard procedures, monitoring and laboratory networks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import METALS, survey_choices, survey_substance
from workbench.vocabulary.table import CsvTable


@dataclass(frozen=True)
class RecordedLaw:
    """One instrument; a text that is empty is not known.

    `stage` has the words of the table `legislation` of the store, or `superseded` and `repealed`.
    `record_id` is that of FAOLEX, or of an official journal. `iso3` is `EU` for the Union
    and `INT` for a treaty. `verified` is `yes` where the row was read in its source, apart
    from what says `unverified` itself.
    """

    code: str
    iso3: Given
    topic: Given
    instrument: Given
    kind: Literal["act", "regulation", "guideline", "standard"]
    level: Literal["national", "subnational", "supranational"]
    subdivision: str
    stage: Literal["drafting", "adopted", "in_force", "superseded", "repealed"]
    year: str
    record_id: str
    link: str
    note: str
    source: Given
    verified: Standing


laws = CsvTable("laws", RecordedLaw, key="code").rows
"""All laws on file."""

ALL_METALS = "metals"


@dataclass(frozen=True)
class Procedure:
    """One standard or standard operating procedure.

    `substances` are codes as the survey asks for them; `metals` stands for all elements, where the
    procedure names none. `fraction` and `extractant` have the words of the store; for organic
    substances `fraction` is `any`. `verified` is `yes` where the row was read in its source.
    """

    code: str
    substances: tuple[str, ...]
    fraction: Literal["total", "aqua_regia", "extractable", "unknown", "any"]
    extractant: str
    extraction: str
    determination: str
    standard: str
    title: str
    body: str
    status: str
    year: str
    source: Given
    verified: Standing

    def is_for(self, substance: str) -> bool:
        """Whether it is for a substance, by its code of the survey."""
        return substance in self.substances or (
            ALL_METALS in self.substances and substance in _metals()
        )


procedures = CsvTable("procedures", Procedure, key="code").rows
"""All procedures on file."""


@cache
def _metals() -> frozenset[str]:
    """Codes of the survey that are metals or metalloids."""
    codes = (code for code, one in substances().items() if one.group in METALS)
    return frozenset(map(survey_substance, codes)) & survey_choices()["substance"].keys()


@dataclass(frozen=True)
class Network:
    """One monitoring network; a text that is empty is not known.

    `iso3` is empty for a network of several countries. `fraction` has words of the store, with `;`
    between several. `verified` is `yes` where the row was read in its source, apart from what says
    `unverified` itself.
    """

    code: str
    name: str
    where: str
    iso3: str
    since: str
    campaigns: str
    sites: str
    determinands: str
    depth: str
    fraction: str
    extractant: str
    interval_years: str
    medium: str
    data_access: str
    link: str
    note: str
    source: Given
    verified: Standing


networks = CsvTable("networks", Network, key="code").by_key
"""All networks on file by code."""


@dataclass(frozen=True)
class LaboratoryNetwork:
    """One network, with the regions of the Global Soil Partnership that it covers."""

    network: str
    name: str
    since: str
    regions: tuple[str, ...]
    note: str
    source: Given
    verified: Standing


laboratory_networks = CsvTable(
    "survey_laboratory_networks", LaboratoryNetwork, key="network"
).by_key
"""All networks of laboratories by code: regions of their own, unlike those of countries."""
