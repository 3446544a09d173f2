"""Compares the last visit of each series with thresholds, each land use with its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import quote

import pandas as pd

from workbench.findings.rows import Table, code, count, number, row, share, text
from workbench.methods.exceedance import share_above
from workbench.reports.trends import soils
from workbench.reports.trends.definitions import NOT_STATED, Parameters
from workbench.reports.trends.monitored import MonitoredSeries
from workbench.vocabulary.places import place_name
from workbench.vocabulary.threshold_rows import Reason
from workbench.vocabulary.thresholds import Choice, SampledSoil, Threshold, find_threshold

OTHER_BASIS = "given per wet mass, or the basis is unknown; thresholds are per dry mass"
OWN, REFERENCE = "own", "reference set"
UNKNOWN_LAND_USES = {"", "unknown", NOT_STATED}
SOIL = ["series", "land_use", *soils.COLUMNS]

Answer: TypeAlias = Threshold | Reason | None  # None: not asked, for the basis is another
Key: TypeAlias = tuple[str, str, Answer]  # series, land use and what is compared with


@row
class Comparison:
    """A series and land use at its last visit, with the threshold that applies."""

    label: str = text("the series in words", "Series")
    visit: str = text("last visit", "Visit")
    land_use: str = text("use of the land, or that it is not stated", "Land use")
    n_measurements: int = count("measurements", "Measurements")
    threshold_mg_kg: float | None = number(
        "threshold that applies to this land use", "Threshold", unit="mg/kg", default=None
    )
    reference_law: str = text("whose law it is, where that is not the own", "Law of", default="")
    n_above: int | None = count("measurements above the threshold", "Above it", default=None)
    share_above: float | None = share("share above the threshold", "Share", default=None)
    share_above_lower: float | None = share(
        "lower limit of that share (Wilson)", "Lower limit", lower_of="share_above", default=None
    )
    share_above_upper: float | None = share(
        "upper limit of that share (Wilson)", "Upper limit", upper_of="share_above", default=None
    )
    why_not_compared: str | None = text("why no share is given", "Why not given", default=None)
    value_type: str | None = text("kind of value, as in trigger/screening", "Kind", default=None)
    law_fraction: str | None = text(
        "fraction that the law means; assumed where not read in it",
        "Fraction of the law",
        default=None,
    )
    series: str = text("series")
    instrument: str | None = text("law that sets it", default=None)
    native_term: str | None = text("what the law calls it", default=None)
    law_of: str = code("country", "country whose law is compared with, or EU")
    law_of_name: str = text("its name")
    whose_law: str = code(
        "whose-law", "own, or reference set: the law of another, asked for by name"
    )
    n_undecided: int | None = count("measurements whose limit is above the threshold", default=None)
    confidence: float | None = share("level of that interval", default=None)


COMPARISONS = Table(
    "comparisons",
    Comparison,
    "Samples of the last visit above the threshold",
    "No measurements.",
)


def comparisons(
    series: Mapping[str, MonitoredSeries], last_visits: pd.DataFrame, parameters: Parameters
) -> dict[str, Comparison]:
    """Share of the last visit's samples above the threshold, or why none is given.

    Parameters
    ----------
    series : mapping of str to MonitoredSeries
        Series by id.
    last_visits : DataFrame
        Measurements of the last visit of each series, with the columns of `soils.COLUMNS`.
    parameters : Parameters
        `confidence` of the shares, and the `reference_set` whose thresholds are taken.

    Returns
    -------
    dict of str to Comparison
        One row a series and land use; several where the law sets one land use several thresholds
        by the soil. The measurements of its rows are those of the visit, each once.
    """
    choice = Choice(reference_set=parameters.reference_set)
    found = {}
    for name, (of, land_use, answer), group in _groups(last_visits, choice):
        law_of = parameters.reference_set or series[of].iso3
        asked = Comparison(
            series=of,
            label=series[of].label,
            visit=group["visit"].iloc[0],
            land_use=land_use or NOT_STATED,
            n_measurements=len(group),
            law_of=law_of,
            law_of_name=set_name(law_of),
            whose_law=OWN if law_of == series[of].iso3 else REFERENCE,
            reference_law="" if law_of == series[of].iso3 else set_name(law_of),
        )
        found[name] = _compared(asked, group, answer, parameters)
    return found


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
    for place, key in keys.items():
        numbers[key].append(place)
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


def _why_not(answer: Reason | None, reference_set: str) -> str:
    """Say why there is no threshold; of a reference set, that it is the set that has none."""
    if answer is None:
        return OTHER_BASIS
    if answer is Reason.NO_THRESHOLD and reference_set:
        return "no threshold in the reference set"
    return answer.value


def _compared(
    asked: Comparison, samples: pd.DataFrame, answer: Answer, parameters: Parameters
) -> Comparison:
    """Add the share of samples above their threshold, or why it cannot be given."""
    if not isinstance(answer, Threshold):
        return replace(asked, why_not_compared=_why_not(answer, parameters.reference_set))
    confidence = parameters.confidence
    found = share_above(
        samples["value"], samples["censored"], answer.value_mg_kg, confidence=confidence
    )
    return replace(
        asked,
        threshold_mg_kg=answer.value_mg_kg,
        instrument=answer.instrument,
        value_type=answer.value_type,
        native_term=answer.native_term,
        law_fraction=_law_fraction(answer),
        n_above=found.n_above,
        n_undecided=found.n_undecided,
        share_above=found.share,
        share_above_lower=found.lower,
        share_above_upper=found.upper,
        confidence=confidence,
        why_not_compared=found.reason,
    )


def _law_fraction(threshold: Threshold) -> str:
    """Name the fraction that a law means, and say where that was not read in its text."""
    stated = threshold.fraction_basis == "source"
    return threshold.fraction if stated else f"{threshold.fraction} (assumed)"
