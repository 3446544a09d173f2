"""Says what the soil health report found; every number is quoted from a cell."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, of_each
from workbench.presentation.wording import Quoter
from workbench.reports.soil_health import contamination
from workbench.reports.soil_health.actions import LOW_SCORE
from workbench.reports.soil_health.caveats import STANDING
from workbench.reports.soil_health.changes import CHANGES
from workbench.reports.soil_health.checks import CHANGES_CLASS, CHECKS
from workbench.reports.soil_health.contamination import CONTAMINATION, FIRST_INDEX, CombinedIndex
from workbench.reports.soil_health.domains import DOMAINS
from workbench.reports.soil_health.hazards import (
    ABOVE,
    ALL_ORGANS,
    HAZARD,
    HIGHEST_INDEX,
    RISK,
    YES,
    Hazard,
)
from workbench.reports.soil_health.overview import OVERVIEW, Overview
from workbench.reports.soil_health.targets import TARGETS
from workbench.vocabulary.scoring_curves import DEMONSTRATION, TRIAL

FACT = "fact"
MISSING = "missing"
FLIPS = "flips"
SCREEN = "screen"
STANDING_OF_SETS = {
    TRIAL: "Do not publish them.",
    DEMONSTRATION: "It is for fictional countries alone.",
}
SEND = (
    "Send measurements of the topsoil with site, year, method and unit, and what is known of the "
    "sites (table site_soils; `workbench tables` lists the columns)."
)


def findings(result: Result) -> Result:
    """Add its findings to a result.

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
        _index(result),
        _low(result),
        _missing(result),
        _on_file(result),
        _not_published(result),
        _unverified(result),
        _no_background(result),
        _flipping(result),
        *of_each(result, "domains", _domain),
        *of_each(result, "targets", _target),
        *of_each(result, "contamination", _contamination),
        *of_each(result, "hazard", _hazard),
        *of_each(result, "risk", _lead),
        *of_each(result, "checks", _check),
        *of_each(result, "changes", _change),
    ]
    return replace(result, findings=tuple(finding for finding in said if finding))


def key_messages(result: Result) -> Sentences:
    """Say on one page how healthy and how contaminated, how sure, and what is missing."""
    of_soils = ("/index", "/low", "/missing", "/trial", "/demonstration", "/unverified", "/target")
    of_contaminants = ("/pollution", "/flips", "/no-background", "/risk")
    return chosen(result, of_soils + of_contaminants)


def data_messages(result: Result) -> Sentences:
    """Tell what is on file."""
    return chosen(result, ("/on-file",))


def domain_messages(result: Result) -> Sentences:
    """Tell the index of each domain, or why there is none."""
    return chosen(result, ("/domain",))


def contamination_messages(result: Result) -> Sentences:
    """Tell the indices of several contaminants, and which of them flip with the background."""
    return replace(chosen(result, ("/pollution", "/other")), empty="No index could be given.")


def risk_messages(result: Result) -> Sentences:
    """Tell the hazard indices of each set of values."""
    return replace(
        chosen(result, ("/risk", "/hazard", "/lead")), empty="No hazard index could be given."
    )


def check_messages(result: Result) -> Sentences:
    """Tell what changes the class of the index."""
    tried = bool(result.of(CHECKS))
    nothing = (
        "Nothing that was tried changes the class." if tried else "There is no index to change."
    )
    return replace(chosen(result, ("/check",)), empty=nothing)


def change_messages(result: Result) -> Sentences:
    """Tell what changed on sites that were visited again."""
    return replace(chosen(result, ("/change",)), empty="No site was visited twice.")


def standing(result: Result) -> Sentences:
    """Remind of what holds for any report of this kind."""
    said = STANDING if result.status == "ok" else ()
    return Sentences([("caveat", caveat, "") for caveat in said])


def _overview(result: Result) -> tuple[Quoter, Overview]:
    """Quoter and cells of the country's row."""
    return Quoter(result, "overview", result.area), result.of(OVERVIEW)[result.area]


def _index(result: Result) -> Finding:
    """Say the index with its interval and the weakest indicator, or why there is none."""
    quoter, one = _overview(result)
    area = quoter.text("area_name")
    if result.status == "no_data":
        sentence = f"{area}: no measurement of topsoil that can be used is recorded. "
        if one.n_measurements:
            sentence += (
                f"Of {quoter.count('n_measurements', 'measurement')} none is used: "
                f"{quoter.text('unused')}. "
            )
        sentence += SEND
        return quoter.finding("index", sentence, grade=MISSING)
    if not one.n_with_index:
        sentence = f"{area}: no soil health index; {quoter.text('why_no_index')}."
    else:
        sentence = (
            f"{area}: soil health index {quoter.number('index')} out of a hundred"
            f"{_interval(quoter, 'index', one.index_lower)}, the mean of "
            f"{quoter.count('n_with_index', 'site')} of {quoter.number('n_sites')}"
        )
        sentence += _class(result, quoter, one)
    if one.weakest_score is not None:
        sentence += (
            f" The lowest score is that of {quoter.text('weakest')}: "
            f"{quoter.number('weakest_score')}."
        )
    grade = FACT if one.n_with_index else MISSING
    return quoter.finding("index", sentence, grade=grade, main="index")


def _class(result: Result, quoter: Quoter, one: Overview) -> str:
    """Name the class of the index, unless other ways to average or weigh scores give another."""
    if any(one.changes_class == CHANGES_CLASS for one in result.of(CHECKS).values()):
        return "; no class is named, since other ways to average or weigh the scores give another."
    return f"; class: {quoter.text('class')}." if one.class_ else "."


def _low(result: Result) -> Finding | None:
    """Say that a mean hides a low score."""
    quoter, one = _overview(result)
    if one.weakest_score is None or one.weakest_score >= LOW_SCORE:
        return None
    sentence = (
        f"A low score stands behind the mean: {quoter.text('weakest')}, "
        f"{quoter.number('weakest_score')} out of a hundred."
    )
    return quoter.finding("low", sentence, grade="low score", main="weakest_score")


def _missing(result: Result) -> Finding | None:
    """Name what is not on file."""
    quoter, one = _overview(result)
    if result.status == "no_data" or not one.missing:
        return None
    return quoter.finding("missing", f"Not on file: {quoter.text('missing')}.", grade=MISSING)


def _on_file(result: Result) -> Finding | None:
    """Name what is on file."""
    quoter, _ = _overview(result)
    if result.status == "no_data":
        return None
    sentence = (
        f"On file: {quoter.text('present')}; {quoter.count('n_measurements', 'measurement')}, the "
        f"latest from {quoter.count('n_sites', 'site')}."
    )
    return quoter.finding("on-file", sentence, grade=FACT, main="n_sites")


def _not_published(result: Result) -> Finding | None:
    """Say of scores of a set that is not published what may be done with them."""
    quoter, one = _overview(result)
    said = STANDING_OF_SETS.get(one.set_status)
    if said is None or not one.n_scored:
        return None
    sentence = (
        f"Scores are by {quoter.text('scoring_set')}, a set for {quoter.text('set_status')}: some "
        f"of its curves were not compared with a source. {said}"
    )
    return quoter.finding(one.set_status, sentence, grade="unverified")


def _unverified(result: Result) -> Finding | None:
    """Name the sets whose unverified rows the page uses."""
    quoter, one = _overview(result)
    if result.status == "no_data" or not one.unverified:
        return None
    sentence = (
        f"Rows that were not compared with their source are used of: {quoter.text('unverified')}; "
        "they are listed at the end."
    )
    return quoter.finding("unverified", sentence, grade="unverified")


def _no_background(result: Result) -> Finding | None:
    """Say that contents were compared with nothing, and with what they could be."""
    quoter, one = _overview(result)
    if result.status == "no_data" or one.backgrounds:
        return None
    if not one.fitting:
        sentence = "No contamination index: no contaminant is on file that a background fits."
    else:
        sentence = (
            "No contamination index: none of the backgrounds that are named fits. Those on file "
            f"that fit matrix and fraction: {quoter.text('fitting')}."
        )
    return quoter.finding("no-background", sentence, grade=MISSING)


def _flipping(result: Result) -> Finding | None:
    """Name the indices whose class is another one with the other background."""
    quoter, one = _overview(result)
    if not one.flipping:
        return None
    sentence = (
        f"The class flips with the background for: {quoter.text('flipping')}. Backgrounds: "
        f"{quoter.text('backgrounds')}."
    )
    return quoter.finding("flips", sentence, grade=FLIPS)


def _domain(result: Result, row: str) -> Finding:
    """Say the index of a domain with its weakest indicator, or why there is none."""
    quoter, one = Quoter(result, "domains", row), result.of(DOMAINS)[row]
    head = f"Domain {quoter.text('domain')}: "
    if not one.n_with_index:
        return quoter.finding("domain", f"{head}no index; {quoter.text('why')}.", grade=MISSING)
    sentence = (
        f"{head}{quoter.number('index')}{_interval(quoter, 'index', one.index_lower)}, at "
        f"{quoter.count('n_with_index', 'site')}; lowest: {quoter.text('weakest')}, "
        f"{quoter.number('weakest_score')}."
    )
    return quoter.finding("domain", sentence, grade=FACT, main="index")


def _target(result: Result, row: str) -> Finding | None:
    """Say how many sites meet a target."""
    quoter, one = Quoter(result, "targets", row), result.of(TARGETS)[row]
    head = (
        f"Target for {quoter.text('name')} ({quoter.text('target')}; {quoter.text('standing')}): "
    )
    if not one.n_met + one.n_missed:
        if not one.n_not_assessable:
            return None
        sentence = f"{head}not assessable; {quoter.text('why')}."
        return quoter.finding("target", sentence, grade=MISSING)
    sentence = f"{head}met at {quoter.number('n_met')}, missed at {quoter.number('n_missed')} sites"
    if one.n_exempt:
        sentence += f"; {quoter.number('n_exempt')} on exempt land"
    if one.n_not_assessable:
        sentence += f"; {quoter.number('n_not_assessable')} not assessable"
    return quoter.finding("target", sentence + ".", grade=FACT, main="share_met")


def _contamination(result: Result, row: str) -> Finding:
    """Say an index of several contaminants from both backgrounds, and whether its class flips."""
    quoter, one = Quoter(result, "contamination", row), result.of(CONTAMINATION)[row]
    sentence = (
        f"{quoter.text('index')} ({quoter.text('substances')}; {quoter.text('fraction')}) beside "
        f"{quoter.text('background')}: {_bounds(quoter, one)}, {quoter.text('class')}."
    )
    if one.other_background and one.other_value is not None:
        sentence += (
            f" Beside {quoter.text('other_background')}: {quoter.number('other_value')}, "
            f"{quoter.text('other_class')}."
        )
    flips = one.flips == contamination.FLIPS
    sentence += " The class flips with the background." if flips else ""
    if one.caution:
        sentence += f" Take care: {quoter.text('caution')}."
    measure = "pollution" if one.index == FIRST_INDEX else "other"
    return quoter.finding(measure, sentence, grade=FLIPS if flips else FACT, main="value")


def _bounds(quoter: Quoter, one: CombinedIndex) -> str:
    """Quote a median, or both of its bounds where non-detects part them."""
    if one.value_lower is not None and one.value_lower == one.value:
        return quoter.number("value")
    if one.value_lower is None:
        return f"at most {quoter.number('value')}"
    return f"between {quoter.number('value_lower')} and {quoter.number('value')}"


def _hazard(result: Result, row: str) -> Finding | None:
    """Say a hazard index or a cancer risk over all contaminants."""
    quoter, one = Quoter(result, "hazard", row), result.of(HAZARD)[row]
    if one.organ != ALL_ORGANS:
        return None
    if one.hi is None:
        return _cancer_risk(quoter, one)
    sentence = (
        f"Hazard index ({quoter.text('receptor')}), {quoter.text('risk_set')} "
        f"({quoter.text('substances')}): {quoter.number('hi')}, "
        f"{'above' if one.hi > HIGHEST_INDEX else 'not above'} one; a screen over all organs."
    )
    if one.share_sites_above is not None:
        sentence += f" Above one at {quoter.percent('share_sites_above')} of the sites."
    flips = one.flips == YES
    if flips:
        sentence += " Older and newer toxicity values put it on both sides of one: it flips."
    measure = "risk" if one.key == YES else "hazard"
    return quoter.finding(measure, sentence, grade=FLIPS if flips else SCREEN, main="hi")


def _cancer_risk(quoter: Quoter, one: Hazard) -> Finding:
    """Say a cancer risk over all contaminants beside the range that US EPA treats as acceptable."""
    ends = [end for end in (one.acceptable_lower, one.acceptable_upper) if end is not None]
    sentence = (
        "Screening estimate of added lifetime cancer risk: "
        f"{quoter.one_in('ilcr', *ends)}, {quoter.text('acceptable')} the range that US EPA treats "
        f"as acceptable ({quoter.one_in('acceptable_lower')} to "
        f"{quoter.one_in('acceptable_upper')}); by the toxicity values {quoter.text('risk_set')} "
        f"of {quoter.text('substances')}."
    )
    if one.acceptable == ABOVE:
        sentence += " A site-specific assessment is needed."
    measure = "risk" if one.key == YES else "hazard"
    return quoter.finding(measure, sentence, grade=SCREEN, main="ilcr")


def _lead(result: Result, row: str) -> Finding | None:
    """Say how lead stands to a screening level; it has no reference dose."""
    quoter, one = Quoter(result, "risk", row), result.of(RISK)[row]
    if one.screening_mg_kg is None:
        return None
    sentence = (
        f"{quoter.text('substance')}: {quoter.number('exposure_mg_kg')} mg/kg, "
        f"{quoter.text('above_screening')} the screening level "
        f"{quoter.number('screening_mg_kg')} mg/kg of {quoter.text('risk_set')}."
    )
    return quoter.finding("lead", sentence, grade=SCREEN, main="exposure_mg_kg")


def _check(result: Result, row: str) -> Finding | None:
    """Say that a change of method gives another class."""
    quoter, one = Quoter(result, "checks", row), result.of(CHECKS)[row]
    if one.changes_class != CHANGES_CLASS:
        return None
    sentence = (
        f"Changed ({quoter.text('check')}): index {quoter.number('index')}, class "
        f"{quoter.text('class')}."
    )
    return quoter.finding("check", sentence, grade="sensitive", main="index")


def _change(result: Result, row: str) -> Finding:
    """Say what changed between the first and the last visit of the same sites."""
    quoter, one = Quoter(result, "changes", row), result.of(CHANGES)[row]
    sentence = (
        f"{quoter.text('name')}, {quoter.count('n_sites', 'site')} visited in "
        f"{quoter.number('first_year')} and again in {quoter.number('last_year')}: "
        f"{quoter.text('verdict')}"
    )
    if one.change is not None:
        mean = f"{quoter.number('change')}{_interval(quoter, 'change', one.change_lower)}"
        sentence += f"; mean change {mean} {quoter.text('unit')}"
    return quoter.finding("change", sentence + ".", grade=FACT, main="change")


def _interval(quoter: Quoter, column: str, lower: float | None) -> str:
    """Quote the limits of a number, where there are any."""
    if lower is None:
        return ""
    return f" ({quoter.number(f'{column}_lower')} to {quoter.number(f'{column}_upper')})"
