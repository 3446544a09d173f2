"""Where the last visit of each series stands, and its threshold, each land use with its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.nondetects.censored import visit_median
from workbench.methods.nondetects.estimates import summarise
from workbench.methods.nondetects.exceedance import share_above
from workbench.methods.sampling.visits import Medians, Placed
from workbench.reports.report import Section, only
from workbench.reports.trends import soils
from workbench.reports.trends.basis import UNIT, Basis, by_series
from workbench.reports.trends.monitored import SERIES, SITES, MonitoredSeries
from workbench.reports.trends.overview import OVERVIEW, Overview
from workbench.reports.trends.parameters import Parameters
from workbench.reports.trends.phrases import (
    LawFraction,
    NoThreshold,
    NotInReferenceSet,
    OtherBasis,
    SeriesLabel,
)
from workbench.reports.trends.site_levels import MAP, SITE_LEVELS, draw_map, of_sites
from workbench.reports.trends.site_thresholds import (
    SITE_THRESHOLDS,
    STANDINGS,
    ThresholdStanding,
    UnderThreshold,
    against_thresholds,
)
from workbench.store.measurements import Measurements
from workbench.vocabulary.laws.threshold_choice import (
    OWN_VALUE,
    ApplicableThreshold,
    Choice,
    find_threshold,
)
from workbench.vocabulary.laws.thresholds import Reason
from workbench.vocabulary.places import place_name
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_FOR_P90 = 10  # samples that a ninetieth percentile needs
OWN, REFERENCE = "own", "reference set"
NOT_STATED = "not stated"
SUMMARISED = [Placed.series, Placed.visit, Measurements.value, Measurements.censored]
UNKNOWN_LAND_USES = {"", "unknown", NOT_STATED}

Key: TypeAlias = tuple[str, str, soils.Answer]  # series, land use and what is compared with
Group: TypeAlias = tuple[str, Key, pd.DataFrame]  # id of a row, and its samples


@row
class Level:
    """A series at its last visit."""

    label: SeriesLabel = phrase("the series in words", "Series")
    visit: str = text("last visit", "Sampling round")
    n_measurements: int = count("measurements", "Samples")
    n_non_detects: int = count("measurements below their limit", "Non-detects")
    median_mg_kg: float | None = number("median", "Median", unit=UNIT)
    p90_mg_kg: float | None = number("ninetieth percentile", "90th percentile", unit=UNIT)
    summary_method: str = code("summary", "how non-detects were dealt with", "Method")
    mean_mg_kg: float | None = number("mean", unit=UNIT)


@row
class Comparison:
    """A series and land use at its last visit, with the threshold that applies."""

    label: SeriesLabel = phrase("the series in words", "Series")
    visit: str = text("last visit", "Sampling round")
    land_use: str = code("land-use", "use of the land, or that it is not stated", "Land use")
    n_measurements: int = count("measurements", "Samples")
    threshold_mg_kg: float | None = number(
        "threshold that applies to this land use", "Threshold", unit="mg/kg", default=None
    )
    reference_law: str = text("whose law it is, where that is not the own", "Law of", default="")
    n_above: int | None = count("measurements above the threshold", "Above", default=None)
    share_above: float | None = share("share above the threshold", "Share", default=None)
    share_above_lower: float | None = share(
        "lower limit of that share (Wilson)", "Lower limit", lower_of="share_above", default=None
    )
    share_above_upper: float | None = share(
        "upper limit of that share (Wilson)", "Upper limit", upper_of="share_above", default=None
    )
    why_not_compared: Phrase | None = phrase("why no share is given", "Why no share", default=None)
    value_type: str | None = code(
        "value-type", "kind of value, as in trigger/screening", "Kind", default=None
    )
    law_fraction: LawFraction | None = phrase(
        "fraction that the law means; assumed where not read in it",
        "Fraction in law",
        default=None,
    )
    intervention_mg_kg: float | None = number(
        "value from which something must be done, the same for all soils of the row",
        "Intervention value",
        unit="mg/kg",
        default=None,
    )
    n_above_intervention: int | None = count(
        "measurements above that value", "Above it", default=None
    )
    intervention_term: str | None = text("what the law calls that value", default=None)
    series: str = text("series")
    instrument: str | None = text("law that sets it", default=None)
    native_term: str | None = text("what the law calls it", default=None)
    law_of: str = code("country", "country whose law is compared with, or EU")
    law_of_name: str = text("its name")
    whose_law: str = code(
        "whose-law", "own, or reference set: the law of another, asked for by name"
    )
    own_source: str | None = text(
        "where the country read it, if it gave the threshold itself", default=None
    )
    n_undecided: int | None = count("measurements whose limit is above the threshold", default=None)
    confidence: float | None = share("level of that interval", default=None)


LEVELS = Table("levels", Level, "Levels in the last sampling round", "No measurements.", most=8)
COMPARISONS = Table(
    "comparisons",
    Comparison,
    "Samples above the threshold in the last sampling round",
    "No measurements.",
)
LAW = Message("reference-set", Overview, "law")
SHARE = Message("level-share", Comparison, "level")
AT_LEAST = Message("level-at-least", Comparison, "level")
OPEN = Message("level-open", Comparison, "level")
AGAINST = Message("level-sites", ThresholdStanding, "sites")
NEAREST = Message("level-nearest", ThresholdStanding, "nearest")
NOT_COMPARED = Message("not-compared", Overview, "not_compared")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Summarise the last visit of each series and compare it with thresholds."""
    series = tables.of(SERIES)
    last = _last_visits(basis)
    yield LEVELS.filled(
        {
            name: _level(series[name].label, group)
            for name, group in by_series(last[SUMMARISED]).items()
        }
    )
    reference_set = basis.parameters.reference_set
    choice = Choice(reference_set=reference_set, own=basis.own_thresholds)
    groups = list(_groups(last, choice))
    yield COMPARISONS.filled(_comparisons(series, groups, basis.parameters))
    compared = [(samples, _threshold(answer)) for _, (_, _, answer), samples in groups]
    yield SITE_LEVELS.filled(of_sites(tables.of(SITES), compared))
    sites, standings = against_thresholds(basis, _with_threshold(series, groups))
    yield SITE_THRESHOLDS.filled({} if basis.with_country else sites)
    yield STANDINGS.filled(standings)


def _with_threshold(
    series: Mapping[str, MonitoredSeries], groups: Iterable[Group]
) -> dict[str, UnderThreshold]:
    """Gather the samples of each comparison that has a threshold."""
    return {
        name: UnderThreshold(
            of, series[of].label, land_use or NOT_STATED, answer.value_mg_kg, samples
        )
        for name, (of, land_use, answer), samples in groups
        if isinstance(answer, ApplicableThreshold)
    }


def _last_visits(basis: Basis) -> pd.DataFrame:
    """Pick the measurements of the last visit of each series, with their soils."""
    last = basis.visits.groupby(Medians.series)[Medians.visit].last().to_dict()
    placed = basis.placed
    is_last = placed[Placed.visit] == placed[Placed.series].map(last)
    return soils.with_properties(placed[is_last], basis.everything)


def _level(label: SeriesLabel, samples: pd.DataFrame) -> Level:
    """Summarise the samples of a visit; a median that non-detects leave alone is given as it is."""
    summary = summarise(samples[Measurements.value], samples[Measurements.censored])
    median, is_open = visit_median(samples[Measurements.value], samples[Measurements.censored])
    return Level(
        label=label,
        visit=samples[Placed.visit].iloc[0],
        n_measurements=summary.n,
        n_non_detects=summary.n_censored,
        summary_method=summary.method,
        median_mg_kg=summary.median if is_open else median,
        mean_mg_kg=summary.mean,
        p90_mg_kg=summary.p90 if summary.n >= FEWEST_FOR_P90 else None,
    )


def _threshold(answer: soils.Answer) -> float | None:
    """Value of a threshold, where there is one."""
    return answer.value_mg_kg if isinstance(answer, ApplicableThreshold) else None


def _comparisons(
    series: Mapping[str, MonitoredSeries], groups: Sequence[Group], parameters: Parameters
) -> dict[str, Comparison]:
    """Share of the last visit's samples above the threshold, or why none is given.

    One row a series and land use; several where the law sets one land use several thresholds by
    the soil. The measurements of its rows are those of the visit, each once.
    """
    found = {}
    under = [
        (name, answer, group)
        for name, (*_, answer), group in groups
        if isinstance(answer, ApplicableThreshold)
    ]
    stricter = soils.interventions(under, Choice(reference_set=parameters.reference_set))
    for name, (of, land_use, answer), group in groups:
        law_of = parameters.reference_set or series[of].iso3
        asked = Comparison(
            series=of,
            label=series[of].label,
            visit=group[Placed.visit].iloc[0],
            land_use=land_use or NOT_STATED,
            n_measurements=len(group),
            law_of=law_of,
            law_of_name=set_name(law_of),
            whose_law=OWN if law_of == series[of].iso3 else REFERENCE,
            reference_law="" if law_of == series[of].iso3 else set_name(law_of),
        )
        beside = _beside(asked, group, stricter.get(name), parameters.confidence)
        found[name] = _compared(beside, group, answer, parameters)
    return found


def set_name(code: str) -> str:
    """Name of the country, or of the Union, that a set of thresholds is of; empty for none."""
    if not code:
        return ""
    return "the European Union" if code == "EU" else place_name(code)


def _groups(samples: pd.DataFrame, choice: Choice) -> Iterator[Group]:
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
    stated = samples[Measurements.land_use].fillna("").str.strip()
    land_use = stated.mask(stated.str.casefold().isin(UNKNOWN_LAND_USES), "")
    listed = samples.assign(land_use=land_use)
    found = soils.answered(listed, choice, find_threshold)
    firsts = listed.iloc[found.first]
    keys = list(
        zip(firsts[Placed.series], firsts[Measurements.land_use], found.answers, strict=True)
    )
    places = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    of_row = np.array([places[key] for key in keys])[found.alike]
    ordered = listed.iloc[np.argsort(of_row, kind="stable")]  # then cut, which copies nothing
    ends = np.cumsum(np.bincount(of_row))
    starts = [0, *ends[:-1]]
    return {key: ordered.iloc[starts[at] : ends[at]] for key, at in places.items()}


def _order(key: Key) -> tuple[str, bool, str, str]:
    """Sort by series and land use, the unknown last, then by threshold."""
    name, land_use, answer = key
    return name, not land_use, land_use, _part(answer)


def _part(answer: soils.Answer) -> str:
    """Part of a row's id that tells thresholds of one land use apart."""
    if isinstance(answer, ApplicableThreshold):
        return f"@{answer.row_id}={answer.value_mg_kg!r}"
    return f"@{answer.name}" if answer else ""


def _why_not(answer: Reason | None, reference_set: str) -> Phrase:
    """Say why there is no threshold; of a reference set, that it is the set that has none."""
    if answer is None:
        return OtherBasis()
    if answer is Reason.NO_THRESHOLD and reference_set:
        return NotInReferenceSet()
    return NoThreshold(because=answer.name.lower())


def _compared(
    asked: Comparison, samples: pd.DataFrame, answer: soils.Answer, parameters: Parameters
) -> Comparison:
    """Add the share of samples above their threshold, or why it cannot be given."""
    if not isinstance(answer, ApplicableThreshold):
        return replace(asked, why_not_compared=_why_not(answer, parameters.reference_set))
    confidence = parameters.confidence
    found = share_above(
        samples[Measurements.value],
        samples[Measurements.censored],
        answer.value_mg_kg,
        confidence=confidence,
    )
    return replace(
        asked,
        threshold_mg_kg=answer.value_mg_kg,
        instrument=answer.instrument,
        value_type=answer.value_type,
        native_term=answer.native_term,
        own_source=answer.source if answer.how_read == OWN_VALUE else None,
        law_fraction=LawFraction(
            fraction=answer.fraction, is_stated=answer.fraction_basis == "source"
        ),
        n_above=found.n_above,
        n_undecided=found.n_undecided,
        share_above=found.share,
        share_above_lower=found.lower,
        share_above_upper=found.upper,
        confidence=confidence,
        why_not_compared=found.reason,
    )


def _beside(
    asked: Comparison,
    samples: pd.DataFrame,
    stricter: ApplicableThreshold | None,
    confidence: float,
) -> Comparison:
    """Add the value from which something must be done, where there is one."""
    if stricter is None:
        return asked
    above = share_above(
        samples[Measurements.value],
        samples[Measurements.censored],
        stricter.value_mg_kg,
        confidence=confidence,
    )
    return replace(
        asked,
        intervention_mg_kg=stricter.value_mg_kg,
        n_above_intervention=above.n_above,
        intervention_term=stricter.native_term,
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say whose law is compared with, each share above a threshold, and what has none."""
    area, counts = only(tables, OVERVIEW)
    if counts.reference_set_name:
        yield said(LAW, OVERVIEW, area)
    for name, one in tables.of(COMPARISONS).items():
        if one.threshold_mg_kg is not None:
            message, grade = _message(one)
            yield said(message, COMPARISONS, name, grade=grade, main="share_above")
    yield from _of_sites(tables, is_region=counts.is_region)
    if counts.n_without_threshold:
        yield said(NOT_COMPARED, OVERVIEW, area, grade="missing", main="n_without_threshold")


def _of_sites(tables: Tables, *, is_region: bool) -> Iterator[Said]:
    """Count the sites above each threshold, then name what is nearest to exceeding one."""
    whole = {name: one for name, one in tables.of(STANDINGS).items() if one.part is None}
    if not is_region:
        for name in whole:
            yield said(AGAINST, STANDINGS, name, main="n_above")
    margins = {name: one.margin for name, one in whole.items() if one.margin is not None}
    if margins:
        nearest = min(margins, key=lambda name: (margins[name], name))
        yield said(NEAREST, STANDINGS, nearest, main="margin")


def _message(one: Comparison) -> tuple[Message[Comparison], str]:
    """Choose what to say of a share: that it is known, at least so many, or open."""
    if one.share_above is not None:
        return SHARE, "above" if one.n_above else "fact"
    return (AT_LEAST, "above") if one.n_above else (OPEN, "undecided")


SECTION: Section[Basis] = Section(
    name="levels",
    tables=(LEVELS, COMPARISONS, SITE_LEVELS, SITE_THRESHOLDS, STANDINGS),
    compute=compute,
    say=say,
    messages=(LAW, SHARE, AT_LEAST, OPEN, AGAINST, NEAREST, NOT_COMPARED, MAP),
    figures={"map": draw_map},
)
