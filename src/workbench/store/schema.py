"""The contract of a store: all its tables, and which of them may be told of."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.store.columns import ColumnContract, StoreTable
from workbench.store.measurements import ControlSamples, Measurements, SiteAreas, SiteSoils
from workbench.store.people import (
    AreaNeighbours,
    Areas,
    Biomonitoring,
    Covariates,
    Outcomes,
    Population,
    ReferenceRates,
)
from workbench.store.surveys import Legislation, OwnThresholds, Responses, SurveyFrame

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
    Biomonitoring,
)
TABLES: Mapping[str, tuple[ColumnContract, ...]] = {one.table: one.columns for one in ALL}
KEYS: Mapping[str, tuple[str, ...]] = {one.table: one.key for one in ALL if one.key}
PUBLIC = frozenset(one.table for one in ALL if one.is_public)
CONFIDENTIAL = frozenset(TABLES) - PUBLIC
SORTED_BY = ("iso3", "source_file", "source_row", "substance", "item_id", "unit_id")
# A store that is older does without these.
LATER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "legislation": ("wave",),
    "outcomes": ("definition",),
}
LATER_TABLES = frozenset(
    {ControlSamples.table, OwnThresholds.table, Biomonitoring.table}
)  # so may a whole store
PANDAS_TYPES = {"text": "str", "number": "float64", "integer": "int64", "flag": "bool"}
