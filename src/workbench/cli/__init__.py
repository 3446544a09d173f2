"""The command `workbench`: reads arguments, calls the rest, prints; nothing else prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench import __version__
from workbench.batch.page.interrupts import hear_interrupts
from workbench.cli.arguments import HELP, Area, Given, Mapping, Out, Project, Report, Store, Survey
from workbench.errors import InputError, ReportError, WorkbenchError

OK, REPORTS_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 3
INTERRUPTED_BY_SIGNAL = 130  # what typer makes of Ctrl-C

app = typer.Typer(
    name="workbench",
    help="Country reports on soil pollution, from measurements to a page that can be traced back.",
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=HELP,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; an error that a user can mend is one line, without a traceback."""
    hear_interrupts()
    try:
        code = _run_command()
    except KeyboardInterrupt:
        code = INTERRUPTED_BY_SIGNAL
    if code == INTERRUPTED_BY_SIGNAL:
        _print_error("interrupted; what was there before is unchanged.")  # loads nothing any more
        code = INTERRUPTED
    raise SystemExit(code)


def _run_command() -> int:
    """Run the command and give its exit code; what is wrong is printed."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        return app(args=arguments, standalone_mode=False, prog_name="workbench") or OK
    except typer.Abort:
        return INTERRUPTED_BY_SIGNAL
    except typer.TyperException as error:
        _print_error(error.format_message())
        return WRONG_USE
    except (WorkbenchError, OSError) as error:
        if debug:
            raise
        _print_error(_in_words(error))
        return REPORTS_FAILED if isinstance(error, ReportError) else WRONG_USE


def _print_error(message: str) -> None:
    """Print what is wrong, where no result is printed."""
    print(f"workbench: {message}", file=sys.stderr)


def _in_words(error: Exception) -> str:
    """Say what is wrong; of the system's own errors, with the place and what would help."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return str(
            InputError(
                f"{where}{error.strerror}. Check the path, the rights to it and the free space."
            )
        )
    return str(error)


def _print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"workbench {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Its version.")
    ] = False,
) -> None:
    """Read the options before the verb; --debug is taken by `main`."""
    del debug, version


@app.command()
def run(  # noqa: PLR0913 - the arguments of a command
    report: Report,
    area: Area,
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: Out = Path("outputs/run"),
    project: Project = Path(),
) -> None:
    """Make a report for an area: page, results, tables and the notebook that made them."""
    from workbench.batch.page.parameters import choose  # noqa: PLC0415 - slow
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow

    checkout = find_project(project)
    chosen = choose(checkout, report, area, parameter)
    from workbench.batch.drive.executors import serial  # noqa: PLC0415 - slow
    from workbench.batch.drive.keys import with_inputs  # noqa: PLC0415 - slow
    from workbench.batch.page.job import Job  # noqa: PLC0415 - slow
    from workbench.batch.page.project import commit_of  # noqa: PLC0415 - slow

    job = Job(checkout, report, chosen, store, out, commit=commit_of(checkout))
    ((_, result),) = serial(with_inputs([job]))
    if result.error:
        where = f" See {out / result.page}." if result.page else ""
        raise ReportError(f"{job.name}: {result.error.message}.{where}")
    print(f"{out / result.page}  {result.status}")
    print(result.key_message)


@app.command()
def batch(  # noqa: PLR0913 - the arguments of a command
    file: Annotated[Path, typer.Argument(help="Batch file.")] = Path(
        "parameters/batches/example.yml"
    ),
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: Annotated[Path | None, typer.Option(help="Folder for what is made.")] = None,
    project: Project = Path(),
    workers: Annotated[int, typer.Option("--workers", "-j", help="Reports at once.")] = 2,
    force: Annotated[bool, typer.Option(help="Make unchanged reports too.")] = False,
    only_failed: Annotated[bool, typer.Option(help="Only those that failed before.")] = False,
    fail_fast: Annotated[bool, typer.Option(help="Stop at the first failure.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Print what would be made, and why.")] = False,
) -> None:
    """Make the reports of many areas: what is missing, changed or failed before."""
    from workbench.batch.drive import plan as plans  # noqa: PLC0415 - slow
    from workbench.batch.drive.job_state import Options, plan_run  # noqa: PLC0415 - slow
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow

    checkout = find_project(project)
    given = plans.Given(store, out, tuple(parameter))
    options = Options(workers, force, only_failed, fail_fast)
    run = plan_run(plans.read_plan(checkout, plans.find_file(checkout, file), given), options)
    from workbench.cli import progress  # noqa: PLC0415 - slow

    if dry_run:
        print("\n".join(progress.planned(run)))
        return
    progress.follow(run)
    print(progress.summary(run))
    raise typer.Exit(REPORTS_FAILED if run.failed else OK)


@app.command()
def clean(
    out: Annotated[Path, typer.Option(help="Folder that a batch wrote to.")],
    *,
    everything: Annotated[bool, typer.Option(help="Remove all that was made too.")] = False,
) -> None:
    """Remove what interrupted and failed runs left in a folder of outputs."""
    from workbench.batch.drive.tidy import clean as clean_folder  # noqa: PLC0415 - slow
    from workbench.cli.console import removed  # noqa: PLC0415 - slow

    print("\n".join(removed(clean_folder(out, everything=everything))))


@app.command()
def lab(  # noqa: PLR0913 - the arguments of a command
    report: Report,
    area: Area,
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: Out = Path("outputs/lab"),
    project: Project = Path(),
    only_prepare: Annotated[bool, typer.Option(help="Write the copy, do not open it.")] = False,
) -> None:
    """Open a copy of a report's notebook with the parameters of an area."""
    from workbench.batch.page.job import Job  # noqa: PLC0415 - slow
    from workbench.batch.page.lab import open_lab, prepare  # noqa: PLC0415 - slow
    from workbench.batch.page.parameters import choose  # noqa: PLC0415 - slow
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow

    checkout = find_project(project)
    chosen = choose(checkout, report, area, parameter)
    notebook = prepare(Job(checkout, report, chosen, store, out))
    print(notebook)
    if not only_prepare:
        raise typer.Exit(open_lab(notebook))


@app.command()
def ingest(  # noqa: PLR0913 - the arguments of a command
    file: Annotated[
        Path | None,
        typer.Argument(
            help="File of a laboratory, or datapackage.json; none if the mapping has a query."
        ),
    ] = None,
    *,
    mapping: Mapping = None,
    store: Annotated[
        Path | None, typer.Option(help="Folder of the store; made where it is missing.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Its quarantine, with the column `correction` filled in.")
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write a first mapping of the file instead.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="With --draft: file for the mapping.")] = None,
    survey: Survey = "",
) -> None:
    """Take a file into a store; what cannot be used goes to the quarantine with its reason."""
    if draft:
        _draft(file, out)
        return
    if store is None:
        raise InputError("Give the folder of a store (--store), or --draft for a first mapping.")
    if survey:
        _ingest_survey(file, survey, store)
        return
    if file and file.suffix == ".json" and mapping is None:
        if corrections is not None:
            raise InputError("A package has no file to correct. Leave --corrections away.")
        from workbench.inputs.package_intake import ingest_package  # noqa: PLC0415 - slow

        print("\n".join(ingest_package(file, store).in_words(file)))
        return
    from workbench.inputs.intake import ingest as ingest_file  # noqa: PLC0415 - slow

    report = ingest_file(file, mapping, store, corrections=corrections)
    print("\n".join(report.in_words()))


def _ingest_survey(file: Path | None, survey: str, store: Path) -> None:
    """Take the export of a survey tool, or a list beside it, into a store."""
    if file is None:
        raise InputError("Give the file that the survey tool exported.")
    from workbench.batch.page.project import find_survey  # noqa: PLC0415 - slow
    from workbench.inputs.surveys.intake import take_in  # noqa: PLC0415 - slow

    print("\n".join(take_in(file, find_survey(Path(), survey), store)))


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder of the package, made where it is missing.")],
    store: Store = "example",
    area: Annotated[str, typer.Option(help="Only an area; without it the whole store.")] = "",
    *,
    thresholds: Annotated[bool, typer.Option(help="The thresholds on file, no store.")] = False,
) -> None:
    """Write a store as CSV files with a datapackage.json, which `ingest` takes in again."""
    if thresholds:
        from workbench.inputs.threshold_package import export_thresholds  # noqa: PLC0415 - slow

        print("\n".join(export_thresholds(out, area)))
        return
    from workbench.inputs.export import export as export_store  # noqa: PLC0415 - slow

    print("\n".join(export_store(store, out, area).in_words()))


def _draft(file: Path | None, out: Path | None) -> None:
    """Write a first mapping of a file, or print it."""
    if file is None:
        raise InputError("Give the file that a first mapping is to be made of.")
    from workbench.inputs.drafting import draft_mapping  # noqa: PLC0415 - slow

    text = draft_mapping(file)
    if out is None:
        print(text, end="")
        return
    if out.exists():
        raise InputError(f"{out} is there already. Give another name, or take it away.")
    out.write_text(text, encoding="utf-8")
    from workbench.cli.console import drafted  # noqa: PLC0415 - slow

    print(drafted(out, text))


@app.command()
def check(store: Store = "example", project: Project = Path()) -> None:
    """Check a store, the table of thresholds, the mappings and the parameters."""
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow
    from workbench.cli.console import problems  # noqa: PLC0415 - slow
    from workbench.cli.doctor import trouble  # noqa: PLC0415 - slow

    found = trouble(find_project(project), store)
    print("\n".join(problems(found)))
    raise typer.Exit(WRONG_USE if found else OK)


@app.command()
def tables(
    vocabulary: Annotated[
        str | None, typer.Option(help="A table of the vocabulary instead, as in networks.")
    ] = None,
) -> None:
    """Print the tables of a store: columns, what they hold and what they mean."""
    if vocabulary is not None:
        from workbench.vocabulary.listing import listing  # noqa: PLC0415 - slow

        print("\n".join(listing(vocabulary)))
        return
    from workbench.cli import console  # noqa: PLC0415 - slow

    print("\n".join(console.tables()))


@app.command()
def thresholds(  # noqa: PLR0913 - the arguments of a command
    area: Annotated[str, typer.Argument(help="ISO 3166 alpha-3, or EU for the Union.")] = "",
    substance: Annotated[str, typer.Argument(help="Code or name of a substance.")] = "",
    *,
    land_use: Annotated[str, typer.Option(help="agricultural, residential, ...")] = "",
    fraction: Annotated[
        str, typer.Option(help="total, aqua_regia, extractable or unknown.")
    ] = "aqua_regia",
    extractant: Annotated[str, typer.Option(help="As the law gives it: 0.1 M NaNO3.")] = "",
    matrix: Annotated[str, typer.Option(help="soil, forest_floor, sediment or dust.")] = "soil",
    depth: Annotated[str, typer.Option(help="Layer in cm, as in 0-20.")] = "",
    ph: Annotated[float | None, typer.Option(help="pH of the soil.")] = None,
    texture: Annotated[str, typer.Option(help="sand, loam, clay, ...")] = "",
    value_type: Annotated[str, typer.Option(help="One kind of value, as in precautionary.")] = "",
    reference_set: Annotated[str, typer.Option(help="Another country, or EU, instead.")] = "",
    unverified: Annotated[bool, typer.Option(help="Let unverified rows be chosen.")] = False,
    superseded: Annotated[bool, typer.Option(help="Let replaced rows be chosen.")] = False,
    unstated_fraction: Annotated[
        bool, typer.Option(help="Let rows be chosen whose source names no digestion.")
    ] = False,
    coverage: Annotated[bool, typer.Option(help="Print how many rows can be matched.")] = False,
) -> None:
    """Print the thresholds on file for a country and a substance, and which one is chosen."""
    from workbench.vocabulary import threshold_text  # noqa: PLC0415 - slow
    from workbench.vocabulary.substance_names import find_substance  # noqa: PLC0415 - slow
    from workbench.vocabulary.thresholds import (  # noqa: PLC0415 - slow
        DEFAULT_ORDER,
        Choice,
        SampledSoil,
    )

    if coverage:
        print("\n".join(threshold_text.coverage_lines()))
        return
    sampled = SampledSoil(
        iso3=area,
        substance=find_substance(substance),
        matrix=matrix,
        land_uses=(land_use,),
        fraction=fraction,
        extractant=extractant,
        properties=threshold_text.soil_of(depth, ph, texture),
    )
    choice = Choice(
        value_types=(value_type,) if value_type else DEFAULT_ORDER,
        unverified=unverified,
        superseded=superseded,
        unstated_fraction=unstated_fraction,
        reference_set=reference_set,
    )
    print("\n".join(threshold_text.lines(sampled, choice)))


@app.command()
def portal(out: Out = Path("outputs/run"), project: Project = Path()) -> None:
    """Write index.html for a folder of reports: areas, status, key message and link."""
    from workbench.batch.drive.portal import write_portal  # noqa: PLC0415 - slow
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow

    print(write_portal(out, find_project(project) / "templates"))


@app.command()
def doctor(project: Project = Path()) -> None:
    """Look at this machine: can reports be made here, and if not, what is missing."""
    from workbench.batch.page.project import find_project  # noqa: PLC0415 - slow
    from workbench.cli.console import examined  # noqa: PLC0415 - slow
    from workbench.cli.doctor import examine  # noqa: PLC0415 - slow

    checks = examine(find_project(project))
    print("\n".join(examined(checks)))
    raise typer.Exit(OK if all(look.passed for look in checks) else WRONG_USE)
