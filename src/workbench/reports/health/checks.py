"""What becomes of the rate ratio of a question when something is changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from workbench.methods.robustness import e_values
from workbench.reports.health import rungs
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.exposure import SUBSTITUTES
from workbench.reports.health.grades import Interval
from workbench.reports.health.judge import Judged, last_rung
from workbench.reports.health.rates import rounded, shown_ratio

Row = dict[str, object]
IN_WORDS = {
    "half_limit": "non-detects at half their limit",
    "limit_over_root_2": "non-detects at their limit over the root of two",
}


def checks(judged: Sequence[Judged], parameters: Parameters) -> dict[str, Row]:
    """Rows of the checks of each question that has models.

    Parameters
    ----------
    judged : sequence of Judged
        Questions with their ladders.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, Row] = {}
    for one in judged:
        if one.obstacle or one.ladder[rungs.QUASI].fit is None:
            continue
        for number, (name, interval, remark) in enumerate(_of(one, parameters), start=1):
            made[f"{one.question.id}:{number}"] = {
                "question": one.question.label,
                "check": name,
                "remark": remark,
                **_cells(interval, with_e_value=number == 1),
            }
    return made


def _of(one: Judged, parameters: Parameters) -> Iterator[tuple[str, Interval, str]]:
    """All checks of a question; the first is the rung that the verdict rests on."""
    last = last_rung(one)
    yield "nothing: the rung that the verdict rests on", last.interval, last.remark
    if one.control is not None:
        yield "negative control outcome", one.control.interval, _of_control(one)
    yield from ((check.name, check.interval, check.remark) for check in one.steady)
    yield from _substituted(one, parameters)


def _of_control(one: Judged) -> str:
    """Say what the negative control outcome tells."""
    if one.control is None or one.control.remark:
        return one.control.remark if one.control else ""
    if one.control.interval.excludes_one:
        return "goes with the exposure too: something that is not on file does"
    if not one.control_says:
        return "cannot tell: it could have the same rate ratio, or has few cases"
    return "does not go with the exposure"


def _substituted(one: Judged, parameters: Parameters) -> Iterator[tuple[str, Interval, str]]:
    """Put usual shares of the limit in place of each non-detect; on the quasi-Poisson rung."""
    for column in SUBSTITUTES:
        if one.question.exposure.share_non_detects:
            values = one.question.exposure.areas[column]
            rung = rungs.quasi_rung(
                one.question.with_exposure(values), confidence=parameters.confidence
            )
            yield f"{IN_WORDS[column]}, quasi-Poisson rung", rung.interval, rung.remark


def _cells(interval: Interval, *, with_e_value: bool) -> Row:
    """Cells of a check; nothing where it could not be made."""
    if not interval.fitted:
        return {}
    ratio, lower, upper = map(math.exp, (interval.estimate, interval.lower, interval.upper))
    ratio, lower, upper = shown_ratio(ratio), shown_ratio(lower), shown_ratio(upper)
    row: Row = {"rate_ratio": ratio, "rate_ratio_lower": lower, "rate_ratio_upper": upper}
    if with_e_value:
        found = e_values(ratio, lower, upper)
        row |= {"e_value": rounded(found.point), "e_value_limit": rounded(found.limit)}
    return row
