"""Intake of a survey: the export of a survey tool becomes rows of `responses` in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.findings import SourceFile
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.ingest_report import ColumnsNotNamed, QuarantineFile, RowsReplaced, counted
from workbench.inputs.surveys.export_file import ExportFile, read_export
from workbench.inputs.surveys.lists import ingest_list, is_list
from workbench.inputs.surveys.responses import AnswersOfExport, gather
from workbench.inputs.surveys.survey_mapping import SurveyMapping, read_survey_mapping
from workbench.store import schema
from workbench.store.frames import QUARANTINE_COLUMNS, arranged, quarantine_csv, refuse_breaches
from workbench.store.index import refuse_built_in
from workbench.store.partitions import rows_of_frames
from workbench.store.writing import Delivery, quarantine_path, replace_rows
from workbench.words.wording import Words, words_of

TABLE = "responses"


@row
class SurveyTaken(Phrase):
    """What became of the answers of an export."""

    file: str = text("name of the file")
    n_read: int = count("answers read")
    n_used: int = count("answers used")
    n_quarantined: int = count("answers in quarantine")
    n_responses: int = count("responses")
    n_countries: int = count("countries")


@row
class NotStored(Phrase):
    """Why answers are in quarantine."""

    why: str = text("the reason")


@row
class TextsRemoved(Phrase):
    """Invalid answers without their text."""

    n_answers: int = count("answers")


@dataclass(frozen=True)
class SurveyReport:
    """What became of an export; an answer is one question in one response.

    Attributes
    ----------
    file : str
        Name of the file.
    n_responses : int
        Responses in it.
    n_read, n_used, n_quarantined : int
        Answers, blank ones too; those that were read are those used and those in quarantine.
    n_replaced : int
        Rows of an earlier file of the same name that these took the place of.
    statuses : mapping of str to int
        Used answers by what became of them, the most frequent first.
    reasons : mapping of str to int
        Answers in quarantine by reason.
    n_emptied : int
        Invalid answers among the used ones whose text is not kept for want of consent.
    iso3s : tuple of str
        Countries that answered.
    columns_not_read : tuple of str
        Columns of the file that the mapping does not name.
    quarantine : Path
        CSV file with each answer that is not stored, and why.
    """

    file: str
    n_responses: int
    n_read: int
    n_used: int
    n_quarantined: int
    n_replaced: int
    statuses: Mapping[str, int]
    reasons: Mapping[str, int]
    n_emptied: int
    iso3s: tuple[str, ...]
    columns_not_read: tuple[str, ...]
    quarantine: Path


def ingest_survey(file: Path, mapping: Path, store: Path) -> SurveyReport:
    """Read the export of a survey tool into a store, in place of an earlier one of its name.

    Parameters
    ----------
    file : Path
        CSV, Excel or Parquet file, or archive, of KoboToolbox, ODK, LimeSurvey, REDCap,
        SurveyMonkey, Google Forms or Microsoft Forms.
    mapping : Path
        YAML file that says how it is written.
    store : Path
        Folder of the store, made where it is missing.

    Returns
    -------
    SurveyReport
        What became of it.

    Raises
    ------
    InputError
        If the file or the mapping cannot be used, or the file has words that the mapping does
        not know; the store is as it was.
    StoreError
        If the store cannot be written.
    """
    refuse_built_in(store)
    rules = read_survey_mapping(mapping)
    export = read_export(file, rules)
    gathered = gather(export, rules)
    delivery = _delivery(export, rules, mapping.name, gathered)
    n_replaced = replace_rows(store, delivery)
    return SurveyReport(
        file=export.name,
        n_responses=gathered.n_responses,
        n_read=delivery.source.n_read,
        n_used=delivery.source.n_used,
        n_quarantined=delivery.source.n_quarantined,
        n_replaced=n_replaced,
        statuses=_counts(str(row["status"]) for row in gathered.rows),
        reasons=_counts(str(row["reason"]) for row in gathered.quarantined),
        n_emptied=gathered.n_emptied,
        iso3s=delivery.iso3s,
        columns_not_read=_columns_not_read(export),
        quarantine=quarantine_path(store, export.name),
    )


def take_in(file: Path, mapping: Path, store: Path) -> list[str]:
    """Take answers, or a list of laboratories or laws, into a store; gives what became of them.

    See `ingest_survey` and `lists.ingest_list`: the mapping of a list names its `table`.
    """
    if is_list(mapping):
        return ingest_list(file, mapping, store)
    return summary(ingest_survey(file, mapping, store))


def summary(report: SurveyReport, words: Words | None = None) -> list[str]:
    """Say what became of an export, in lines."""
    words = words or words_of()
    taken = SurveyTaken(
        file=report.file,
        n_read=report.n_read,
        n_used=report.n_used,
        n_quarantined=report.n_quarantined,
        n_responses=report.n_responses,
        n_countries=len(report.iso3s),
    )
    left = {words.phrase(NotStored(why=why)): number for why, number in report.reasons.items()}
    return [
        words.phrase(taken),
        *(counted(number, word, words) for word, number in report.statuses.items()),
        *(counted(number, why, words) for why, number in left.items()),
        *map(words.phrase, _remarks(report)),
    ]


def _remarks(report: SurveyReport) -> Iterator[Phrase]:
    """Give what else there is to say of an export."""
    if report.n_emptied:
        yield TextsRemoved(n_answers=report.n_emptied)
    if report.n_replaced:
        yield RowsReplaced(kind="answers", n_rows=report.n_replaced)
    if report.columns_not_read:
        yield ColumnsNotNamed(columns=", ".join(report.columns_not_read))
    if report.n_quarantined:
        yield QuarantineFile(file=str(report.quarantine))


def _delivery(
    export: ExportFile, rules: SurveyMapping, mapping: str, gathered: AnswersOfExport
) -> Delivery:
    """Delivery of an export: its rows, its quarantine and where it is from."""
    used = responses_of(gathered)
    refuse_breaches(export.name, TABLE, used)
    source = SourceFile(
        file=export.name,
        sha256=export.sha256,
        mapping=mapping,
        licence=rules.licence,
        owner=rules.owner,
        n_read=len(used) + len(gathered.quarantined),
        n_used=len(used),
        n_quarantined=len(gathered.quarantined),
    )
    left = pd.DataFrame(gathered.quarantined, columns=list(QUARANTINE_COLUMNS))
    iso3s = tuple(sorted(used["iso3"].unique()))
    rows = rows_of_frames({TABLE: used})
    return Delivery(
        source, iso3s, rows, [quarantine_csv(left)], confidential=TABLE in schema.CONFIDENTIAL
    )


def responses_of(gathered: AnswersOfExport) -> pd.DataFrame:
    """Frame of the rows that were gathered."""
    columns = [column.name for column in schema.TABLES[TABLE]]
    return arranged(TABLE, pd.DataFrame(gathered.rows, columns=columns))


def _columns_not_read(export: ExportFile) -> tuple[str, ...]:
    """Columns of an export of which nothing is read."""
    read = export.places.columns()
    return tuple(column for column in export.columns if column and column not in read)


def _counts(words: Iterator[str]) -> dict[str, int]:
    """How often each word is there, the most frequent first."""
    return dict(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))
