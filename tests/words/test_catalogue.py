"""Proofs that hold for all messages of the catalogue, without any data."""

import ast
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import catalogue_check as check
import pytest

import workbench
from workbench.batch.drive import job_state, portal
from workbench.batch.drive.keys import MOVED
from workbench.batch.page import front_matter, since, structure
from workbench.batch.release import release
from workbench.cli import doctor, edition_changes, own_project, progress
from workbench.desk import explorer
from workbench.findings.excluded import EXCLUDED
from workbench.findings.rows import columns
from workbench.inputs import checks, ingest_report, upgrade
from workbench.inputs.drafts import trial
from workbench.inputs.measurements import coordinates, doubts
from workbench.inputs.packages import export, package_intake, threshold_package
from workbench.inputs.surveys import lists
from workbench.inputs.surveys import survey_intake as intake
from workbench.reports import ALL_REPORTS, report_of
from workbench.words.messages import NAMES, Message, entries, every

SOURCE = Path(workbench.__file__).parent
TEMPLATES = Path(__file__).parents[2] / "templates"
BY_CODE = (
    *("abbreviation", "section", "report", "grade", "why", "flag", "unit", "origin", "check"),
    *("explore", "review"),
)
FILES = {"results", "json", "csv", "left", "out"}  # parts of the names of files
AROUND = (
    *(
        checks,
        coordinates,
        doctor,
        doubts,
        edition_changes,
        export,
        front_matter,
        ingest_report,
        upgrade,
        intake,
        lists,
    ),
    *(explorer, job_state, own_project, package_intake, portal, progress, release, since),
    *(structure, threshold_package, trial),
)  # modules whose messages are said around the reports


@cache
def reports():
    return [report_of(name) for name in ALL_REPORTS]


@cache
def messages():
    """All messages of all sections, and those of all phrases."""
    said = [one for each in reports() for part in each.all_sections for one in part.messages]
    said += [one for module in AROUND for one in vars(module).values() if isinstance(one, Message)]
    own = {code: of for code, of in check.phrases().items() if of.__module__[:9] == "workbench"}
    return [*said, *(Message(code, of) for code, of in own.items())]


@cache
def strings():
    """All string constants of the package, and the messages that a template names."""
    named = [
        re.findall(r'words\.plain\("([\w-]+)"\)', path.read_text(encoding="utf-8"))
        for path in TEMPLATES.rglob("*.j2")
    ]
    return {name for names in named for name in names} | {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_each_message_can_be_said_of_its_row_and_holds_no_number():
    assert list(check.problems(messages())) == []


def heading(report, name):
    """Message of a section's heading: of its report, where others have one of that name."""
    own = f"section-{report}-{name}"
    return own if own in entries("en") else f"section-{name}"


def test_each_section_has_its_heading():
    for each in reports():
        for part in each.all_sections:
            assert heading(each.name, part.name) in entries("en")


def test_each_message_is_used():
    tables = [table for each in reports() for part in each.all_sections for table in part.tables]
    rows = {table.of for table in (*tables, EXCLUDED)} | {one.of for one in messages()}
    codes = {one.codes for of in rows for one in columns(of).values() if one.codes}
    prefixes = tuple(f"{code}-" for code in (*codes, *BY_CODE))
    used = {one.id for one in messages()} | (strings() & entries("en").keys())
    used |= {name for name in entries("en") if name.startswith(prefixes)}
    for name in list(used):
        used |= check.referred(entries("en")[name].parts)
    assert sorted(entries("en").keys() - used) == []


def test_a_name_holds_no_placeholder():
    for name, entry in entries("en").items():
        if name.startswith(NAMES):
            assert all(isinstance(part, str) for part in every(entry.parts)), name


def is_docstring(node, parents):
    return isinstance(parents[node], ast.Expr)


def callers(node, parents):
    """Names of the functions that a string is an argument of, and whether it is raised."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Call):
            name = (
                node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            )
            yield name
        if isinstance(node, ast.Raise):
            yield "raise"


MARKS = {
    MOVED,  # of records, for no reader
    *("hidden by the limit", "as far as is stated"),  # codes of verdicts
    "lower_first == upper_first and lower_last == upper_last",
    "mg/kg dry matter",
}
DECLARED = {
    *("text", "code", "phrase", "flag", "count", "year", "number", "quotient", "share"),
    *("probability", "quantity", "risk", "column", "Table", "Field", "raise"),
    *("Typer", "Argument", "Option", "_print_error", "Failure"),  # help, errors and their records
    "examples",  # commands, which are the same in each language
}


@pytest.mark.parametrize("folder", ["reports", "presentation", "methods", "batch", "cli"])
def test_no_sentence_is_made_outside_of_the_catalogue(folder):
    found = []
    place = SOURCE / folder
    for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if not is_text or len(re.findall(r"[A-Za-z]{2,}", node.value)) < 4:
                continue
            is_markup = "<" in node.value or '="' in node.value
            if (
                node.value in MARKS
                or is_markup
                or " " not in node.value.strip()
                or is_docstring(node, parents)
            ):
                continue
            names = set(callers(node, parents))
            if names & DECLARED or any(name.endswith("Error") for name in names):
                continue
            found.append(f"{path.relative_to(SOURCE)}:{node.lineno}: {node.value[:60]!r}")
    assert found == []


PROSE = {  # headings of prose and of parts of a section
    *(
        "Annex: items, tables behind each section, networks and procedures",
        "Changes by item",
        "Gap index and ratings in figures",
        "Health surveillance in detail",
        "Indicators in words",
        "Inventories in detail",
        "Items",
        "Laboratories, and measurements compared with the answers",
        "Laws and SoiLEX",
        "Networks",
        "Procedures",
        "Respondents, and answers that disagree",
        "Threshold values by country",
        "Training and users in detail",
    ),
    "Methods and limits",
    "How a state is chosen",
    "How to read this page",
    "National values compared with those of other countries",
    "Answers compared with the thresholds recorded",
}


@pytest.mark.parametrize("report", ALL_REPORTS)
def test_a_heading_of_the_notebook_is_that_of_a_section(report, project):
    text = (project / "notebooks" / f"{report}.ipynb").read_text(encoding="utf-8")
    sources = ["".join(one["source"]) for one in json.loads(text)["cells"]]
    headings = set(re.findall(r"^#{2,3} (.+)$", "\n".join(sources), re.MULTILINE))
    names = {heading(report, part.name) for part in report_of(report).all_sections}
    ours = {"".join(map(str, entries("en")[name].parts)) for name in names}
    assert headings - ours <= PROSE


class Shown(HTMLParser):
    """What a reader of a template sees or hears, without what is put in."""

    def __init__(self, template):
        super().__init__()
        self.parts = []
        self.tag = ""
        self.feed(re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template, flags=re.DOTALL))

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        spoken = {"aria-label", "alt", "title", "data-swipe"}
        self.parts += [value for name, value in attrs if name in spoken]
        if ("name", "description") in attrs:
            self.parts.append(dict(attrs)["content"])

    def handle_data(self, data):
        if self.tag == "style":
            data = " ".join(re.findall(r'content: *"([^"]*)"', data))
        self.parts.append(data)


@pytest.mark.parametrize(
    "template", sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2"))
)
def test_no_word_stands_in_a_template(template):
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"&\w+;", "", " ".join(Shown(text).parts)))
    assert set(words) <= FILES


def test_no_word_stands_in_the_style():
    style = (TEMPLATES / "report" / "style.css").read_text(encoding="utf-8")
    assert not re.findall(r'content: *"[^"]*[A-Za-z]{2,}', style)
