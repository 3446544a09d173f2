"""What follows from the findings, each action with the rule that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.findings.rows import Table, Tables, row, text
from workbench.reports.soil_health.contamination import CONTAMINATION, FLIPS
from workbench.reports.soil_health.hazards import ABOVE, ALL_ORGANS, HAZARD, HIGHEST_INDEX
from workbench.reports.soil_health.indicators import INDICATORS
from workbench.reports.soil_health.inventory import MISSING
from workbench.reports.soil_health.targets import TARGETS

LOW_SCORE = 40.0  # from which a score is no longer low


@row
class Action:
    """Something to do next."""

    action: str = text("what to do", "What to do")
    because: str = text("what calls for it", "Because")
    rule: str = text("rule by which it is listed", "Rule")


ACTIONS = Table("actions", Action, "What to do next", "Nothing follows from the rules.")


def actions(tables: Tables) -> dict[str, Action]:
    """List what to do next.

    Parameters
    ----------
    tables : Tables
        Tables of the report.
    """
    rules: tuple[Callable[[Tables], dict[str, Action]], ...] = (
        _measure,
        _low_scores,
        _targets,
        _backgrounds,
        _risks,
    )
    return {key: one for rule in rules for key, one in rule(tables).items()}


def _measure(tables: Tables) -> dict[str, Action]:
    """Measure what a domain lacks."""
    by_domain: dict[str, list[str]] = {}
    for one in tables.of(MISSING).values():
        by_domain.setdefault(one.domain, []).append(one.name)
    return {
        f"measure:{domain}": Action(
            action=f"measure, or send: {'; '.join(names)}",
            because=f"not on file in the domain {domain}",
            rule="an indicator or contaminant that is asked for is not on file",
        )
        for domain, names in by_domain.items()
    }


def _low_scores(tables: Tables) -> dict[str, Action]:
    """Look into indicators with a low mean score."""
    return {
        f"score:{code}": Action(
            action=f"look into {one.name}",
            because=f"mean score {one.score:.3g}",
            rule=f"mean score below {LOW_SCORE:g}",
        )
        for code, one in tables.of(INDICATORS).items()
        if one.score is not None and one.score < LOW_SCORE
    }


def _targets(tables: Tables) -> dict[str, Action]:
    """Look into sites that miss a target."""
    return {
        f"target:{code}": Action(
            action=f"look into the sites that miss the target for {one.name}",
            because=f"{one.n_missed} sites miss {one.target}",
            rule="a target is missed at any site",
        )
        for code, one in tables.of(TARGETS).items()
        if one.n_missed
    }


def _backgrounds(tables: Tables) -> dict[str, Action]:
    """Settle the background where it decides."""
    flipping = [one.index for one in tables.of(CONTAMINATION).values() if one.flips == FLIPS]
    if not flipping:
        return {}
    return {
        "background": Action(
            action="agree on a background of the country, by region and fraction",
            because=f"the class flips with the background: {', '.join(flipping)}",
            rule="a class is another one with the other background",
        )
    }


def _risks(tables: Tables) -> dict[str, Action]:
    """Look closer where a screen is above one, or a cancer risk above what is acceptable."""
    above = {
        f"risk:{key}": Action(
            action="assess exposure on the sites themselves",
            because=f"hazard index of {one.receptor} by {one.risk_set}: {one.hi:.3g}",
            rule="a hazard index over all organs above 1",
        )
        for key, one in tables.of(HAZARD).items()
        if one.organ == ALL_ORGANS and one.hi is not None and one.hi > HIGHEST_INDEX
    }
    of_cancer = {
        f"risk:{key}": Action(
            action="assess exposure on the sites themselves",
            because=f"added lifetime cancer risk by {one.risk_set}: {one.ilcr:.1e}",
            rule="a lifetime cancer risk above the range that US EPA treats as acceptable",
        )
        for key, one in tables.of(HAZARD).items()
        if one.acceptable == ABOVE
    }
    return above | of_cancer
