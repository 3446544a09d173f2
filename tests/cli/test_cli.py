"""The command as a user types it."""

import resource
import shlex
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
import typer

from workbench import __version__
from workbench.cli import app, run_command
from workbench.cli.arguments import survey_tools
from workbench.inputs.packages.export import COUNTS_OF_PEOPLE
from workbench.reports import ALL_REPORTS
from workbench.store.index import EXAMPLE_FOLDER, read_index

VERBS = (
    "run batch lab parameters init renew compare review release ingest export check tables "
    "thresholds portal clean doctor"
)


@pytest.fixture
def workbench(project):
    """Run the command; gives the finished process."""

    def run(*arguments, cwd=project):
        return subprocess.run(
            [sys.executable, "-m", "workbench", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def command(project, monkeypatch, capsys):
    """Run the command within this process; gives its exit code and what it printed."""

    def run(*arguments, cwd=project):
        monkeypatch.chdir(cwd)
        code = run_command([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=printed.out, stderr=printed.err)

    return run


def test_help_names_every_verb(workbench):
    shown = workbench("--help")
    assert shown.returncode == 0
    assert all(f"\n  {verb} " in shown.stdout for verb in VERBS.split())


@pytest.mark.parametrize("verb", VERBS.split())
def test_each_verb_has_a_short_option_for_its_help(command, verb):
    assert command(verb, "-h").stdout.startswith(f"Usage: workbench {verb} ")


def test_the_examples_of_each_help_are_commands_that_there_are():
    """Each is parsed by its verb; nothing of it is carried out."""
    found = 0
    verbs = typer.main.get_command(app).commands
    for verb, one in verbs.items():
        _, given, listed = (one.epilog or "").partition("Examples:\n")
        lines = [line.strip() for line in listed.splitlines()]
        assert given, verb
        for line in filter(None, lines):
            for each in line.split(" && "):
                if not each.startswith("workbench "):
                    continue
                _, name, *arguments = shlex.split(each, comments=True)
                verbs[name].make_context(name, arguments)
                found += 1
    assert found > len(verbs)


def test_the_version_is_that_of_the_package(workbench):
    assert workbench("--version").stdout == f"workbench {__version__}\n"


@pytest.mark.parametrize("verb", ["run", "lab"])
def test_help_names_every_report(command, verb):
    shown = " ".join(command(verb, "--help").stdout.split())
    assert f"Name of the report: {', '.join(ALL_REPORTS)}." in shown


def test_help_names_every_survey_tool(command, project):
    shown = " ".join(command("ingest", "--help").stdout.split())
    assert ", ".join(survey_tools(project)) in shown


def test_a_script_for_a_shell_can_be_shown(project):
    asked = f'"{sys.executable}" -m workbench --show-completion; exit $?'
    shown = subprocess.run(
        ["bash", "-c", asked], cwd=project, capture_output=True, text=True, check=True
    )
    assert "_WORKBENCH_COMPLETE" in shown.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("run tr", "trends"),
        ("run trends KE", "KEN"),
        ("run trends R-AF", "R-AFRICA"),
        ("ingest a.csv --survey ko", "kobo"),
        ("ingest a.csv --mapping parameters/mappings/gem", "parameters/mappings/gemas.yml"),
    ],
)
def test_a_shell_completes_reports_areas_mappings_and_tools(workbench, monkeypatch, words, offered):
    monkeypatch.setenv("_WORKBENCH_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"workbench {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    assert workbench().stdout.split() == [offered]


def test_help_answers_within_three_tenths_of_a_second(workbench):
    def used():
        times = resource.getrusage(resource.RUSAGE_CHILDREN)
        return times.ru_utime + times.ru_stime  # what else runs on the machine does not count

    costs = []
    for _ in range(3):
        before = used()
        workbench("--help")
        costs.append(used() - before)
    assert min(costs) < 0.3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("run", "weather", "XAA"),
            "Unknown report: weather. Known are: country, gaps, health, soil_health, trends.",
        ),
        (("run", "trends", "XQQ"), "area is 'XQQ'. Unknown area 'XQQ'."),
        (("run", "trends"), "Missing argument 'area'."),
        (("run", "trends", "XAA", "-p", "year=1"), "unknown parameter year. Known are: area"),
        (("run", "trends", "XAA", "--store", "nowhere"), "nowhere is no store"),
        (("ingest", "no.csv", "--mapping", "no.yml", "--store", "s"), "no.yml"),
        (("ingest", "no/datapackage.json", "--store", "s"), "There is no file no/datapackage.json"),
        (("ingest", "no.csv", "--survey", "fax", "--store", "s"), "Unknown survey tool: fax."),
        (("ingest", "no.csv", "--survey", "kobo", "--store", "s"), "There is no file no.csv"),
        (("export", "--store", "nowhere", "--out", "o"), "nowhere is no store"),
        (("export", "--area", "XQQ", "--out", "o"), "Unknown area 'XQQ'."),
        (("tables", "--vocabulary", "network"), "Unknown table 'network'."),
        (("ingest", "no.csv", "--store", "s"), "There is no file no.csv that can be read."),
        (("ingest", "no.csv"), "Give the folder of a store (--store), or --draft"),
        (
            ("ingest", "--store", "s"),
            "Give a file to ingest, or a mapping (--mapping) with",
        ),
        (("ingest", "--draft"), "Give the file that a first mapping is to be made of."),
        (("ingest", "no.csv", "--draft"), "There is no file no.csv that can be read."),
        (("ingest", "README.md", "--draft", "--out", "LICENSE"), "LICENSE is there already."),
        (
            ("ingest", "--mapping", "parameters/mappings/gemas.yml", "--store", "s"),
            "gemas.yml has no query to a database. Give a file to ingest.",
        ),
        (("run", "trends", "XAA", "--project", "/"), "is not inside a checkout"),
        (("thresholds", "XQQ", "Cd"), "Unknown area 'XQQ'."),
        (("thresholds", "DEU", "Xx"), "Unknown substance 'Xx'."),
        (("batch", "no.yml"), "There is no file"),
        (("batch", "-j", "0"), "--workers 0: give 1 or more."),
        (("batch", "--executor", "dask"), "Give both for a cluster, as in --executor dask --sche"),
        (("batch", "--store", "nowhere"), "nowhere is no store"),
        (("fly",), "No such command 'fly'."),
    ],
)
def test_wrong_use_is_one_line_without_a_traceback(command, arguments, message):
    done = command(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_process_ends_with_the_exit_code_of_the_command(workbench):
    done = workbench("fly")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "workbench: No such command 'fly'.\n"


def test_debug_shows_the_traceback(workbench):
    done = workbench("run", "trends", "XQQ", "--debug")
    assert done.returncode != 0
    assert "Traceback" in done.stderr


@pytest.mark.usefixtures("warm_kernels")
def test_run_prints_page_and_key_message_and_portal_lists_it(workbench, command, tmp_path):
    done = workbench("run", "trends", "XAF", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    page, message = done.stdout.splitlines()
    assert page == f"{tmp_path}/XAF/trends.html  no_data"
    assert message.startswith("No measurements are available for Fallowmere,")
    assert command("portal", "--out", tmp_path).returncode == 0
    assert 'href="XAF/trends.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_file_goes_from_a_draft_by_way_of_its_quarantine_into_the_store(workbench, tmp_path):
    (tmp_path / "soil.csv").write_text(
        "country,plot,year,Pb (mg/kg)\nXAA,P1,2004,12.5x\nXAA,P2,2004,13.1\nXAA,P3,2004,11\n"
    )
    done = workbench("ingest", "--draft", "soil.csv", "--out", "soil.yml", cwd=tmp_path)
    assert done.stdout.startswith("soil.yml was written. Look through it before you use it: ")
    into = ("ingest", "soil.csv", "--mapping", "soil.yml", "--store", "s")
    done = workbench(*into, cwd=tmp_path)
    assert "2 of 3 values in soil.csv were taken in; 1 was quarantined." in done.stdout
    quarantine = tmp_path / done.stdout.splitlines()[-1].removeprefix("Quarantine: ")
    quarantine.write_text(quarantine.read_text().rstrip("\n") + "12.5\n")
    done = workbench(*into, "--corrections", quarantine, cwd=tmp_path)
    assert "3 of 3 values in soil.csv were taken in; 0 were quarantined." in done.stdout
    assert "1 cell of the file was corrected." in done.stdout


def test_tables_prints_the_contract(command):
    shown = command("tables").stdout
    assert "measurements: one row per observation" in shown
    assert "true where the laboratory saw less than value" in shown


def test_tables_prints_a_table_of_the_vocabulary(command):
    shown = command("tables", "--vocabulary", "networks").stdout.splitlines()
    assert shown[0].startswith("code: LUCAS; name: LUCAS Soil module; ")


def test_what_was_exported_is_taken_in_again(command, tmp_path):
    made = command("export", "--out", tmp_path / "package", "--area", "XAE")
    descriptor = tmp_path / "package/datapackage.json"
    index = read_index(EXAMPLE_FOLDER)
    n_rows = sum(
        parts["XAE"].rows
        for table, parts in index.partitions.items()
        if "XAE" in parts and table not in COUNTS_OF_PEOPLE
    )
    n_sources = sum("XAE" in stored.iso3s for stored in index.sources.values())
    first, *_ = made.stdout.splitlines()
    assert first == f"{n_rows:,} values of {n_sources} sources were written to {descriptor}."
    n_others = index.sources["fictional survey"].source.n_used
    n_others -= index.partitions["responses"]["XAE"].rows
    assert f"{n_others} values and 0 quarantined cells of fictional survey were" in made.stdout

    again = command("ingest", descriptor, "--store", tmp_path / "store")
    taken = f"{n_rows:,} values of {n_sources} sources were taken in from {descriptor}.\n"
    assert again.stdout == taken
    assert command("check", "--store", tmp_path / "store").returncode == 0


def test_the_thresholds_on_file_are_exported_instead_of_a_store(command, tmp_path):
    made = command("export", "--thresholds", "--out", tmp_path / "thresholds", "--area", "XAA")
    descriptor = tmp_path / "thresholds/datapackage.json"
    assert made.stdout == (
        f"2 thresholds were written to {descriptor}; "
        "2 of them have been checked against their source.\n"
    )


def test_a_survey_is_taken_in_and_its_counts_are_printed(command, tmp_path):
    (tmp_path / "a.csv").write_text("id,c,m,s\n1,XAA,yes,\n2,XAB,no,\n", encoding="utf-8")
    (tmp_path / "form.yml").write_text(
        "owner: o\nlicence: l\nconstants: {wave: '2026'}\n"
        "response: {response_id: id, iso3: c}\n"
        "items: {monitoring: {column: m}, mon_sites: {column: s}}\n",
        encoding="utf-8",
    )
    done = command(
        *("ingest", tmp_path / "a.csv", "--survey", tmp_path / "form.yml"),
        *("--store", tmp_path / "store"),
    )
    assert done.stdout.splitlines() == [
        "4 of 4 answers in a.csv were taken in, from 2 responses of 2 countries; "
        "0 were quarantined.",
        "       2  answered",
        "       1  missing",
        "       1  skipped_by_logic",
    ]
    assert command("check", "--store", tmp_path / "store").returncode == 0


def test_thresholds_prints_what_is_on_file_and_what_is_chosen(command):
    done = command("thresholds", "DEU", "Cd", "--land-use", "agricultural", "--texture", "sand")
    assert done.returncode == 0, done.stderr
    assert "status: superseded 2023-08-01 (successor: BBodSchV 2021" in done.stdout
    screened, done_about_it = done.stdout.splitlines()[-2:]
    assert screened.startswith(
        "Is there a problem? Chosen: 0.4 mg/kg, precautionary (Vorsorgewert), law of DEU."
    )
    assert done_about_it.startswith("Must something be done? Not compared: ")


def test_thresholds_prints_how_many_rows_can_be_matched(command):
    shown = command("thresholds", "--coverage").stdout
    assert shown.splitlines()[-1].split()[:2] == ["all", "3558"]


def test_check_finds_nothing_wrong_with_the_project(command):
    done = command("check")
    assert (done.returncode, done.stdout) == (0, "No problem was found.\n")


def test_doctor_says_that_reports_can_be_made_here(workbench):
    done = workbench("doctor")
    assert "FAIL" not in done.stdout
    assert done.returncode == 0


@pytest.mark.usefixtures("warm_kernels")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing_and_says_so(project, tmp_path, ending):
    command = [sys.executable, "-m", "workbench", "run", "trends", "XAA", "--out", str(tmp_path)]
    process = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob(".workbench-stage-XAA-*/kernel-ipc-*")):  # a kernel runs
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(ending)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "interrupted" in said
    assert list(tmp_path.iterdir()) == []
