"""Writing of the store of the fictional countries, as intake would have made it of their files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from examples import biomonitoring, contents, health, measurements, soils, survey
from examples.areas import GRIDS, area_rows, neighbour_rows
from examples.chance import SEED
from examples.sites import IN_SEDIMENT, site_areas
from workbench.findings import SourceFile
from workbench.inputs.packages.export import NO_QUARANTINE
from workbench.store import schema
from workbench.store.frames import arranged, empty
from workbench.store.index import LOCK
from workbench.store.partitions import rows_of_frames
from workbench.store.reading import fingerprint
from workbench.store.writing import Delivery, replace_rows

OWNER = "fictional"
SOILS = "fictional data on soils of {}"
HEALTH = "fictional health of {}"
BIOMONITORING = "fictional biomonitoring of {}"
COUNTRIES = (*GRIDS, *IN_SEDIMENT)
Tables = Mapping[str, pd.DataFrame]


def write(folder: Path) -> None:
    """Write the store into a folder, which must be new or hold the store already.

    Parameters
    ----------
    folder : Path
        Where store.json is to be.
    """
    for file, own in files().items():
        iso3s = sorted({iso3 for rows in own.values() for iso3 in rows["iso3"]})
        n_rows = sum(map(len, own.values()))
        source = SourceFile(file, fingerprint(own), "", OWNER, OWNER, n_rows, n_rows, 0)
        replace_rows(folder, Delivery(source, tuple(iso3s), rows_of_frames(own), [NO_QUARANTINE]))
    (folder / LOCK).unlink()


def files(seed: int = SEED) -> dict[str, dict[str, pd.DataFrame]]:
    """Rows by file and table: soils and health of each country, and the lists of the survey."""
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for iso3 in COUNTRIES:
        for table, rows in country_frames(iso3, seed).items():
            found.setdefault(rows["source_file"].iloc[0], {})[table] = rows
    for table in survey.FILES:
        found[survey.FILES[table]] = {table: getattr(survey, table)()}
    return found


def all_rows(table: str, seed: int = SEED) -> pd.DataFrame:
    """Rows of one table in all countries.

    Parameters
    ----------
    table : str
        Name of a table of the store.
    seed : int
        Where the numbers of chance begin.
    """
    parts = [own[table] for own in files(seed).values() if table in own]
    return arranged(table, pd.concat(parts, ignore_index=True))


@cache
def country_frames(iso3: str, seed: int = SEED) -> Tables:
    """Tables of soils and health of one country, without those that it has no rows of.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    seed : int
        Where the numbers of chance begin.
    """
    own = {"measurements": measurements.measurements(iso3, seed)}
    if iso3 in soils.COUNTRIES:
        own |= {"site_soils": soils.site_soils(iso3, seed), "site_areas": site_areas(iso3, seed)}
    made = _placed(own, iso3, SOILS)
    if iso3 in biomonitoring.COUNTRIES:
        found = {"biomonitoring": biomonitoring.biomonitoring(iso3, seed)}
        made |= _placed(found, iso3, BIOMONITORING)
    return made | _placed(_of_health(iso3, seed), iso3, HEALTH) if iso3 in GRIDS else made


def country_tables(iso3: str, seed: int = SEED) -> Tables:
    """All tables on soils and health of one country, as a store gives them.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    seed : int
        Where the numbers of chance begin.
    """
    own = country_frames(iso3, seed)
    return {
        name: arranged(name, own.get(name, empty(name)))
        for name in schema.TABLES
        if name not in survey.FILES
    }


def _of_health(iso3: str, seed: int) -> Tables:
    """Tables of areas, people and what else bears on their health."""
    substances = [one.substance for one in health.COUNTRIES[iso3].contaminants]
    true = {code: contents.of_areas(iso3, code, seed) for code in substances}
    people = health.people(iso3, true, seed)
    return {
        "areas": area_rows(GRIDS[iso3]),
        "neighbours": neighbour_rows(GRIDS[iso3]),
        "population": people.population,
        "outcomes": people.outcomes,
        "reference_rates": people.reference_rates,
        "covariates": health.covariates(iso3, seed),
    }


def _placed(own: Tables, iso3: str, file: str) -> dict[str, pd.DataFrame]:
    """Rows in the columns of their contracts, each with the line that it would stand in."""
    made, line = {}, 2
    for table, rows in own.items():
        contract = empty(table).dtypes.to_dict()
        lines = range(line, line + len(rows))
        placed = rows.assign(iso3=iso3, source_file=file.format(iso3), source_row=lines)
        made[table] = placed.reindex(columns=list(contract)).astype(contract)
        line += len(rows)
    return made
