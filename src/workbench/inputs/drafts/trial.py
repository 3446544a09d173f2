"""A trial of a file that has no mapping yet: what its draft would make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import yaml

from workbench.errors import InputError
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.areas.tables_mapping import tables_problems
from workbench.inputs.drafts.draft import FILL_IN
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.inputs.ingest_report import IngestReport
from workbench.inputs.mapping.mapping import mapping_problems
from workbench.inputs.mapping.template import is_template
from workbench.store.reading import open_store
from workbench.words.wording import Words, words_of

SAMPLES = 3
EXAMPLE = "iso3=KEN"
NOT_SHOWN = ("iso3", "participant", "geometry", "source_file", "source_row")


@row
class TrialNeeds(Phrase):
    """What the draft of a file lacks before it can be tried."""

    n_problems: int = count("settings that are missing")
    n_doubts: int = count("doubts in the draft")
    example: str = text("a constant as it is given")


@row
class TrialRow(Phrase):
    """A value as it stands in the file and as it would be stored."""

    line: int = count("line of the file")
    site: str = text("site")
    day: str = text("day or year of sampling")
    substance: str = text("code")
    given: str = text("value and unit of the file")
    stored: str = text("value and unit of the store")


@row
class TrialTableRow(Phrase):
    """A row of a table on areas or people as it would be stored."""

    line: int = count("line of the file")
    table: str = text("table of the store")
    cells: str = text("what it holds, but for who a participant is")


@row
class TrialNotStored(Phrase):
    """That nothing was stored, and how it would be."""

    n_doubts: int = count("doubts in the draft")


@dataclass(frozen=True)
class Trial:
    """What a draft makes of a file.

    Attributes
    ----------
    mapping : str
        The draft, as YAML, with the constants that were given.
    problems : tuple of str
        What it lacks; then there is no report.
    report : IngestReport or None
        What became of the file.
    rows : tuple of TrialRow or TrialTableRow
        Some values before and after.
    n_doubts : int
        Lines of the draft that are not sure.
    """

    mapping: str
    problems: tuple[str, ...]
    report: IngestReport | None
    rows: tuple[TrialRow | TrialTableRow, ...]
    n_doubts: int

    def in_words(self, words: Words, *, stored: bool) -> Iterator[str]:
        """Say what the draft lacks, or what it makes of the file.

        Parameters
        ----------
        words : Words
            Words of a language.
        stored : bool
            Whether the file was taken in.

        Yields
        ------
        str
            A line.
        """
        if self.report is None:
            n_problems = len(self.problems)
            needs = TrialNeeds(n_problems=n_problems, n_doubts=self.n_doubts, example=EXAMPLE)
            yield words.phrase(needs)
            yield from (f"  {problem}" for problem in self.problems)
            return
        for line in self.report.in_words(words):
            if stored or str(self.report.quarantine) not in line:
                yield line
        yield from map(words.phrase, self.rows)
        if not stored:
            yield words.phrase(TrialNotStored(n_doubts=self.n_doubts))


@dataclass(frozen=True)
class TrialLines:
    """What a trial says, and whether the draft could be used."""

    lines: tuple[str, ...]
    worked: bool


def trial_lines(
    file: Path, constants: Sequence[str], store: Path | None, corrections: Path | None = None
) -> TrialLines | None:
    """Say what the draft of a file makes of it.

    Parameters
    ----------
    file : Path
        File.
    constants : sequence of str
        What is the same in all rows, as iso3=KEN.
    store : Path or None
        Where it is stored; None: it is only tried.
    corrections : Path, optional
        Its quarantine, with corrections filled in.

    Returns
    -------
    TrialLines or None
        Lines to print; None of a filled-in template, which needs no draft.

    Raises
    ------
    InputError
        If a constant is no name=value.
    """
    if is_template(file):
        return None
    trial = try_draft(file, named(constants), store, corrections)
    lines = tuple(trial.in_words(words_of(), stored=store is not None))
    return TrialLines(lines, trial.report is not None)


def named(constants: Sequence[str]) -> dict[str, str]:
    """Read what is the same in all rows, as iso3=KEN; one that says nothing is left away.

    Raises
    ------
    InputError
        If one is no name=value.
    """
    odd = [one for one in constants if "=" not in one]
    if odd:
        raise InputError(f"--constant {odd[0]!r} is no name=value, as iso3=KEN.")
    pairs = (one.split("=", maxsplit=1) for one in constants)
    return {name: said for name, said in pairs if said}


def try_draft(
    file: Path,
    constants: Mapping[str, str],
    store: Path | None = None,
    corrections: Path | None = None,
) -> Trial:
    """Draft a mapping of a file, and take it in with it: into a store, or into none.

    Parameters
    ----------
    file : Path
        File.
    constants : mapping of str to str
        What is the same in all rows, as iso3.
    store : Path, optional
        Where it is stored; without one it is only tried.
    corrections : Path, optional
        Its quarantine, with corrections filled in.

    Returns
    -------
    Trial
        What the draft lacks, or what became of the file.
    """
    drafted = draft_mapping(file, constants)
    n_doubts = sum(line.startswith("# ?") for line in drafted.splitlines())
    content = yaml.load(drafted, Loader=yaml.BaseLoader) or {}
    is_tables = "tables" in content
    mapping = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    found = [tables_problems(content)] if is_tables else mapping_problems(content)
    problems = [one for one in found if one]
    if problems or FILL_IN in mapping:
        return Trial(mapping, tuple(problems), None, (), n_doubts)
    with TemporaryDirectory() as room:
        written = Path(room) / f"draft of {file.name}.yml"
        written.write_text(mapping, encoding="utf-8")
        into = store or Path(room) / "store"
        report = ingest(file, written, into, corrections=corrections)
        where = (into, report.iso3s, file.name)
        rows: Iterable[TrialRow | TrialTableRow] = _samples(*where)
        if is_tables:
            rows = _table_rows(*where, content["tables"])
        shown = tuple(rows)
    return Trial(mapping, (), report, shown, n_doubts)


def _samples(store: Path, iso3s: Sequence[str], name: str) -> Iterator[TrialRow]:
    """Give the first value of some substances of a file."""
    for iso3 in iso3s[:1]:
        rows = open_store(str(store)).read(("measurements",), iso3)["measurements"]
        rows = rows[rows["source_file"] == name].sort_values("source_row")
        for one in rows.drop_duplicates("substance").head(SAMPLES).to_dict("records"):
            sign = "<" if one["censored"] else ""
            yield TrialRow(
                line=int(one["source_row"]),
                site=str(one["site_id"]),
                day=str(one["sampled_on"]),
                substance=str(one["substance"]),
                given=f"{one['original_value']} {one['original_unit']}".strip(),
                stored=f"{sign}{one['value']:g} {one['unit']}",
            )


def _table_rows(
    store: Path, iso3s: Sequence[str], name: str, tables: Iterable[str]
) -> Iterator[TrialTableRow]:
    """Give the first rows of each table that a file fills."""
    for iso3, table in product(iso3s[:1], tables):
        rows = open_store(str(store)).read((table,), iso3)[table]
        rows = rows[rows["source_file"] == name].sort_values("source_row", kind="stable")
        for one in rows.head(SAMPLES).to_dict("records"):
            told = {key: said for key, said in one.items() if key not in NOT_SHOWN}
            cells = [f"{key} {said}" for key, said in told.items() if pd.notna(said) and said]
            yield TrialTableRow(line=int(one["source_row"]), table=table, cells=", ".join(cells))
