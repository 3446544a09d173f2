"""What all sections of the soil health report are worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.findings import DataUsed
from workbench.findings.excluded import Excluded
from workbench.methods.sampling.visits import sampling_years
from workbench.reports.soil_health.basis.law import JudgedSites, judged
from workbench.reports.soil_health.basis.pollution import Pollution, pollution
from workbench.reports.soil_health.basis.scores import DrawnMeans, Scored, drawn, scored
from workbench.reports.soil_health.basis.sites import Sampled, sampled
from workbench.reports.soil_health.parameters import Parameters
from workbench.store.frames import Frames
from workbench.store.measurements import Measurements


@dataclass(frozen=True)
class Basis:
    """Sites with their values, what these are compared with, and the scores.

    Attributes
    ----------
    parameters : Parameters
        Parameters of the report.
    found : Sampled
        Latest and earlier values of the sites.
    polluted : Pollution
        Contaminants compared with backgrounds.
    judged : Scored
        Scores and indices of the sites.
    means : DrawnMeans
        Means over the sites, with their limits.
    law : JudgedSites
        Sites by the targets of the EU Soil Monitoring Law and of the country.
    """

    parameters: Parameters
    found: Sampled
    polluted: Pollution
    judged: Scored
    means: DrawnMeans
    law: JudgedSites

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        """Measurements that are not used, and contents that are compared with nothing."""
        return (*self.found.excluded, *self.polluted.excluded)


def basis(frames: Frames, parameters: Parameters) -> Basis:
    """Choose the values of the sites, compare them with backgrounds and score them.

    Parameters
    ----------
    frames : Frames
        What the store gives for the country.
    parameters : Parameters
        Validated parameters of the report.

    Returns
    -------
    Basis
        Worked out stage by stage, each from those before.
    """
    found = sampled(frames)
    polluted = pollution(found, parameters)
    in_use = polluted.compared[0] if polluted.compared else None
    scores = scored(found, in_use, parameters)
    return Basis(
        parameters=parameters,
        found=found,
        polluted=polluted,
        judged=scores,
        means=drawn(scores, found, parameters),
        law=judged(found, frames, parameters.area),
    )


def data_used(frames: Frames, basis: Basis) -> DataUsed:
    """Give fingerprint, extent and sources of what was read."""
    years = sampling_years(frames[Measurements.table])
    span = (int(years.min()), int(years.max())) if len(years) else None
    return DataUsed(frames.fingerprint, basis.found.n_read, span, frames.sources)
