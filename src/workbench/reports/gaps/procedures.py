"""Substance, extractant and standard procedure: what is on file, and who determines it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.answers import RESPONSE, Round
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary.procedures import Procedure
from workbench.vocabulary.procedures import procedures as on_file
from workbench.vocabulary.survey_groups import OTHER, survey_substance
from workbench.vocabulary.survey_items import choices_of, survey_items
from workbench.vocabulary.threshold_values import values_in_force

AWARE = ("4", "5")
Extraction = tuple[str, str]  # fraction and extractant


def procedures(
    answers: Round, measured: pd.DataFrame, scopes: Sequence[Scope], area: str
) -> pd.DataFrame:
    """One row a substance of the survey and an extraction that a procedure, law or sample has.

    Parameters
    ----------
    answers : Round
        Round of the survey; its laboratories say which substances they determine.
    measured : DataFrame
        Rows of the table `measurements` of the country; none for a region.
    scopes : sequence of Scope
        Scopes of the page.
    area : str
        Country, region or WORLD.
    """
    determined = _determined(answers)
    of_law, of_samples = _of_law(area), _of_samples(measured)
    rows = {}
    for substance in _asked():
        counts = _laboratories(determined, substance, scopes, area)
        known = _by_extraction(substance)
        beside = [key for key in (*of_law, *of_samples) if key[0] == substance]
        for extraction in dict.fromkeys([*known, *(key[1] for key in beside)]):
            found = known.get(extraction, [])
            rows[f"{substance}:{extraction[0]}:{extraction[1]}"] = {
                "substance": choices_of(survey_items()["lab_substances"])[substance].labels["en"],
                "fraction": extraction[0].replace("_", " "),
                "extractant": extraction[1],
                "procedures": _standards(one for one in found if one.verified == "yes"),
                "not_verified": _standards(one for one in found if one.verified != "yes"),
                "n_thresholds": of_law[substance, extraction],
                "n_measurements": of_samples[substance, extraction],
            } | counts
    return frame_of(rows, definitions.PROCEDURES)


def laboratories(answers: Round, scopes: Sequence[Scope]) -> pd.DataFrame:
    """One row a scope: what laboratories told of their knowledge and their tests."""
    rows = {scope.code: _laboratory_row(answers.laboratories, scope) for scope in scopes}
    return frame_of(rows, definitions.LABORATORIES)


def _asked() -> list[str]:
    """Substances that the survey names."""
    choices = choices_of(survey_items()["lab_substances"])
    return [
        code
        for code, choice in choices.items()
        if choice.status == "answered" and not choice.exclusive and code != OTHER
    ]


def _by_extraction(substance: str) -> dict[Extraction, list[Procedure]]:
    """Procedures for a substance, by fraction and extractant."""
    found: dict[Extraction, list[Procedure]] = {}
    for one in on_file():
        if one.is_for(substance):
            found.setdefault((one.fraction, one.extractant), []).append(one)
    return found


def _of_law(area: str) -> Counter[tuple[str, Extraction]]:
    """Count the values in force of a country by substance and extraction."""
    return Counter(
        (survey_substance(row.substance), (row.fraction, row.extractant))
        for rows in values_in_force(area).values()
        for row in rows
    )


def _of_samples(measured: pd.DataFrame) -> Counter[tuple[str, Extraction]]:
    """Count the measurements of a country by substance and extraction."""
    organic = {code for one in on_file() if one.fraction == "any" for code in one.substances}
    columns = measured[["substance", "fraction", "extractant"]].fillna("")
    counts: Counter[tuple[str, Extraction]] = Counter()
    for key, rows in columns.groupby(list(columns), sort=False):
        substance, fraction, extractant = map(str, key)
        code = survey_substance(substance)
        reached = "any" if code in organic else fraction
        counts[code, (reached, extractant)] += len(rows)
    return counts


def _determined(answers: Round) -> list[tuple[str, list[str]]]:
    """Country and substances of each laboratory that said what it determines."""
    rows = answers.laboratories
    said = rows[(rows["item_id"] == "lab_substances") & (rows["status"] == "answered")]
    return [(iso3, value.split()) for iso3, value in zip(said["iso3"], said["value"], strict=True)]


def _laboratories(
    determined: list[tuple[str, list[str]]], substance: str, scopes: Sequence[Scope], area: str
) -> dict[str, object]:
    """Laboratories that determine a substance: of the country, the region and of all."""
    where = [iso3 for iso3, substances in determined if substance in substances]
    near, whole = (scopes[0].countries, scopes[-1].countries) if scopes else ((), ())
    return {
        "n_laboratories": where.count(area),
        "n_laboratories_near": sum(iso3 in near for iso3 in where),
        "n_laboratories_whole": sum(iso3 in whole for iso3 in where),
    }


def _laboratory_row(rows: pd.DataFrame, scope: Scope) -> dict[str, object]:
    """Count the answers of the laboratories of a scope."""
    of_scope = rows[rows["iso3"].isin(scope.countries)]
    answered = of_scope[of_scope["status"] == "answered"]
    cells: dict[str, object] = {
        "scope": scope.code,
        "scope_name": scope.name,
        "n_answered": len(of_scope.drop_duplicates(RESPONSE)),
    }
    counted = (
        ("aware", "lab_aware", AWARE),
        ("develop", "lab_sop_dev", ("yes",)),
        ("proficiency", "lab_proficiency", ("yes",)),
    )
    for name, item, codes in counted:
        values = answered.loc[answered["item_id"] == item, "value"]
        cells[f"n_{name}"] = int(values.isin(codes).sum())
        cells[f"n_{name}_answers"] = len(values)
    return cells


def _standards(found: Iterable[Procedure]) -> str:
    """Names of procedures, with what is not finished."""
    return ", ".join(
        one.standard + (" (in development)" if one.status == "in development" else "")
        for one in found
    )
