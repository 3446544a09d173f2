"""Indicators of the scoring set: their values, their scores, and why there is no score."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.findings.rows import Phrase, code, count, number, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.score_table import Scores, Values
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT
from workbench.reports.report import Section, most_common
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import NOTHING, DrawnMeans, Scored
from workbench.reports.soil_health.basis.sites import UNIT_OF_ROW
from workbench.reports.soil_health.overview import OF_HUNDRED
from workbench.reports.soil_health.phrases import NothingMeasured
from workbench.vocabulary.soil.indicators import indicator
from workbench.vocabulary.soil.scoring_curves import indicators_of
from workbench.words.messages import Message
from workbench.words.wording import Words

SPAN = (-2.0, 102.0)  # of an axis from 0 to 100


@row
class Indicator:
    """An indicator of the scoring set, over all sites."""

    name: str = text("indicator", "Indicator")
    domain: str = code("domain", "domain", "Domain")
    median: float | None = number("median of the values", "Median", unit=UNIT_OF_ROW)
    unit: str = text("unit of the values, that of the curve", "Unit")
    n_scored: int = count("sites with a score", "Sites scored")
    score: float | None = number("mean score", "Score", unit=OF_HUNDRED)
    score_lower: float | None = number(
        "lower limit of the mean score", "Lower limit", unit=OF_HUNDRED, lower_of="score"
    )
    score_upper: float | None = number(
        "upper limit of the mean score", "Upper limit", unit=OF_HUNDRED, upper_of="score"
    )
    verified: str | None = code(
        "verified", "whether the curve was compared with its source", "Curve verified"
    )
    why: tuple[Phrase, ...] = phrase(
        "most common reason why sites have no score", "Why there is no score"
    )
    n_sites: int = count("sites with a value")
    n_beyond: int = count("values beyond the ends of the curve")
    caution: tuple[Phrase, ...] = phrase("what to keep in mind about the score")


INDICATORS = Table("indicators", Indicator, "Indicators", "No measurements are recorded.", most=10)
SCORES = Message("figure-scores", Drawn)
SCORES_NAME = Message("figure-scores-name", Indicator)
SCORES_ROW = Message("figure-scores-row", Indicator)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Summarise each indicator of the set; those without a score have the reason."""
    codes = indicators_of(basis.parameters.scoring_set)
    yield INDICATORS.filled({name: _indicator(name, basis.judged, basis.means) for name in codes})


def _indicator(name: str, scored: Scored, means: DrawnMeans) -> Indicator:
    """Summarise one indicator."""
    values, scores = scored.values_of(name), scored.scores_of(name)
    mean = means.indicators.get(name, NOTHING).of_hundred
    return Indicator(
        name=indicator(name).name,
        domain=indicator(name).domain,
        unit=values[Values.unit].iloc[0] if len(values) else indicator(name).unit,
        n_sites=len(values),
        median=values[Values.value].median() if len(values) else None,
        n_scored=len(scores),
        n_beyond=int(scores[Scores.beyond_ends].sum()),
        why=most_common(scored.reasons_of(name)) or () if len(values) else (NothingMeasured(),),
        caution=most_common(scores[Scores.cautions]) or (),
        verified=_least_verified(scores[Scores.verified]) or None,
        score=mean.value,
        score_lower=mean.lower,
        score_upper=mean.upper,
    )


def _least_verified(words: pd.Series) -> str:
    """Give the least good of the words for whether curves were compared with their source."""
    return next((word for word in ("no", "partial", "yes") if (words == word).any()), "")


def scores(tables: Tables, words: Words) -> Picture | Text:
    """Draw the mean score of each indicator with its interval, by domain."""
    scored = [(one, one.score) for one in tables.of(INDICATORS).values() if one.score is not None]
    if not scored:
        return Text(words.plain("figure-scores-none"))
    scored.sort(key=lambda pair: (pair[0].domain, pair[1]), reverse=True)
    rows = [
        charts.dots.DotsRow(
            name=words.sentence(SCORES_NAME, one).text,
            values=[(score, 0)],
            interval=(one.score_lower, one.score_upper),
        )
        for one, score in scored
    ]
    axis = charts.dots.DotsAxis(words.plain("axis-score"), ends=SPAN)
    told = [words.sentence(SCORES_ROW, one).text for one, _ in scored]
    figure = charts.dots.draw(rows, [(DETECT, "")], axis)
    return captioned(figure, (SCORES, drawn(tables, INDICATORS, len(rows))), told, words)


SECTION: Section[Basis] = Section(
    name="soil_indicators",
    tables=(INDICATORS,),
    compute=compute,
    messages=(SCORES, SCORES_NAME, SCORES_ROW),
    figures={"scores": scores},
)
