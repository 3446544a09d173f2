"""Screening of health risk: what the contents would mean for who lives on the soil."""

from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.risk.messages import MESSAGES, hazard, say
from workbench.reports.soil_health.risk.rows import compute
from workbench.reports.soil_health.risk.tables import HAZARD, RISK

SECTION: Section[Basis] = Section(
    name="risk",
    tables=(HAZARD, RISK),
    compute=compute,
    say=say,
    messages=MESSAGES,
    views={"hazard": hazard},
)
