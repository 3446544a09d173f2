"""Looks at machine, store, mappings and parameters, and what the command says of them."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from workbench.batch.page.parameters import check_parameters
from workbench.batch.page.project import Project
from workbench.batch.page.publisher import read_publisher
from workbench.cli.report_set import checkout
from workbench.errors import WorkbenchError
from workbench.findings import VERSIONS_OF
from workbench.findings.rows import Phrase, count, number, row, text
from workbench.inputs.checks import check_mapping, check_store, check_survey
from workbench.inputs.packages.law_package import check_law_package
from workbench.store.schema import TABLES
from workbench.vocabulary.laws import thresholds
from workbench.vocabulary.table import listing
from workbench.words.wording import Words, words_of

LEAST_FREE_GIB = 1.0
LEAST_PYTHON = (3, 11)
KERNEL = "python3"
PASSED, FAILED = "ok  ", "FAIL"
QUESTION = "# ?"  # marks a line of a draft that its user has to decide


@row
class PythonVersion(Phrase):
    """Version of Python."""

    version: str = text("installed")
    least: str = text("oldest that will do")


@row
class LibrariesAsLocked(Phrase):
    """Libraries are as locked."""


@row
class LibrariesMissing(Phrase):
    """Libraries that are not installed."""

    names: str = text("their names")


@row
class LibrariesDiffer(Phrase):
    """Libraries of another version than the lock has."""

    names: str = text("their names and versions")


@row
class KernelMissing(Phrase):
    """There is no kernel."""

    kernel: str = text("name of the kernel")


@row
class KernelRuns(Phrase):
    """Interpreter of the kernel."""

    kernel: str = text("name of the kernel")
    interpreter: str = text("path of the interpreter")


@row
class ReportsFound(Phrase):
    """Reports that have a notebook."""

    names: str = text("their names")


@row
class ReportsMissing(Phrase):
    """There is no notebook."""


@row
class DiskFree(Phrase):
    """Free space."""

    free_gib: float = number("free space", unit="GiB")


@row
class OutputsWritable(Phrase):
    """The folder of outputs can be written."""


@row
class OutputsRefused(Phrase):
    """The folder of outputs cannot be written."""

    reason: str = text("what the system says")


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


@dataclass(frozen=True)
class MachineCheck:
    """One thing that was looked at."""

    name: str
    passed: bool
    detail: Phrase

    def in_words(self, words: Words) -> str:
        """Say whether it passed, and what was seen."""
        about = f"{words.code('check', self.name):10} {words.phrase(self.detail)}"
        return f"{PASSED if self.passed else FAILED}  {about}"


def examine(start: Path) -> list[MachineCheck]:
    """Look at all that a report needs.

    Parameters
    ----------
    start : Path
        A folder in the checkout.

    Returns
    -------
    list of MachineCheck
        Each with what was seen, and what would mend it where it did not pass.
    """
    looks = (_python, _libraries, _kernel, _reports, _disk, _outputs)
    project = checkout(start)
    return [look(project) for look in looks]


def _python(project: Project) -> MachineCheck:  # noqa: ARG001 - all looks take the project
    least = ".".join(map(str, LEAST_PYTHON))
    seen = PythonVersion(version=platform.python_version(), least=least)
    return MachineCheck("python", sys.version_info >= LEAST_PYTHON, seen)


def _libraries(project: Project) -> MachineCheck:
    """Compare what is installed with what is locked."""
    lock = (project.folder / "requirements.lock").read_text(encoding="utf-8")
    missing = [name for name in VERSIONS_OF if find_spec(name) is None]
    if missing:
        return MachineCheck("libraries", False, LibrariesMissing(names=", ".join(missing)))
    installed = {name: version(name) for name in VERSIONS_OF}
    other = [f"{name} {has}" for name, has in installed.items() if f"{name}=={has} " not in lock]
    differ = LibrariesDiffer(names=", ".join(other))
    return MachineCheck("libraries", not other, differ if other else LibrariesAsLocked())


def _kernel(project: Project) -> MachineCheck:  # noqa: ARG001
    """Find the kernel that notebooks run in, and whether it is of this environment."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - slow

    try:
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return MachineCheck("kernel", False, KernelMissing(kernel=KERNEL))
    interpreter = spec.argv[0]
    ours = Path(interpreter).name == interpreter or Path(interpreter) == Path(sys.executable)
    return MachineCheck("kernel", ours, KernelRuns(kernel=KERNEL, interpreter=interpreter))


def _reports(project: Project) -> MachineCheck:
    names = project.report_names
    seen = ReportsFound(names=", ".join(names)) if names else ReportsMissing()
    return MachineCheck("reports", bool(names), seen)


def _disk(project: Project) -> MachineCheck:
    free = shutil.disk_usage(project.folder).free / 2**30
    return MachineCheck("disk", free >= LEAST_FREE_GIB, DiskFree(free_gib=free))


def _outputs(project: Project) -> MachineCheck:
    """Write and remove a file where reports go."""
    try:
        with tempfile.NamedTemporaryFile(dir=project.folder / "outputs"):
            return MachineCheck("outputs", True, OutputsWritable())
    except OSError as error:
        return MachineCheck("outputs", False, OutputsRefused(reason=str(error.strerror)))


def trouble(start: Path, store: str) -> list[str]:
    """List what is wrong with the store, the thresholds and the parameters of each report.

    Parameters
    ----------
    start : Path
        A folder in the checkout.
    store : str
        Address of a store.

    Returns
    -------
    list of str
        Sentences; none where all is well.
    """
    words, project = words_of(), checkout(start)
    found = [problem.in_words(words) for problem in check_store(store)]
    found += [f"{thresholds.THRESHOLDS.file}.csv: {what}" for what in thresholds.problems()]
    for mapping in sorted((project.folder / "parameters" / "mappings").glob("*.yml")):
        found.extend(problem.in_words(words) for problem in check_mapping(mapping))
    for survey in sorted((project.folder / "parameters" / "surveys").glob("*.yml")):
        found.extend(problem.in_words(words) for problem in check_survey(survey))
    checks: list[Callable[[], object]] = [partial(read_publisher, project.folder)]
    checks += [partial(check_parameters, project, report) for report in project.report_names]
    for check in checks:
        try:
            check()
        except WorkbenchError as error:
            found.append(str(error))
    return found


def drafted(file: Path, mapping: str) -> str:
    """Say that a first mapping was written, and how much of it is to be decided."""
    n_questions = sum(line.startswith(QUESTION) for line in mapping.splitlines())
    return words_of().phrase(CommandDraft(file=str(file), n_questions=n_questions))


def package_trouble(folder: Path) -> list[str]:
    """Say what is wrong with a reporting package of the Soil Monitoring Law, a line each.

    Parameters
    ----------
    folder : Path
        Folder of its CSV files.

    Returns
    -------
    list of str
        Nothing where it keeps all rules.

    Raises
    ------
    InputError
        If a file is missing or cannot be read.
    """
    return [one.in_words(words_of()) for one in check_law_package(folder)]


def problems(found: Sequence[str]) -> list[str]:
    """List problems, and count them."""
    return [*found, words_of().phrase(CommandProblems(n_problems=len(found)))]


def examined(checks: Sequence[MachineCheck]) -> list[str]:
    """List what was looked at on a machine."""
    return [one.in_words(words_of()) for one in checks]


def tables(of_vocabulary: str | None = None) -> Iterator[str]:
    """List the tables of a store: columns, what they hold and what they mean; or one of ours."""
    if of_vocabulary is not None:
        yield from listing(of_vocabulary)
        return
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
