"""Areas that enter the models, and what differs between those with more and less exposure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, count, number, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import rounded
from workbench.presentation import charts
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.exposure import Exposure
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.basis.questions import AreaQuestion
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import HealthQuestion
from workbench.reports.report import Section
from workbench.store.people import Covariates, Population
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

QUARTERS = (0.25, 0.5, 0.75)
FEWEST = 8  # areas, below which quarters say nothing
TOGETHER = 0.7  # correlation of exposures from which associations with them cannot be told apart


@row
class PersonYears(Phrase):
    """Person-years of an area."""


@row
class ItsExposure(Phrase):
    """The exposure itself."""


@row
class AreasByExposure:
    """A characteristic of the areas, by quarter of an exposure: medians."""

    exposure: Phrase = phrase("substance or covariate", "Exposure")
    characteristic: Phrase = phrase("what is compared", "Median across areas of")
    unit: str = text("its unit", "Unit")
    n_areas: int = count("areas that have it", "Areas")
    lowest: float | None = number("quarter with the lowest exposure", "Lowest quarter", unit="")
    second: float | None = number("second quarter", "Second", unit="")
    third: float | None = number("third quarter", "Third", unit="")
    highest: float | None = number("quarter with the highest exposure", "Highest quarter", unit="")
    correlation: float | None = number(
        "rank correlation of it with the exposure (Spearman)", "Correlation", unit="1"
    )


@row
class ExposurePair:
    """Two exposures, and how far they go together across areas."""

    exposure: Phrase = phrase("the one", "Exposure")
    other: Phrase = phrase("the other", "Other exposure")
    n_areas: int = count("areas that have both", "Areas")
    correlation: float = number("rank correlation (Spearman)", "Correlation", unit="1")


@row
class NotCounted(Phrase):
    """An area has no people, or its register never reported."""


@row
class AreasLeft:
    """Areas that are left of those of a country, and why others are not."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    n_areas: int = count("areas that are left", "Areas left")
    n_excluded: int = count("areas that are excluded here", "Excluded")
    why: Phrase | None = phrase("why these are excluded; missing at the beginning", "Reason")


TABLE_ONE = Table("by_exposure", AreasByExposure, "Areas by quarter of exposure", "No quarters.")
PAIRS = Table("exposure_pairs", ExposurePair, "Correlation of exposures", "One exposure only.")
CORRELATED = Message("exposures-together", ExposurePair, "correlation")

FLOW = Table("flow", AreasLeft, "Areas that entered the models", "No association was examined.", 20)
FLOW_FIGURE = Message("figure-flow", AreasLeft)
LEFT = Message("flow-left", AreasLeft)
TAKEN = Message("flow-taken", AreasLeft)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Follow the areas into the models, and compare them by exposure."""
    n_listed = len(basis.linked.areas)
    yield FLOW.filled(
        {
            f"{one.question.id}:{place}": step
            for one in basis.judged
            for place, step in enumerate(steps(one.question, n_listed), start=1)
        }
    )
    characteristics = _characteristics(basis.linked, basis.parameters)
    made = {}
    for one in basis.exposures:
        for place, found in enumerate(_compared(one, characteristics), start=1):
            made[f"{one.code}:{place}"] = found
    yield TABLE_ONE.filled(made)
    yield PAIRS.filled(dict(_pairs(basis.exposures)))


def _characteristics(
    together: Linked, parameters: Parameters
) -> dict[Phrase, tuple[str, pd.Series]]:
    """Give unit and values by area of what may differ: people, and the covariates of the models."""
    people = together.population.groupby([Population.area_id, Population.year])
    a_year = people[Population.person_years].sum().groupby(level=0).mean()
    found: dict[Phrase, tuple[str, pd.Series]] = {PersonYears(): ("1/year", a_year)}
    for name in (*parameters.demography, *parameters.confounders):
        own = together.covariates[together.covariates[Covariates.name] == name]
        if len(own):
            by_area = own.groupby(Covariates.area_id)[Covariates.value].mean()
            found[Named(name=name)] = str(own[Covariates.unit].iloc[0]), by_area
    return found


def _compared(
    exposure: Exposure, characteristics: Mapping[Phrase, tuple[str, pd.Series]]
) -> Iterator[AreasByExposure]:
    """Compare quarters of the areas by an exposure; none where they cannot be made."""
    values = exposure.by_area.dropna()
    cuts = np.quantile(values, QUARTERS) if len(values) else np.zeros(len(QUARTERS))
    if len(values) < FEWEST or (np.diff(cuts) <= 0).any():
        return
    quarter = pd.Series(np.searchsorted(cuts, values, side="left"), values.index)
    what: dict[Phrase, tuple[str, pd.Series]] = {ItsExposure(): (exposure.unit, values)}
    for name, (unit, given) in (what | dict(characteristics)).items():
        own = given.reindex(values.index).dropna()
        medians = own.groupby(quarter.reindex(own.index)).median()
        shown = [rounded(medians[at]) if at in medians else None for at in range(len(cuts) + 1)]
        alone = name == ItsExposure() or name == Named(name=exposure.code)
        yield AreasByExposure(
            exposure=exposure.name,
            characteristic=name,
            unit=unit,
            n_areas=len(own),
            lowest=shown[0],
            second=shown[1],
            third=shown[2],
            highest=shown[3],
            correlation=None if alone else _rank_correlation(own, values),
        )


def _pairs(exposures: tuple[Exposure, ...]) -> Iterator[tuple[str, ExposurePair]]:
    """Correlate each two exposures over the areas that have both."""
    for one, other in combinations(exposures, 2):
        both = one.by_area.dropna().index.intersection(other.by_area.dropna().index)
        found = _rank_correlation(one.by_area[both], other.by_area[both])
        if found is not None:
            yield (
                f"{one.code}:{other.code}",
                ExposurePair(
                    exposure=one.name, other=other.name, n_areas=len(both), correlation=found
                ),
            )


def _rank_correlation(first: pd.Series, second: pd.Series) -> float | None:
    """Spearman's rank correlation over the areas of the first; None where ranks are all alike."""
    ranks = [one.rank().to_numpy() for one in (first, second.reindex(first.index))]
    if len(first) < FEWEST or any(np.ptp(one) == 0 for one in ranks):
        return None
    return round(float(np.corrcoef(ranks[0], ranks[1])[0, 1]), 2)


def steps(question: AreaQuestion, n_listed: int) -> Iterator[AreasLeft]:
    """Take areas away by what they lack first, until those of the models are left.

    Parameters
    ----------
    question : AreaQuestion
        With what areas lack.
    n_listed : int
        Areas of the country.

    Yields
    ------
    AreasLeft
        All areas, then what is left after each reason that excludes any.
    """
    yield AreasLeft(question=question.label, n_areas=n_listed, n_excluded=0, why=None)
    left = len(question.counted.areas)
    lacking: dict[Phrase, int] = {NotCounted(): n_listed - left, **question.lacking}
    left = n_listed
    for why, n_excluded in lacking.items():
        if n_excluded:
            left -= n_excluded
            yield AreasLeft(question=question.label, n_areas=left, n_excluded=n_excluded, why=why)


def say(tables: Tables) -> Iterator[Said]:
    """Tell which exposures go together."""
    for name, one in tables.of(PAIRS).items():
        if abs(one.correlation) >= TOGETHER:
            yield said(CORRELATED, PAIRS, name, main="correlation")


def flow(tables: Tables, words: Words) -> Picture | Text:
    """Draw the way of the areas of the question that most of them can answer."""
    by_question: dict[HealthQuestion, list[AreasLeft]] = {}
    for one in tables.of(FLOW).values():
        by_question.setdefault(one.question, []).append(one)
    if not by_question:
        return Text(words.plain("figure-flow-none"))
    first = max(by_question.values(), key=lambda own: own[-1].n_areas)
    if len(first) == 1:
        return Text(words.plain("figure-flow-whole"))
    boxes = [
        charts.curves.Box(
            words.sentence(LEFT, one).text,
            "" if one.why is None else words.sentence(TAKEN, one).text,
        )
        for one in first
    ]
    told = [". ".join(filter(None, (box.taken, box.text))) for box in boxes]
    drawn = charts.curves.flow(boxes)
    return captioned(drawn, (FLOW_FIGURE, first[-1]), [f"{'. '.join(told)}."], words, narrow=True)


SECTION: Section[Basis] = Section(
    name="exposed",
    tables=(FLOW, TABLE_ONE, PAIRS),
    compute=compute,
    say=say,
    messages=(CORRELATED, FLOW_FIGURE, LEFT, TAKEN),
    figures={"flow": flow},
)
