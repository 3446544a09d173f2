"""What the command prints at its end, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.cli.doctor import Check
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.tables import TABLES
from workbench.words.wording import Words, words_of

QUESTION = "# ?"  # marks a line of a draft that its user has to decide


@row
class CommandRemoved(Phrase):
    """How much was removed."""

    n_removed: int = count("files and folders")


@row
class CommandDraft(Phrase):
    """A first mapping that was written."""

    file: str = text("its path")
    n_questions: int = count("lines that its user has to decide")


@row
class CommandProblems(Phrase):
    """How many problems were found."""

    n_problems: int = count("problems")


@row
class CommandTable(Phrase):
    """A table of a store."""

    table: str = text("its name")


def removed(names: Sequence[str]) -> list[str]:
    """Name what was removed, and count it."""
    return [*names, words_of().phrase(CommandRemoved(n_removed=len(names)))]


def drafted(file: Path, mapping: str) -> str:
    """Say that a first mapping was written, and how much of it is to be decided."""
    n_questions = sum(line.startswith(QUESTION) for line in mapping.splitlines())
    return words_of().phrase(CommandDraft(file=str(file), n_questions=n_questions))


def problems(found: Sequence[str]) -> list[str]:
    """List problems, and count them."""
    return [*found, words_of().phrase(CommandProblems(n_problems=len(found)))]


def examined(checks: Sequence[Check]) -> list[str]:
    """List what was looked at on a machine."""
    return [one.in_words(words_of()) for one in checks]


def tables() -> Iterator[str]:
    """List the tables of a store: columns, what they hold and what they mean."""
    words = words_of()
    for name, columns in TABLES.items():
        yield words.phrase(CommandTable(table=name))
        for column in columns:
            need = _need(words, is_required=column.required)
            allowed = f" ({' | '.join(column.allowed)})" if column.allowed else ""
            yield f"  {column.name:24} {column.kind:8} {need:9} {column.meaning}{allowed}"


def _need(words: Words, *, is_required: bool) -> str:
    """Say whether a column is required."""
    return words.plain("command-required" if is_required else "command-optional")
