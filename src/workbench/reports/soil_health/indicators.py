"""Indicators of the scoring set: their values, their scores, and why there is no score."""

from __future__ import annotations

from workbench.findings.rows import Table, code, count, number, row, text
from workbench.reports.soil_health.definitions import OF_HUNDRED, UNIT_OF_ROW, Parameters
from workbench.reports.soil_health.scores import Scored, least_verified, most_common
from workbench.reports.soil_health.uncertainty import NOTHING, Drawn
from workbench.vocabulary.indicators import indicator
from workbench.vocabulary.scoring_curves import indicators_of

NOT_MEASURED = "not on file"


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
    verified: str = code(
        "verified", "whether the curve was compared with its source", "Curve verified"
    )
    why: str = text("most common reason why sites have no score", "Why no score")
    n_sites: int = count("sites with a value")
    n_beyond: int = count("values beyond the ends of the curve")
    caution: str = text("what to keep in mind about the score")


INDICATORS = Table("indicators", Indicator, "Indicators", "No measurements are recorded.")


def indicators(scored: Scored, drawn: Drawn, parameters: Parameters) -> dict[str, Indicator]:
    """Summarise each indicator of the set; those without a score have the reason.

    Parameters
    ----------
    scored : Scored
        Values and scores of the sites.
    drawn : Drawn
        Mean scores with their limits.
    parameters : Parameters
        Of the report.
    """
    return {code: _indicator(code, scored, drawn) for code in indicators_of(parameters.scoring_set)}


def _indicator(code: str, scored: Scored, drawn: Drawn) -> Indicator:
    """Summarise one indicator."""
    values, scores = scored.values_of(code), scored.scores_of(code)
    mean = drawn.indicators.get(code, NOTHING).of_hundred
    return Indicator(
        name=indicator(code).name,
        domain=indicator(code).domain,
        unit=values["unit"].iloc[0] if len(values) else indicator(code).unit,
        n_sites=len(values),
        median=values["value"].median() if len(values) else None,
        n_scored=len(scores),
        n_beyond=int(scores["beyond_ends"].sum()),
        why=most_common(scored.reasons_of(code)) if len(values) else NOT_MEASURED,
        caution=most_common(scores["caution"]),
        verified=least_verified(scores["verified"]),
        score=mean.value,
        score_lower=mean.lower,
        score_upper=mean.upper,
    )
