"""Reference pages of the documentation, made from what the code declares."""

from __future__ import annotations

import csv
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import typer
from pydantic import BaseModel

from workbench import Results, Store, methods
from workbench.cli import app
from workbench.desk.parameter_listing import parameters_in
from workbench.findings.result import Finding, Result, to_json
from workbench.inputs.areas.tables_mapping import TablesMapping
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.reports import ALL_REPORTS
from workbench.store.schema import ALL, LATER_TABLES
from workbench.vocabulary.table import TABLES, read_rows

DOCS = Path(__file__).parent
METHODS = "## Methods and limits"  # heading in the notebooks
MOST_ROWS = 60  # of a table of the vocabulary on its page
ATTRIBUTE = re.compile(r"^(\w+(?:, \w+)*) : (.+)$")
SIGNS = re.compile(r"([\\`*_{}\[\]<>$|~#])")
FIELDS = {
    "basics": "Intervals, bootstrap, several tests at once",
    "nondetects": "Non-detects",
    "rates": "Rates and their models",
    "sampling": "Sampling rounds",
    "series": "Series and trends",
    "soil": "Soil health and contamination",
    "spatial": "Space",
    "surveys": "Surveys",
}
CHARACTERISTICS = {
    "operating_characteristics.csv": (
        "Trends: how often each grade is given",
        "Share of draws of each design in which a series of trends gets each grade, with the "
        "standard error (`_se`); `wrong_direction` is strong evidence of the wrong sign, `covered` "
        "how often the interval holds the truth. The columns that end in `2026_11` are those of an "
        "earlier method.",
        "python -m benchmarks.operating_characteristics",
    ),
    "bridges.csv": (
        "Trends across a change of laboratory",
        "Series of two laboratories joined by control samples: coverage, false alarms and power, "
        "by number of control samples and true shift.",
        "python -m benchmarks.bridges",
    ),
    "health_grades.csv": (
        "Health: how often each grade is given",
        "Share of fictional countries with a known truth (log rate ratio per doubling) whose "
        "association gets each grade.",
        "python -m benchmarks.grades --designs FILE` and `--summary FILE",
    ),
}


def reference_pages() -> dict[str, str]:
    """Make all pages of the reference.

    Returns
    -------
    dict of str to str
        Text by name of the file in the folder of the reference.
    """
    pages = {
        "parameters.md": _parameters(),
        "store_tables.md": _store_tables(),
        "mapping_keys.md": _mapping_keys(),
        "command.md": _command(),
        "results_json.md": _results_json(),
        "run_json.md": _run_json(),
        "api.md": _api(),
        "../explanation/methods.md": _methods(),
        "../explanation/operating_characteristics.md": _operating_characteristics(),
    }
    tables = {f"vocabulary/{name}.md": _vocabulary(name) for name in TABLES}
    return pages | tables | {"vocabulary/index.md": _vocabulary_index()}


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in Markdown; what text holds is shown as it is.

    Parameters
    ----------
    columns : sequence of str
        Headings.
    rows : iterable of sequence
        Cells.

    Returns
    -------
    str
        Its lines.
    """
    lines = [columns, ["---"] * len(columns), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: object) -> str:
    """Write a cell without anything that would be taken for markup."""
    text = " ".join(str(cell).split())
    return text if text.startswith("`") and text.endswith("`") else SIGNS.sub(r"\\\1", text)


def _page(title: str, *parts: str) -> str:
    """Put a page together."""
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def _parameters() -> str:
    """Parameters of each report."""
    parts = [
        "Made from the models of the reports. A value is set, from weakest to strongest, by its "
        "default, `common` and `areas` of `parameters/<report>.yml`, `overrides` of a batch file, "
        "and `-p name=value`. `workbench parameters REPORT AREA` shows where each was set."
    ]
    for report in ALL_REPORTS:
        rows = [
            (f"`{one.name}`", one.allowed, f"`{one.default!r}`", one.meaning)
            for one in parameters_in(report)
        ]
        listed = table(("name", "may be", "default", "meaning"), rows)
        parts += [f"## {report}", listed]
    return _page("Parameters of the reports", *parts)


def _store_tables() -> str:
    """Tables of a store."""
    parts = [
        "A store holds these tables, a Parquet file a country and table. Rows that do not keep "
        "the contract of their table are refused or quarantined. Tables marked *confidential* "
        "count people: no hash, number of rows or row of them is published."
    ]
    for one in ALL:
        about = (inspect.getdoc(one) or "").partition("\n")[0]
        marks = [] if one.is_public else ["confidential"]
        marks += ["a store that is older may go without"] if one.table in LATER_TABLES else []
        rows = [
            (
                f"`{column.name}`",
                column.kind,
                "yes" if column.required else "",
                column.meaning + (f" ({', '.join(column.allowed)})" if column.allowed else ""),
            )
            for column in one.columns
        ]
        note = f" *({'; '.join(marks)})*" if marks else ""
        keys = f"Rows differ in: {', '.join(f'`{key}`' for key in one.key)}." if one.key else ""
        listed = table(("column", "kind", "required", "meaning"), rows)
        parts += [f"## {one.table}", f"{about}{note}", *filter(None, [keys]), listed]
    return _page("Tables of a store", *parts)


def _mapping_keys() -> str:
    """Keys of the three kinds of mappings."""
    parts = [
        "Made from the models that check a mapping; unknown keys are refused. "
        "[Describe a file](../how_to/describe_a_file.md) says how they are used."
    ]
    for title, model in (
        ("Measurements", MeasurementMapping),
        ("Tables of areas, people, sites and thresholds", TablesMapping),
        ("Exports of survey tools", SurveyMapping),
    ):
        parts += [f"## {title}"]
        for part in _models(model):
            parts += [f"### {part.__name__}", *_keys(part)]
    return _page("Keys of a mapping", *parts)


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and those of its parts, each once."""
    found, due = [], [model]
    while due:
        one = due.pop(0)
        if one in found:
            continue
        found.append(one)
        for field in one.model_fields.values():
            due += _inner(field.annotation)
    yield from found


def _inner(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - any annotation
    """Models that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for one in get_args(annotation) for model in _inner(one)]


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """Describe the keys of a model from its docstring, defaults from its fields."""
    text = inspect.cleandoc(model.__doc__ or "")
    yield text.partition("\n")[0]
    meanings = _attributes(text)
    rows = [
        (
            f"`{name}`",
            meanings.get(name, ("", ""))[0],
            "yes" if field.is_required() else "",
            meanings.get(name, ("", field.description or ""))[1],
        )
        for name, field in model.model_fields.items()
    ]
    yield table(("key", "is", "required", "meaning"), rows)


def _attributes(docstring: str) -> dict[str, tuple[str, str]]:
    """Kind and meaning of each attribute that a docstring of numpydoc lists."""
    found: dict[str, tuple[str, str]] = {}
    names: list[str] = []
    for line in docstring.partition("Attributes\n")[2].splitlines()[1:]:
        if match := ATTRIBUTE.match(line):
            names = match[1].split(", ")
            found |= dict.fromkeys(names, (match[2], ""))
        elif line.startswith("    ") and names:
            for name in names:
                kind, meaning = found[name]
                found[name] = kind, f"{meaning} {line.strip()}".strip()
        elif line.strip():
            break
    return found


def _command() -> str:
    """Help of each verb, as the command prints it."""
    head = (DOCS / "reference" / "command_head.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    parts = [head.rstrip()]
    for name, verb in group.commands.items():
        context = verb.make_context(name, [], parent=None, resilient_parsing=True)
        context.info_name = f"workbench {name}"
        parts += [f"## {name}", f"```text\n{verb.get_help(context).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _results_json() -> str:
    """Describe results.json from the classes that it is written from."""
    source = inspect.getsource(to_json)
    keys = re.findall(r'^        "(\w+)":', source, re.MULTILINE)
    about = {
        "schema_version": "version of this form",
        "report": "name of the report",
        "area": "code of the area",
        "status": "`ok`, or `no_data` where nothing could be judged",
        "fictional": "whether the data are the example's",
        "parameters": "by name: `value`, and the `origin` where it was set",
        "data": "fingerprint of the rows, how many there are, years, and the files they came from",
        "findings": "each sentence with its number and evidence, see below",
        "key_messages": "ids of the findings that the page begins with, the first first",
        "left_out": "what was read and not used, or used and not judged, and why",
        "tables": "by name: `title`, `columns` (name, kind, unit, meaning) and `rows` by id",
        "versions": "versions of the workbench, of Python and of the libraries",
    }
    attributes = _attributes(inspect.cleandoc(Finding.__doc__ or ""))
    rows = [(f"`{key}`", about[key]) for key in keys]
    finding = [(f"`{name}`", kind, meaning) for name, (kind, meaning) in attributes.items()]
    return _page(
        "results.json",
        f"Written beside each page as `<report>.results.json` by `{Result.__module__}`. The same "
        "data give the same text.",
        table(("key", "holds"), rows),
        "## A finding",
        table(("key", "is", "meaning"), finding),
    )


def _run_json() -> str:
    """Describe run.json from its schema."""
    schema = json.loads((DOCS / "run.schema.json").read_text(encoding="utf-8"))
    parts = [schema["description"], "[The schema](../run.schema.json) is checked by a test."]
    parts += [table(("key", "is", "meaning"), _properties(schema))]
    for name, one in schema["$defs"].items():
        if "properties" in one:
            parts += [f"## {name}", table(("key", "is", "meaning"), _properties(one))]
    return _page("run.json", *parts)


def _properties(schema: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Keys of a schema, with those of the objects in it."""
    for name, one in schema.get("properties", {}).items():
        kind = one.get("type") or one.get("$ref", "").rpartition("/")[2] or ""
        kind = f"one of {', '.join(map(str, one['enum']))}" if "enum" in one else kind
        kind = f"{one['const']}" if "const" in one else kind
        yield f"`{prefix}{name}`", str(kind), one.get("description", "")
        yield from _properties(one, f"{prefix}{name}.")


def _api() -> str:
    """List what an analyst imports."""
    parts = [
        "All of it is imported by `import workbench as wb`. What is not listed here is private.",
        "```{eval-rst}\n.. currentmodule:: workbench\n```",
        "## Opening and comparing",
        *(_auto("autofunction", f"workbench.{name}") for name in ("open_store", "open_results")),
        *(_auto("autofunction", f"workbench.{name}") for name in ("compare", "explore", "given")),
        "## Exploring with widgets",
        _auto("autoclass", "workbench.Explorer", members=True),
        "## A store",
        _auto("autoclass", f"workbench.{Store.__name__}", members=True),
        "## Results of a batch",
        _auto("autoclass", f"workbench.{Results.__name__}", members=True),
        "## A page",
        _auto("autoclass", "workbench.presentation.page.Page", members=True),
        _auto("autoclass", "workbench.presentation.page.EvidenceTrail"),
    ]
    parts += ["## Methods by field", _auto("autofunction", "workbench.methods.by_field")]
    listed = methods.by_field()
    for field, rows in listed.groupby("field"):
        parts += [f"### {FIELDS[str(field)]}"]
        parts += [_auto("autofunction", f"workbench.methods.{name}") for name in rows["name"]]
    return _page("What an analyst imports", *parts)


def _auto(directive: str, name: str, *, members: bool = False) -> str:
    """Directive that describes a name from its docstring."""
    options = "\n   :members:" if members else ""
    return f"```{{eval-rst}}\n.. {directive}:: {name}{options}\n```"


def _vocabulary_index() -> str:
    """Tables of the vocabulary, and how many thresholds there are by country."""
    rows = [(f"[{name}]({name}.md)", about) for name, about in TABLES.items()]
    thresholds = read_rows("thresholds")
    by_country = Counter(row["iso3"] for row in thresholds)
    read = Counter(row["how_read"] for row in thresholds)
    lines = [f"| {name} | {about} |" for name, about in rows]
    return _page(
        "Tables of the vocabulary",
        "`workbench tables --vocabulary NAME` prints them too. Each row has its source, and "
        "`verified` is `yes` only where the row was read in it.",
        "\n".join(["| table | what it holds |", "|---|---|", *lines]),
        "## Thresholds",
        f"{len(thresholds)} values of {len(by_country)} countries and the European Union, each "
        "with the law that sets it. `workbench thresholds COUNTRY SUBSTANCE` prints them, and "
        "`workbench export --thresholds` writes them as CSV.",
        table(("how it was read", "values"), sorted(read.items())),
        table(("country", "values"), sorted(by_country.items())),
        "```{toctree}\n:hidden:\n\n" + "\n".join(TABLES) + "\n```",
    )


def _vocabulary(name: str) -> str:
    """One table of the vocabulary."""
    rows = read_rows(name)
    columns = list(rows[0])
    shown = [[row[column] for column in columns] for row in rows[:MOST_ROWS]]
    more = len(rows) - len(shown)
    all_rows = f"`workbench tables --vocabulary {name}` has all"
    note = f"The first {MOST_ROWS} of {len(rows)} rows; {all_rows}."
    return _page(
        name,
        f"{TABLES[name][0].upper()}{TABLES[name][1:]}. {note if more else f'{len(rows)} rows.'}",
        table(columns, shown),
    )


def _operating_characteristics() -> str:
    """Show what the benchmarks found, with the command of each."""
    parts = [
        "How often each grade is given where the truth is known. Each table is what a named "
        "benchmark wrote; none is typed in by hand."
    ]
    for file, (title, about, command) in CHARACTERISTICS.items():
        with (DOCS / file).open(encoding="utf-8", newline="") as lines:
            head, *rows = csv.reader(lines)
        head = [name or "design" for name in head]
        parts += [f"## {title}", about, f"Made by `{command}`.", table(head, rows)]
    return _page("Operating characteristics", *parts)


def _methods() -> str:
    """Methods and limits of each report, as its notebook has them."""
    parts = [
        "As they are in the notebook of each report. What each method was compared with is on "
        "[methods offered](../methods_offered.md)."
    ]
    for report in ALL_REPORTS:
        notebook = DOCS.parent / "notebooks" / f"{report}.ipynb"
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        parts += [
            f"## {report}\n{text.partition(METHODS)[2]}"
            for text in texts
            if text.startswith(METHODS)
        ]
    return _page("Methods and limits", *parts)
