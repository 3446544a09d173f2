"""Tables of the vocabulary: what a row holds is declared once, and its file is read by that."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Field, fields_of

T = TypeVar("T")
V = TypeVar("V")

TABLES = {
    "backgrounds": "background contents of soil, rock and sediment",
    "exposure_sets": "contact of children and adults with soil",
    "guidance_values": "values that results of human biomonitoring are compared with",
    "index_classes": "classes of contamination indices",
    "indicator_classes": "published classes of single indicators",
    "indicators": "indicators of soil health, their domains and units",
    "land_uses": "words and codes of land uses, and the land use of thresholds",
    "law_package_rules": "rules of a reporting package of the EU Soil Monitoring Law",
    "layouts": "columns of files whose layout is published",
    "laws": "laws, standards and guidelines on soil pollution, by country",
    "methods": "names of digestions and extractions, and the fraction that each reaches",
    "monitoring_law": "descriptors of the EU Soil Monitoring Law, and how each was read",
    "networks": "networks that monitor soil or sediment",
    "outcomes": "names of health outcomes by their ICD-10 code",
    "place_names": "names of countries in other languages and spellings",
    "places": "countries and territories, and their region",
    "plant_uptake": "uptake of substances from soil into plants",
    "procedures": "standard procedures for soil pollutants, and what each extracts",
    "reporting_checklist": "items of STROBE and RECORD",
    "risk_sets": "dated sets of toxicity values",
    "risk_values": "toxicity values of substances",
    "scoring_curves": "scoring curves of indicators",
    "scoring_sets": "sets of scoring curves",
    "soil_targets": "targets of the Soil Monitoring Law, and critical densities",
    "standard_populations": "standard populations by age",
    "substance_names": "names of substances in other languages",
    "substances": "substances, their units and flags",
    "survey_actions": "actions that the survey of gaps recommends, and when",
    "survey_choices": "answers that the questions of the survey offer",
    "survey_contradictions": "answers of the survey that contradict each other",
    "survey_indicators": "indicators of INSOP, and how they are counted",
    "survey_items": "questions of the survey of gaps",
    "survey_laboratory_networks": "regional networks of soil laboratories",
    "survey_region_overlaps": "countries on the lists of two regions, and the one that counts",
    "survey_texts": "headings and messages of the questionnaire",
    "target_organs": "organs that reference doses protect",
    "texture_groups": "groups of texture classes",
    "toxic_responses": "factors of the ecological risk index",
}


@dataclass(frozen=True)
class CsvTable(Generic[T]):
    """A table of the vocabulary, read once, when it is first asked for.

    Text stays as it is, so that NA stays NA; a number, `yes` or `no`, a word of a `Literal`, a
    tuple and a mapping (`a=1;b=2`) are read as the types of the fields say, see `Cell`.

    Attributes
    ----------
    file : str
        Name of the CSV file, without its ending.
    row : type
        Frozen dataclass or named tuple of a row: a field a column.
    key : str or tuple of str
        Field, or fields together, that no two rows share; empty: rows may be alike.
    kind : str
        What the key stands for (`substance`), for `find`.

    Examples
    --------
    >>> @dataclass(frozen=True)
    ... class Factor:
    ...     substance: str
    ...     toxic_response: float
    ...     of_hakanson: bool
    ...     source: str
    ...     verified: str
    >>> CsvTable("toxic_responses", Factor, key="substance").by_key()["Cd"].toxic_response
    30.0
    """

    file: str
    row: Callable[..., T]
    key: str | tuple[str, ...] = ()
    kind: str = ""

    def rows(self) -> tuple[T, ...]:
        """All rows, in the order of the file.

        Raises
        ------
        VocabularyError
            If a cell is not what its column holds; the message names file, row and column.
        """
        return self._rows

    def by_key(self) -> dict[str, T]:
        """Rows by their key, in the order of the file."""
        return self._by_key

    def grouped(self, field: str) -> dict[str, tuple[T, ...]]:
        """Rows by what they share in a field, in the order of the file."""
        found: dict[str, list[T]] = {}
        for row in self.rows():
            found.setdefault(getattr(row, field), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def find(self, code: str) -> T:
        """Look a row up by its key.

        Raises
        ------
        VocabularyError
            If there is none of that key; the message names the nearest.
        """
        return _find(self.kind, code, self.by_key())

    def problems(
        self, content: str, also: Callable[[T], Iterable[str]] = lambda _: ()
    ) -> list[str]:
        """List what is wrong with the text of a file; nothing where all is well.

        Parameters
        ----------
        content : str
            CSV with a header.
        also : callable
            What else may be wrong with a row, in words.

        Returns
        -------
        list of str
            Each with the number of its row, the header being the first.
        """
        return self._read(content, also)[1]

    @cached_property
    def _rows(self) -> tuple[T, ...]:
        """Read the file of the package."""
        rows, problems = self._read(_text(self.file))
        if problems:
            raise VocabularyError(f"{self.file}.csv, {problems[0]}.")
        return tuple(rows)

    @cached_property
    def _by_key(self) -> dict[str, T]:
        """Arrange the rows."""
        (key,) = self._keys
        return {getattr(row, key): row for row in self.rows()}

    @property
    def _keys(self) -> tuple[str, ...]:
        """Fields of the key."""
        return (self.key,) if isinstance(self.key, str) else self.key

    def _read(
        self, content: str, also: Callable[[T], Iterable[str]] = lambda _: ()
    ) -> tuple[list[T], list[str]]:
        """Rows that can be read, and what is wrong with the others."""
        header, *lines = list(csv.reader(io.StringIO(content, newline=""))) or [[]]
        declared = fields_of(self.row)
        columns = list(dict.fromkeys(column for field in declared for column in field.columns))
        if sorted(header) != sorted(columns):
            return [], [f"the header is not that of the table. Give {','.join(columns)}"]
        numbered = list(enumerate(lines, start=2))
        whole = [(number, cells) for number, cells in numbered if len(cells) == len(header)]
        rows, wrong = self._made(declared, header, [cells for _, cells in whole], also)
        said = [
            (number, f"row {number}: has {len(cells)} cells, the header {len(header)}")
            for number, cells in numbered
            if len(cells) != len(header)
        ]
        for place, problems in wrong.items():
            number, cells = whole[place]
            said += [(number, f"row {number} ({cells[0]}): {what}") for what in problems]
        return rows, [text for _, text in sorted(said, key=itemgetter(0))]

    def _made(
        self,
        declared: Sequence[Field],
        header: Sequence[str],
        lines: Sequence[Sequence[str]],
        also: Callable[[T], Iterable[str]],
    ) -> tuple[list[T], dict[int, list[str]]]:
        """Rows of lines, each column read at once, and what is wrong with a line by its place."""
        columns = dict(zip(header, zip(*lines, strict=True), strict=True)) if lines else {}
        wrong: dict[int, list[str]] = {}
        values = [field.read(columns, wrong) for field in declared] if lines else []
        rows, seen = [], set[tuple[Any, ...]]()
        for place, parts in enumerate(zip(*values, strict=True)):
            if place not in wrong:
                row = self.row(*parts)
                key = tuple(getattr(row, name) for name in self._keys)
                twice = f"{' with '.join(self._keys)} stands in the table twice"
                problems = [*([twice] if key and key in seen else []), *also(row)]
                wrong |= {place: problems} if problems else {}
                seen.add(key)
                rows.append(row)
        return rows, wrong


@dataclass(frozen=True)
class Grouped(Generic[T, V]):
    """Things that several rows of a table make up together, as the classes of one index.

    Attributes
    ----------
    table : CsvTable
        What the rows are from.
    by : str
        Field that rows of one thing share.
    make : callable
        Puts the rows of one thing together.
    kind : str
        As of `CsvTable`.
    """

    table: CsvTable[T]
    by: str
    make: Callable[[tuple[T, ...]], V]
    kind: str

    def by_key(self) -> dict[str, V]:
        """All of them by what their rows share, in the order of the file."""
        return self._by_key

    def find(self, code: str) -> V:
        """Look one of them up.

        Raises
        ------
        VocabularyError
            If there is none of that name; the message names the nearest.
        """
        return _find(self.kind, code, self.by_key())

    @cached_property
    def _by_key(self) -> dict[str, V]:
        """Put them together."""
        return {key: self.make(rows) for key, rows in self.table.grouped(self.by).items()}


def made_from(kind: type[V], row: object, **own: object) -> V:
    """Make a thing whose fields are those of a row, but for some of its own.

    Parameters
    ----------
    kind : type
        Dataclass to make.
    row : object
        Row with the fields that `own` does not give.
    **own
        Values of the other fields.

    Returns
    -------
    V
        The thing.
    """
    names = (one.name for one in fields(cast("Any", kind)))
    return kind(**{name: own[name] if name in own else getattr(row, name) for name in names})


def _find(kind: str, code: str, known: Mapping[str, V]) -> V:
    """Look a code up, or say which come near."""
    if code not in known:
        names = {name: str(getattr(one, "name", name)) for name, one in known.items()}
        raise unknown(kind, code, names)
    return known[code]


READ_INSTEAD: dict[str, Path] = {}
"""Files that are read in place of those of the package; set before the first table is read."""


def _text(table: str) -> str:
    """Text of the file of a table."""
    if table in READ_INSTEAD:
        return READ_INSTEAD[table].read_text("utf-8")
    return files("workbench.vocabulary").joinpath("tables", f"{table}.csv").read_text("utf-8")


def read_rows(table: str) -> list[dict[str, str]]:
    """Rows of a table as texts by column, for what shows them as they are."""
    return list(csv.DictReader(io.StringIO(_text(table), newline="")))


def listing(table: str) -> list[str]:
    """Give the rows of a table, each on one line as `column: text`; what is empty is left out.

    Parameters
    ----------
    table : str
        One of `TABLES`; empty: what tables there are.

    Returns
    -------
    list of str
        One text a row.

    Raises
    ------
    VocabularyError
        If there is no such table.

    Examples
    --------
    >>> listing("networks")[0][:30]
    'code: LUCAS; name: LUCAS Soil '
    """
    if not table:
        return [f"{name:26} {meaning}" for name, meaning in TABLES.items()]
    if table not in TABLES:
        raise unknown("table", table, TABLES)
    return [
        "; ".join(f"{column}: {cell}" for column, cell in row.items() if cell)
        for row in read_rows(table)
    ]


def unknown(kind: str, given: str, names: Mapping[str, str]) -> VocabularyError:
    """Error for a code that is not in the vocabulary, with the codes that come nearest.

    Parameters
    ----------
    kind : str
        What the code should stand for (`substance`).
    given : str
        The code that is not known.
    names : mapping of str to str
        Name of each known code.

    Returns
    -------
    VocabularyError
        To be raised.

    Examples
    --------
    >>> str(unknown("substance", "lead", {"Pb": "Lead", "Zn": "Zinc"}))
    "Unknown substance 'lead'. Did you mean Pb (Lead)?"
    """
    near = _same(given, names) or _close(given, names)
    if near:
        meant = ", ".join(f"{code} ({names[code]})" for code in near)
        return VocabularyError(f"Unknown {kind} {given!r}. Did you mean {meant}?")
    some = ", ".join(list(names)[:8])
    return VocabularyError(f"Unknown {kind} {given!r}. Known are {some} and others.")


def _same(given: str, names: Mapping[str, str]) -> list[str]:
    """Codes that differ only in capitals, or whose name was given in their place."""
    wanted = given.casefold()
    return [code for code, name in names.items() if wanted in {code.casefold(), name.casefold()}]


def _close(given: str, names: Mapping[str, str]) -> list[str]:
    """Codes that are spelled much like what was given, or whose name is."""
    by_name = {name: code for code, name in names.items()}
    named = get_close_matches(given, by_name, n=3, cutoff=0.75)
    spelled = get_close_matches(given, names, n=3, cutoff=0.5)
    return [by_name[name] for name in named] or spelled
