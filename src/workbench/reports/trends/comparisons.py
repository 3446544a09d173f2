"""Compares the last visit of each series with thresholds, each land use with its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.exceedance import share_above
from workbench.reports.trends import definitions, soils
from workbench.reports.trends.definitions import NOT_STATED, Parameters
from workbench.vocabulary.places import place_name
from workbench.vocabulary.threshold_rows import Reason
from workbench.vocabulary.thresholds import Choice, SampledSoil, Threshold, find_threshold

OTHER_BASIS = "given per wet mass, or the basis is unknown; thresholds are per dry mass"
UNKNOWN_LAND_USES = {"", "unknown", NOT_STATED}
SOIL = ["series", "land_use", *soils.COLUMNS]

Answer: TypeAlias = Threshold | Reason | None  # None: not asked, for the basis is another
Key: TypeAlias = tuple[str, str, Answer]  # series, land use and what is compared with


def comparisons(
    series: pd.DataFrame, last_visits: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """Share of the last visit's samples above the threshold, or why none is given.

    Parameters
    ----------
    series : DataFrame
        Table of series.
    last_visits : DataFrame
        Measurements of the last visit of each series, with the columns of `soils.COLUMNS`.
    parameters : Parameters
        `confidence` of the shares, and the `reference_set` whose thresholds are taken.

    Returns
    -------
    DataFrame
        One row a series and land use; several where the law sets one land use several thresholds
        by the soil. The measurements of its rows are those of the visit, each once.
    """
    choice = Choice(reference_set=parameters.reference_set)
    rows = {
        row: {"series": name, "label": series["label"][name], "visit": group["visit"].iloc[0]}
        | {"land_use": land_use or NOT_STATED, "n_measurements": len(group)}
        | _law(group["iso3"].iloc[0], parameters.reference_set)
        | _comparison(group, answer, parameters)
        for row, (name, land_use, answer), group in _groups(last_visits, choice)
    }
    return frame_of(rows, definitions.COMPARISONS)


def set_name(code: str) -> str:
    """Name of the country, or of the Union, that a set of thresholds is of; empty for none."""
    if not code:
        return ""
    return "the European Union" if code == "EU" else place_name(code)


def _groups(samples: pd.DataFrame, choice: Choice) -> Iterator[tuple[str, Key, pd.DataFrame]]:
    """Give each series, land use and threshold with the id of its row and its samples."""
    answers = _answers(samples, choice)
    n_answers = Counter((name, land_use) for name, land_use, _ in answers)
    for key in sorted(answers, key=_order):
        name, land_use, answer = key
        several = n_answers[name, land_use] > 1
        row = f"{name}@{quote(land_use, safe=' ')}" + (_part(answer) if several else "")
        yield row, key, answers[key]


def _answers(samples: pd.DataFrame, choice: Choice) -> dict[Key, pd.DataFrame]:
    """Ask for the threshold of each land use and soil of a series, once for all that are alike."""
    if samples.empty:
        return {}
    stated = samples["land_use"].fillna("").str.strip()
    land_use = stated.mask(stated.str.casefold().isin(UNKNOWN_LAND_USES), "")
    listed = samples.assign(land_use=land_use).reset_index(drop=True)
    alike = listed.groupby(SOIL, dropna=False).ngroup()
    first = ~alike.duplicated()
    keys = {
        number: (str(sample["series"]), str(sample["land_use"]), _answer(sample, choice))
        for number, sample in zip(alike[first], listed[first].to_dict("records"), strict=True)
    }
    numbers: dict[Key, list[int]] = defaultdict(list)
    for number, key in keys.items():
        numbers[key].append(number)
    return {key: listed[alike.isin(own)] for key, own in numbers.items()}


def _answer(sample: Mapping[Hashable, Any], choice: Choice) -> Answer:
    """Threshold of a sample, or why there is none."""
    if sample["basis"] != "dry":
        return None
    sampled = SampledSoil(
        iso3=sample["iso3"],
        substance=sample["substance"],
        matrix=sample["matrix"],
        land_uses=(sample["land_use"],),
        fraction=sample["fraction"],
        extractant="" if pd.isna(sample["extractant"]) else str(sample["extractant"]),
        properties=soils.properties(sample),
    )
    return find_threshold(sampled, choice)


def _order(key: Key) -> tuple[str, bool, str, str]:
    """Sort by series and land use, the unknown last, then by threshold."""
    name, land_use, answer = key
    return name, not land_use, land_use, _part(answer)


def _part(answer: Answer) -> str:
    """Part of a row's id that tells thresholds of one land use apart."""
    if isinstance(answer, Threshold):
        return f"@{answer.row_id}={answer.value_mg_kg!r}"
    return f"@{answer.name}" if answer else ""


def _law(iso3: str, reference_set: str) -> dict[str, object]:
    """Say whose law is compared with; it is named even where it holds no threshold."""
    law_of = reference_set or iso3
    return {
        "law_of": law_of,
        "law_of_name": set_name(law_of),
        "whose_law": "own" if law_of == iso3 else "reference set",
    }


def _why_not(answer: Reason | None, reference_set: str) -> str:
    """Say why there is no threshold; of a reference set, that it is the set that has none."""
    if answer is None:
        return OTHER_BASIS
    if answer is Reason.NO_THRESHOLD and reference_set:
        return "no threshold in the reference set"
    return answer.value


def _comparison(samples: pd.DataFrame, answer: Answer, parameters: Parameters) -> dict[str, object]:
    """Share of samples above their threshold, or why it cannot be given."""
    law, confidence = parameters.reference_set, parameters.confidence
    if not isinstance(answer, Threshold):
        return {"why_not_compared": _why_not(answer, law)}
    share = share_above(
        samples["value"], samples["censored"], answer.value_mg_kg, confidence=confidence
    )
    return {
        "threshold_mg_kg": answer.value_mg_kg,
        "instrument": answer.instrument,
        "value_type": answer.value_type,
        "native_term": answer.native_term,
        "law_fraction": _law_fraction(answer),
        "n_above": share.n_above,
        "n_undecided": share.n_undecided,
        "share_above": share.share,
        "share_above_lower": share.lower,
        "share_above_upper": share.upper,
        "confidence": confidence,
        "why_not_compared": share.reason,
    }


def _law_fraction(threshold: Threshold) -> str:
    """Name the fraction that a law means, and say where that was not read in its text."""
    stated = threshold.fraction_basis == "source"
    return threshold.fraction if stated else f"{threshold.fraction} (assumed)"
