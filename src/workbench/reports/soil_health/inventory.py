"""What is on file of a country's soils, and what is not."""

from __future__ import annotations

from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.scores import LOAD, RATIO, STORED_AS, Scored
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.indicators import indicator
from workbench.vocabulary.scoring_curves import indicators_of
from workbench.vocabulary.substances import substance, substances

Row = dict[str, object]

CONTAMINANTS = ("Pb", "Cd", "As", "Hg", "Cu", "Ni", "Cr", "Zn")  # most asked for by laws
OF_TARGETS = ("EC_e", RATIO)
PARTS = {RATIO: ("SOC", "clay"), LOAD: ()}


def present(found: Sampled) -> dict[str, Row]:
    """Rows of what is on file: each property and contaminant by fraction.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    """
    made: dict[str, Row] = {}
    for (code, fraction), rows in found.latest.groupby(["substance", "fraction"]):
        own = substance(str(code))
        low, middle, high = rows["upper"].quantile([0.05, 0.5, 0.95])
        years = dict.fromkeys((int(rows["year"].min()), int(rows["year"].max())))
        made[f"{code}:{fraction}"] = {
            "name": own.name,
            "group": own.group,
            "fraction": _fraction(own.group, str(fraction)),
            "n_sites": rows["site_id"].nunique(),
            "n_non_detects": int((rows["lower"] < rows["upper"]).sum()),
            "median": middle,
            "p5": low,
            "p95": high,
            "unit": own.unit,
            "years": " to ".join(map(str, years)),
        }
    return made


def _fraction(group: str, fraction: str) -> str:
    """Word for a fraction; a property that was not digested has none."""
    return "" if (group, fraction) == ("property", "unknown") else fraction.replace("_", " ")


def missing(found: Sampled, scored: Scored, parameters: Parameters) -> dict[str, Row]:
    """Rows of what is not on file: indicators of the set, of targets, and contaminants.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    scored : Scored
        Values and scores of the sites.
    parameters : Parameters
        Of the report.
    """
    on_file = set(found.latest["substance"])
    measured = set(scored.measured["indicator"])
    made: dict[str, Row] = {}
    for code in [*indicators_of(parameters.scoring_set), *OF_TARGETS]:
        if code in measured or code == LOAD:
            continue
        use = "target of the EU" if code in OF_TARGETS else f"scores of {parameters.scoring_set}"
        for part in PARTS.get(code, (code,)):
            if STORED_AS.get(part, part) not in on_file or code not in PARTS:
                made.setdefault(part, _missing(part, code, use))
    for code in CONTAMINANTS:
        if code not in on_file:
            made[code] = {
                "name": substance(code).name,
                "domain": "contamination",
                "needed_for": "contamination indices and screening of health risk",
            }
    return made


def _missing(part: str, code: str, use: str) -> Row:
    """Row of an indicator, or of what it is worked out from."""
    known = substances().get(STORED_AS.get(part, part))
    name = indicator(code).name if part == code or known is None else known.name
    return {"name": name, "domain": indicator(code).domain, "needed_for": use}
