"""Says what the gaps report found; every number and name is quoted from a cell of the result."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, of_each
from workbench.presentation.wording import Quoter
from workbench.reports.gaps import say_on_file
from workbench.reports.gaps.changes import CHANGES
from workbench.reports.gaps.indicators import INDICATORS, IndicatorState
from workbench.reports.gaps.judge import GAPS, INDEX
from workbench.reports.gaps.overview import OVERVIEW, Overview
from workbench.reports.gaps.participation import AGREEMENT, PARTICIPATION
from workbench.vocabulary import places

FACT = "fact"
MOST_NAMED = 6  # countries in a sentence
SEND = "Send the questionnaire (templates/intake/insop_survey.xlsx)."
CAVEATS = (
    "An answer is what a respondent said; it was not checked on the spot.",
    "Countries that did not answer may differ from those that did: only the range without "
    "assumptions allows for that.",
    "A gap says that something is lacking, not that soils are polluted.",
)


def findings(result: Result) -> Result:
    """Add its findings to a result: who answered, what is lacking, indicators and changes.

    Parameters
    ----------
    result : Result
        What `compute` gave.

    Returns
    -------
    Result
        The same, with a finding a fact.
    """
    said = [
        _answered(result),
        _frame(result),
        _weights(result),
        *of_each(result, "index", _index),
        *of_each(result, "index", _rank),
        *of_each(result, "participation", _participation),
        *of_each(result, "gaps", _gap),
        *of_each(result, "indicators", _indicator),
        *of_each(result, "own_changes", _own_change),
        *of_each(result, "changes", _change),
        *of_each(result, "contradictions", _contradiction),
        *of_each(result, "conflicts", _conflict),
        *of_each(result, "agreement", _agreement),
        *say_on_file.findings(result),
    ]
    return replace(result, findings=tuple(finding for finding in said if finding))


def key_messages(result: Result) -> Sentences:
    """Say on one page who answered, what is lacking and how far the indicators are."""
    nearest = next(iter(result.of(PARTICIPATION)), "")
    return chosen(
        result,
        ("/answered", f"/{result.area}/index", f"/{nearest}/rate", "/gap", "/thresholds_on_file"),
    )


def participation_messages(result: Result) -> Sentences:
    """Tell how many could answer, and how many did; of regions the table tells."""
    nearest = next(iter(result.of(PARTICIPATION)), "")
    return chosen(result, ("/frame", f"/{nearest}/rate"))


def rank_messages(result: Result) -> Sentences:
    """Tell what a rank hangs on."""
    return replace(chosen(result, ("/weights", "/rank")), empty="Nothing is ranked.")


def indicator_messages(result: Result) -> Sentences:
    """Tell the state of each indicator."""
    return chosen(result, ("/indicator",))


def change_messages(result: Result) -> Sentences:
    """Tell what changed since the wave before."""
    sentences = chosen(result, ("/own_change", "/change"))
    return replace(sentences, empty="Nothing changed, or there is no round to compare with.")


def doubt_messages(result: Result) -> Sentences:
    """Tell what does not go together; of a region only how far respondents agree."""
    if not places.is_country(result.area):
        return replace(chosen(result, ("/agreement",)), empty="No country has two respondents.")
    return replace(
        chosen(result, ("/contradiction", "/conflict", "/agreement")), empty="Nothing of this kind."
    )


def caveats(result: Result) -> Sentences:
    """Remind of what holds for any answer."""
    said = CAVEATS if result.of(OVERVIEW)[result.area].n_responses else ()
    return Sentences([("caveat", caveat, "") for caveat in said], empty="No answer was read.")


def _answered(result: Result) -> Finding:
    """Say whether the country answered, or how many of the area did."""
    quoter = Quoter(result, "overview", result.area)
    counts = result.of(OVERVIEW)[result.area]
    if result.status == "no_data":
        return _no_answer(quoter, counts)
    if not places.is_country(result.area):
        sentence = (
            f"{quoter.text('area_name')}, wave {quoter.text('wave')}: "
            f"{quoter.number('n_countries_answered')} of its countries answered; responses of its "
            f"countries and laboratories: {quoter.number('n_responses')}, counted: "
            f"{quoter.number('n_counted')}, left out with their reason: "
            f"{quoter.number('n_not_counted')}."
        )
        return quoter.finding("answered", sentence, grade=FACT, main="n_countries_answered")
    sentence = (
        f"{quoter.text('area_name')} answered in wave {quoter.text('wave')} "
        f"({quoter.text('role')})."
    )
    return quoter.finding("answered", sentence, grade=FACT)


def _no_answer(quoter: Quoter, counts: Overview) -> Finding:
    """Say that nothing was heard, what that means and what would help."""
    area = quoter.text("area_name")
    if not counts.wave:
        sentence = f"{area}: the store holds no answers to the survey. {SEND}"
        return quoter.finding("answered", sentence, grade="missing")
    wave = quoter.text("wave")
    beside = (
        f" What its region ({quoter.text('region_name')}) answered stands below."
        if counts.region_name
        else ""
    )
    sentence = (
        f"{area}: no response is counted in wave {wave}. Nothing can be said about gaps: an answer "
        f"that is not there is no gap.{beside} {SEND}"
    )
    return quoter.finding("answered", sentence, grade="missing")


def _frame(result: Result) -> Finding | None:
    """Say who could answer, and where that list is from."""
    counts = result.of(OVERVIEW)[result.area]
    if not counts.frame_source:
        return None
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        f"Countries that could answer: {quoter.number('n_frame')}. The list of them is "
        f"{quoter.text('frame_source')}."
    )
    return quoter.finding("frame", sentence, grade=FACT, main="n_frame")


def _weights(result: Result) -> Finding | None:
    """Say how many ranks hang on the weights, or why there are no others."""
    counts = result.of(OVERVIEW)[result.area]
    if not counts.n_ranked:
        return None
    quoter = Quoter(result, "overview", result.area)
    if not counts.n_ratings:
        sentence = (
            "All items weigh the same: a topic has no rating of its importance, so that there are "
            "no weights of respondents."
        )
        return quoter.finding("weights", sentence, grade=FACT)
    sentence = (
        "All items weigh the same. With the importance that respondents gave (median rating of "
        f"each topic; ratings of the topic with the fewest: {quoter.number('n_ratings')}), "
        f"{quoter.number('n_rank_moved')} of {quoter.number('n_ranked')} countries have another "
        "rank. Ranks are this workbench's and nobody else's."
    )
    return quoter.finding("weights", sentence, grade=FACT, main="n_rank_moved")


def _rank(result: Result, row: str) -> Finding | None:
    """Rank of the country that the page is about, under three sets of weights."""
    one = result.of(INDEX)[row]
    if row != result.area or one.rank is None:
        return None
    quoter = Quoter(result, "index", row)
    sentence = (
        f"{quoter.text('name')} has rank {quoter.number('rank')} of {quoter.number('n_ranked')} "
        "with equal weights (the first has the widest gap)"
    )
    if one.rank_rated is not None:
        sentence += f", {quoter.number('rank_rated')} with those of respondents"
    sentence += f", and mostly {quoter.number('rank_random_lower')}"
    if one.rank_random_lower != one.rank_random_upper:
        sentence += f" to {quoter.number('rank_random_upper')}"
    sentence += (
        f" with random ones ({quoter.percent('share_same_rank')} of them give the same rank). "
        f"Countries whose range overlaps with its own: {quoter.number('n_overlapping')}."
    )
    return quoter.finding("rank", sentence, grade=FACT, main="rank")


def _agreement(result: Result, row: str) -> Finding | None:
    """How often two roles say the same."""
    one = result.of(AGREEMENT)[row]
    if not one.n_pairs:
        return None
    quoter = Quoter(result, "agreement", row)
    sentence = (
        f"Of the same country, {quoter.text('role')} and {quoter.text('other_role')} say the same "
        f"in {quoter.number('n_agreeing')} of {quoter.number('n_pairs')} answers "
        f"({quoter.percent('share_agreeing')})"
    )
    if one.kappa is not None:
        sentence += f"; agreement beyond chance (Cohen's kappa) {quoter.number('kappa')}"
    if one.kappa_lower is not None:
        sentence += f", {quoter.number('kappa_lower')} to {quoter.number('kappa_upper')}"
    if one.reason:
        sentence += f" ({quoter.text('reason')})"
    return quoter.finding("agreement", f"{sentence}.", grade=FACT, main="share_agreeing")


def _index(result: Result, row: str) -> Finding | None:
    """Gap index of the country that the page is about."""
    one = result.of(INDEX)[row]
    if row != result.area or one.reason:
        return None
    quoter = Quoter(result, "index", row)
    sentence = (
        f"{quoter.text('name')} has a gap index of {quoter.number('index')} "
        f"({quoter.text('gap_class')}, on a scale from no gap to everything lacking). "
    )
    if one.n_unknown:
        sentence += (
            f"Whatever its unanswered items are, it is from {quoter.number('index_lower')} to "
            f"{quoter.number('index_upper')} ({quoter.text('classes')}). "
        )
    sentence += f"Of what applies {quoter.percent('share_complete')} was answered."
    return quoter.finding("index", sentence, grade=one.classes, main="index")


def _participation(result: Result, row: str) -> Finding:
    """Response rate of a scope with its frame."""
    quoter = Quoter(result, "participation", row)
    sentence = (
        f"In {quoter.text('scope_name')} {quoter.number('n_answered')} of "
        f"{quoter.number('n_frame')} countries on the list answered "
        f"({quoter.percent('share_answered')}). Items without an answer: "
        f"{quoter.number('n_without_answer')} of {quoter.number('n_asked')}; "
        f"don't know: {quoter.number('n_dont_know')}."
    )
    return quoter.finding("rate", sentence, grade=FACT, main="share_answered")


def _gap(result: Result, row: str) -> Finding:
    """One of the largest gaps, with those beside it."""
    quoter = Quoter(result, "gaps", row)
    one = result.of(GAPS)[row]
    sentence = quoter.text("question")
    if one.answer:
        sentence += f" {quoter.text('answer')}."
    sentence += f" In {quoter.text('scope_name')} "
    if not one.n_answers:
        return quoter.finding("gap", sentence + "no country answered.", grade="gap")
    sentence += f"{quoter.number('n_yes')} of {quoter.number('n_answers')} that answered say yes"
    sentence += f", {quoter.number('n_partial')} partly" if one.n_partial else ""
    sentence += f"; it may apply to {quoter.number('n_frame')} of the countries."
    return quoter.finding("gap", sentence, grade="gap", main="share_of_answers")


def _indicator(result: Result, row: str) -> Finding:
    """State of an indicator, in words that need no statistics."""
    quoter = Quoter(result, "indicators", row)
    one = result.of(INDICATORS)[row]
    sentence = f"{quoter.text('meaning')}, {quoter.text('scope_name')}: "
    if one.n_frame is None:
        sentence += f"{quoter.text('state')}; {quoter.text('why')}."
        return quoter.finding("indicator", sentence, grade=one.state)
    if one.share_least is None:
        sentence += _each(quoter)
    else:
        sentence += _level(quoter, one)
    sentence += f" {_target(quoter, one)}"
    return quoter.finding("indicator", sentence, grade=one.state, main="share_of_answers")


def _each(quoter: Quoter) -> str:
    """Quote how many regions have what each should have."""
    return f"regions with one: {quoter.number('n_yes')} of {quoter.number('n_frame')}."


def _level(quoter: Quoter, one: IndicatorState) -> str:
    """Share with both denominators, weighted share, interval and bounds."""
    level = f"{quoter.number('n_yes')} of {quoter.number('n_answers')} that answered"
    if one.n_answers:
        level += f" ({quoter.percent('share_of_answers', apart_from=one.target)})"
    if one.n_answers == one.n_frame:
        return f"{level}. All answered, so that nothing is left open."
    level += f", of {quoter.number('n_frame')} that could"
    if one.share_weighted is not None:
        weighted = quoter.percent("share_weighted", apart_from=one.target)
        level += f"; with each region at its weight {weighted}"
    if one.share_lower is not None:
        same = one.share_lower == one.share_upper
        span = _span(quoter, ("share_lower", "share_upper"), one.target, same=same)
        level += f"; allowing for chance {span}"
    same = one.share_least == one.share_most
    span = _span(quoter, ("share_least", "share_most"), one.target, same=same)
    return f"{level}. Whatever those without an answer would say, it is {span}."


def _span(quoter: Quoter, limits: tuple[str, str], target: float | None, *, same: bool) -> str:
    """Quote two limits, with as many digits as tell them from the target; once if they agree."""
    lower, upper = limits
    first = quoter.percent(lower, apart_from=target)
    return first if same else f"{first} to {quoter.percent(upper, apart_from=target)}"


def _target(quoter: Quoter, one: IndicatorState) -> str:
    """Target, due date and state with its reason."""
    if one.target is None:
        said = f"No target is set ({quoter.text('due')}): {quoter.text('why')}."
        return said + (f" Counted: {quoter.text('units_counted')}." if one.n_yes else "")
    each = one.share_least is None
    target = f"{quoter.number('target')} in each region" if each else quoter.percent("target")
    said = f"Target {target}, {quoter.text('due')}: "
    if one.state_of_answers == one.state_under_bounds:
        said += quoter.text("state")
    else:
        said += (
            f"{quoter.text('state_of_answers')} among those that answered; "
            f"{quoter.text('state_under_bounds')} for all members"
        )
    return f"{said}; {quoter.text('why')}."


def _own_change(result: Result, row: str) -> Finding:
    """Answer of the country then and now."""
    quoter = Quoter(result, "own_changes", row)
    sentence = (
        f"{quoter.text('question')} Wave {quoter.text('wave_before')}: {quoter.text('before')}; "
        f"wave {quoter.text('wave')}: {quoter.text('now')}."
    )
    return quoter.finding("own_change", sentence, grade=FACT)


def _change(result: Result, row: str) -> Finding | None:
    """Who gained and who lost a yes, of those that answered twice."""
    one = result.of(CHANGES)[row]
    if not one.n_gained + one.n_lost:
        return None
    quoter = Quoter(result, "changes", row)
    sentence = (
        f"{quoter.text('question')} Of {quoter.number('n_matched')} in "
        f"{quoter.text('scope_name')} that answered both times, "
        f"{quoter.number('n_gained')} went to yes{_who(quoter, 'gained', one.n_gained)} and "
        f"{quoter.number('n_lost')} from it{_who(quoter, 'lost', one.n_lost)}"
    )
    if one.why_no_test:
        sentence += f"; {quoter.text('why_no_test')}."
    else:
        sentence += f" (exact test, p {quoter.probability('p')})."
    return quoter.finding("change", sentence, grade=FACT, main="share_change")


def _who(quoter: Quoter, column: str, count: int) -> str:
    """Names in brackets, where they are few: changes.csv has all."""
    return f" ({quoter.text(column)})" if 0 < count <= MOST_NAMED else ""


def _contradiction(result: Result, row: str) -> Finding:
    """Two answers that cannot both be true."""
    quoter = Quoter(result, "contradictions", row)
    sentence = f"{quoter.text('name')} ({quoter.text('role')}): {quoter.text('sentence')}."
    return quoter.finding("contradiction", sentence, grade="to be checked")


def _conflict(result: Result, row: str) -> Finding:
    """Two respondents of one country that disagree."""
    quoter = Quoter(result, "conflicts", row)
    sentence = (
        f"{quoter.text('name')}: {quoter.text('question')} The {quoter.text('role')} says "
        f"{quoter.text('answer')}, the {quoter.text('other_role')} {quoter.text('other_answer')}."
    )
    return quoter.finding("conflict", sentence, grade="to be checked")
