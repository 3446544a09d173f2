"""From a report and an area to finished pages."""

from typing import Literal

Executors = Literal["processes", "dask"]
"""Who makes the reports of a batch: processes of this machine, or the workers of a cluster."""
