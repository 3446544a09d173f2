"""Whether the reports say the same of the same substance, and why they do not where they differ.

Trends give the median of the last sampling round, soil health that of the latest value of each
site, health that of the areas with enough samples: other samples give other medians. Where years
and numbers of values are the same and the medians are not, nothing of that explains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.findings.rows import code, count, number, row
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.country.gathered import Basis, Gathered
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said

SAME, OTHER_UNIT, OTHER_YEARS, OTHER_NUMBER, NON_DETECTS, UNEXPLAINED = (
    "same",
    "other-unit",
    "other-years",
    "other-number",
    "non-detects",
    "unexplained",
)
TO_BE_CHECKED = "to be checked"
SITES, AREAS = "sites", "areas"


@row
class ComparedMedian:
    """A median that two reports give of one substance in one fraction."""

    substance: str = code("substance", "substance", "Substance")
    fraction: str = code("fraction", "how the soil was digested", "Fraction")
    first_report: str = code("report", "one report", "Report")
    first_median_mg_kg: float = number("its median", "Median", unit="mg/kg")
    first_n: int = count("sites or areas that it is of", "Sites or areas")
    second_report: str = code("report", "the other report", "Other report")
    second_median_mg_kg: float = number(
        "its median", "Other median", unit="mg/kg", apart_from="first_median_mg_kg"
    )
    second_n: int = count("sites or areas that it is of", "Other sites or areas")
    agreement: str = code("agreement", "whether they agree, or what explains that not", "Reason")


COMPARED = Table(
    "compared",
    ComparedMedian,
    "The same substance in two reports",
    "No substance has a median in two reports.",
    most=20,
)
DIFFERS = Message("reports-differ", ComparedMedian, "differs")


@dataclass(frozen=True)
class Quoted:
    """A median that a report gives."""

    report: str
    median: float
    n: int
    counted: str
    years: str
    n_non_detects: int = 0


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare what each report gives of a substance with what the first one gives."""
    of_substance: dict[tuple[str, str], list[Quoted]] = {}
    for quote in (_of_trends, _of_soil_health, _of_health):
        for key, one in quote(basis.gathered).items():
            of_substance.setdefault(key, []).append(one)
    yield COMPARED.filled(
        {
            f"{substance}:{fraction}:{one.report}:{other.report}": ComparedMedian(
                substance=substance,
                fraction=fraction,
                first_report=one.report,
                first_median_mg_kg=one.median,
                first_n=one.n,
                second_report=other.report,
                second_median_mg_kg=other.median,
                second_n=other.n,
                agreement=_agreement(one, other, basis.parameters.tolerance),
            )
            for (substance, fraction), quoted in sorted(of_substance.items())
            for one, other in ((quoted[0], each) for each in quoted[1:])
        }
    )


def _agreement(one: Quoted, other: Quoted, tolerance: float) -> str:
    """Say whether two medians agree, else the first thing that explains why they do not."""
    if abs(one.median - other.median) <= tolerance * max(abs(one.median), abs(other.median)):
        return SAME
    if one.counted != other.counted:
        return OTHER_UNIT
    if one.years != other.years:
        return OTHER_YEARS
    if one.n != other.n:
        return OTHER_NUMBER
    return NON_DETECTS if one.n_non_detects or other.n_non_detects else UNEXPLAINED


def _of_trends(gathered: Gathered) -> Mapping[tuple[str, str], Quoted]:
    """Medians of the last round of topsoil, where a substance has one series of a fraction."""
    result = gathered.results.get("trends")
    if result is None:
        return {}
    levels, series = result.tables.get("levels", {}), result.tables.get("series", {})
    found: dict[tuple[str, str], list[Quoted]] = {}
    for name, one in levels.items():
        its = series[name]
        if its["matrix"] != "soil" or one["median_mg_kg"] is None:
            continue
        quoted = Quoted(
            "trends",
            one["median_mg_kg"],
            one["n_measurements"],
            SITES,
            one["visit"][:4],
            one["n_non_detects"],
        )
        found.setdefault((its["substance"], str(its["fraction"])), []).append(quoted)
    return {key: ones[0] for key, ones in found.items() if len(ones) == 1}


def _of_soil_health(gathered: Gathered) -> Mapping[tuple[str, str], Quoted]:
    """Medians of the latest value of each site."""
    result = gathered.results.get("soil_health")
    if result is None:
        return {}
    years = str((result.data["years"] or [""])[-1])
    found = {}
    for name, one in result.tables.get("substances", {}).items():
        substance, fraction = name.split(":")[:2]
        if one["median_mg_kg"] is not None:
            found[substance, fraction] = Quoted(
                "soil_health",
                one["median_mg_kg"],
                one["n_sites"],
                SITES,
                years,
                one["n_non_detects"],
            )
    return found


def _of_health(gathered: Gathered) -> Mapping[tuple[str, str], Quoted]:
    """Medians over areas; their fraction is the one that most areas have, and is not told."""
    result = gathered.results.get("health")
    trends = {key[0]: key for key in _of_trends(gathered)}
    if result is None:
        return {}
    return {
        trends[name]: Quoted("health", one["median"], one["n_areas"], AREAS, str(one["years"]))
        for name, one in result.tables.get("exposures", {}).items()
        if name in trends and one["kind"] == "soil" and one["median"] is not None
    }


def say(tables: Tables) -> Iterator[Said]:
    """Say where two reports differ and nothing explains it."""
    for name, one in tables.of(COMPARED).items():
        if one.agreement == UNEXPLAINED:
            yield said(DIFFERS, COMPARED, name, grade=TO_BE_CHECKED, main="second_median_mg_kg")


SECTION: Section[Basis] = Section(
    name="agreement",
    tables=(COMPARED,),
    compute=compute,
    say=say,
    messages=(DIFFERS,),
    empty="country-no-difference",
)
