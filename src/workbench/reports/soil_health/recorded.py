"""What was measured of a country's soils, and what was not."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.findings.rows import code, count, number, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.score_table import Values
from workbench.reports.report import Section, only, years_between
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import LOAD, RATIO, STORED_AS
from workbench.reports.soil_health.basis.sites import UNIT_OF_ROW, Latest
from workbench.reports.soil_health.overview import OVERVIEW, Overview
from workbench.reports.soil_health.phrases import UsedFor, YearsMeasured
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil.indicators import indicator
from workbench.vocabulary.soil.scoring_curves import indicators_of
from workbench.vocabulary.substances import substance, substances
from workbench.words.messages import Message
from workbench.words.said import Said, said

CONTAMINANTS = ("Pb", "Cd", "As", "Hg", "Cu", "Ni", "Cr", "Zn")  # most asked for by laws
OF_TARGETS = ("EC_e", RATIO)
PARTS = {RATIO: ("SOC", "clay"), LOAD: ()}


@row
class Present:
    """A property or contaminant that was measured, in one fraction."""

    name: str = text("property or contaminant", "Measured")
    fraction: str | None = code(
        "fraction", "what the digestion reaches; none of a property", "Fraction"
    )
    n_sites: int = count("sites with a value", "Sites")
    n_non_detects: int = count("sites whose value is below its limit", "Non-detects")
    p5: float = number("fifth percentile of the sites", "5th percentile", unit=UNIT_OF_ROW)
    median: float = number(
        "median of the sites, non-detects at their limit", "Median", unit=UNIT_OF_ROW
    )
    p95: float = number("95th percentile of the sites", "95th percentile", unit=UNIT_OF_ROW)
    unit: str = text("unit of the values", "Unit")
    years: YearsMeasured = phrase("years of the latest values", "Years")
    group: str = code("substance-group", "group of the vocabulary")


@row
class Missing:
    """An indicator or contaminant that was not measured."""

    name: str = text("indicator or contaminant without a value", "Missing")
    domain: str = code("domain", "domain that it is part of", "Domain")
    needed_for: UsedFor = phrase("use that needs it", "Needed for")


PRESENT = Table("present", Present, "Recorded measurements", "No measurements are recorded.")
MISSING = Table(
    "missing", Missing, "Missing measurements", "Everything that is asked for was measured."
)
RECORDED = Message("soil-recorded", Overview, "on-file")
NOT_MEASURED = Message("soil-not-measured", Overview, "missing")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """List what was measured, and what is asked for and was not."""
    latest = basis.found.latest
    present = {
        f"{name}:{fraction}": _present(str(name), str(fraction), rows)
        for (name, fraction), rows in latest.groupby(
            [Measurements.substance, Measurements.fraction]
        )
    }
    yield PRESENT.filled(present)
    yield MISSING.filled(_missing(basis))


def _present(name: str, fraction: str, rows: pd.DataFrame) -> Present:
    """Summarise a property or contaminant in one fraction."""
    own = substance(name)
    low, median, high = rows[Latest.upper].quantile([0.05, 0.5, 0.95])
    is_undigested = (own.group, fraction) == ("property", "unknown")
    return Present(
        name=own.name,
        group=own.group,
        fraction=None if is_undigested else fraction,
        n_sites=rows[Measurements.site_id].nunique(),
        n_non_detects=int((rows[Latest.lower] < rows[Latest.upper]).sum()),
        median=median,
        p5=low,
        p95=high,
        unit=own.unit,
        years=years_between(
            YearsMeasured, int(rows[Latest.year].min()), int(rows[Latest.year].max())
        ),
    )


def _missing(basis: Basis) -> dict[str, Missing]:
    """List indicators of the set, those of targets and contaminants that were not measured."""
    recorded = set(basis.found.latest[Measurements.substance])
    measured = set(basis.judged.measured[Values.indicator])
    scoring_set = basis.parameters.scoring_set
    made: dict[str, Missing] = {}
    for name in [*indicators_of(scoring_set), *OF_TARGETS]:
        if name in measured or name == LOAD:
            continue
        is_of_target = name in OF_TARGETS
        use = (
            UsedFor(use="eu-target")
            if is_of_target
            else UsedFor(use="scores", scoring_set=scoring_set)
        )
        for part in PARTS.get(name, (name,)):
            if STORED_AS.get(part, part) not in recorded or name not in PARTS:
                made.setdefault(part, _part(part, name, use))
    for name in CONTAMINANTS:
        if name not in recorded:
            made[name] = Missing(
                name=substance(name).name,
                domain="contamination",
                needed_for=UsedFor(use="contamination-and-risk"),
            )
    return made


def _part(part: str, of: str, use: UsedFor) -> Missing:
    """Describe an indicator, or what it is worked out from."""
    known = substances().get(STORED_AS.get(part, part))
    name = indicator(of).name if part == of or known is None else known.name
    return Missing(name=name, domain=indicator(of).domain, needed_for=use)


def say(tables: Tables) -> Iterator[Said]:
    """Name what was measured, and what was not."""
    area, counts = only(tables, OVERVIEW)
    yield said(RECORDED, OVERVIEW, area, main="n_sites")
    if counts.missing:
        yield said(NOT_MEASURED, OVERVIEW, area, grade="missing")


SECTION: Section[Basis] = Section(
    name="recorded",
    tables=(PRESENT, MISSING),
    compute=compute,
    say=say,
    messages=(RECORDED, NOT_MEASURED),
)
