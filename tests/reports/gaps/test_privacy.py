"""Nothing personal leaves a survey: from the file of a tool to each file of store and report."""

import csv
import html
import json
import re
import subprocess
import sys
from urllib.parse import quote, quote_plus

import pandas as pd
import pytest
from found import found, read
from once import folder_of_run, once

from workbench.inputs.packages.export import export
from workbench.inputs.surveys.survey_mapping import read_survey_mapping
from workbench.store.reading import open_store
from workbench.vocabulary.survey.items import survey_items

# Each text is personal or hostile and has a word that occurs nowhere else: searched for are the
# text itself as each format would escape it, and that word, which no format changes.
MADE_UP = (
    *("Quillfeather", "Marrowgate", "Thistlewick", "Hobblethorn", "Wrenfold", "Cobblewater"),
    *("Ruddlestone", "Pennyroyal", "Sorrelmere", "Larkspurry", "Bramblewick", "Fennimore"),
    *("Oxlipton", "Hawksbeard"),
)
REFUSED = {
    "institution": '<script>alert(1)</script><img src=x onerror="alert(1)"> Quillfeather',
    "name": '=HYPERLINK("http://x.example","y")&"Marrowgate"',
    "email": "jane.thistlewick@planted.example",
    "comment": "+1-555 call Jane Hobblethorn; @home, -2",
    "thr_ref": "ask Jane Wrenfold",
    "leg_ref": "https://law.example/soil?by=jane@cobblewater.example",
}
REFUSED_NUMBER = {"mon_sites": "=1+cmd|'calc'!Ruddlestone"}
REFUSED_BY_LABORATORY = {"lab_name": "@Laboratory of Pennyroyal", "lab_number": "-GLX-Sorrelmere"}
CONSENTED = {
    "institution": "=Ministry of Larkspurry",
    "name": "+Joe Bramblewick",
    "email": "joe.fennimore@planted.example",
    "comment": "-<script>alert(2)</script><img src=x onerror=alert(2)> Oxlipton",
}
OF_THE_FRAME = "@=Laboratory of Hawksbeard"
COUNTRIES = {"XAA": "R-AFRICA", "XAB": "R-AFRICA", "XAC": "R-LAC"}
LISTS = "table: frame\nowner: A test\nlicence: none\ncolumns: {unit_id: unit, iso3: country, "
LISTS += "stratum: region, unit_type: kind, contacted: contacted}\nconstants: {in_frame: 'yes'}\n"
ANSWERS = {"monitoring": "no", "legislation": "yes", "leg_year": "2011", "thr_talks": "draft"}
RESPONSES = (
    {"iso3": "XAA", "role": "focal_point", "consent": "no"} | ANSWERS | REFUSED | REFUSED_NUMBER,
    {"iso3": "XAB", "role": "focal_point", "consent": "yes"} | ANSWERS | CONSENTED,
    {"iso3": "XAA", "role": "regulator"} | ANSWERS | {"monitoring": "yes"} | REFUSED,
    {"iso3": "XAA", "role": "laboratory", "lab_aware": "5"} | REFUSED_BY_LABORATORY,
)


def line_of(response, number, rules):
    """Cells of a response as the tool writes them."""
    known = {"response_id": number, "uuid": f"id-{number}", "wave": "2026"} | response
    known["role"] = word(response["role"], rules.words_of_list("role"))
    line = {column: known.get(name, "") for name, column in rules.response.items()}
    for item in survey_items().values():
        if not rules.ticks_of(item):
            given = response.get(item.item_id, "")
            line[rules.column_of(item)] = word(given, rules.words_of(item))
    return line


def word(code, words):
    """Word of the file for a code."""
    return {known: text for text, known in words.items()}.get(code, code)


@pytest.fixture(scope="module", params=["kobo", "redcap"])
def store(request, pytestconfig, workbench):
    """Store of the responses and of those that could answer, made by the command; only read."""

    def make():
        return _made_store(request.param, pytestconfig.rootpath, workbench)

    return once(f"survey of {request.param} with personal texts", make)


def _made_store(tool, project, workbench):
    folder = folder_of_run() / f"privacy-{tool}"
    folder.mkdir()
    rules = read_survey_mapping(project / "parameters" / "surveys" / f"{tool}.yml")
    lines = [line_of(response, n, rules) for n, response in enumerate(RESPONSES, start=1)]
    frame = pd.DataFrame(lines, columns=rules.named_columns(), dtype=str).fillna("")
    frame.to_csv(folder / "answers.csv", index=False, sep=rules.file.delimiter)
    units = [(iso3, iso3, region, "country") for iso3, region in COUNTRIES.items()]
    units += [(OF_THE_FRAME, "XAA", "AFRILAB", "laboratory")]
    listed = pd.DataFrame(units, columns=["unit", "country", "region", "kind"])
    listed.assign(contacted="yes").to_csv(folder / "units.csv", index=False)
    (folder / "units.yml").write_text(LISTS, encoding="utf-8")
    into = ("--store", folder / "store", "--survey")
    said = workbench("ingest", folder / "answers.csv", *into, tool)
    said += workbench("ingest", folder / "units.csv", *into, folder / "units.yml")
    assert not found_in(said, [*REFUSED.values(), *REFUSED_NUMBER.values(), *CONSENTED.values()])
    return folder / "store"


@pytest.fixture(scope="module")
def workbench(pytestconfig):
    """Run the command; gives what it prints."""

    def run(*arguments):
        command = [sys.executable, "-m", "workbench", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=pytestconfig.rootpath, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


def found_in(text, planted):
    """Planted texts that a text has, as they are, escaped or by their last word."""
    small = text.lower()
    return [
        plant
        for plant in planted
        if any(way in text for way in ways(plant)) or made_up(plant).lower() in small
    ]


def ways(plant):
    """All ways in which a format may write a text."""
    cell = f'"{plant.replace(chr(34), 2 * chr(34))}"'
    plain = {plant, cell, json.dumps(plant)[1:-1], json.dumps(json.dumps(plant))[3:-3]}
    escaped = {html.escape(plant), html.escape(plant, quote=False)}
    return plain | escaped | {quote(plant), quote_plus(plant)}


def made_up(plant):
    """Made-up name in a text."""
    (name,) = [name for name in MADE_UP if name.lower() in plant.lower()]
    return name


def texts_below(folder):
    """Each file below a folder as text, Parquet as the CSV of its rows."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".parquet":
            yield path, pd.read_parquet(path).to_csv()
        yield path, path.read_bytes().decode("utf-8", "replace")


def leaks(folder, planted):
    """Files below a folder with planted texts."""
    files = [(path, found_in(text, planted)) for path, text in texts_below(folder)]
    assert files
    return [(path.name, found) for path, found in files if found]


def test_the_made_up_names_are_those_that_are_searched_for():
    texts = [*REFUSED.values(), *REFUSED_NUMBER.values(), *REFUSED_BY_LABORATORY.values()]
    names = [made_up(plant) for plant in [*texts, *CONSENTED.values(), OF_THE_FRAME]]
    assert set(names) == set(MADE_UP)
    assert found_in("by jane%40COBBLEWATER", texts) == [REFUSED["leg_ref"]]
    assert found_in(json.dumps(json.dumps(REFUSED["name"])), texts) == [REFUSED["name"]]


EVERYTHING = [*REFUSED.values(), *REFUSED_NUMBER.values(), *REFUSED_BY_LABORATORY.values()]
EVERYTHING += [*CONSENTED.values(), OF_THE_FRAME]


@pytest.mark.parametrize("area", [*COUNTRIES, "R-EXAMPLE"])
def test_no_page_or_file_of_a_report_has_a_name_an_address_or_a_text(
    store, tmp_path, page_of, area
):
    made = found("gaps", read("gaps", area, str(store)), area=area)
    made.page.publish(str(tmp_path))
    (tmp_path / "page.html").write_text(page_of(made), encoding="utf-8")

    names = {path.name for path in tmp_path.rglob("*")}
    assert names >= {"page.html", "gaps.results.json", "matrix.csv"}
    assert leaks(tmp_path, EVERYTHING) == []


@pytest.mark.usefixtures("warm_kernels")
@pytest.mark.parametrize("store", ["kobo"], indirect=True)
def test_no_file_of_a_batch_has_a_name_an_address_or_a_text(store, tmp_path, workbench):
    out = ("--store", store, "--out", tmp_path / "out", "-j", 1)
    batch = tmp_path / "batch.yml"
    batch.write_text("reports: [gaps]\nareas: [XAA]\n", encoding="utf-8")
    said = workbench("batch", batch, *out)

    names = {path.name for path in (tmp_path / "out").rglob("*")}
    made = {"gaps.html", "gaps.ipynb", "gaps.results.json", "gaps.job.json", "matrix.csv"}
    assert names >= made | {"run.json", "index.html", "index.csv", "log.jsonl"}
    assert leaks(tmp_path / "out", EVERYTHING) == []
    assert found_in(said, EVERYTHING) == []
    results = json.loads((tmp_path / "out/XAA/gaps.results.json").read_text("utf-8"))
    assert results["status"] == "ok"  # the answers themselves are there


def test_a_store_and_its_package_have_personal_texts_with_consent_alone(store, tmp_path):
    refused = [*REFUSED.values(), *REFUSED_NUMBER.values(), *REFUSED_BY_LABORATORY.values()]
    assert leaks(store, refused) == []
    kept = open_store(str(store)).read(("responses",), "R-EXAMPLE")["responses"]
    assert set(CONSENTED.values()) <= set(kept["value"].dropna())

    closed = export(str(store), tmp_path / "closed")
    assert "were left empty" in closed.in_words()[-1]
    assert leaks(tmp_path / "closed", [*refused, *CONSENTED.values()]) == []

    made = export(str(store), tmp_path / "package", with_personal=True)
    assert made.in_words()[-1].startswith(f"{len(CONSENTED)} names, addresses or texts of")
    assert leaks(tmp_path / "package", refused) == []
    for path in (tmp_path / "package/data").glob("responses-*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+\-@]", cell)]
