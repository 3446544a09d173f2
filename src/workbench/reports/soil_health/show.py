"""Shows the tables of the soil health report as a reader needs them; CSV files hold the rest."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Result
from workbench.presentation import result_tables
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.result_tables import shown

NO_SITE = "Nothing on file."
SMALLEST_PLAIN = 0.001
TINY = {
    *("Child: swallowed", "Skin", "Breathed", "Child: HQ", "Adult: HQ", "HI", "ILCR"),
}
MOST_CONSTANTS = 40


def present(result: Result) -> HtmlTable:
    """Show what is on file."""
    columns = {
        "name": "Measured",
        "fraction": "Fraction",
        "n_sites": "Sites",
        "n_non_detects": "Below limit",
        "p5": "5 % of sites",
        "median": "Middle",
        "p95": "95 % of sites",
        "unit": "Unit",
        "years": "Years",
    }
    return shown(result, "present", columns, empty=NO_SITE)


def missing(result: Result) -> HtmlTable:
    """Show what is not on file, and what it is needed for."""
    columns = {"name": "Not on file", "domain": "Domain", "needed_for": "Needed for"}
    return shown(result, "missing", columns, empty="All that is asked for is on file.")


def indicators(result: Result) -> HtmlTable:
    """Show raw values beside scores."""
    columns = {
        "name": "Indicator",
        "domain": "Domain",
        "median": "Middle",
        "unit": "Unit",
        "n_scored": "Sites scored",
        "score": "Score",
        "score_lower": "Lower limit",
        "score_upper": "Upper limit",
        "verified": "Curve verified",
        "why": "No score: why",
    }
    return shown(result, "indicators", columns, empty=NO_SITE)


def domains(result: Result) -> HtmlTable:
    """Show the four domains, the weakest indicator beside the mean."""
    columns = {
        "domain": "Domain",
        "index": "Index",
        "index_lower": "Lower limit",
        "index_upper": "Upper limit",
        "weakest": "Lowest indicator",
        "weakest_score": "Its score",
        "share_complete": "Complete",
        "missing": "Never scored",
    }
    return shown(result, "domains", columns, empty=NO_SITE)


def targets(result: Result) -> HtmlTable:
    """Show how many sites meet each target."""
    columns = {
        "name": "Descriptor",
        "target": "Target",
        "n_met": "Met",
        "n_missed": "Missed",
        "n_exempt": "Exempt land",
        "n_not_assessable": "Not assessable",
        "standing": "Standing",
        "why": "Not assessable: why",
    }
    return shown(result, "targets", columns, empty=NO_SITE)


def substances(result: Result) -> HtmlTable:
    """Show each contaminant beside each background."""
    columns = {
        "substance": "Substance",
        "background_id": "Background",
        "background_mg_kg": "Its content",
        "median_mg_kg": "Sites",
        "n_non_detects": "Below limit",
        "cf": "CF",
        "cf_class": "Class (CF)",
        "igeo": "Igeo",
        "igeo_class": "Class (Igeo)",
        "er": "Er",
        "verified": "Verified",
    }
    return shown(result, "substances", columns, empty="No background was compared with.")


def enrichment(result: Result) -> HtmlTable:
    """Show enrichment factors, where the reference element was measured."""
    table = result.tables["substances"]
    columns = {
        "substance": "Substance",
        "background": "Background",
        "ef": "EF",
        "ef_class": "Class",
        "ef_correlation": "Goes with the element",
    }
    frame = table.frame[table.frame["ef"].notna()][list(columns)]
    element = result.parameters["reference_element"]
    return html_table(
        frame.rename(columns=columns),
        caption=f"Enrichment by {element}",
        formats=dict.fromkeys(("EF", "Goes with the element"), _two_digits),
        empty=f"{element} is not on file in the same fraction, or the background has none.",
    )


def contamination(result: Result) -> HtmlTable:
    """Show the indices of several contaminants, two backgrounds side by side."""
    columns = {
        "index": "Index",
        "n_sites": "Sites",
        "value_lower": "At least",
        "value": "At most",
        "class": "Class",
        "limits": "Limits of classes",
        "other_value": "Other background",
        "other_class": "Class there",
        "flips": "Flips",
    }
    return shown(result, "contamination", columns, empty="No index.")


def risk(result: Result) -> HtmlTable:
    """Show hazard quotients and cancer risk by contaminant, sets of values side by side."""
    columns = {
        "substance": "Substance",
        "risk_set": "Values",
        "exposure_mg_kg": "Exposure",
        "child_ingestion": "Child: swallowed",
        "child_dermal": "Skin",
        "child_inhalation": "Breathed",
        "child_hq": "Child: HQ",
        "adult_hq": "Adult: HQ",
        "ilcr": "ILCR",
        "why": "Remark",
    }
    return _powers(shown(result, "risk", columns, empty="No contaminant with values."))


def hazard(result: Result) -> HtmlTable:
    """Show the hazard index by target organ, sets of values side by side."""
    columns = {
        "receptor": "Receptor",
        "organ": "Organ",
        "risk_set": "Values",
        "substances": "Substances",
        "hi": "HI",
        "share_sites_above": "Sites above one",
        "ilcr": "ILCR",
    }
    table = _powers(shown(result, "hazard", columns, empty="No hazard index."))
    shown_here = (table.frame["Receptor"] != "adult") | (table.frame["Organ"] == "all")
    return replace(
        table, frame=table.frame[shown_here], notes="Organs of adults are in hazard.csv."
    )


def _powers(table: HtmlTable) -> HtmlTable:
    """Write quotients and risks, which may be tiny, with a power of ten."""
    tiny = [name for name in table.frame if name in TINY]
    return replace(table, formats={**table.formats, **dict.fromkeys(tiny, _power)})


def _power(value: float) -> str:
    """Write a number with two digits, a tiny one with a power of ten."""
    return f"{value:.2g}" if abs(value) >= SMALLEST_PLAIN else f"{value:.1e}"


def checks(result: Result) -> HtmlTable:
    """Show what becomes of the index when something is changed."""
    columns = {
        "check": "Changed",
        "index": "Index",
        "index_lower": "Lower limit",
        "index_upper": "Upper limit",
        "difference": "Difference",
        "class": "Class",
        "n_with_index": "Sites",
        "rank_correlation": "Order of sites",
    }
    return shown(result, "checks", columns, empty="No index to change.")


def changes(result: Result) -> HtmlTable:
    """Show the change on sites that were visited again."""
    columns = {
        "name": "Measured",
        "n_sites": "Sites",
        "first_year": "First",
        "last_year": "Last",
        "first": "Mean first",
        "last": "Mean last",
        "change": "Change",
        "change_lower": "Lower limit",
        "change_upper": "Upper limit",
        "unit": "Unit",
        "verdict": "Verdict",
    }
    return shown(result, "changes", columns, empty="No site was visited twice.")


def actions(result: Result) -> HtmlTable:
    """Show what to do next, each with the rule by which it is listed."""
    columns = {"action": "What to do", "because": "Because", "rule": "Rule"}
    return shown(result, "actions", columns, empty="Nothing follows from the rules.")


def constants(result: Result) -> HtmlTable:
    """Show the constants that nobody compared with their source; the CSV file has all."""
    columns = {
        "name": "Constant",
        "value": "Value",
        "verified": "Verified",
        "source": "Source",
    }
    table = result.tables["constants"]
    frame = table.frame[table.frame["verified"] != "yes"][list(columns)]
    rest = max(0, len(frame) - MOST_CONSTANTS)
    n_verified = len(table.frame) - len(frame)
    return html_table(
        frame.head(MOST_CONSTANTS).rename(columns=columns),
        caption="Constants in use that were not compared with their source",
        notes=f"{rest} more of them, and {n_verified} that were compared, are in constants.csv.",
        empty="None.",
    )


def left_out(result: Result) -> HtmlTable:
    """Show what is in no index, with the reason."""
    return result_tables.left_out(result, "Rows or cells")


def _two_digits(value: float) -> str:
    """Write a ratio."""
    return f"{value:.2f}"
