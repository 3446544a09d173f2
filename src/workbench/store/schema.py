"""The contract of a store: all its tables, and which of them may be told of."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.store.columns import ColumnContract, StoreTable
from workbench.store.measurements import (
    ControlSamples,
    Measurements,
    OwnSoilTargets,
    SiteAreas,
    SiteSoils,
    SiteZones,
)
from workbench.store.people import (
    AreaNeighbours,
    Areas,
    Biomonitoring,
    Covariates,
    Outcomes,
    Population,
    ReferenceRates,
)
from workbench.store.surveys import (
    Legislation,
    OwnThresholds,
    Responses,
    SoilexRecords,
    SurveyFrame,
)

SCHEMA_VERSION = 1
ALL: tuple[type[StoreTable], ...] = (
    *(
        Measurements,
        Responses,
        SurveyFrame,
        Legislation,
        Areas,
        AreaNeighbours,
        Population,
        Outcomes,
    ),
    *(ReferenceRates, Covariates, SiteAreas, SiteSoils, ControlSamples, OwnThresholds),
    *(SoilexRecords, SiteZones, OwnSoilTargets, Biomonitoring),
)
TABLES: Mapping[str, tuple[ColumnContract, ...]] = {one.table: one.columns for one in ALL}
KEYS: Mapping[str, tuple[str, ...]] = {one.table: one.key for one in ALL if one.key}
PUBLIC = frozenset(one.table for one in ALL if one.is_public)
CONFIDENTIAL = frozenset(TABLES) - PUBLIC
SORTED_BY = ("iso3", "source_file", "source_row", "substance", "item_id", "unit_id")
LATER_COLUMNS: Mapping[str, tuple[str, ...]] = {  # a store that is older does without them
    "legislation": ("wave",),
    Population.table: (Population.stratum, Population.counted_as),
    Outcomes.table: (
        *(Outcomes.stratum, Outcomes.definition, Outcomes.rate, Outcomes.rate_per),
        *(Outcomes.expected, Outcomes.expected_by),
    ),
    ReferenceRates.table: (ReferenceRates.stratum,),
}
LATER_TABLES = frozenset(  # so may a whole store
    one.table
    for one in (
        *(ControlSamples, OwnThresholds, SoilexRecords, SiteZones, OwnSoilTargets),
        Biomonitoring,
    )
)
PANDAS_TYPES = {"text": "str", "number": "float64", "integer": "int64", "flag": "bool"}
