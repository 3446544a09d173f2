"""Contaminants compared with backgrounds: how contaminated the soils are."""

from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.contamination.messages import (
    MESSAGES,
    contents,
    enrichment,
    factors,
    say,
)
from workbench.reports.soil_health.contamination.rows import compute
from workbench.reports.soil_health.contamination.tables import CONTAMINATION, SUBSTANCES

SECTION: Section[Basis] = Section(
    name="contamination",
    tables=(SUBSTANCES, CONTAMINATION),
    compute=compute,
    say=say,
    messages=MESSAGES,
    figures={"factors": factors},
    views={"contents": contents, "enrichment": enrichment},
)
