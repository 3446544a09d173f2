"""Shows the tables of the health report as a reader needs them; the CSV files hold the rest."""

from __future__ import annotations

from workbench.findings import Result
from workbench.presentation import result_tables
from workbench.presentation.html import HtmlTable
from workbench.presentation.result_tables import shown

MOST_AREAS = 20


def confounders(result: Result) -> HtmlTable:
    """Show what was allowed for, and what is not on file."""
    columns = {
        "name": "Covariate",
        "role": "Enters at",
        "state": "State",
        "n_areas": "Areas",
        "years": "Years",
    }
    return shown(result, "confounders", columns, empty="No covariate was named.")


def steps(result: Result) -> HtmlTable:
    """Show how many rows could be linked to an area."""
    columns = {
        "what": "What",
        "n_read": "Rows read",
        "n_linked": "Linked",
        "n_areas": "Areas",
        "years": "Years",
    }
    return shown(result, "steps", columns, empty="No health data by area.")


def exposures(result: Result) -> HtmlTable:
    """Show how the exposure of the areas was measured."""
    columns = {
        "exposure": "Exposure",
        "n_samples": "Samples",
        "n_areas": "Areas",
        "n_areas_few": "Too few samples",
        "share_non_detects": "Below limit",
        "p5": "5 % of areas",
        "median": "Middle",
        "p95": "95 % of areas",
        "years": "Years",
        "depths": "Depth",
    }
    return shown(result, "exposures", columns, empty="No exposure.")


def outcomes(result: Result) -> HtmlTable:
    """Show the outcomes and how they were standardised."""
    columns = {
        "outcome": "Outcome",
        "sex": "Sex",
        "role": "Role",
        "n_areas": "Areas",
        "cases": "Cases",
        "n_strata": "Strata",
        "direct_rate": "Rate",
        "direct_rate_lower": "Lower limit",
        "direct_rate_upper": "Upper limit",
        "completeness": "Complete",
        "source": "Register",
    }
    return shown(result, "outcomes", columns, empty="No outcome.")


def areas(result: Result) -> HtmlTable:
    """Show cases and expected cases of each area; what is hidden stays so in every file."""
    columns = {
        "outcome": "Outcome",
        "name": "Area",
        "cases": "Cases",
        "expected": "Expected",
        "smr": "Ratio",
        "smr_lower": "Lower limit",
        "smr_upper": "Upper limit",
        "smoothed": "Smoothed",
        "note": "Note",
    }
    return shown(result, "areas", columns, empty="No area.", most=MOST_AREAS)


def ladder(result: Result) -> HtmlTable:
    """Show all rungs of each question, always the same rows."""
    columns = {
        "question": "Question",
        "rung": "Rung",
        "rate_ratio": "Rate ratio",
        "rate_ratio_lower": "Lower limit",
        "rate_ratio_upper": "Upper limit",
        "p": "p",
        "dispersion": "Dispersion",
        "dean_p": "p (Dean)",
        "moran_p": "p (Moran)",
        "remark": "Remark",
    }
    return shown(result, "ladder", columns, empty="No model was fitted.")


def quartiles(result: Result) -> HtmlTable:
    """Show rate ratios of the quarters of the areas against the lowest."""
    columns = {
        "question": "Question",
        "quartile": "Quarter",
        "lower": "From",
        "upper": "To",
        "n_areas": "Areas",
        "rate_ratio": "Rate ratio",
        "rate_ratio_lower": "Lower limit",
        "rate_ratio_upper": "Upper limit",
        "trend_p": "p (trend)",
    }
    return shown(result, "quartiles", columns, empty="No quarters.")


def checks(result: Result) -> HtmlTable:
    """Show what becomes of the rate ratio when something is changed."""
    columns = {
        "question": "Question",
        "check": "Changed",
        "rate_ratio": "Rate ratio",
        "rate_ratio_lower": "Lower limit",
        "rate_ratio_upper": "Upper limit",
        "e_value": "E-value",
        "e_value_limit": "E-value of the limit",
        "remark": "Remark",
    }
    return shown(result, "checks", columns, empty="No check.")


def questions(result: Result) -> HtmlTable:
    """Show all tests that were run, with p adjusted for their number."""
    columns = {
        "exposure": "Exposure",
        "outcome": "Outcome",
        "sex": "Sex",
        "prespecified": "Named before",
        "n_areas": "Areas",
        "rate_ratio": "Rate ratio",
        "p": "p",
        "q": "q",
        "detectable": "Smallest to be seen",
        "grade": "Grade",
        "timing": "Order in time",
    }
    return shown(result, "questions", columns, empty="No question.")


def checklist(result: Result) -> HtmlTable:
    """Show the items of STROBE and RECORD, done or not done."""
    columns = {
        "list": "List",
        "item": "Item",
        "asks": "Asks for",
        "section": "Section",
        "done": "Done",
        "note": "Remark",
    }
    return shown(result, "checklist", columns, empty="No list.")


def left_out(result: Result) -> HtmlTable:
    """Show what is in no model, with the reason."""
    return result_tables.left_out(result, "Rows or cells")
