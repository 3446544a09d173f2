"""Constants that the page rests on, each with its source and whether it was compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation.html import HtmlTable
from workbench.presentation.shown_table import as_table
from workbench.reports.report import Section, only
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import OF_MANY, Compared
from workbench.reports.soil_health.basis.scores import Scored
from workbench.reports.soil_health.overview import OVERVIEW, Overview
from workbench.reports.soil_health.parameters import CLASSES_OF, TOXIC_RESPONSES, Parameters
from workbench.reports.soil_health.phrases import UsedFor
from workbench.vocabulary.soil.indicators import indicator, indicator_classes
from workbench.vocabulary.soil.references import index_classes, toxic_responses
from workbench.vocabulary.soil.risk_sets import NUMBERS, exposure_set, risk_values
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

OF_ONE = ("CF", "Igeo", "EF", "Er")
MOST_SHOWN = 6


@row
class CurveOf(Phrase):
    """Curve of an indicator."""

    name: str = text("indicator")


@row
class ClassesOfScores(Phrase):
    """Limits of the classes of scores."""


@row
class ContentOf(Phrase):
    """Content of a substance in a background."""

    substance: str = code("substance", "code of the substance")
    background: str = text("background")


@row
class LimitsOf(Phrase):
    """Limits of the classes of an index."""

    index: str = code("contamination-index", "which")


@row
class ToxicResponseOf(Phrase):
    """Toxic response of a substance."""

    substance: str = code("substance", "code of the substance")


@row
class ToxicityOf(Phrase):
    """Toxicity value of a substance."""

    parameter: str = code("toxicity", "which")
    substance: str = code("substance", "code of the substance")
    risk_set: str = text("set of toxicity values")


@row
class ExposureOf(Phrase):
    """How people are exposed."""

    name: str = text("set of exposure factors")


@row
class TargetOrgans(Phrase):
    """Organs that reference doses protect."""


@row
class Constant:
    """A constant that a number of the page rests on."""

    name: Phrase = phrase("constant", "Constant")
    value: str = text("value of the constant", "Value", default="")
    verified: str = code("verified", "whether it was compared with its source", "Verified")
    source: str = text("where it was read", "Source")
    unit: str = text("unit of the value", default="")
    used_for: UsedFor = phrase("what it is used for")


CONSTANTS = Table(
    "constants", Constant, "Constants in use", "No constants are used.", most=MOST_SHOWN
)
Keyed: TypeAlias = tuple[str, Constant]  # with the id of the row
TRIAL = Message("soil-trial", Overview, "trial")
DEMONSTRATION = Message("soil-demonstration", Overview, "demonstration")
NOT_PUBLISHED = {"trial": TRIAL, "demonstration": DEMONSTRATION}
UNVERIFIED = Message("soil-unverified", Overview, "unverified")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """List all constants in use."""
    compared, parameters = basis.polluted.compared, basis.parameters
    measured = tuple(dict.fromkeys(name for one in compared for name in one.contents.substances))
    found = [
        *_curves(basis.judged, parameters),
        *_backgrounds(compared),
        *(_indices() if compared else ()),
        *_toxic(compared, parameters),
        *(_risk(measured, parameters) if measured else ()),
    ]
    yield CONSTANTS.filled(dict(found))


def _curves(scored: Scored, parameters: Parameters) -> Iterator[Keyed]:
    """Give the curves that scored anything, and the classes of scores."""
    for curve in dict.fromkeys(scored.table.curves):
        yield (
            f"curve:{curve.row_id}",
            Constant(
                name=CurveOf(name=indicator(curve.indicator).name),
                value=f"{curve.form}: {', '.join(f'{one:.6g}' for one in curve.parameters)}",
                unit=curve.unit,
                used_for=UsedFor(use="scores", scoring_set=curve.set_id),
                source=curve.source,
                verified=curve.verified,
            ),
        )
    if CLASSES_OF in parameters.unverified and scored.table.curves:
        own = indicator_classes(CLASSES_OF)
        yield (
            f"classes:{CLASSES_OF}",
            Constant(
                name=ClassesOfScores(),
                value=", ".join(f"{limit:g}" for limit in own.limits),
                unit=own.unit,
                used_for=UsedFor(use="index-class"),
                source=own.source,
                verified=own.verified,
            ),
        )


def _backgrounds(compared: Sequence[Compared]) -> Iterator[Keyed]:
    """Give the contents of the backgrounds."""
    for one in compared:
        for content in one.background.contents:
            if content.substance in one.known:
                yield (
                    ":".join(
                        (
                            "background",
                            one.background.background_id,
                            content.substance,
                            one.contents.fraction,
                        )
                    ),
                    Constant(
                        name=ContentOf(substance=content.substance, background=one.background.name),
                        value=f"{content.value_mg_kg:g}",
                        unit="mg/kg",
                        used_for=UsedFor(use="contamination-indices"),
                        source=content.source,
                        verified=content.verified,
                    ),
                )


def _indices() -> Iterator[Keyed]:
    """Give the limits of the classes of contamination indices."""
    for name in (*OF_ONE, *OF_MANY):
        own = index_classes(name)
        yield (
            f"index:{name}",
            Constant(
                name=LimitsOf(index=name),
                value=", ".join(f"{limit:g}" for limit in own.limits),
                unit="1",
                used_for=UsedFor(use="contamination-classes"),
                source=own.source,
                verified=own.verified,
            ),
        )


def _toxic(compared: Sequence[Compared], parameters: Parameters) -> Iterator[Keyed]:
    """Give the toxic responses of the substances that have one."""
    for name in dict.fromkeys(name for one in compared for name in one.known):
        own = toxic_responses().get(name)
        allowed = TOXIC_RESPONSES in parameters.unverified
        if own is not None and (allowed or own.verified == "yes"):
            yield (
                f"toxic:{name}",
                Constant(
                    name=ToxicResponseOf(substance=name),
                    value=f"{own.factor:g}",
                    unit="1",
                    used_for=UsedFor(use="ecological-risk"),
                    source=own.source,
                    verified=own.verified,
                ),
            )


def _risk(measured: Sequence[str], parameters: Parameters) -> Iterator[Keyed]:
    """Give the toxicity values that are used, and how people are exposed."""
    for name in parameters.risk_sets:
        for value in risk_values(name):
            used = value.verified != "no" or name in parameters.unverified
            if value.substance in measured and used and value.parameter in NUMBERS:
                yield (
                    f"risk:{name}:{value.substance}:{value.parameter}",
                    Constant(
                        name=ToxicityOf(
                            parameter=value.parameter, substance=value.substance, risk_set=name
                        ),
                        value=f"{value.value:g}",
                        unit=value.unit,
                        used_for=UsedFor(use="health-risk"),
                        source=value.source,
                        verified=value.verified,
                    ),
                )
    people = exposure_set(parameters.exposure_set)
    yield (
        f"exposure:{people.exposure_set}",
        Constant(
            name=ExposureOf(name=people.name),
            used_for=UsedFor(use="health-risk"),
            source="; ".join(people.sources),
            verified=people.verified,
        ),
    )
    yield (
        "organs",
        Constant(
            name=TargetOrgans(),
            used_for=UsedFor(use="organ-index"),
            source="",
            verified="no",
        ),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say which scores are not for publishing, and which sets were not compared with a source."""
    area, counts = only(tables, OVERVIEW)
    if counts.set_status in NOT_PUBLISHED and counts.n_scored:
        yield said(NOT_PUBLISHED[counts.set_status], OVERVIEW, area, grade="unverified")
    if counts.unverified:
        yield said(UNVERIFIED, OVERVIEW, area, grade="unverified")


def not_verified(tables: Tables, words: Words) -> HtmlTable:
    """Show the constants in use that were not compared with their source."""
    kept = tables.filled(CONSTANTS).kept(lambda one: one.verified != "yes")
    title, notes = words.plain("soil-constants-title"), words.plain("soil-constants-notes")
    return as_table(kept, words, title=title, notes=notes)


SECTION: Section[Basis] = Section(
    name="constants",
    tables=(CONSTANTS,),
    compute=compute,
    say=say,
    messages=(TRIAL, DEMONSTRATION, UNVERIFIED),
    views={"constants": not_verified},
)
