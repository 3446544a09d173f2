"""Says what the health report found, in a fixed vocabulary; every number is quoted from a cell."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, of_each
from workbench.presentation.wording import Quoter
from workbench.reports.health import grades
from workbench.reports.health.associations import QUESTIONS, Association
from workbench.reports.health.confounders import CONFOUNDERS, MEASURED
from workbench.reports.health.exposure import EXPOSURES
from workbench.reports.health.overview import OVERVIEW
from workbench.reports.health.plain_words import STANDING, without_causal_words
from workbench.reports.health.rates import OUTCOMES

FACT = "fact"
TO_CHECK = "to be checked"
SEND = (
    "Send areas, population, outcomes and covariates by area (`workbench tables` lists their "
    "columns), and soil samples that lie in these areas."
)
NAMES = ("exposure", "outcome", "area_name", "name", "control")


def findings(result: Result) -> Result:
    """Add its findings to a result: design, a grade a question, and what is doubtful.

    Parameters
    ----------
    result : Result
        What `compute` gave.

    Returns
    -------
    Result
        The same, with a finding a fact.

    Raises
    ------
    CausalWordError
        If a sentence claims more than area-level data can.
    """
    said = [
        _design(result),
        *of_each(result, "questions", _question),
        *of_each(result, "questions", _what_is_wrong),
        *of_each(result, "questions", _attributable),
        *of_each(result, "exposures", _exposure),
        *of_each(result, "outcomes", _outcome),
        *of_each(result, "confounders", _confounder),
        *of_each(result, "doubts", _doubt),
    ]
    kept = tuple(finding for finding in said if finding)
    for finding in kept:
        without_causal_words(finding.sentence, quoted=_quoted_names(result, finding))
    return replace(result, findings=kept)


def key_messages(result: Result) -> Sentences:
    """Say on one page what kind of study this is, what each question came to and cannot show."""
    said = chosen(result, ("/design", "/question"))
    return Sentences([*said.entries, *standing(result).entries[:1]])


def confounder_messages(result: Result) -> Sentences:
    """Tell which confounders are not on file."""
    return replace(chosen(result, ("/missing",)), empty="All that were named are on file.")


def exposure_messages(result: Result) -> Sentences:
    """Tell how exposure was measured."""
    return chosen(result, ("/exposure",))


def outcome_messages(result: Result) -> Sentences:
    """Tell how cases were counted and standardised."""
    return chosen(result, ("/cases",))


def ladder_messages(result: Result) -> Sentences:
    """Tell what is wrong with the lower rungs."""
    return chosen(result, ("/rungs", "/attributable"))


def doubt_messages(result: Result) -> Sentences:
    """Tell what is doubtful in the data."""
    return replace(chosen(result, ("/doubt",)), empty="Nothing of this kind.")


def standing(result: Result) -> Sentences:
    """Remind of what holds for any report of this kind."""
    said = STANDING if result.status == "ok" else ()
    return Sentences([("caveat", caveat, "") for caveat in said])


def _design(result: Result) -> Finding:
    """Name the design, the areas and how many questions got which grade."""
    quoter = Quoter(result, "overview", result.area)
    area = quoter.text("area_name")
    if result.status == "no_data":
        sentence = f"{area}: {quoter.text('no_question')}. {SEND}"
        return quoter.finding("design", sentence, grade="missing")
    sentence = (
        f"{area}, {quoter.text('years')}: {quoter.text('design')} of {quoter.number('n_areas')} "
        f"areas, cases from {quoter.text('registers')}. "
    )
    if result.of(OVERVIEW)[result.area].no_question:
        sentence += f"Cases and rates are shown; no question was put: {quoter.text('no_question')}."
        return quoter.finding("design", sentence, grade="missing", main="n_areas")
    sentence += (
        f"Of {quoter.count('n_questions', 'question')}, {quoter.number('n_consistent')} got grade "
        f"A (consistent), {quoter.number('n_sensitive')} B (sensitive), "
        f"{quoter.number('n_crude_only')} C (crude only), {quoter.number('n_not_detected')} D "
        f"(not detected), {quoter.number('n_not_assessable')} X (not assessable)."
    )
    return quoter.finding("design", sentence, grade=FACT, main="n_areas")


def _question(result: Result, row: str) -> Finding:
    """Word a question by its grade; the words of each grade are fixed."""
    one = result.of(QUESTIONS)[row]
    quoter = Quoter(result, "questions", row)
    say = {
        grades.CONSISTENT: _consistent,
        grades.SENSITIVE: _sensitive,
        grades.CRUDE_ONLY: _crude_only,
        grades.NOT_DETECTED: _not_detected,
        grades.NOT_ASSESSABLE: _not_assessable,
    }[one.grade]
    measured = "" if one.grade == grades.NOT_ASSESSABLE else "rate_ratio"
    return quoter.finding("question", say(quoter, one), grade=one.grade, main=measured)


def _consistent(quoter: Quoter, one: Association) -> str:
    """Say that all rungs agree, with the spatial one."""
    exposure = quoter.text("exposure")
    words = grades.WORDS[grades.CONSISTENT].format(outcome=quoter.text("outcome"))
    sentence = f"{exposure} {words} ({quoter.text('sex')}): "
    if one.rate_ratio is not None and one.rate_ratio > 1:
        sentence += (
            f"{quoter.percent('share_more')} more cases ({quoter.percent('share_more_lower')} to "
            f"{quoter.percent('share_more_upper')}) per {quoter.text('increment')}"
        )
    else:
        sentence += f"fewer cases, {_ratio(quoter, '')}"
    return sentence + f", in {quoter.number('n_areas')} areas."


def _sensitive(quoter: Quoter, one: Association) -> str:  # noqa: ARG001 - as its like
    """Say what is gone once neighbours may be alike."""
    return (
        f"{_pair(quoter)}: {grades.WORDS[grades.SENSITIVE]}. Before: "
        f"{_ratio(quoter, 'adjusted_')}; after: {_ratio(quoter, '')}."
    )


def _crude_only(quoter: Quoter, one: Association) -> str:  # noqa: ARG001 - as its like
    """Say that confounding is as good a reading."""
    return f"{_pair(quoter)}: {grades.WORDS[grades.CRUDE_ONLY]}; {quoter.text('reason')}."


def _not_detected(quoter: Quoter, one: Association) -> str:
    """Say that nothing was seen, and what could not have been."""
    sentence = f"{_pair(quoter)}: {grades.WORDS[grades.NOT_DETECTED]}"
    if one.rate_ratio_upper is not None:
        sentence += (
            f"; a rate ratio below {quoter.number('rate_ratio_upper')} per "
            f"{quoter.text('increment')} could not be excluded (limits from "
            f"{quoter.number('rate_ratio_lower')}, {quoter.number('n_areas')} areas; one of "
            f"{quoter.number('detectable')} had a chance of four in five to be seen)"
        )
    return f"{sentence}: {quoter.text('reason')}."


def _not_assessable(quoter: Quoter, one: Association) -> str:  # noqa: ARG001 - as its like
    """Say that nothing can be said, and why."""
    return f"{_pair(quoter)}: {grades.WORDS[grades.NOT_ASSESSABLE]}; {quoter.text('reason')}."


def _pair(quoter: Quoter) -> str:
    """Quote exposure, outcome and sex."""
    return f"{quoter.text('exposure')} and {quoter.text('outcome')} ({quoter.text('sex')})"


def _ratio(quoter: Quoter, rung: str) -> str:
    """Quote a rate ratio with its limits."""
    return (
        f"rate ratio {quoter.number(f'{rung}rate_ratio')} "
        f"({quoter.number(f'{rung}rate_ratio_lower')} to "
        f"{quoter.number(f'{rung}rate_ratio_upper')}) per {quoter.text('increment')}"
    )


def _what_is_wrong(result: Result, row: str) -> Finding | None:
    """Say what is wrong with the crude and with the adjusted rung."""
    one = result.of(QUESTIONS)[row]
    if not (one.crude_wrong or one.adjusted_wrong):
        return None
    quoter = Quoter(result, "questions", row)
    sentence = f"{_pair(quoter)}."
    if one.crude_wrong:
        sentence += f" Crude rung: {quoter.text('crude_wrong')}."
    if one.adjusted_wrong:
        sentence += f" Adjusted rung: {quoter.text('adjusted_wrong')}."
    return quoter.finding("rungs", sentence, grade=FACT)


def _attributable(result: Result, row: str) -> Finding | None:
    """Say the share of cases that would go with exposure, where the grade lets it."""
    if result.of(QUESTIONS)[row].attributable is None:
        return None
    quoter = Quoter(result, "questions", row)
    sentence = (
        f"{_pair(quoter)}: if the association were causal, "
        f"{quoter.percent('attributable')} of the cases ({quoter.percent('attributable_lower')} to "
        f"{quoter.percent('attributable_upper')}) would not be there, had every area no more "
        "exposure than the tenth of areas with the least. Shares of several exposures may not be "
        "added, and the limits leave out the error of exposure."
    )
    return quoter.finding("attributable", sentence, grade=FACT, main="attributable")


def _exposure(result: Result, row: str) -> Finding:
    """Say how exposure was measured, and in how many areas."""
    quoter = Quoter(result, "exposures", row)
    if not result.of(EXPOSURES)[row].n_samples:
        sentence = f"{quoter.text('exposure')}: covariate, in {quoter.number('n_areas')} areas."
        return quoter.finding("exposure", sentence, grade=FACT)
    sentence = (
        f"{quoter.text('exposure')}: {quoter.number('n_samples')} samples of "
        f"{quoter.text('years')} ({quoter.text('depths')}), "
        f"{quoter.percent('share_non_detects')} of them below their limit. Areas with a mean: "
        f"{quoter.number('n_areas')}; with too few samples: {quoter.number('n_areas_few')}. "
        f"Middle of the areas: {quoter.number('median')} mg/kg."
    )
    return quoter.finding("exposure", sentence, grade=FACT, main="median")


def _outcome(result: Result, row: str) -> Finding:
    """Say how many cases there are and how they were standardised."""
    quoter = Quoter(result, "outcomes", row)
    one = result.of(OUTCOMES)[row]
    sentence = f"{quoter.text('outcome')} ({quoter.text('sex')}, {quoter.text('role')}): "
    sentence += "few cases (hidden)" if one.cases is None else f"{quoter.number('cases')} cases"
    sentence += f" in {quoter.number('n_areas')} areas, {quoter.text('years')}; "
    if one.n_strata > 1:
        sentence += (
            f"standardised over {quoter.number('n_strata')} strata of sex and age "
            f"({quoter.text('standard')} rates)."
        )
        if one.direct_rate is not None:
            sentence += (
                f" At the ages of {quoter.text('standard_population')}: "
                f"{quoter.number('direct_rate')} ({quoter.number('direct_rate_lower')} to "
                f"{quoter.number('direct_rate_upper')}) per hundred thousand person-years."
            )
    else:
        sentence += "not standardised: sex and age are not on file."
    return quoter.finding("cases", sentence, grade=FACT, main="cases")


def _confounder(result: Result, row: str) -> Finding | None:
    """Say that a confounder is not on file."""
    one = result.of(CONFOUNDERS)[row]
    if one.state == MEASURED:
        return None
    quoter = Quoter(result, "confounders", row)
    sentence = f"{quoter.text('name')} is {quoter.text('state')}: "
    sentence += (
        f"only {quoter.number('n_areas')} areas can be in models."
        if one.n_areas
        else "what it would explain stays in the rate ratios."
    )
    return quoter.finding("missing", sentence, grade="missing")


def _doubt(result: Result, row: str) -> Finding:
    """Say what was noticed in the data."""
    quoter = Quoter(result, "doubts", row)
    sentence = f"{quoter.text('what')}: {quoter.text('doubt')} ({quoter.count('n_rows', 'row')})."
    return quoter.finding("doubt", sentence, grade=TO_CHECK)


def _quoted_names(result: Result, finding: Finding) -> tuple[str, ...]:
    """Names of the data that a sentence quotes; they are not the report's own words."""
    cells = (entry for entry in finding.evidence if entry.column in NAMES)
    return tuple(str(result.cell(entry)) for entry in cells)
