"""Mappings: YAML files that say what the columns, words and units of somebody's file mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from workbench.errors import InputError, VocabularyError, WorkbenchError, reason_of
from workbench.inputs.files.file_form import Database, FileForm, Join
from workbench.inputs.mapping.contracts import DEPTH, MAPPABLE, field_problem
from workbench.inputs.mapping.declarations import (
    OF_A_GROUP,
    ColumnGroup,
    Coordinates,
    FieldDuplicates,
    Horizon,
    KnownLimit,
    LimitColumn,
    Nondetects,
    Observations,
    OwnSubstance,
    SubstanceColumn,
    Zeros,
    own_of,
)
from workbench.vocabulary.languages import land_use_schemes
from workbench.vocabulary.substances import own_substance, substance, substances
from workbench.vocabulary.units import KNOWN, factor
from workbench.vocabulary.yaml_text import read_yaml

TO_FILL_IN = "FILL IN"  # what a draft leaves to whoever knows the file
Text = Annotated[str, Field(min_length=1)]


class MeasurementMapping(BaseModel, extra="forbid", frozen=True):
    """How a delivered file becomes rows of `measurements`.

    Attributes
    ----------
    owner, licence : str
        Whose data they are, and what may be done with them.
    file : FileForm
        How the file is written.
    constants : dict of str to str
        Column of the store: the value that it has in every row.
    columns : dict of str to str
        Column of the store: the column of the file. `depth` has both depths in one cell.
    joined : dict of str to list of str
        Column of the store: columns of the file whose texts make it, with a slash between.
    otherwise : dict of str to list of str
        Column of the store: columns that are joined in its place in a row that has nothing there.
    coordinates : Coordinates
        How places are given, where they are not in degrees of WGS 84.
    where_empty : dict of str to str
        Column of the store: what an empty cell of its column stands for, as a year of sampling.
    words : dict of str to dict of str to str
        Column of the store: word of the file: word of the store. Other words are not taken.
    schemes : dict of str to str
        `land_use`: the scheme of its codes (CORINE, LUCAS land cover, LUCAS land use, FAO LCCS,
        words); `fraction`: methods, which also fills the extractant where nothing else does.
    substances : dict of str to SubstanceColumn
        Column of a wide file: what it holds.
    observations : Observations or None
        What the columns of a long file hold.
    own_substances : dict of str to OwnSubstance
        Short word of this mapping: a substance that the vocabulary does not have.
    horizons : dict of str to Horizon
        Word in the column of `layer`: its matrix and name.
    leave_out : dict of str to list of str
        Column of the file: words whose rows are left out, as of blanks and field duplicates.
    field_duplicates : FieldDuplicates or None
        Which rows repeat a sample in the field, and what is made of both.
    sentinels : dict of str to str
        Number or word that stands for no value: what it stands for.
    nondetects : Nondetects
        What tells a non-detect, and where its limit is.
    zeros : Zeros or None
        What a zero means that has no limit beside it; None where nobody has said.
    database : Database or None
        Query that gives the rows in place of a file.
    """

    owner: Text
    licence: Text
    file: FileForm = FileForm()
    constants: dict[str, str] = {}
    columns: dict[str, str] = {}
    joined: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    otherwise: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    coordinates: Coordinates = Coordinates()
    where_empty: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    schemes: dict[str, str] = {}
    substances: dict[str, SubstanceColumn] = {}
    observations: Observations | None = None
    own_substances: dict[str, OwnSubstance] = {}
    horizons: dict[str, Horizon] = {}
    leave_out: dict[str, list[str]] = {}
    field_duplicates: FieldDuplicates | None = None
    sentinels: dict[str, Text] = {}
    nondetects: Nondetects = Nondetects()
    zeros: Zeros | None = None
    database: Database | None = None

    def named_columns(self) -> list[str]:
        """Columns of the file that the mapping names, each once."""
        names = [*self.columns.values(), self.file.depth_unit, *self.file.named_columns]
        names += [self.coordinates.zone, *self.leave_out]
        names += [self.field_duplicates.column] if self.field_duplicates else []
        for parts in (*self.joined.values(), *self.otherwise.values()):
            names += parts
        names += self.substances
        entries: list[SubstanceColumn | Observations] = list(self.substances.values())
        if self.observations:
            entries.append(self.observations)
            names += [self.observations.substance, self.observations.value, self.observations.unit]
        for entry in entries:
            for limit in filter(None, (entry.lod, entry.loq)):
                names += [limit.column, limit.unit_column]
            names += entry.flag
        return [name for name in dict.fromkeys(names) if name]

    @model_validator(mode="before")
    @classmethod
    def _without_empty_sections(cls, given: object) -> object:
        """Take a key with nothing below it, as where all its lines are comments, for no key."""
        if isinstance(given, dict):
            texts = ("owner", "licence")
            return {
                key: said for key, said in given.items() if key in texts or said not in (None, "")
            }
        return given

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse what the vocabulary and the contract of the table do not know."""
        codes, found = _own_codes(self.own_substances)
        mapping = self.model_copy(update=_with_codes(self, codes)) if codes else self
        found += problems(mapping)
        if found:
            raise ValueError("; ".join(found))
        return mapping


def _own_codes(declared: Mapping[str, OwnSubstance]) -> tuple[dict[str, str], list[str]]:
    """Codes of the substances that a mapping declares, and why some cannot be."""
    codes, found = {}, []
    for word, one in declared.items():
        try:
            if word in substances():
                raise VocabularyError(f"{word!r} is a code of the vocabulary. Give another word.")
            codes[word] = own_substance(one.name, one.cas, one.group)
        except VocabularyError as error:
            found.append(f"own_substances.{word}: {str(error).removesuffix('.')}")
    return codes, found


def _with_codes(mapping: MeasurementMapping, codes: Mapping[str, str]) -> dict[str, object]:
    """Sections in which declared substances have the codes of the store."""
    wide = {
        column: one.model_copy(update={"substance": codes.get(one.substance, one.substance)})
        for column, one in mapping.substances.items()
    }
    long = mapping.observations
    if long:
        words = {word: codes.get(code, code) for word, code in long.codes.items()}
        limits = {codes.get(code, code): one for code, one in long.limits.items()}
        long = long.model_copy(update={"codes": words, "limits": limits})
    return {"substances": wide, "observations": long}


PARTS: dict[str, type[BaseModel]] = {
    "file": FileForm,
    "join": Join,
    "database": Database,
    "substances": SubstanceColumn,
    "observations": Observations,
    "coordinates": Coordinates,
    "own_substances": OwnSubstance,
    "horizons": Horizon,
    "nondetects": Nondetects,
    "zeros": Zeros,
    "field_duplicates": FieldDuplicates,
    "lod": LimitColumn,
    "loq": LimitColumn,
    "limits": KnownLimit,
    "groups": ColumnGroup,
}


def read_mapping(file: str | Path) -> MeasurementMapping:
    """Read a mapping; every word in it stays text, so that NO is Norway's and 004 a plot.

    Parameters
    ----------
    file : str or Path
        YAML file.

    Returns
    -------
    MeasurementMapping
        The mapping.

    Raises
    ------
    InputError
        If it is missing, is no YAML, or has a key, code or unit that is not known; all that is
        wrong is named at once.
    """
    path = Path(file)
    content = read_yaml(path)
    if not isinstance(content, dict):
        known = ", ".join(MeasurementMapping.model_fields)
        raise InputError(f"{path.name} holds no keys. A mapping has: {known}.")
    said = mapping_problems(content)
    if said:
        raise InputError(f"{path.name}: {'; '.join(said)}.")
    return MeasurementMapping.model_validate(content)


def is_tables_mapping(file: str | Path) -> bool:
    """Whether a mapping is of tables on areas, and not of measurements."""
    content = read_yaml(Path(file))
    return isinstance(content, dict) and "tables" in content


def mapping_problems(content: dict[str, Any]) -> list[str]:
    """List what is wrong with the content of a mapping, in words; nothing where it can be used.

    Parameters
    ----------
    content : dict
        Keys and texts, as YAML gives them.

    Returns
    -------
    list of str
        The complaints.
    """
    try:
        MeasurementMapping.model_validate(content)
    except ValidationError as error:
        return [_in_words(detail) for detail in error.errors()]
    return []


def _in_words(detail: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's own
    """One complaint of pydantic, with the key and what would be right."""
    place = ".".join(str(step) for step in detail["loc"])
    if detail["type"] == "extra_forbidden":
        above = [str(step) for step in detail["loc"][:-1] if str(step) in PARTS]
        known = PARTS[above[-1]] if above else MeasurementMapping
        return f"unknown key {place}, known there are {', '.join(known.model_fields)}"
    if detail["type"] == "missing":
        return f"the key {place} is missing"
    said = reason_of(detail)
    return f"{place}: {said}" if place else said


def problems(mapping: MeasurementMapping) -> Iterator[str]:
    """All that the vocabulary and the contract of the table do not take in a mapping."""
    yield from _field_problems(mapping)
    yield from _word_problems(mapping)
    yield from _crosswalk_problems(mapping)
    yield from scheme_problems(mapping)
    yield from _place_problems(mapping)
    if bool(mapping.substances) == bool(mapping.observations):
        yield "give either substances (a wide file) or observations (a long file)"
    yield from _substance_problems(mapping)
    yield from _observation_problems(mapping)


def _field_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Columns of the store that are unknown, given twice or missing."""
    for key in ("constants", "columns", "joined"):
        others = {DEPTH} if key == "columns" else set()
        for name in sorted(set(getattr(mapping, key)) - set(MAPPABLE) - others):
            known = ", ".join(MAPPABLE)
            yield f"{key}.{name} is no column that a mapping fills, those are {known}"
    given = [*mapping.constants, *mapping.columns, *mapping.joined]
    given += ["matrix"] if mapping.horizons else []
    for name in sorted({name for name in given if given.count(name) > 1}):
        yield f"{name} is given by two of constants, columns and horizons, give it once"
    groups = [own_of(one) for one in mapping.substances.values()]
    given += [name for name in OF_A_GROUP if groups and all(name in own for own in groups)]
    required = [name for name, contract in MAPPABLE.items() if contract.required]
    missing = [name for name in required if name not in given]
    if missing:
        yield f"nothing fills {', '.join(missing)}, name a column or a constant for each"


def _word_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Constants and horizons that the contract or the vocabulary does not take."""
    words = [(f"constants.{name}", name, text) for name, text in mapping.constants.items()]
    words += [(f"where_empty.{name}", name, text) for name, text in mapping.where_empty.items()]
    words += [(f"horizons.{key}.matrix", "matrix", h.matrix) for key, h in mapping.horizons.items()]
    for place, name, text in words:
        problem = field_problem(MAPPABLE[name], text) if name in MAPPABLE else ""
        allowed = ", ".join(MAPPABLE[name].allowed) if name in MAPPABLE else ""
        if problem:
            yield f"{place}: {problem}{f', it may be {allowed}' if allowed else ''}"
    if mapping.horizons and "layer" not in mapping.columns:
        yield "horizons needs columns.layer, the column that holds their words"


def _crosswalk_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Crosswalks and stand-ins for columns that the file does not fill, or to unknown words."""
    filled = {*mapping.columns, *mapping.joined}
    for key in ("words", "otherwise", "where_empty"):
        names = getattr(mapping, key)
        for name in sorted(set(names) - filled):
            yield f"{key}.{name} needs {name} in columns, the column of the file that it is about"
    for name in sorted(filled & set(mapping.words) & set(MAPPABLE)):
        for word, meant in mapping.words[name].items():
            problem = field_problem(MAPPABLE[name], meant)
            if problem:
                yield f"words.{name}.{word}: {problem}"


def _place_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Systems of coordinates of which an axis is missing."""
    given = mapping.coordinates
    if not (given.epsg or given.zone):
        return
    missing = [axis for axis in ("longitude", "latitude") if axis not in mapping.columns]
    if missing:
        yield f"coordinates needs {' and '.join(missing)} in columns"


def _group_problems(place: str, group: ColumnGroup | SubstanceColumn) -> Iterator[str]:
    """List what a group of columns has of its own that the store does not take."""
    for name, text in own_of(group).items():
        problem = field_problem(MAPPABLE[name], text)
        if problem:
            yield f"{place}.{name}: {problem}, it may be {', '.join(MAPPABLE[name].allowed)}"


def _substance_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Columns of values whose substance or unit is unknown, or that exclude each other."""
    for column, entry in mapping.substances.items():
        yield from _group_problems(f"substances.{column}", entry)
        limits = [entry.lod, entry.loq]
        yield from _unit_problems(f"substances.{column}", entry.substance, [entry.unit], limits)
    every = mapping.substances.values()
    groups = Counter((one.substance, tuple(own_of(one).items())) for one in every)
    for code in sorted({code for (code, _), n in groups.items() if n > 1}):
        yield (
            f"substances has {code} in two columns, give one of them, "
            f"or what tells them apart ({', '.join(OF_A_GROUP)})"
        )
    if mapping.zeros and len({entry.unit for entry in mapping.substances.values()}) > 1:
        yield "zeros.below needs columns of one unit, these have several"


def _observation_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Words of a long file whose substance or unit is unknown."""
    entry = mapping.observations
    if not entry:
        return
    for word, code in entry.codes.items():
        units = [entry.unit_of_all] if entry.unit_of_all else []
        yield from _unit_problems(f"observations.codes.{word}", code, units, [entry.lod, entry.loq])
    yield from _word_group_problems(entry)
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


def _word_group_problems(entry: Observations) -> Iterator[str]:
    """Words with a group of their own that the store does not take, or without a substance."""
    for word, group in entry.groups.items():
        yield from _group_problems(f"observations.groups.{word}", group)
        if word not in entry.codes:
            yield f"observations.groups.{word} needs its substance in observations.codes"


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
    if unit == TO_FILL_IN:
        return f"its unit is to be filled in, one of {', '.join(KNOWN[:8])} or others"
    try:
        factor(unit, canonical)
    except WorkbenchError as error:
        return str(error).removesuffix(".")
    return ""


METHODS = "methods"


def scheme_problems(mapping: MeasurementMapping) -> Iterator[str]:
    """Schemes that are unknown, or of a column that the file does not fill or has words for."""
    allowed = {"land_use": land_use_schemes(), "fraction": (METHODS,)}
    for name, scheme in mapping.schemes.items():
        if scheme not in allowed.get(name, ()):
            known = "; ".join(f"{column}: {', '.join(few)}" for column, few in allowed.items())
            yield f"schemes.{name}: unknown scheme {scheme!r}, known are {known}"
        elif name not in {*mapping.columns, *mapping.joined}:
            yield f"schemes.{name} needs {name} in columns, the column of the file that it is about"
        elif name in mapping.words:
            yield f"{name} is given by both schemes and words, give it once"
