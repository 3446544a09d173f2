"""Works out the soil health report: scores, targets, contamination, risk, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.findings import DataUsed, Result, Table, frame_of, set_aside
from workbench.inputs.tables import Frames
from workbench.reports.soil_health import beside_backgrounds, hazards, inventory, rows
from workbench.reports.soil_health.actions import actions
from workbench.reports.soil_health.changes import changes
from workbench.reports.soil_health.checks import checks
from workbench.reports.soil_health.columns import TITLES
from workbench.reports.soil_health.constants import constants
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.pollution import Pollution, pollution
from workbench.reports.soil_health.scores import Scored, scored
from workbench.reports.soil_health.sites import Sampled, sampled
from workbench.reports.soil_health.targets import targets
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
        Its tables are those of `TITLES`.
    """
    found = sampled(data)
    polluted = pollution(found, parameters)
    in_use = polluted.compared[0] if polluted.compared else None
    judged = scored(found, in_use, parameters)
    made = _tables(found, polluted, judged, parameters)
    return Result(
        report="soil_health",
        area=parameters.area,
        status="ok" if found.n_sites else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data, found),
        tables={name: _table(name, made.get(name, {})) for name in TITLES},
        left_out=(*found.left_out, *polluted.left_out, *set_aside(data.sources)),
        fictional=data.fictional,
    )


def _tables(
    found: Sampled, polluted: Pollution, judged: Scored, parameters: Parameters
) -> dict[str, dict[str, Row]]:
    """Rows of all tables."""
    means = drawn(judged, found, parameters)
    screened = hazards.risks(found, parameters)
    made = {
        "present": inventory.present(found),
        "missing": inventory.missing(found, judged, parameters),
        "indicators": rows.indicators(judged, means, parameters),
        "domains": rows.domains(judged, means),
        "substances": beside_backgrounds.substances(found, polluted.compared, parameters),
        "contamination": beside_backgrounds.contamination(found, polluted.compared, parameters),
        "sites": rows.sites(judged),
        "targets": targets(found, parameters),
        "risk": dict(screened.by_substance),
        "hazard": dict(screened.over_all),
        "checks": checks(found, polluted, judged, means, parameters),
        "changes": changes(found, parameters),
        "constants": constants(judged, polluted.compared, parameters),
    }
    lists = {
        "n_present": len(made["present"]),
        "present": _names(made["present"]),
        "missing": _names(made["missing"]),
        "flipping": _flipping(made["contamination"]),
    }
    overview = rows.overview(found, judged, means, polluted, parameters) | lists
    return made | {"overview": {parameters.area: overview}, "actions": actions(made)}


def _names(made: Mapping[str, Row]) -> str:
    """Names of the rows of a table, each once."""
    return "; ".join(dict.fromkeys(str(row["name"]) for row in made.values()))


def _flipping(made: Mapping[str, Row]) -> str:
    """Name the indices whose class is another one with the other background."""
    return ", ".join(
        f"{row['index']} ({row['class_of_median']} or {row['other_class_of_median']})"
        for row in made.values()
        if row["flips"] == beside_backgrounds.YES
    )


def _data_used(data: Frames, found: Sampled) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    years = data["measurements"]["sampled_on"].str[:4].astype(int)
    span = (int(years.min()), int(years.max())) if len(years) else None
    return DataUsed(data.fingerprint, found.read, span, data.sources)


def _table(name: str, made: Mapping[str, Row]) -> Table:
    """Table of the result under its title."""
    title, columns = TITLES[name]
    return Table(name, title, frame_of(made, columns), columns)
