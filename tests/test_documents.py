"""What the documents name is there: files, names of the code, words of the glossary."""

import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
ROOMS = ("", "src/workbench", "src/workbench/inputs", "src/workbench/batch", "examples", "docs")
OF_REPORTS = ("src/workbench/reports/trends", "src/workbench/reports/health/basis")
DOCUMENTS = ("CONTRIBUTING.md", "GLOSSARY.md", *(f"docs/decisions/{path.name}" for path in
             sorted((PROJECT / "docs" / "decisions").glob("*.md"))))  # fmt: skip
QUOTED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FILE = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\(.*\))?")
MEASURED = re.compile(r"\d (s|ms|seconds|MiB|GiB)\b")
COMMAND = re.compile(r"benchmarks[./](\w+)")
ENDINGS = ("", ".py", ".csv", ".yml")
TEXT = {".py", ".ftl", ".csv", ".yml", ".j2", ".ipynb", ".toml", ".md", ".json", ".lock"}
MADE = ("outputs/", "data/")  # by commands
OTHERS = {"Mg/kg", "fork", "spawn", "concurrent.futures.ProcessPoolExecutor"}  # not ours


@cache
def written():
    """All that code, words, tables and settings hold, in small letters."""
    folders = ("src", "tests", "benchmarks", "notebooks", "parameters", "templates")
    paths = [path for name in folders for path in (PROJECT / name).rglob("*") if path.is_file()]
    paths = [path for path in paths if path.suffix in TEXT and path.name != Path(__file__).name]
    tops = [PROJECT / name for name in ("pyproject.toml", "Makefile", "README.md")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*paths, *tops]).casefold()


def is_there(term):
    """Whether a term is a file or folder of the project, or a name that the code has."""
    if term in OTHERS or term.startswith(MADE) or {"<", "*", " "} & {*term}:
        return True  # a pattern, or a command
    if FILE.fullmatch(term) and ("/" in term or term.endswith((".py", ".csv", ".yml"))):
        places = [
            PROJECT / room / f"{term}{end}" for room in (*ROOMS, *OF_REPORTS) for end in ENDINGS
        ]
        return any(place.exists() for place in places) or any(PROJECT.glob(f"src/**/{term}"))
    if NAME.fullmatch(term):
        name = term.partition("(")[0]
        return all(re.search(rf"\b{part.casefold()}\b", written()) for part in name.split("."))
    return True


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_file_and_name_that_a_document_quotes_is_there(document):
    quoted = QUOTED.findall((PROJECT / document).read_text(encoding="utf-8"))
    assert [term for term in quoted if not is_there(term)] == []


def test_each_word_of_the_glossary_is_used():
    rows = re.findall(
        r"^\| ([^|]+) \|", (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8"), re.M
    )
    words = [re.sub(r" \(.*\)", "", word) for row in rows[2:] for word in row.split(", ")]
    assert [
        word
        for word in words
        if word.casefold() not in written() and word.casefold().replace(" ", "_") not in written()
    ] == []


def test_each_decision_is_listed_and_has_at_most_a_page():
    folder = PROJECT / "docs" / "decisions"
    listed = re.findall(r"\]\(([\w.]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    assert all(len((folder / name).read_text("utf-8").splitlines()) <= 70 for name in listed)


def test_each_page_with_a_time_or_a_memory_names_the_benchmark_that_measures_it():
    texts = {
        page.relative_to(PROJECT).as_posix(): page.read_text(encoding="utf-8")
        for page in (PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md")))
    }
    measured = {name for name, text in texts.items() if MEASURED.search(text)}
    assert len(measured) > 5
    assert [name for name in measured if not COMMAND.search(texts[name])] == []
    named = {found for text in texts.values() for found in COMMAND.findall(text)}
    gone = [one for one in named if not (PROJECT / "benchmarks" / f"{one}.py").is_file()]
    assert gone == []


def test_a_name_that_is_not_there_is_noticed():
    assert not is_there("batch/no_such_file.py")
    assert not is_there("no_such_name_anywhere")
