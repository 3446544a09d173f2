"""Shares of people above guidance and reference values, each with what kind of value it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from workbench.findings.excluded import Named
from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Flags
from workbench.methods.nondetects.exceedance import Undecided
from workbench.methods.nondetects.population import population_share
from workbench.methods.rates.disclosure import rounded
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.participants import (
    FEWEST_PERSONS,
    Biomarker,
    FewPersons,
    MarkerWave,
    Sample,
)
from workbench.reports.health.biomonitoring import OF_UNIT
from workbench.reports.report import Section
from workbench.store.people import Biomonitoring
from workbench.vocabulary.people.biomarkers import GuidanceValue, guidance_values
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_ABOVE = 5  # persons above a value, or not above it, of whom a share may be told


@row
class FewAbove(Phrase):
    """From one to a few persons on one side of a value."""

    fewest: int = count("persons from which on a share is told")


@row
class UnverifiedGuidance(Phrase):
    """A value that was not read in its source."""


@row
class ForWorkers(Phrase):
    """A value for people who work with the substance."""


@row
class PersonsAbove:
    """A guidance or reference value, and the people above it in one wave."""

    marker: Biomarker = phrase("substance and matrix", "Biomarker")
    wave: Named = phrase("survey wave", "Wave")
    level: str = code("guidance-level", "name of the value", "Value")
    value: float = number("the value", "Amount", unit=OF_UNIT)
    unit: str = text("its unit", "Unit")
    population: str = text("whom it is for", "For")
    health_based: bool = flag("whether it rests on effects on health", "Health-based")
    n: int | None = count("participants it is for; missing where few", "Participants", default=None)
    share_above: float | None = share("share above it", "Above", default=None)
    share_above_lower: float | None = share(
        "lower limit", "Lower limit", lower_of="share_above", default=None
    )
    share_above_upper: float | None = share(
        "upper limit", "Upper limit", upper_of="share_above", default=None
    )
    effective_n: float | None = number("effective sample size", unit="1", default=None)
    why: Phrase | None = phrase("why there is no share", "Note", default=None)
    issuer: str = text("who set it", "Set by")
    status: str = code("guidance-status", "current, or dated", "Status")
    source: str = text("where it was read")
    year: int = year("year of the wave")


@row
class WithdrawnValues:
    """Values of an issuer that it no longer stands by."""

    marker: Biomarker = phrase("substance and matrix", "Biomarker")
    issuer: str = text("who set them", "Set by")
    status: str = code("guidance-status", "rescinded, or superseded", "Status")
    levels: tuple[Named, ...] = phrase("names of the values", "Values", is_list=True)
    source: str = text("where it was read", "Source")


PERSONS_ABOVE = Table(
    "persons_above",
    PersonsAbove,
    "Participants above guidance and reference values",
    "No guidance or reference value is recorded for these substances.",
)
WITHDRAWN = Table(
    "withdrawn_values",
    WithdrawnValues,
    "Values that are not used, because they were withdrawn",
    "No value was withdrawn.",
)
ABOVE = Message("persons-above", PersonsAbove, "above")
NOT_USED = Message("values-withdrawn", WithdrawnValues, "withdrawn")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare each wave with the values for its substance, matrix and unit."""
    rows: dict[str, PersonsAbove] = {}
    withdrawn: dict[str, WithdrawnValues] = {}
    for wave in basis.participants.waves:
        if len(wave.rows) < FEWEST_PERSONS:
            continue
        values = guidance_values(wave.marker.substance, wave.marker.matrix, wave.unit)
        for one in values:
            if not one.is_withdrawn:
                made = _compared(wave, one, basis.parameters.confidence)
                rows[f"{one.row_id}:{wave.year}"] = made
        withdrawn |= _withdrawn(wave.marker, values)
    yield PERSONS_ABOVE.filled(rows)
    yield WITHDRAWN.filled(withdrawn)


def _withdrawn(marker: Biomarker, values: tuple[GuidanceValue, ...]) -> dict[str, WithdrawnValues]:
    """Values that were withdrawn, by issuer and status."""
    found: dict[str, WithdrawnValues] = {}
    for one in values:
        if one.is_withdrawn:
            alike = [
                other.level
                for other in values
                if (other.issuer, other.status) == (one.issuer, one.status)
            ]
            name = f"{one.substance}:{one.matrix}:{one.unit}:{one.issuer}:{one.status}"
            found[name] = WithdrawnValues(
                marker=marker,
                issuer=one.issuer,
                status=one.status,
                levels=tuple(Named(name=level) for level in dict.fromkeys(alike)),
                source=one.source,
            )
    return found


def _compared(wave: MarkerWave, value: GuidanceValue, confidence: float) -> PersonsAbove:
    """Compare the people whom a value is for with it, or say why not."""
    chosen = whom(wave, value)
    obstacle = _obstacle(value, int(chosen.sum()))
    found = PersonsAbove(
        marker=wave.marker,
        wave=Named(name=wave.wave),
        level=value.level,
        value=value.value,
        unit=value.unit,
        population=value.population,
        health_based=value.health_based,
        issuer=value.issuer,
        status=value.status,
        source=value.source,
        year=wave.year,
        why=obstacle,
    )
    return found if obstacle else _with_share(found, wave.sample(chosen), confidence)


def _obstacle(value: GuidanceValue, n: int) -> Phrase | None:
    """Say why nobody is compared with a value; None where people are."""
    if value.verified != "yes":
        return UnverifiedGuidance()
    if value.group == "workers":
        return ForWorkers()
    return FewPersons(needed=FEWEST_PERSONS) if n < FEWEST_PERSONS else None


def whom(wave: MarkerWave, value: GuidanceValue) -> Flags:
    """Which people of a wave a value is for; an unknown age or sex is none that it names.

    Parameters
    ----------
    wave : MarkerWave
        Results.
    value : GuidanceValue
        With first and last age, and the sex.

    Returns
    -------
    array of bool
        One a row of the wave.
    """
    rows = wave.rows
    chosen = np.ones(len(rows), dtype=bool)
    age = np.floor(rows[Biomonitoring.age].to_numpy())
    if value.age_from is not None:
        chosen &= age >= value.age_from
    if value.age_to is not None:
        chosen &= age <= value.age_to
    if value.sex:
        chosen &= (rows[Biomonitoring.sex] == value.sex).to_numpy()
    return chosen


def _with_share(found: PersonsAbove, sample: Sample, confidence: float) -> PersonsAbove:
    """Add the share of people above the value, where nobody can be told from it."""
    above = sample.values > found.value
    n_undecided = int((above & sample.censored).sum())
    if n_undecided:
        why = Undecided(n_undecided=n_undecided, n_measurements=sample.n)
        return replace(found, n=sample.n, why=why)
    n_above = int(above.sum())
    if 0 < min(n_above, sample.n - n_above) < FEWEST_ABOVE:
        return replace(found, n=sample.n, why=FewAbove(fewest=FEWEST_ABOVE))
    share_ = population_share(above.astype(float), sample.design, confidence)
    return replace(
        found,
        n=sample.n,
        share_above=rounded(share_.share),
        share_above_lower=rounded(share_.lower),
        share_above_upper=rounded(share_.upper),
        effective_n=float(round(share_.effective_n)),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Tell the shares of the last wave, and which values are not used."""
    rows = tables.of(PERSONS_ABOVE)
    last: dict[Biomarker, int] = {}
    for one in rows.values():
        last[one.marker] = max(one.year, last.get(one.marker, one.year))
    for name, one in rows.items():
        if one.share_above is not None and one.year == last[one.marker]:
            yield said(ABOVE, PERSONS_ABOVE, name, main="share_above")
    for name in tables.of(WITHDRAWN):
        yield said(NOT_USED, WITHDRAWN, name, grade="missing")


SECTION: Section[Basis] = Section(
    name="guidance",
    tables=(PERSONS_ABOVE, WITHDRAWN),
    compute=compute,
    say=say,
    messages=(ABOVE, NOT_USED),
    without_data=True,
    left_out=lambda tables: not tables.of(PERSONS_ABOVE) and not tables.of(WITHDRAWN),
)
