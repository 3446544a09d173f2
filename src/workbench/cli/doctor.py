"""Looks at the machine: can reports be made here, and if not, what is missing."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from workbench.batch.page.project import report_names
from workbench.errors import WorkbenchError
from workbench.findings import VERSIONS_OF
from workbench.findings.rows import Phrase, number, row, text
from workbench.words.wording import Words, words_of

LEAST_FREE_GIB = 1.0
LEAST_PYTHON = (3, 11)
KERNEL = "python3"
PASSED, FAILED = "ok  ", "FAIL"


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


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    passed: bool
    detail: Phrase

    def in_words(self, words: Words) -> str:
        """Say whether it passed, and what was seen."""
        about = f"{words.code('check', self.name):10} {words.phrase(self.detail)}"
        return f"{PASSED if self.passed else FAILED}  {about}"


def examine(project: Path) -> list[Check]:
    """Look at all that a report needs.

    Parameters
    ----------
    project : Path
        The checkout.

    Returns
    -------
    list of Check
        Each with what was seen, and what would mend it where it did not pass.
    """
    looks: list[Callable[[Path], Check]] = [_python, _libraries, _kernel, _reports, _disk, _outputs]
    return [look(project) for look in looks]


def _python(project: Path) -> Check:  # noqa: ARG001 - all looks take the project
    least = ".".join(map(str, LEAST_PYTHON))
    seen = PythonVersion(version=platform.python_version(), least=least)
    return Check("python", sys.version_info >= LEAST_PYTHON, seen)


def _libraries(project: Path) -> Check:
    """Compare what is installed with what is locked."""
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    missing = [name for name in VERSIONS_OF if find_spec(name) is None]
    if missing:
        return Check("libraries", False, LibrariesMissing(names=", ".join(missing)))
    installed = {name: version(name) for name in VERSIONS_OF}
    other = [f"{name} {has}" for name, has in installed.items() if f"{name}=={has} " not in lock]
    differ = LibrariesDiffer(names=", ".join(other))
    return Check("libraries", not other, differ if other else LibrariesAsLocked())


def _kernel(project: Path) -> Check:  # noqa: ARG001
    """Find the kernel that notebooks run in, and whether it is of this environment."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - slow

    try:
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return Check("kernel", False, KernelMissing(kernel=KERNEL))
    interpreter = spec.argv[0]
    ours = Path(interpreter).name == interpreter or Path(interpreter) == Path(sys.executable)
    return Check("kernel", ours, KernelRuns(kernel=KERNEL, interpreter=interpreter))


def _reports(project: Path) -> Check:
    names = report_names(project)
    seen = ReportsFound(names=", ".join(names)) if names else ReportsMissing()
    return Check("reports", bool(names), seen)


def _disk(project: Path) -> Check:
    free = shutil.disk_usage(project).free / 2**30
    return Check("disk", free >= LEAST_FREE_GIB, DiskFree(free_gib=free))


def _outputs(project: Path) -> Check:
    """Write and remove a file where reports go."""
    try:
        with tempfile.NamedTemporaryFile(dir=project / "outputs"):
            return Check("outputs", True, OutputsWritable())
    except OSError as error:
        return Check("outputs", False, OutputsRefused(reason=str(error.strerror)))


def trouble(project: Path, store: str) -> list[str]:
    """List what is wrong with the store, the thresholds and the parameters of each report.

    Parameters
    ----------
    project : Path
        The checkout.
    store : str
        Address of a store.
    """
    from workbench.batch.page.parameters import check_parameters  # noqa: PLC0415 - slow
    from workbench.inputs.checks import check_mapping, check_store, check_survey  # noqa: PLC0415 - slow
    from workbench.vocabulary import threshold_checks  # noqa: PLC0415 - seldom

    words = words_of()
    found = [problem.in_words(words) for problem in check_store(store)]
    found += [f"{threshold_checks.TABLE.name}: {what}" for what in threshold_checks.problems()]
    for mapping in sorted((project / "parameters" / "mappings").glob("*.yml")):
        found.extend(problem.in_words(words) for problem in check_mapping(mapping))
    for survey in sorted((project / "parameters" / "surveys").glob("*.yml")):
        found.extend(problem.in_words(words) for problem in check_survey(survey))
    for report in report_names(project):
        try:
            check_parameters(project, report)
        except WorkbenchError as error:
            found.append(str(error))
    return found
