"""What becomes of the rate ratio of a question when something is changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.methods.coefficients import coefficient
from workbench.methods.influence import cook_distances, without_each_group
from workbench.methods.rate_checks import sandwich_errors
from workbench.methods.rate_models import quasi_poisson
from workbench.methods.robustness import e_values
from workbench.reports.health import rungs
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.exposure import SUBSTITUTES
from workbench.reports.health.grades import Interval, as_interval
from workbench.reports.health.judge import Judged, last_rung
from workbench.reports.health.linkage import Linked
from workbench.reports.health.questions import EXPOSURE
from workbench.reports.health.rates import rounded

Row = dict[str, object]
Check = tuple[str, Interval, str]
IN_WORDS = {
    "half_limit": "non-detects at half their limit",
    "limit_over_root_2": "non-detects at their limit over the root of two",
}


def checks(judged: Sequence[Judged], together: Linked, parameters: Parameters) -> dict[str, Row]:
    """Rows of the checks of each question that has models.

    Parameters
    ----------
    judged : sequence of Judged
        Questions with their ladders.
    together : Linked
        Tables of the country, for its regions.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, Row] = {}
    for one in judged:
        if one.obstacle or one.ladder[rungs.QUASI].fit is None:
            continue
        for number, (name, interval, remark) in enumerate(_of(one, together, parameters), start=1):
            made[f"{one.question.id}:{number}"] = {
                "question": one.question.label,
                "check": name,
                "remark": remark,
                **_cells(interval, with_e_value=number == 1),
            }
    return made


def _of(one: Judged, together: Linked, parameters: Parameters) -> Iterator[Check]:
    """All checks of a question; the first is the rung that the verdict rests on."""
    last = last_rung(one)
    yield "nothing: the rung that the verdict rests on", last.interval, last.remark
    if one.control is not None:
        yield _control(one.control)
    yield _robust(one, parameters)
    yield from _substituted(one, parameters)
    yield from _without_regions(one, together)
    yield _without_most_influential(one, parameters)


def _control(control: rungs.Rung) -> Check:
    """Judge the negative control outcome in place of the outcome."""
    goes = "goes with the exposure too: something that is not on file does"
    remark = goes if control.interval.excludes_one else "does not go with the exposure"
    return "negative control outcome", control.interval, control.remark or remark


def _robust(one: Judged, parameters: Parameters) -> Check:
    """Give the adjusted rung standard errors that hold whatever the variance (HC3)."""
    fit = one.ladder[rungs.ADJUSTED].fit
    if fit is None:
        return "robust standard errors (HC3)", rungs.NONE, one.ladder[rungs.ADJUSTED].remark
    place = fit.data.names.index(EXPOSURE)
    errors = sandwich_errors(fit, "HC3")
    found = coefficient(
        float(fit.estimates[place]), float(errors[place]), confidence=parameters.confidence
    )
    return "robust standard errors (HC3), adjusted rung", as_interval(found), ""


def _substituted(one: Judged, parameters: Parameters) -> Iterator[Check]:
    """Put usual shares of the limit in place of each non-detect; on the quasi-Poisson rung."""
    for column in SUBSTITUTES:
        if one.question.exposure.share_non_detects:
            values = one.question.exposure.areas[column]
            rung = rungs.quasi_rung(
                one.question.with_exposure(values), confidence=parameters.confidence
            )
            yield f"{IN_WORDS[column]}, quasi-Poisson rung", rung.interval, rung.remark


def _without_regions(one: Judged, together: Linked) -> Iterator[Check]:
    """Leave each region out in turn; the least and the greatest rate ratio are shown."""
    regions = together.areas["parent_id"].reindex(one.question.areas.index).fillna("")
    if regions.nunique() < 2:
        return
    found = without_each_group(one.question.full(), list(regions), EXPOSURE, quasi_poisson)
    fitted = [(left.coefficient, left.group) for left in found if left.coefficient is not None]
    fitted.sort(key=lambda pair: pair[0].estimate)
    for word, (slope, region) in zip(("least", "greatest"), (fitted[0], fitted[-1]), strict=True):
        name = f"one region left out, {word} ratio, quasi-Poisson rung"
        yield name, as_interval(slope), f"without {region or 'areas of no region'}"


def _without_most_influential(one: Judged, parameters: Parameters) -> Check:
    """Leave out the area that draws the quasi-Poisson rung most."""
    fit = quasi_poisson(one.question.full())
    areas = one.question.areas
    area = areas.index[int(cook_distances(fit).argmax())]
    rest = replace(one.question, areas=areas.drop(index=area))
    rung = rungs.quasi_rung(rest, confidence=parameters.confidence)
    name = "the most influential area left out, quasi-Poisson rung"
    return name, rung.interval, rung.remark or f"without {area}"


def _cells(interval: Interval, *, with_e_value: bool) -> Row:
    """Cells of a check; nothing where it could not be made."""
    if not interval.fitted:
        return {}
    ratio, lower, upper = map(math.exp, (interval.estimate, interval.lower, interval.upper))
    row: Row = {
        "rate_ratio": rounded(ratio),
        "rate_ratio_lower": rounded(lower),
        "rate_ratio_upper": rounded(upper),
    }
    if with_e_value:
        found = e_values(ratio, lower, upper)
        row |= {"e_value": rounded(found.point), "e_value_limit": rounded(found.limit)}
    return row
