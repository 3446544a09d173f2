"""What was read and not used, what a question could not use, and what was asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, count, phrase, row, text
from workbench.findings.tables import Tables
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted
from workbench.reports.report import Section
from workbench.store.measurements import Measurements
from workbench.store.people import Covariates


@row
class AskedFor(Phrase):
    """An exposure or outcome that was asked for by name."""

    kind: str = code("asked-for", "exposure or outcome")
    name: str = text("its name")


@row
class NotAmongData(Phrase):
    """What was asked for is not in the data."""

    recorded: tuple[Named, ...] = phrase("what is in the data", is_list=True)


@row
class OutcomeOfArea(Phrase):
    """An outcome in an area."""

    outcome: str = code("outcome", "what was counted")
    area: str = text("area")


@row
class SilentYears(Phrase):
    """Years for which an area reported no case, though several were expected."""

    n_years: int = count("years")


def excluded(basis: Basis, _: Tables) -> Iterator[Excluded]:
    """Name what was asked for and is not there, rows and samples not used, and areas that lack."""
    yield from _not_in_the_data(basis)
    yield from basis.linked.left_out
    for one in basis.counts.all:
        yield from _silent(one)
    for exposure in basis.exposures:
        yield from exposure.left_out
    for judged in basis.judged:
        asked = judged.question
        for why, n in asked.lacking.items():
            if n:
                yield Excluded(what=asked.label, kind="areas", why=why, count=n)


def _not_in_the_data(basis: Basis) -> Iterator[Excluded]:
    """List what was asked for by name and is not in the data."""
    together, parameters = basis.linked, basis.parameters
    if together.outcomes.empty:
        return
    known = {
        "exposure": {
            *together.samples[Measurements.substance],
            *together.covariates[Covariates.name],
        },
        "outcome": set(together.outcomes_recorded),
    }
    control = [parameters.negative_control] if parameters.negative_control else []
    pairs = [pair.split(":") for pair in parameters.prespecified]
    asked = [
        *(("exposure", name) for name in (*parameters.exposures, *(one for one, _ in pairs))),
        *(("outcome", name) for name in (*parameters.outcomes, *control, *(o for _, o in pairs))),
    ]
    for kind, name in dict.fromkeys(asked):
        if name not in known[kind]:
            recorded = tuple(Named(name=one) for one in sorted(known[kind]))
            yield Excluded(
                what=AskedFor(kind=kind, name=name),
                kind="questions",
                why=NotAmongData(recorded=recorded),
                count=0,
            )


def _silent(one: Counted) -> Iterator[Excluded]:
    """List years of areas that are taken as not reported."""
    if one.sex != BOTH_SEXES:
        return
    for area, n in one.silent.items():
        what = OutcomeOfArea(outcome=one.outcome, area=area)
        yield Excluded(what=what, kind="outcomes", why=SilentYears(n_years=n), count=n)


SECTION: Section[Basis] = Section(name="left_out", excluded=excluded)
