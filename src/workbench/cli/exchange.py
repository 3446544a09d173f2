"""What goes into a store and what comes out of it, and what the command says of that."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.cli.arguments import find_survey
from workbench.errors import InputError
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.inputs.packages.export import export
from workbench.inputs.packages.package_intake import ingest_package
from workbench.inputs.packages.threshold_package import export_thresholds
from workbench.inputs.surveys.survey_intake import take_in
from workbench.words.wording import words_of

QUESTION = "# ?"  # marks a line of a draft that its user has to decide


@row
class CommandDraft(Phrase):
    """A first mapping that was written."""

    file: str = text("its path")
    n_questions: int = count("lines that its user has to decide")


def ingested(
    file: Path | None, mapping: Path | None, store: Path, *, corrections: Path | None
) -> list[str]:
    """Take a file or a package into a store, and say what became of its rows.

    Raises
    ------
    InputError
        If it cannot be read, or if a package comes with corrections.
    """
    if file and file.suffix == ".json" and mapping is None:
        if corrections is not None:
            raise InputError("A package has no file to correct. Leave --corrections away.")
        return ingest_package(file, store).in_words(file)
    return list(ingest(file, mapping, store, corrections=corrections).in_words())


def ingested_survey(file: Path | None, survey: str, store: Path) -> Iterable[str]:
    """Take the export of a survey tool, or a list beside it, into a store.

    Raises
    ------
    InputError
        If there is no file, or if it cannot be read.
    """
    if file is None:
        raise InputError("Give the file that the survey tool exported.")
    return take_in(file, find_survey(Path(), survey), store)


def drafted(file: Path | None, out: Path | None) -> str:
    """Write a first mapping of a file, and say how much of it is to be decided; or only give it.

    Raises
    ------
    InputError
        If there is no file, or if one is where the mapping is to be.
    """
    if file is None:
        raise InputError("Give the file that a first mapping is to be made of.")
    mapping = draft_mapping(file)
    if out is None:
        return mapping.removesuffix("\n")
    if out.exists():
        raise InputError(f"{out} is there already. Give another name, or take it away.")
    out.write_text(mapping, encoding="utf-8")
    n_questions = sum(line.startswith(QUESTION) for line in mapping.splitlines())
    return words_of().phrase(CommandDraft(file=str(out), n_questions=n_questions))


def exported(store: str, out: Path, area: str, *, thresholds: bool) -> list[str]:
    """Write a store as a package, or the thresholds on file, and say what is in it."""
    if thresholds:
        return list(export_thresholds(out, area))
    return export(store, out, area).in_words()
