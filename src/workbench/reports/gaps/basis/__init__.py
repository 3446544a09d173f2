"""What all sections of the gaps report are worked out from: rounds, scopes, laws, measurements."""

from workbench.reports.gaps.basis.survey import Basis, basis, data_used

__all__ = ["Basis", "basis", "data_used"]
