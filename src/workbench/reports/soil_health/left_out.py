"""What was read and not used, and contents that are compared with nothing."""

from __future__ import annotations

from workbench.findings.excluded import Excluded
from workbench.findings.tables import Tables
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis


def excluded(basis: Basis, _: Tables) -> tuple[Excluded, ...]:
    """Name measurements that are not used, and contents without a background."""
    return basis.excluded


SECTION: Section[Basis] = Section(name="left_out", excluded=excluded)
