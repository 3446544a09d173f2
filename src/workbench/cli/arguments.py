"""Arguments that several verbs of the command have, and what a shell offers to complete them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from workbench.batch.page.project import find_project, known_reports, survey_tools
from workbench.errors import ParameterError

HELP = {"help_option_names": ["-h", "--help"]}


def offered_reports(incomplete: str) -> list[str]:
    """Names of reports that begin so."""
    return _beginning(known_reports(), incomplete)


def offered_areas(incomplete: str) -> list[str]:
    """Codes of countries and regions that begin so."""
    from workbench.vocabulary.places import (  # noqa: PLC0415 - only for a shell
        REGION_NAMES,
        places,
    )

    return _beginning([*places(), *REGION_NAMES], incomplete.upper())


def offered_mappings(incomplete: str) -> list[str]:
    """Folders and YAML files that begin so, and the mappings of the checkout."""
    here = sorted(Path().glob(f"{incomplete}*")) if not Path(incomplete).is_absolute() else []
    folders = [f"{path}/" for path in here if path.is_dir()]
    files = [str(path) for path in here if path.suffix in {".yml", ".yaml"}]
    project = _project()
    shipped = (project / "parameters" / "mappings").glob("*.yml") if project else ()
    return [*folders, *dict.fromkeys([*files, *_beginning(map(str, sorted(shipped)), incomplete)])]


def offered_surveys(incomplete: str) -> list[str]:
    """Names of survey tools and lists that begin so."""
    project = _project()
    return _beginning(survey_tools(project) if project else (), incomplete)


def _project() -> Path | None:
    """Checkout around the current folder; None where there is none."""
    try:
        return find_project(Path())
    except ParameterError:
        return None


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    """Words that begin so."""
    return [word for word in words if word.startswith(incomplete)]


Report = Annotated[
    str,
    typer.Argument(
        help=f"Name of the report: {', '.join(known_reports())}.", autocompletion=offered_reports
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
Project = Annotated[
    Path, typer.Option(help="The checkout, if the current folder is not inside it.")
]
Out = Annotated[Path, typer.Option(help="Folder for what is made.")]
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
