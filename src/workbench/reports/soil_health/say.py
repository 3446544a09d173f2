"""Says what the soil health report found; every number is quoted from a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from workbench.findings import Finding, Result
from workbench.presentation.html import Sentences
from workbench.presentation.lists import chosen, of_each
from workbench.presentation.wording import Quoter
from workbench.reports.soil_health.caveats import STANDING

FACT = "fact"
MISSING = "missing"
FLIPS = "flips"
SCREEN = "screen"
LOW_SCORE = 40  # from which a score is no longer low
FIRST_INDEX = "PLI"  # of several contaminants, the one that key messages name
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
        _trial(result),
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
    return chosen(
        result,
        (
            "/index",
            "/low",
            "/missing",
            "/trial",
            "/unverified",
            "/target",
            "/pollution",
            "/flips",
            "/no-background",
            "/risk",
        ),
    )


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
    tried = bool(result.rows("checks"))
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


def _overview(result: Result) -> tuple[Quoter, Mapping[str, Any]]:
    """Quoter and cells of the country's row."""
    return Quoter(result, "overview", result.area), result.rows("overview")[result.area]


def _index(result: Result) -> Finding:
    """Say the index with its interval and the weakest indicator, or why there is none."""
    quoter, cells = _overview(result)
    area = quoter.text("area_name")
    if result.status == "no_data":
        sentence = f"{area}: no measurement of topsoil that can be used is recorded. "
        if cells["n_measurements"]:
            sentence += (
                f"Of {quoter.count('n_measurements', 'measurement')} none is used: "
                f"{quoter.text('unused')}. "
            )
        sentence += SEND
        return quoter.finding("index", sentence, grade=MISSING)
    if not cells["n_with_index"]:
        sentence = f"{area}: no soil health index; {quoter.text('why_no_index')}."
    else:
        sentence = (
            f"{area}: soil health index {quoter.number('index')} out of a hundred"
            f"{_interval(quoter, cells, 'index')}, the mean of "
            f"{quoter.count('n_with_index', 'site')} of {quoter.number('n_sites')}"
        )
        sentence += _class(result, quoter, cells)
    if pd.notna(cells["weakest_score"]):
        sentence += (
            f" The lowest score is that of {quoter.text('weakest')}: "
            f"{quoter.number('weakest_score')}."
        )
    grade = FACT if cells["n_with_index"] else MISSING
    return quoter.finding("index", sentence, grade=grade, main="index")


def _class(result: Result, quoter: Quoter, cells: Mapping[str, Any]) -> str:
    """Name the class of the index, unless other ways to average or weigh scores give another."""
    if any(row["changes_class"] == "yes" for row in result.rows("checks").values()):
        return "; no class is named, since other ways to average or weigh the scores give another."
    return f"; class: {quoter.text('class')}." if cells["class"] else "."


def _low(result: Result) -> Finding | None:
    """Say that a mean hides a low score."""
    quoter, cells = _overview(result)
    if pd.isna(cells["weakest_score"]) or cells["weakest_score"] >= LOW_SCORE:
        return None
    sentence = (
        f"A low score stands behind the mean: {quoter.text('weakest')}, "
        f"{quoter.number('weakest_score')} out of a hundred."
    )
    return quoter.finding("low", sentence, grade="low score", main="weakest_score")


def _missing(result: Result) -> Finding | None:
    """Name what is not on file."""
    quoter, cells = _overview(result)
    if result.status == "no_data" or not cells["missing"]:
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


def _trial(result: Result) -> Finding | None:
    """Say that scores of a set for trial are not to be published."""
    quoter, cells = _overview(result)
    if cells["set_status"] != "trial" or not cells["n_scored"]:
        return None
    sentence = (
        f"Scores are by {quoter.text('scoring_set')}, a set for {quoter.text('set_status')}: some "
        "of its curves were not compared with a source. Do not publish them."
    )
    return quoter.finding("trial", sentence, grade="unverified")


def _unverified(result: Result) -> Finding | None:
    """Name the sets whose unverified rows the page uses."""
    quoter, cells = _overview(result)
    if result.status == "no_data" or not cells["unverified"]:
        return None
    sentence = (
        f"Rows that were not compared with their source are used of: {quoter.text('unverified')}; "
        "they are listed at the end."
    )
    return quoter.finding("unverified", sentence, grade="unverified")


def _no_background(result: Result) -> Finding | None:
    """Say that contents were compared with nothing, and with what they could be."""
    quoter, cells = _overview(result)
    if result.status == "no_data" or cells["backgrounds"]:
        return None
    if not cells["fitting"]:
        sentence = "No contamination index: no contaminant is on file that a background fits."
    else:
        sentence = (
            "No contamination index: none of the backgrounds that are named fits. Those on file "
            f"that fit matrix and fraction: {quoter.text('fitting')}."
        )
    return quoter.finding("no-background", sentence, grade=MISSING)


def _flipping(result: Result) -> Finding | None:
    """Name the indices whose class is another one with the other background."""
    quoter, cells = _overview(result)
    if not cells["flipping"]:
        return None
    sentence = (
        f"The class flips with the background for: {quoter.text('flipping')}. Backgrounds: "
        f"{quoter.text('backgrounds')}."
    )
    return quoter.finding("flips", sentence, grade=FLIPS)


def _domain(result: Result, row: str) -> Finding:
    """Say the index of a domain with its weakest indicator, or why there is none."""
    quoter, cells = Quoter(result, "domains", row), result.rows("domains")[row]
    head = f"Domain {quoter.text('domain')}: "
    if not cells["n_with_index"]:
        return quoter.finding("domain", f"{head}no index; {quoter.text('why')}.", grade=MISSING)
    sentence = (
        f"{head}{quoter.number('index')}{_interval(quoter, cells, 'index')}, at "
        f"{quoter.count('n_with_index', 'site')}; lowest: {quoter.text('weakest')}, "
        f"{quoter.number('weakest_score')}."
    )
    return quoter.finding("domain", sentence, grade=FACT, main="index")


def _target(result: Result, row: str) -> Finding | None:
    """Say how many sites meet a target."""
    quoter, cells = Quoter(result, "targets", row), result.rows("targets")[row]
    head = (
        f"Target for {quoter.text('name')} ({quoter.text('target')}; {quoter.text('standing')}): "
    )
    if not cells["n_met"] + cells["n_missed"]:
        if not cells["n_not_assessable"]:
            return None
        sentence = f"{head}not assessable; {quoter.text('why')}."
        return quoter.finding("target", sentence, grade=MISSING)
    sentence = f"{head}met at {quoter.number('n_met')}, missed at {quoter.number('n_missed')} sites"
    if cells["n_exempt"]:
        sentence += f"; {quoter.number('n_exempt')} on exempt land"
    if cells["n_not_assessable"]:
        sentence += f"; {quoter.number('n_not_assessable')} not assessable"
    return quoter.finding("target", sentence + ".", grade=FACT, main="share_met")


def _contamination(result: Result, row: str) -> Finding:
    """Say an index of several contaminants from both backgrounds, and whether its class flips."""
    quoter, cells = Quoter(result, "contamination", row), result.rows("contamination")[row]
    sentence = (
        f"{quoter.text('index')} ({quoter.text('substances')}; {quoter.text('fraction')}) beside "
        f"{quoter.text('background')}: {_bounds(quoter, cells)}, {quoter.text('class')}."
    )
    if cells["other_background"] and pd.notna(cells["other_value"]):
        sentence += (
            f" Beside {quoter.text('other_background')}: {quoter.number('other_value')}, "
            f"{quoter.text('other_class')}."
        )
    flips = cells["flips"] == "yes"
    sentence += " The class flips with the background." if flips else ""
    if cells["caution"]:
        sentence += f" Take care: {quoter.text('caution')}."
    measure = "pollution" if cells["index"] == FIRST_INDEX else "other"
    return quoter.finding(measure, sentence, grade=FLIPS if flips else FACT, main="value")


def _bounds(quoter: Quoter, cells: Mapping[str, Any]) -> str:
    """Quote a median, or both of its bounds where non-detects part them."""
    if pd.notna(cells["value_lower"]) and cells["value_lower"] == cells["value"]:
        return quoter.number("value")
    if pd.isna(cells["value_lower"]):
        return f"at most {quoter.number('value')}"
    return f"between {quoter.number('value_lower')} and {quoter.number('value')}"


def _hazard(result: Result, row: str) -> Finding | None:
    """Say a hazard index or a cancer risk over all contaminants."""
    quoter, cells = Quoter(result, "hazard", row), result.rows("hazard")[row]
    if cells["organ"] != "all":
        return None
    if pd.isna(cells["hi"]):
        return _cancer_risk(quoter, cells)
    sentence = (
        f"Hazard index ({quoter.text('receptor')}), {quoter.text('risk_set')} "
        f"({quoter.text('substances')}): {quoter.number('hi')}, "
        f"{'above' if cells['hi'] > 1 else 'not above'} one; a screen over all organs."
    )
    if pd.notna(cells["share_sites_above"]):
        sentence += f" Above one at {quoter.percent('share_sites_above')} of the sites."
    flips = cells["flips"] == "yes"
    if flips:
        sentence += " Older and newer toxicity values put it on both sides of one: it flips."
    measure = "risk" if cells["key"] == "yes" else "hazard"
    return quoter.finding(measure, sentence, grade=FLIPS if flips else SCREEN, main="hi")


def _cancer_risk(quoter: Quoter, cells: Mapping[str, Any]) -> Finding:
    """Say a cancer risk over all contaminants beside the range that US EPA treats as acceptable."""
    ends = (cells["acceptable_lower"], cells["acceptable_upper"])
    sentence = (
        "Screening estimate of added lifetime cancer risk: "
        f"{quoter.one_in('ilcr', *ends)}, {quoter.text('acceptable')} the range that US EPA treats "
        f"as acceptable ({quoter.one_in('acceptable_lower')} to "
        f"{quoter.one_in('acceptable_upper')}); by the toxicity values {quoter.text('risk_set')} "
        f"of {quoter.text('substances')}."
    )
    if cells["acceptable"] == "above":
        sentence += " A site-specific assessment is needed."
    measure = "risk" if cells["key"] == "yes" else "hazard"
    return quoter.finding(measure, sentence, grade=SCREEN, main="ilcr")


def _lead(result: Result, row: str) -> Finding | None:
    """Say how lead stands to a screening level; it has no reference dose."""
    quoter, cells = Quoter(result, "risk", row), result.rows("risk")[row]
    if pd.isna(cells["screening_mg_kg"]):
        return None
    sentence = (
        f"{quoter.text('substance')}: {quoter.number('exposure_mg_kg')} mg/kg, "
        f"{quoter.text('above_screening')} the screening level "
        f"{quoter.number('screening_mg_kg')} mg/kg of {quoter.text('risk_set')}."
    )
    return quoter.finding("lead", sentence, grade=SCREEN, main="exposure_mg_kg")


def _check(result: Result, row: str) -> Finding | None:
    """Say that a change of method gives another class."""
    quoter, cells = Quoter(result, "checks", row), result.rows("checks")[row]
    if cells["changes_class"] != "yes":
        return None
    sentence = (
        f"Changed ({quoter.text('check')}): index {quoter.number('index')}, class "
        f"{quoter.text('class')}."
    )
    return quoter.finding("check", sentence, grade="sensitive", main="index")


def _change(result: Result, row: str) -> Finding:
    """Say what changed between the first and the last visit of the same sites."""
    quoter, cells = Quoter(result, "changes", row), result.rows("changes")[row]
    sentence = (
        f"{quoter.text('name')}, {quoter.count('n_sites', 'site')} visited in "
        f"{quoter.number('first_year')} and again in {quoter.number('last_year')}: "
        f"{quoter.text('verdict')}"
    )
    if pd.notna(cells["change"]):
        sentence += (
            f"; mean change {quoter.number('change')}{_interval(quoter, cells, 'change')} "
            f"{quoter.text('unit')}"
        )
    return quoter.finding("change", sentence + ".", grade=FACT, main="change")


def _interval(quoter: Quoter, cells: Mapping[str, Any], column: str) -> str:
    """Quote the limits of a number, where there are any."""
    if pd.isna(cells[f"{column}_lower"]):
        return ""
    return f" ({quoter.number(f'{column}_lower')} to {quoter.number(f'{column}_upper')})"
