"""What follows from the findings, each action with the rule that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.findings.rows import Phrase, code, count, number, phrase, risk, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.contamination import CONTAMINATION, FLIPS
from workbench.reports.soil_health.overview import LOW_SCORE, OF_HUNDRED
from workbench.reports.soil_health.recorded import MISSING
from workbench.reports.soil_health.risk import ABOVE, ALL_ORGANS, HAZARD, HIGHEST_INDEX
from workbench.reports.soil_health.soil_indicators import INDICATORS
from workbench.reports.soil_health.targets import TARGETS

# What to do


@row
class Measure(Phrase):
    """Measure what is missing, or provide it."""

    names: str = text("what is missing")


@row
class LookInto(Phrase):
    """Find out why an indicator scores low."""

    name: str = text("indicator")


@row
class LookIntoSites(Phrase):
    """Find out why sites miss a target."""

    name: str = text("descriptor")


@row
class AgreeOnBackground(Phrase):
    """Agree on a background of the country."""


@row
class AssessExposure(Phrase):
    """Assess exposure at the sites themselves."""


# Because


@row
class NotMeasuredIn(Phrase):
    """It was not measured."""

    domain: str = code("domain", "domain that it is part of")


@row
class ScoresLow(Phrase):
    """An indicator scores low."""

    score: float = number("mean score", unit=OF_HUNDRED)


@row
class SitesMiss(Phrase):
    """Sites miss a target."""

    n_missed: int = count("sites that miss it")
    target: str = text("target that is compared with")


@row
class IndexName(Phrase):
    """An index of several contaminants."""

    index: str = code("contamination-index", "which")


@row
class ClassDepends(Phrase):
    """The class of indices depends on the background."""

    indices: tuple[IndexName, ...] = phrase("which indices", is_list=True)


@row
class HazardIs(Phrase):
    """A hazard index is above one."""

    receptor: str = code("receptor", "child or adult")
    risk_set: str = text("set of toxicity values")
    hi: float = number("hazard index", unit="1")


@row
class CancerRiskIs(Phrase):
    """A lifetime cancer risk is above what is acceptable."""

    risk_set: str = text("set of toxicity values")
    ilcr: float = risk("lifetime cancer risk added")


# Rules


@row
class RuleMissing(Phrase):
    """An indicator or contaminant that is asked for was not measured."""


@row
class RuleLowScore(Phrase):
    """The mean score is low."""

    limit: float = number("score from which it is no longer low", unit=OF_HUNDRED)


@row
class RuleTarget(Phrase):
    """A target is missed at any site."""


@row
class RuleBackground(Phrase):
    """A class is another one with the other background."""


@row
class RuleHazard(Phrase):
    """A hazard index over all organs is above its limit."""

    limit: float = number("hazard index above which a closer look is asked for", unit="1")


@row
class RuleCancer(Phrase):
    """A lifetime cancer risk is above the range that US EPA treats as acceptable."""


@row
class NextStep:
    """Something to do next."""

    action: Phrase = phrase("what to do", "What to do")
    because: Phrase = phrase("what calls for it", "Because")
    rule: Phrase = phrase("rule by which it is listed", "Rule")


ACTIONS = Table("actions", NextStep, "Recommended next steps", "No action follows from the rules.")


def compute(_: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """List what to do next."""
    rules: tuple[Callable[[Tables], dict[str, NextStep]], ...] = (
        _measure,
        _low_scores,
        _targets,
        _backgrounds,
        _hazards,
        _cancer_risks,
    )
    yield ACTIONS.filled({key: one for rule in rules for key, one in rule(tables).items()})


def _measure(tables: Tables) -> dict[str, NextStep]:
    """Measure what a domain lacks."""
    by_domain: dict[str, list[str]] = {}
    for one in tables.of(MISSING).values():
        by_domain.setdefault(one.domain, []).append(one.name)
    return {
        f"measure:{domain}": NextStep(
            action=Measure(names="; ".join(names)),
            because=NotMeasuredIn(domain=domain),
            rule=RuleMissing(),
        )
        for domain, names in by_domain.items()
    }


def _low_scores(tables: Tables) -> dict[str, NextStep]:
    """Look into indicators with a low mean score."""
    return {
        f"score:{name}": NextStep(
            action=LookInto(name=one.name),
            because=ScoresLow(score=one.score),
            rule=RuleLowScore(limit=LOW_SCORE),
        )
        for name, one in tables.of(INDICATORS).items()
        if one.score is not None and one.score < LOW_SCORE
    }


def _targets(tables: Tables) -> dict[str, NextStep]:
    """Look into sites that miss a target."""
    return {
        f"target:{name}": NextStep(
            action=LookIntoSites(name=one.name),
            because=SitesMiss(n_missed=one.n_missed, target=one.target),
            rule=RuleTarget(),
        )
        for name, one in tables.of(TARGETS).items()
        if one.n_missed
    }


def _backgrounds(tables: Tables) -> dict[str, NextStep]:
    """Settle the background where it decides."""
    flipping = [one.index for one in tables.of(CONTAMINATION).values() if one.flips == FLIPS]
    if not flipping:
        return {}
    because = ClassDepends(indices=tuple(IndexName(index=name) for name in flipping))
    action = NextStep(action=AgreeOnBackground(), because=because, rule=RuleBackground())
    return {"background": action}


def _hazards(tables: Tables) -> dict[str, NextStep]:
    """Look closer where a hazard index is above one."""
    return {
        f"risk:{key}": NextStep(
            action=AssessExposure(),
            because=HazardIs(receptor=one.receptor, risk_set=one.risk_set, hi=one.hi),
            rule=RuleHazard(limit=HIGHEST_INDEX),
        )
        for key, one in tables.of(HAZARD).items()
        if one.organ == ALL_ORGANS and one.hi is not None and one.hi > HIGHEST_INDEX
    }


def _cancer_risks(tables: Tables) -> dict[str, NextStep]:
    """Look closer where a cancer risk is above what is acceptable."""
    return {
        f"risk:{key}": NextStep(
            action=AssessExposure(),
            because=CancerRiskIs(risk_set=one.risk_set, ilcr=one.ilcr),
            rule=RuleCancer(),
        )
        for key, one in tables.of(HAZARD).items()
        if one.acceptable == ABOVE and one.ilcr is not None
    }


SECTION: Section[Basis] = Section(name="next_steps", tables=(ACTIONS,), compute=compute)
