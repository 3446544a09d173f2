"""Works out the soil health report: scores, targets, contamination, risk, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.findings import DataUsed, Result, set_aside
from workbench.findings.rows import Tables
from workbench.inputs.tables import Frames
from workbench.reports.soil_health.actions import ACTIONS, actions
from workbench.reports.soil_health.changes import CHANGES, changes
from workbench.reports.soil_health.checks import CHECKS, checks
from workbench.reports.soil_health.constants import CONSTANTS, constants
from workbench.reports.soil_health.contamination import (
    CONTAMINATION,
    SUBSTANCES,
    contamination,
    substances,
)
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.domains import DOMAINS, SITES, domains, site_indices
from workbench.reports.soil_health.hazards import HAZARD, RISK, risks
from workbench.reports.soil_health.indicators import INDICATORS, indicators
from workbench.reports.soil_health.inventory import MISSING, PRESENT, missing, present
from workbench.reports.soil_health.overview import OVERVIEW, overview
from workbench.reports.soil_health.pollution import Pollution, pollution
from workbench.reports.soil_health.scores import Scored, scored
from workbench.reports.soil_health.sites import Sampled, sampled
from workbench.reports.soil_health.targets import TARGETS, targets
from workbench.reports.soil_health.uncertainty import drawn


def compute(
    data: Frames, parameters: Parameters, origins: Mapping[str, str] | None = None
) -> Result:
    """Judge how healthy and how contaminated the soils of a country are, and how sure that is.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    parameters : Parameters
        Validated parameters of the report.
    origins : mapping of str to str, optional
        Where the values that are not defaults come from.

    Returns
    -------
    Result
        Its tables, and what was left out.
    """
    found = sampled(data)
    polluted = pollution(found, parameters)
    in_use = polluted.compared[0] if polluted.compared else None
    judged = scored(found, in_use, parameters)
    return Result(
        report="soil_health",
        area=parameters.area,
        status="ok" if found.n_sites else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data, found),
        tables=_tables(found, polluted, judged, parameters),
        left_out=(*found.left_out, *polluted.left_out, *set_aside(data.sources)),
        fictional=data.fictional,
    )


def _tables(found: Sampled, polluted: Pollution, judged: Scored, parameters: Parameters) -> Tables:
    """Work out all tables: those of the sections, then the country and what follows from them."""
    means = drawn(judged, found, parameters)
    screened = risks(found, parameters)
    of_sections = Tables(
        (
            PRESENT.filled(present(found)),
            MISSING.filled(missing(found, judged, parameters)),
            INDICATORS.filled(indicators(judged, means, parameters)),
            DOMAINS.filled(domains(judged, means)),
            SITES.of_frame(site_indices(judged)),
            TARGETS.filled(targets(found, parameters)),
            SUBSTANCES.filled(substances(found, polluted.compared, parameters)),
            CONTAMINATION.filled(contamination(found, polluted.compared, parameters)),
            RISK.filled(screened.by_substance),
            HAZARD.filled(screened.over_all),
            CHECKS.filled(checks(found, polluted, judged, means, parameters)),
            CHANGES.filled(changes(found, parameters)),
            CONSTANTS.filled(constants(judged, polluted.compared, parameters)),
        )
    )
    country = overview(of_sections, found, (judged, means), polluted, parameters)
    return Tables(
        (
            OVERVIEW.filled({parameters.area: country}),
            *of_sections.values(),
            ACTIONS.filled(actions(of_sections)),
        )
    )


def _data_used(data: Frames, found: Sampled) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    years = data["measurements"]["sampled_on"].str[:4].astype(int)
    span = (int(years.min()), int(years.max())) if len(years) else None
    return DataUsed(data.fingerprint, found.read, span, data.sources)
