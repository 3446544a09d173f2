"""Change of substances in people from the first wave to the last, by one method and limit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from scipy.stats import t as student_t

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, code, number, phrase, row, share, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.nondetects.population import (
    MOST_NON_DETECTS,
    geometric_mean,
    population_share,
)
from workbench.methods.rates.disclosure import rounded
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.participants import (
    FEWEST_PERSONS,
    Biomarker,
    MarkerWave,
    Sample,
)
from workbench.reports.health.biomonitoring import OF_UNIT, MostlyBelow, NoMeanFitted
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said

RISING, FALLING, UNCLEAR, NOT_JUDGED = "rising", "falling", "unclear", "not judged"
CAVEATS = ("caveat-who-took-part",)


@row
class OtherMethod(Phrase):
    """Waves that were measured by different methods."""

    first: str = text("method of the first wave")
    last: str = text("method of the last wave")


@row
class BiomarkerChange:
    """Change of a substance in people between two waves."""

    marker: Biomarker = phrase("substance and matrix", "Biomarker")
    unit: str = text("unit of the results", "Unit")
    first_year: int = year("year of the first wave", "From")
    last_year: int = year("year of the last wave", "To")
    state: str = code("biomarker-trend", "rising, falling, unclear or not judged", "Change")
    first_mean: float | None = number(
        "geometric mean of the first wave", "First mean", unit=OF_UNIT, default=None
    )
    last_mean: float | None = number(
        "geometric mean of the last wave", "Last mean", unit=OF_UNIT, default=None
    )
    change: float | None = share("change a year", "Change a year", unit="1/year", default=None)
    change_lower: float | None = share(
        "lower limit", "Lower limit", unit="1/year", lower_of="change", default=None
    )
    change_upper: float | None = share(
        "upper limit", "Upper limit", unit="1/year", upper_of="change", default=None
    )
    why: Phrase | None = phrase("why it is not judged", "Note", default=None)
    limit: float | None = number("limit that both waves were brought to", unit=OF_UNIT)


CHANGES = Table(
    "biomarker_changes", BiomarkerChange, "Change between survey waves", "There is only one wave."
)
CHANGE = Message("biomarker-change", BiomarkerChange, "change")


@dataclass(frozen=True)
class _Fitted:
    """Logarithm of a geometric mean, with its error."""

    log_mean: float
    error: float
    freedom: int


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare the first wave of each substance with the last."""
    made = {}
    waves = basis.participants.waves
    for (marker, unit), own in groupby(waves, key=lambda one: (one.marker, one.unit)):
        usable = [one for one in own if len(one.rows) >= FEWEST_PERSONS]
        if len(usable) > 1:
            name = f"{marker.substance}:{marker.matrix}:{unit}"
            made[name] = _change(usable, basis.parameters.confidence)
    yield CHANGES.filled(made)


def _change(waves: Sequence[MarkerWave], confidence: float) -> BiomarkerChange:
    """Compare two waves, or say why they cannot be compared."""
    first, last = waves[0], waves[-1]
    limits = [one.limit for one in (first, last) if one.limit is not None]
    found = BiomarkerChange(
        marker=first.marker,
        unit=first.unit,
        first_year=first.year,
        last_year=last.year,
        state=NOT_JUDGED,
        limit=max(limits, default=None),
    )
    if first.methods != last.methods:
        named = [", ".join(one.methods) or "" for one in (first, last)]
        return replace(found, why=OtherMethod(first=named[0], last=named[1]))
    samples = [at_limit(one.sample(), max(limits, default=0.0)) for one in (first, last)]
    below = [population_share(one.censored.astype(float), one.design).share for one in samples]
    if max(below) > MOST_NON_DETECTS:
        return replace(found, why=MostlyBelow(most=MOST_NON_DETECTS))
    try:
        fitted = [_fitted(one) for one in samples]
    except SeriesError:
        return replace(found, why=NoMeanFitted())
    return _judged(found, fitted, confidence)


def at_limit(sample: Sample, limit: float) -> Sample:
    """Bring all results below a limit to it, so that a better laboratory makes no change.

    Parameters
    ----------
    sample : Sample
        Results of a wave.
    limit : float
        The highest limit of the waves that are compared; 0 changes nothing.

    Returns
    -------
    Sample
        The same people; a result below the limit is a non-detect at it.
    """
    below = sample.censored | (sample.values < limit)
    return replace(sample, values=np.where(below, limit, sample.values), censored=below)


def _fitted(sample: Sample) -> _Fitted:
    """Logarithm of the geometric mean of a wave."""
    found = geometric_mean(sample.values, sample.censored, sample.design)
    return _Fitted(math.log(found.mean), found.log_se, found.degrees_of_freedom)


def _judged(
    found: BiomarkerChange, fitted: Sequence[_Fitted], confidence: float
) -> BiomarkerChange:
    """Change a year with its interval (Welch), and on which side of none it lies."""
    first, last = fitted
    years = found.last_year - found.first_year
    variances = [one.error**2 for one in fitted]
    total = sum(variances)
    shares = (own**2 / one.freedom for own, one in zip(variances, fitted, strict=True))
    freedom = total**2 / sum(shares)
    reach = float(student_t.ppf((1 + confidence) / 2, freedom)) * math.sqrt(total)
    difference = last.log_mean - first.log_mean
    lower, upper = (difference + sign * reach for sign in (-1, 1))
    is_open = lower <= 0 <= upper
    return replace(
        found,
        state=UNCLEAR if is_open else RISING if difference > 0 else FALLING,
        first_mean=rounded(math.exp(first.log_mean)),
        last_mean=rounded(math.exp(last.log_mean)),
        change=_a_year(difference, years),
        change_lower=_a_year(lower, years),
        change_upper=_a_year(upper, years),
    )


def _a_year(difference: float, years: int) -> float:
    """Relative change a year, to a tenth of a percent."""
    return round(math.expm1(difference / years), 3)


def say(tables: Tables) -> Iterator[Said]:
    """Tell how each substance changed."""
    for name, one in tables.of(CHANGES).items():
        grade = "fact" if one.change is not None else "missing"
        yield said(CHANGE, CHANGES, name, grade=grade, main="change" if one.change else "")


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind that waves may differ in who took part."""
    return CAVEATS if tables.of(CHANGES) else ()


SECTION: Section[Basis] = Section(
    name="biomarker_changes",
    tables=(CHANGES,),
    compute=compute,
    say=say,
    messages=(CHANGE,),
    notes=notes,
    without_data=True,
    left_out=lambda tables: not tables.of(CHANGES),
)
