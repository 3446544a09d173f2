"""What is wrong with a mapping as a whole, each problem in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.inputs.files.declarations import LimitColumn
from workbench.inputs.mapping.schemes import scheme_problems
from workbench.inputs.measurements.readings import field_problem
from workbench.store.measurements import Measurements
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import factor

if TYPE_CHECKING:
    from workbench.inputs.mapping.mapping import Mapping

MADE_BY_INTAKE = frozenset(
    {
        *("substance", "value", "unit", "censored", "lod", "loq", "uncertainty"),
        *("original_value", "original_unit", "source_file", "source_row"),
    }
)
MAPPABLE = {
    contract.name: contract
    for contract in Measurements.columns
    if contract.name not in MADE_BY_INTAKE
}


def problems(mapping: Mapping) -> Iterator[str]:
    """All that the vocabulary and the contract of the table do not take in a mapping."""
    yield from _field_problems(mapping)
    yield from _word_problems(mapping)
    yield from _crosswalk_problems(mapping)
    yield from scheme_problems(mapping)
    if bool(mapping.substances) == bool(mapping.observations):
        yield "give either substances (a wide file) or observations (a long file)"
    yield from _substance_problems(mapping)
    yield from _observation_problems(mapping)


def _field_problems(mapping: Mapping) -> Iterator[str]:
    """Columns of the store that are unknown, given twice or missing."""
    for key in ("constants", "columns", "joined"):
        for name in sorted(set(getattr(mapping, key)) - set(MAPPABLE)):
            known = ", ".join(MAPPABLE)
            yield f"{key}.{name} is no column that a mapping fills, those are {known}"
    given = [*mapping.constants, *mapping.columns, *mapping.joined]
    given += ["matrix"] if mapping.horizons else []
    for name in sorted({name for name in given if given.count(name) > 1}):
        yield f"{name} is given by two of constants, columns and horizons, give it once"
    required = [name for name, contract in MAPPABLE.items() if contract.required]
    missing = [name for name in required if name not in given]
    if missing:
        yield f"nothing fills {', '.join(missing)}, name a column or a constant for each"


def _word_problems(mapping: Mapping) -> Iterator[str]:
    """Constants and horizons that the contract or the vocabulary does not take."""
    words = [(f"constants.{name}", name, text) for name, text in mapping.constants.items()]
    words += [(f"horizons.{key}.matrix", "matrix", h.matrix) for key, h in mapping.horizons.items()]
    for place, name, text in words:
        problem = field_problem(MAPPABLE[name], text) if name in MAPPABLE else ""
        allowed = ", ".join(MAPPABLE[name].allowed) if name in MAPPABLE else ""
        if problem:
            yield f"{place}: {problem}{f', it may be {allowed}' if allowed else ''}"
    if mapping.horizons and "layer" not in mapping.columns:
        yield "horizons needs columns.layer, the column that holds their words"


def _crosswalk_problems(mapping: Mapping) -> Iterator[str]:
    """Crosswalks and stand-ins for columns that the file does not fill, or to unknown words."""
    filled = {*mapping.columns, *mapping.joined}
    for key, names in (("words", mapping.words), ("otherwise", mapping.otherwise)):
        for name in sorted(set(names) - filled):
            yield f"{key}.{name} needs {name} in columns, the column of the file that it is about"
    for name in sorted(filled & set(mapping.words) & set(MAPPABLE)):
        for word, meant in mapping.words[name].items():
            problem = field_problem(MAPPABLE[name], meant)
            if problem:
                yield f"words.{name}.{word}: {problem}"


def _substance_problems(mapping: Mapping) -> Iterator[str]:
    """Columns of values whose substance or unit is unknown, or that exclude each other."""
    for column, entry in mapping.substances.items():
        limits = [entry.lod, entry.loq]
        yield from _unit_problems(f"substances.{column}", entry.substance, [entry.unit], limits)
    codes = [entry.substance for entry in mapping.substances.values()]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"substances has {code} in two columns, give one of them"
    if mapping.zeros and len({entry.unit for entry in mapping.substances.values()}) > 1:
        yield "zeros.below needs columns of one unit, these have several"


def _observation_problems(mapping: Mapping) -> Iterator[str]:
    """Words of a long file whose substance or unit is unknown."""
    entry = mapping.observations
    if not entry:
        return
    for word, code in entry.codes.items():
        units = [entry.unit_of_all] if entry.unit_of_all else []
        yield from _unit_problems(f"observations.codes.{word}", code, units, [entry.lod, entry.loq])
    for word, unit in entry.units.items():
        problem = unit_problem(unit, unit)
        if problem:
            yield f"observations.units.{word}: {problem}"
    for code, limit in entry.limits.items():
        yield from _unit_problems(f"observations.limits.{code}", code, [limit.unit], [])
        if code not in entry.codes.values():
            yield f"observations.limits.{code} needs a word for {code} in observations.codes"
    for word in entry.dry_matter:
        if word in entry.codes:
            yield f"observations.dry_matter has {word!r}, which observations.codes has as well"
    if mapping.zeros and not entry.unit_of_all:
        yield "zeros.below needs observations.unit_of_all, the unit that it is in"


def _unit_problems(
    place: str, code: str, units: list[str], limits: list[LimitColumn | None]
) -> Iterator[str]:
    """Problems of a substance, its units and those of its limits."""
    try:
        canonical = substance(code).unit
    except WorkbenchError as error:
        yield f"{place}: {str(error).removesuffix('.')}"
        return
    for unit in [*units, *(limit.unit for limit in limits if limit and limit.unit)]:
        problem = unit_problem(unit, canonical)
        if problem:
            yield f"{place}: {problem}"


def unit_problem(unit: str, canonical: str) -> str:
    """Reason why a unit cannot be turned into another; empty where it can."""
    try:
        factor(unit, canonical)
    except WorkbenchError as error:
        return str(error).removesuffix(".")
    return ""
