"""Views of the contaminants compared with backgrounds: their indices, and their enrichment."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Result
from workbench.presentation.html import HtmlTable
from workbench.presentation.table import as_table
from workbench.reports.soil_health.contamination import SUBSTANCES

OF_ENRICHMENT = ("ef", "ef_class", "ef_correlation")


def contents(result: Result) -> HtmlTable:
    """Show each contaminant beside each background, with the indices of both."""
    headed = [one.name for one in SUBSTANCES.columns.values() if one.heading]
    columns = [name for name in headed if name not in OF_ENRICHMENT]
    return as_table(result.filled("substances"), columns=columns)


def enrichment(result: Result) -> HtmlTable:
    """Show enrichment factors, where the reference element was measured."""
    element = result.parameters["reference_element"]
    shown = as_table(
        result.filled("substances"),
        columns=("substance", "background_id", *OF_ENRICHMENT),
        keep=lambda one: one.ef is not None,
        title=f"Enrichment by {element}",
    )
    lacking = f"{element} was not measured in the same fraction, or the background has none."
    return replace(shown, empty=lacking)
