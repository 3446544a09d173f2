"""Arguments that several verbs of the command have, and what a shell offers to complete them.

Help, completion and wrong use answer at once: what carries a command out takes a second to import,
and is imported `Later`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.batch.page.project import find_folder
from workbench.errors import ParameterError
from workbench.reports import ALL_REPORTS

OK, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 3  # exit codes
HELP = {"help_option_names": ["-h", "--help"]}


@dataclass(frozen=True)
class Later:
    """A module that is imported when something of it is asked for.

    A type checker is shown the module itself, so that each use is checked.

    Attributes
    ----------
    module : str
        Its name.
    """

    module: str

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what the module holds
        """Import the module, and give what it has under a name."""
        return getattr(import_module(self.module), name)


if TYPE_CHECKING:
    from workbench.vocabulary import places
else:
    places = Later("workbench.vocabulary.places")


def examples(*lines: str) -> str:
    """Give the examples that end the help of a verb, a command a line.

    Parameters
    ----------
    *lines : str
        Commands without the name of the program, each with a comment where one helps.

    Returns
    -------
    str
        Text that is shown as it is, not filled up to a paragraph.
    """
    return "\b\nExamples:\n" + "\n".join(f"  workbench {line}" for line in lines)


def placed(out: Path | None, start: Path, name: str) -> Path:
    """Find the folder of outputs: the one that was given, or one in the project's `outputs`.

    Parameters
    ----------
    out : Path or None
        What was given.
    start : Path
        A folder in the project.
    name : str
        Name of the folder where none was given.

    Returns
    -------
    Path
        From the current folder, where it is below that.

    Raises
    ------
    ParameterError
        If none was given, and there is no project.
    """
    if out is not None:
        return out
    folder = find_folder(start) / "outputs" / name
    return Path(os.path.relpath(folder)) if folder.is_relative_to(Path.cwd()) else folder


def survey_tools(folder: Path) -> list[str]:
    """Names of the survey tools and lists that a checkout has a mapping of."""
    return sorted(path.stem for path in (folder / "parameters" / "surveys").glob("*.yml"))


def find_survey(start: Path, survey: str) -> Path:
    """Find the mapping of a survey tool: one of the checkout by its name, or any by its path.

    Parameters
    ----------
    start : Path
        A folder in the checkout.
    survey : str
        Name of a tool, or path of a mapping.

    Returns
    -------
    Path
        The mapping.

    Raises
    ------
    ParameterError
        If there is no such mapping.
    """
    if Path(survey).suffix in {".yml", ".yaml"}:
        return Path(survey)
    folder = find_folder(start)
    known = survey_tools(folder)
    if survey not in known:
        raise ParameterError(
            f"Unknown survey tool: {survey}. Known are: {', '.join(known)}; or give the path of a "
            "mapping (.yml)."
        )
    return folder / "parameters" / "surveys" / f"{survey}.yml"


def offered_reports(incomplete: str) -> list[str]:
    """Names of reports that begin so."""
    return _beginning(ALL_REPORTS, incomplete)


def offered_areas(incomplete: str) -> list[str]:
    """Codes of countries and regions that begin so."""
    return _beginning([*places.places(), *places.REGION_NAMES], incomplete.upper())


def offered_mappings(incomplete: str) -> list[str]:
    """Folders and YAML files that begin so, and the mappings of the checkout."""
    here = sorted(Path().glob(f"{incomplete}*")) if not Path(incomplete).is_absolute() else []
    folders = [f"{path}/" for path in here if path.is_dir()]
    files = [str(path) for path in here if path.suffix in {".yml", ".yaml"}]
    project = _folder()
    shipped = (project / "parameters" / "mappings").glob("*.yml") if project else ()
    return [*folders, *dict.fromkeys([*files, *_beginning(map(str, sorted(shipped)), incomplete)])]


def offered_surveys(incomplete: str) -> list[str]:
    """Names of survey tools and lists that begin so."""
    project = _folder()
    return _beginning(survey_tools(project) if project else (), incomplete)


def _folder() -> Path | None:
    """Checkout around the current folder; None where there is none."""
    try:
        return find_folder(Path())
    except ParameterError:
        return None


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    """Words that begin so."""
    return [word for word in words if word.startswith(incomplete)]


Report = Annotated[
    str,
    typer.Argument(
        help=f"Name of the report: {', '.join(ALL_REPORTS)}.", autocompletion=offered_reports
    ),
]
Area = Annotated[
    str,
    typer.Argument(
        help="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD.", autocompletion=offered_areas
    ),
]
Given = Annotated[
    list[str], typer.Option("--parameter", "-p", help="A parameter, as in -p first_year=2000.")
]
Store = Annotated[
    str, typer.Option(help="Folder of a store; 'example' holds the fictional countries.")
]
StartFolder = Annotated[
    Path, typer.Option(help="The checkout, if the current folder is not inside it.")
]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder for what is made; without it, one of the project's outputs/."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        help="What its columns mean: a YAML file. A filled-in template needs none.",
        autocompletion=offered_mappings,
    ),
]
Survey = Annotated[
    str,
    typer.Option(
        help=f"The file is a survey's ({', '.join(offered_surveys('')) or 'kobo, odk, ...'}), "
        "or give the path of its own mapping.",
        autocompletion=offered_surveys,
    ),
]
