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

from workbench.batch.project import report_names
from workbench.errors import WorkbenchError
from workbench.findings import VERSIONS_OF

LEAST_FREE_GIB = 1.0


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    passed: bool
    detail: str


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
    passed = sys.version_info >= (3, 11)
    return Check("Python", passed, f"{platform.python_version()} (3.11 or later is needed)")


def _libraries(project: Path) -> Check:
    """Compare what is installed with what is locked."""
    lock = (project / "requirements.lock").read_text(encoding="utf-8")
    missing = [name for name in VERSIONS_OF if find_spec(name) is None]
    if missing:
        return Check("libraries", False, f"not installed: {', '.join(missing)}; run make")
    installed = {name: version(name) for name in VERSIONS_OF}
    other = [f"{name} {has}" for name, has in installed.items() if f"{name}=={has} " not in lock]
    detail = f"not as in requirements.lock: {', '.join(other)}; run make" if other else "as locked"
    return Check("libraries", not other, detail)


def _kernel(project: Path) -> Check:  # noqa: ARG001
    """Find the kernel that notebooks run in, and whether it is of this environment."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - slow

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Check("kernel", False, "no kernel python3; install ipykernel")
    interpreter = spec.argv[0]
    ours = Path(interpreter).name == interpreter or Path(interpreter) == Path(sys.executable)
    return Check("kernel", ours, f"python3 runs {interpreter}")


def _reports(project: Path) -> Check:
    names = report_names(project)
    return Check("reports", bool(names), ", ".join(names) or "no notebook in notebooks/")


def _disk(project: Path) -> Check:
    free = shutil.disk_usage(project).free / 2**30
    return Check("disk", free >= LEAST_FREE_GIB, f"{free:.1f} GiB free")


def _outputs(project: Path) -> Check:
    """Write and remove a file where reports go."""
    try:
        with tempfile.NamedTemporaryFile(dir=project / "outputs"):
            return Check("outputs", True, "outputs/ can be written")
    except OSError as error:
        return Check("outputs", False, f"outputs/ cannot be written: {error.strerror}")


def trouble(project: Path, store: str) -> list[str]:
    """List what is wrong with the store, the thresholds and the parameters of each report.

    Parameters
    ----------
    project : Path
        The checkout.
    store : str
        Address of a store.
    """
    from workbench.batch.parameters import check_parameters  # noqa: PLC0415 - slow
    from workbench.inputs.checks import check_mapping, check_store, check_survey  # noqa: PLC0415 - slow
    from workbench.vocabulary import threshold_checks  # noqa: PLC0415 - seldom

    found = [f"{problem.where}: {problem.what}" for problem in check_store(store)]
    found += [f"{threshold_checks.TABLE.name}: {what}" for what in threshold_checks.problems()]
    for mapping in sorted((project / "parameters" / "mappings").glob("*.yml")):
        found.extend(f"{problem.where}: {problem.what}" for problem in check_mapping(mapping))
    for survey in sorted((project / "parameters" / "surveys").glob("*.yml")):
        found.extend(f"{problem.where}: {problem.what}" for problem in check_survey(survey))
    for report in report_names(project):
        try:
            check_parameters(project, report)
        except WorkbenchError as error:
            found.append(str(error))
    return found
