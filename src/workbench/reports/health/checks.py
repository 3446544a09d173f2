"""What becomes of the rate ratio of a question when something is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.findings.rows import Table, number, row, text
from workbench.methods.robustness import e_values
from workbench.reports.health import rungs
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.exposure import SUBSTITUTES
from workbench.reports.health.grades import Interval
from workbench.reports.health.judge import Judged, last_rung
from workbench.reports.health.rates import rounded, shown_interval

IN_WORDS = {
    "half_limit": "non-detects at half their limit",
    "limit_over_root_2": "non-detects at their limit over the root of two",
}


@row
class SensitivityAnalysis:
    """The rate ratio of a question with something changed."""

    question: str = text("exposure, outcome and sex", "Question")
    check: str = text("what was changed", "Changed")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    e_value: float | None = number(
        "E-value of the rate ratio per increment", "E-value", unit="1", default=None
    )
    e_value_limit: float | None = number(
        "E-value of the limit nearer to one", "E-value of the limit", unit="1", default=None
    )
    remark: str = text("what it means", "Remark")


CHECKS = Table("checks", SensitivityAnalysis, "How far it holds", "No model was fitted.")


def checks(judged: Sequence[Judged], parameters: Parameters) -> dict[str, SensitivityAnalysis]:
    """Change something in the models of each question that has any.

    Parameters
    ----------
    judged : sequence of Judged
        Questions with their ladders.
    parameters : Parameters
        Of the report.
    """
    made = {}
    for one in judged:
        if one.obstacle or one.ladder[rungs.QUASI].fit is None:
            continue
        for place, (name, interval, remark) in enumerate(_of(one, parameters), start=1):
            found = shown_interval(interval)
            check = SensitivityAnalysis(
                question=one.question.label,
                check=name,
                remark=remark,
                rate_ratio=found.ratio,
                rate_ratio_lower=found.lower,
                rate_ratio_upper=found.upper,
            )
            made[f"{one.question.id}:{place}"] = _with_e_values(check) if place == 1 else check
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


def _with_e_values(check: SensitivityAnalysis) -> SensitivityAnalysis:
    """Add the E-values of the rate ratio as it is shown; none where it could not be fitted."""
    ratio, limits = check.rate_ratio, (check.rate_ratio_lower, check.rate_ratio_upper)
    if ratio is None or limits[0] is None or limits[1] is None:
        return check
    found = e_values(ratio, limits[0], limits[1])
    return replace(check, e_value=rounded(found.point), e_value_limit=rounded(found.limit))
