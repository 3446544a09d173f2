"""What was measured of a country's soils, and what was not."""

from __future__ import annotations

from workbench.findings.rows import Table, count, number, row, text
from workbench.reports.soil_health.definitions import UNIT_OF_ROW, Parameters
from workbench.reports.soil_health.scores import LOAD, RATIO, STORED_AS, Scored
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.indicators import indicator
from workbench.vocabulary.scoring_curves import indicators_of
from workbench.vocabulary.substances import substance, substances

CONTAMINANTS = ("Pb", "Cd", "As", "Hg", "Cu", "Ni", "Cr", "Zn")  # most asked for by laws
OF_TARGETS = ("EC_e", RATIO)
PARTS = {RATIO: ("SOC", "clay"), LOAD: ()}


@row
class Present:
    """A property or contaminant that was measured, in one fraction."""

    name: str = text("property or contaminant", "Measured")
    fraction: str = text("what the digestion reaches", "Fraction")
    n_sites: int = count("sites with a value", "Sites")
    n_non_detects: int = count("sites whose value is below its limit", "Non-detects")
    p5: float = number("fifth percentile of the sites", "5th percentile", unit=UNIT_OF_ROW)
    median: float = number(
        "median of the sites, non-detects at their limit", "Median", unit=UNIT_OF_ROW
    )
    p95: float = number("95th percentile of the sites", "95th percentile", unit=UNIT_OF_ROW)
    unit: str = text("unit of the values", "Unit")
    years: str = text("years of the latest values", "Years")
    group: str = text("group of the vocabulary")


@row
class Missing:
    """An indicator or contaminant that was not measured."""

    name: str = text("indicator or contaminant without a value", "Missing")
    domain: str = text("domain that it is part of", "Domain")
    needed_for: str = text("use that needs it", "Needed for")


PRESENT = Table("present", Present, "Recorded measurements", "No measurements are recorded.")
MISSING = Table("missing", Missing, "Missing measurements", "All that is asked for was measured.")


def present(found: Sampled) -> dict[str, Present]:
    """Summarise each property and contaminant that was measured, by fraction.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    """
    made: dict[str, Present] = {}
    for (code, fraction), rows in found.latest.groupby(["substance", "fraction"]):
        own = substance(str(code))
        low, median, high = rows["upper"].quantile([0.05, 0.5, 0.95])
        years = sorted({int(rows["year"].min()), int(rows["year"].max())})
        made[f"{code}:{fraction}"] = Present(
            name=own.name,
            group=own.group,
            fraction=_fraction(own.group, str(fraction)),
            n_sites=rows["site_id"].nunique(),
            n_non_detects=len(rows.query("lower < upper")),
            median=median,
            p5=low,
            p95=high,
            unit=own.unit,
            years=" to ".join(map(str, years)),
        )
    return made


def _fraction(group: str, fraction: str) -> str:
    """Word for a fraction; a property that was not digested has none."""
    return "" if (group, fraction) == ("property", "unknown") else fraction.replace("_", " ")


def missing(found: Sampled, scored: Scored, parameters: Parameters) -> dict[str, Missing]:
    """List indicators of the set, those of targets and contaminants that were not measured.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    scored : Scored
        Values and scores of the sites.
    parameters : Parameters
        Of the report.
    """
    recorded = set(found.latest["substance"])
    measured = set(scored.measured["indicator"])
    made: dict[str, Missing] = {}
    for code in [*indicators_of(parameters.scoring_set), *OF_TARGETS]:
        if code in measured or code == LOAD:
            continue
        use = "target of the EU" if code in OF_TARGETS else f"scores of {parameters.scoring_set}"
        for part in PARTS.get(code, (code,)):
            if STORED_AS.get(part, part) not in recorded or code not in PARTS:
                made.setdefault(part, _missing(part, code, use))
    for code in CONTAMINANTS:
        if code not in recorded:
            made[code] = Missing(
                name=substance(code).name,
                domain="contamination",
                needed_for="contamination indices and screening of health risk",
            )
    return made


def _missing(part: str, code: str, use: str) -> Missing:
    """Describe an indicator, or what it is worked out from."""
    known = substances().get(STORED_AS.get(part, part))
    name = indicator(code).name if part == code or known is None else known.name
    return Missing(name=name, domain=indicator(code).domain, needed_for=use)
