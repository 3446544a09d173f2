"""Commands that make reports, and the folders that they are made in."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.batch import Executors
from workbench.cli.arguments import (
    FAILED,
    OK,
    Area,
    Given,
    Later,
    Out,
    Report,
    StartFolder,
    Store,
    examples,
    placed,
)
from workbench.errors import ParameterError, ReportError
from workbench.kernels import FORK, SPAWN, Kernels, usable

if TYPE_CHECKING:
    from workbench.batch.drive import job_state, plan, review
    from workbench.batch.page import publisher as publishing
    from workbench.batch.page import run as page
    from workbench.batch.release import release as publication
    from workbench.batch.release import typeset, word, workbook
    from workbench.cli import edition_changes, lineage, own_project, progress, report_set
    from workbench.kernels import client
else:
    review = Later("workbench.batch.drive.review")
    publication = Later("workbench.batch.release.release")
    workbook = Later("workbench.batch.release.workbook")
    typeset = Later("workbench.batch.release.typeset")
    word = Later("workbench.batch.release.word")
    publishing = Later("workbench.batch.page.publisher")
    job_state, plan = Later("workbench.batch.drive.job_state"), Later("workbench.batch.drive.plan")
    page, progress = Later("workbench.batch.page.run"), Later("workbench.cli.progress")
    client = Later("workbench.kernels.client")
    own_project = Later("workbench.cli.own_project")
    edition_changes = Later("workbench.cli.edition_changes")
    report_set = Later("workbench.cli.report_set")
    lineage = Later("workbench.cli.lineage")

KernelKind = Annotated[
    Kernels,
    typer.Option(
        help="fork: from a process with the libraries loaded, where that is safe; spawn: anew."
    ),
]
LabKernel = Literal["warm", "ordinary"]
BatchFile = Annotated[Path, typer.Argument(help="Batch file.")]
BatchOut = Annotated[Path | None, typer.Option(help="Folder for what is made.")]
EXAMPLE_BATCH = Path("parameters/batches/example.yml")
DESK = ("ipywidgets", "itables", "anywidget")  # of the extra `desk`
app = typer.Typer()  # its commands become those of `workbench`


@app.command(
    epilog=examples(
        "run trends XAA",
        "run trends KEN --store data/mine",
        "run health KEN --store data/mine -p negative_control=K35-K37",
    )
)
def run(  # noqa: PLR0913 - the arguments of a command
    report: Report,
    area: Area,
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: Out = None,
    project: StartFolder = Path(),
    kernels: KernelKind = FORK,
) -> None:
    """Make a report for an area: page, results, tables and the notebook that made them."""
    out = placed(out, project, "run")
    job = progress.job_of(project, (report, area), parameter, (store, out))
    result = progress.made(job, usable(kernels))
    if result.error:
        where = f" See {out / result.page}." if result.page else ""
        raise ReportError(f"{job.name}: {result.error.message}.{where}")
    print(f"{out / result.page}  {result.status}")
    print(result.key_message)


@app.command(
    epilog=examples(
        "batch                                   # all reports of the fictional countries",
        "batch parameters/batches/example.yml --dry-run",
        "batch nightly.yml --store data/mine -j 4",
        "batch nightly.yml --store data/mine --executor dask --scheduler tcp://10.0.0.5:8786",
    )
)
def batch(  # noqa: PLR0913 - the arguments of a command
    file: BatchFile = EXAMPLE_BATCH,
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: BatchOut = None,
    project: StartFolder = Path(),
    workers: Annotated[int, typer.Option("--workers", "-j", help="Reports at once.")] = 2,
    force: Annotated[bool, typer.Option(help="Make unchanged reports too.")] = False,
    only_failed: Annotated[bool, typer.Option(help="Only those that failed before.")] = False,
    fail_fast: Annotated[bool, typer.Option(help="Stop at the first failure.")] = False,
    previous: Annotated[
        Path | None,
        typer.Option(help="Outputs of the edition before: pages say what changed since."),
    ] = None,
    kernels: KernelKind = FORK,
    executor: Annotated[
        Executors,
        typer.Option(help="processes: of this machine; dask: the workers of a cluster."),
    ] = "processes",
    scheduler: Annotated[str, typer.Option(help="Address of dask's scheduler.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Print what would be made, and why.")] = False,
) -> None:
    """Make the reports of many areas: what is missing, changed or failed before."""
    kinds = (usable(kernels), executor, scheduler)
    options = job_state.Options(workers, force, only_failed, fail_fast, *kinds)
    given = plan.CommandLine(store, out, tuple(parameter), previous)
    run = progress.planned_run(project, file, given, options)
    if dry_run:
        print("\n".join(progress.planned(run)))
        return
    progress.follow(run)
    print(progress.summary(run))
    raise typer.Exit(FAILED if run.failed else OK)


@app.command(
    epilog=examples(
        "lab trends XAA                            # the example's Ambervale",
        "lab trends KEN --store data/mine -p first_year=2000",
        "lab health KEN --store data/mine --no-browser --port 8899   # on a server",
    )
)
def lab(  # noqa: PLR0913 - the arguments of a command
    report: Report,
    area: Area,
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    store: Store = "example",
    out: Out = None,
    project: StartFolder = Path(),
    only_prepare: Annotated[bool, typer.Option(help="Write the copy, do not open it.")] = False,
    port: Annotated[int, typer.Option(help="Port of JupyterLab; 0: the first free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = (
        False
    ),
    allow_root: Annotated[bool, typer.Option("--allow-root", help="Run as root.")] = False,
    kernel: Annotated[
        LabKernel,
        typer.Option(help="warm: from a process with the libraries loaded; ordinary: anew."),
    ] = "warm",
) -> None:
    """Open a copy of a report's notebook with the parameters of an area."""
    out = placed(out, project, "lab")
    job = progress.job_of(project, (report, area), parameter, (store, out))
    notebook = page.prepare(job)
    print(notebook)
    if only_prepare:
        return
    missing = [name for name in DESK if find_spec(name) is None]
    if missing:
        print(progress.widgets_missing(missing))
    options = {f"--ServerApp.port={port}": port, "--no-browser": no_browser}
    options |= {"--allow-root": allow_root, f"--LabApp.default_url=/lab/tree/{notebook.name}": True}
    given = [option for option, is_given in options.items() if is_given]
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *given]
    with client.kernels_of(
        usable(FORK if kernel == "warm" else SPAWN), job.project.reports.modules
    ):
        warm = client.forks_by_default() if kernel == "warm" else {}
        raise typer.Exit(subprocess.call(command, env={**os.environ, **warm}))


@app.command(
    epilog=examples(
        "parameters trends              # names, ranges, defaults and meaning",
        "parameters trends KEN          # with the values of that country, and where each is set",
        "parameters trends KEN -p first_year=2000",
    )
)
def parameters(
    report: Report,
    area: Annotated[str, typer.Argument(help="Area whose values are shown.")] = "",
    *,
    parameter: Given = [],  # noqa: B006 - typer copies it
    project: StartFolder = Path(),
) -> None:
    """Print the parameters of a report: meaning, range, default, value and where it is set."""
    print("\n".join(progress.parameter_values(project, (report, area), parameter)))


@app.command(
    epilog=examples("init soil-reports", "init soil-reports && cd soil-reports && workbench doctor")
)
def init(
    folder: Annotated[Path, typer.Argument(help="New folder, made where it is missing.")],
) -> None:
    """Make a project folder of one's own: notebooks, parameters, templates and a README."""
    print("\n".join(own_project.start_project(folder)))


@app.command(epilog=examples("renew           # what a new version would change", "renew --apply"))
def renew(
    project: StartFolder = Path(),
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Change the folder.")] = False,
) -> None:
    """Bring a project folder to this version; what you changed in it is kept."""
    print("\n".join(own_project.renew(project, apply=apply)))


@app.command(
    epilog=examples(
        "portal                                  # over outputs/run",
        "portal --out outputs/example",
    )
)
def portal(out: Out = None, project: StartFolder = Path()) -> None:
    """Write index.html for a folder of reports: areas, status, key message and link."""
    print(progress.indexed(placed(out, project, "run"), project))


@app.command(
    epilog=examples(
        "compare outputs/2025 outputs/2026",
        "compare outputs/2025 outputs/2026 --csv changes.csv",
    )
)
def compare(  # noqa: PLR0913 - the arguments of a command
    old: Annotated[Path, typer.Argument(help="Folder that an earlier batch wrote to.")],
    new: Annotated[Path, typer.Argument(help="Folder that a later batch wrote to.")],
    *,
    table: Annotated[Path | None, typer.Option("--csv", help="File for all differences.")] = None,
    content: Annotated[Path | None, typer.Option("--json", help="The same as JSON.")] = None,
    html: Annotated[Path | None, typer.Option("--page", help="The same as a page.")] = None,
    stores: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Stores of both: causes are found by running one change at a time."),
    ] = None,
    thresholds: Annotated[
        Path | None,
        typer.Option(help="With --stores: thresholds.csv of the earlier edition, if it differs."),
    ] = None,
    project: StartFolder = Path(),
) -> None:
    """Compare two editions of reports: what is new, gone or changed, and what caused it."""
    if thresholds is not None and stores is None:
        raise ParameterError("--thresholds needs --stores OLD NEW: the reports are run again.")
    origins = edition_changes.Origins(stores, thresholds) if stores else None
    found = edition_changes.differences(old, new, origins)
    if table is not None:
        edition_changes.write_table(found, table)
    if content is not None:
        edition_changes.write_json(found, content)
    if html is not None:
        text = publication.changes_page(found, old, report_set.checkout(project).templates)
        html.write_text(text, encoding="utf-8")
    print("\n".join(edition_changes.told(found)))


@app.command(
    name="review",
    epilog=examples(
        'review approve KEN trends --by "A. Analyst"',
        'review comment KEN trends --by "A. Analyst" --comment "Ask about 2012"',
    ),
)
def note_review(  # noqa: PLR0913 - the arguments of a command
    decision: Annotated[str, typer.Argument(help="approve, reject or comment.")],
    area: Area,
    report: Report,
    *,
    by: Annotated[str, typer.Option(help="Who decides.")],
    comment: Annotated[str, typer.Option(help="Why; approve may go without.")] = "",
    finding: Annotated[str, typer.Option(help="Id of the finding that it is about.")] = "",
    out: Out = None,
    project: StartFolder = Path(),
) -> None:
    """Note who approves, rejects or comments on a page; a page that changes loses its approval.

    The portal beside the pages is written anew where there is one.
    """
    out = placed(out, project, "run")
    said = review.Remark(decision, by, comment, finding)
    print("\n".join(progress.reviewed(out, (area, report), said, project)))


@app.command(
    epilog=examples(
        "release /srv/www/soil --out outputs/example",
        "release /srv/www/2027 --out outputs/2027 --previous /srv/www/2026 --form xlsx --form pdf",
    )
)
def release(  # noqa: PLR0913 - the arguments of a command
    to: Annotated[Path, typer.Argument(help="Folder for the release, new or empty.")],
    out: Out = None,
    *,
    previous: Annotated[
        Path | None, typer.Option(help="The release before: revisions.html says what changed.")
    ] = None,
    publisher: Annotated[
        str, typer.Option(help="Who publishes it; else parameters/publisher.yml.")
    ] = "",
    form: Annotated[
        list[str], typer.Option(help="Other forms of each page: xlsx, pdf or docx.")
    ] = ["xlsx"],  # noqa: B006 - typer copies it
    store: Annotated[
        str | None,
        typer.Option(help="Store of the pages: lineage.csv names the rows behind each number."),
    ] = None,
    project: StartFolder = Path(),
) -> None:
    """Publish what is approved: pages, tables and results, checked, for a web server."""
    folder = report_set.checkout(project)
    named = publishing.read_publisher(folder.folder)
    publisher = publisher or (named.name if named else "")
    order = publication.ReleaseOrder(
        placed(out, project, "run"),
        to,
        folder.templates,
        previous,
        publisher,
        folder.commit(),
        _forms(form),
        lineage.lineage_of(store) if store else None,
    )
    print("\n".join([*publication.release(order), *progress.approvals_lost(order.out)]))


def _forms(names: list[str]) -> list[publication.Form]:
    """Give what writes each form; those of an extra are imported where they are asked for."""
    found: list[publication.Form] = []
    for name in dict.fromkeys(names):
        try:
            if name == "xlsx":
                found.append(workbook.write_workbook)
            elif name == "pdf":
                found.append(typeset.write_pdf)
            elif name == "docx":
                found.append(word.write_word)
            else:
                raise ParameterError(f"--form {name}: give xlsx, pdf or docx.")
        except ModuleNotFoundError as error:
            raise ParameterError(
                f"--form {name} needs {error.name}: pip install 'workbench[documents]'."
            ) from error
    return found


@app.command(
    epilog=examples(
        "status",
        "status nightly.yml --store data/mine --out outputs/nightly",
    )
)
def status(
    file: BatchFile = EXAMPLE_BATCH,
    *,
    store: Store = "example",
    out: BatchOut = None,
    project: StartFolder = Path(),
) -> None:
    """Say what of a batch is due, being made, failed and approved, and what its files take."""
    given = plan.CommandLine(store, out, (), None)
    run = progress.planned_run(project, file, given, job_state.Options())
    print("\n".join(progress.status(run)))


@app.command(
    epilog=examples(
        "clean --out outputs/example",
        "clean --out outputs/example --older-than 30",
        "clean --out outputs/example --everything",
    )
)
def clean(
    out: Annotated[Path, typer.Option(help="Folder that a batch wrote to.")],
    *,
    everything: Annotated[bool, typer.Option(help="Remove all that was made too.")] = False,
    older_than: Annotated[
        float, typer.Option(min=0, metavar="DAYS", help="Only files of at least this age in days.")
    ] = 0,
) -> None:
    """Remove what interrupted and failed runs left in a folder of outputs."""
    print("\n".join(progress.cleaned(out, everything=everything, older_than_days=older_than)))
