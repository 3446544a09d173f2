"""Constants that the page rests on, each with its source and whether it was compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.findings.rows import Table, code, row, text
from workbench.reports.soil_health.definitions import CLASSES_OF, TOXIC_RESPONSES, Parameters
from workbench.reports.soil_health.pollution import OF_MANY, Compared
from workbench.reports.soil_health.scores import Scored
from workbench.vocabulary.exposure_sets import exposure_set
from workbench.vocabulary.index_classes import index_classes
from workbench.vocabulary.indicator_classes import indicator_classes
from workbench.vocabulary.indicators import indicator
from workbench.vocabulary.risk_sets import NUMBERS, risk_values
from workbench.vocabulary.substances import substance
from workbench.vocabulary.toxic_responses import toxic_responses

OF_ONE = ("CF", "Igeo", "EF", "Er")
MOST_SHOWN = 40


@row
class Constant:
    """A constant that a number of the page rests on."""

    name: str = text("constant", "Constant")
    value: str = text("value of the constant", "Value", default="")
    verified: str = code("verified", "whether it was compared with its source", "Verified")
    source: str = text("where it was read", "Source")
    unit: str = text("unit of the value", default="")
    used_for: str = text("what it is used for")


CONSTANTS = Table("constants", Constant, "Constants in use", "None.", most=MOST_SHOWN)
Keyed = tuple[str, Constant]  # with the id of the row


def constants(
    scored: Scored, compared: Sequence[Compared], parameters: Parameters
) -> dict[str, Constant]:
    """List all constants in use.

    Parameters
    ----------
    scored : Scored
        Scores with the curves that gave them.
    compared : sequence of Compared
        Contaminants compared with backgrounds.
    parameters : Parameters
        Of the report.
    """
    measured = tuple(dict.fromkeys(c for one in compared for c in one.contents.substances))
    return dict(
        [
            *_curves(scored, parameters),
            *_backgrounds(compared),
            *(_indices() if compared else ()),
            *_toxic(compared, parameters),
            *(_risk(measured, parameters) if measured else ()),
        ]
    )


def _curves(scored: Scored, parameters: Parameters) -> Iterator[Keyed]:
    """Give the curves that scored anything, and the classes of scores."""
    for curve in dict.fromkeys(scored.table.curves):
        yield (
            f"curve:{curve.row_id}",
            Constant(
                name=f"curve of {indicator(curve.indicator).name}",
                value=f"{curve.form}: {', '.join(f'{one:.6g}' for one in curve.parameters)}",
                unit=curve.unit,
                used_for=f"scores ({curve.set_id})",
                source=curve.source,
                verified=curve.verified,
            ),
        )
    if parameters.may_use_unverified(CLASSES_OF) and scored.table.curves:
        own = indicator_classes(CLASSES_OF)
        yield (
            f"classes:{CLASSES_OF}",
            Constant(
                name="classes of scores",
                value=", ".join(f"{limit:g}" for limit in own.limits),
                unit=own.unit,
                used_for="class of the index",
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
                        name=f"{substance(content.substance).name}, {one.background.name}",
                        value=f"{content.value_mg_kg:g}",
                        unit="mg/kg",
                        used_for="contamination indices",
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
                name=f"limits of classes of {name}",
                value=", ".join(f"{limit:g}" for limit in own.limits),
                unit="1",
                used_for="classes of contamination",
                source=own.source,
                verified=own.verified,
            ),
        )


def _toxic(compared: Sequence[Compared], parameters: Parameters) -> Iterator[Keyed]:
    """Give the toxic responses of the substances that have one."""
    for name in dict.fromkeys(name for one in compared for name in one.known):
        own = toxic_responses().get(name)
        allowed = parameters.may_use_unverified(TOXIC_RESPONSES)
        if own is not None and (allowed or own.verified == "yes"):
            yield (
                f"toxic:{name}",
                Constant(
                    name=f"toxic response of {substance(name).name}",
                    value=f"{own.factor:g}",
                    unit="1",
                    used_for="Er and RI",
                    source=own.source,
                    verified=own.verified,
                ),
            )


def _risk(measured: Sequence[str], parameters: Parameters) -> Iterator[Keyed]:
    """Give the toxicity values that are used, and how people are exposed."""
    for name in parameters.risk_sets:
        for value in risk_values(name):
            used = value.verified != "no" or parameters.may_use_unverified(name)
            if value.substance in measured and used and value.parameter in NUMBERS:
                yield (
                    f"risk:{name}:{value.substance}:{value.parameter}",
                    Constant(
                        name=f"{value.parameter} of {substance(value.substance).name}, {name}",
                        value=f"{value.value:g}",
                        unit=value.unit,
                        used_for="screening of health risk",
                        source=value.source,
                        verified=value.verified,
                    ),
                )
    people = exposure_set(parameters.exposure_set)
    yield (
        f"exposure:{people.exposure_set}",
        Constant(
            name=people.name,
            used_for="screening of health risk",
            source="; ".join(people.sources),
            verified=people.verified,
        ),
    )
    yield (
        "organs",
        Constant(
            name="target organs",
            used_for="hazard index by organ",
            source="",
            verified="no",
        ),
    )
