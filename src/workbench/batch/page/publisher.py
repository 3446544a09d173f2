"""Who publishes the pages: read from one file of the project, and shown on every cover."""

from __future__ import annotations

import base64
from dataclasses import dataclass, fields
from pathlib import Path
from string import Formatter

from workbench.errors import ParameterError
from workbench.vocabulary.yaml_text import read_yaml

FILE = "publisher.yml"
LARGEST_LOGO = 60 * 1024  # bytes; it is part of every page
LOGOS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
BEGINS = {"image/png": b"\x89PNG\r\n", "image/jpeg": b"\xff\xd8\xff"}
PLACES = ("title", "area", "date")


@dataclass(frozen=True)
class Publisher:
    """Who publishes, as the cover of every page says it.

    Attributes
    ----------
    name : str
        Name of the organisation.
    logo : str
        Its logo as a data address; empty for none.
    contact : str
        Where a reader may ask.
    licence : str
        What may be done with the pages.
    citation : str
        How to cite a page; `{title}`, `{area}` and `{date}` are filled in.
    disclaimer : str
        What the publisher does not answer for.
    """

    name: str
    logo: str = ""
    contact: str = ""
    licence: str = ""
    citation: str = ""
    disclaimer: str = ""

    def cited(self, title: str, area: str, date: str) -> str:
        """Fill in how a page is cited; empty where the publisher does not say how."""
        return self.citation.format(title=title, area=area, date=date)


def read_publisher(project: Path) -> Publisher | None:
    """Read who publishes the pages of a project.

    Parameters
    ----------
    project : Path
        Folder of the project; `parameters/publisher.yml` is in it.

    Returns
    -------
    Publisher or None
        None where there is no such file, or nothing in it.

    Raises
    ------
    ParameterError
        If a key is unknown, a value does not fit or the logo cannot be used.
    """
    file = project / "parameters" / FILE
    content = (read_yaml(file) or {}) if file.exists() else {}
    if not content:
        return None
    known = [one.name for one in fields(Publisher)]
    if not isinstance(content, dict):
        raise ParameterError(f"{FILE}: give keys and their texts. Known are: {', '.join(known)}.")
    for key, value in content.items():
        if key not in known:
            raise ParameterError(f"{FILE}: unknown key {key}. Known are: {', '.join(known)}.")
        if not isinstance(value, str):
            raise ParameterError(f"{FILE}, {key}: give one text, not a list of them.")
    if not content.get("name"):
        raise ParameterError(f"{FILE}, name: it is missing. Give the name of who publishes.")
    _refuse_other_places(content.get("citation", ""))
    logo = content.get("logo", "")
    return Publisher(**content | {"logo": _logo(file.parent, logo) if logo else ""})


def _refuse_other_places(citation: str) -> None:
    """Refuse a citation with a place that nothing is filled in at."""
    right = f"It may hold {', '.join(f'{{{name}}}' for name in PLACES)}."
    try:
        places = {name for _, name, *_ in Formatter().parse(citation) if name is not None}
    except ValueError as error:
        raise ParameterError(f"{FILE}, citation: {error}. {right}") from None
    wrong = sorted(places - set(PLACES))
    if wrong:
        raise ParameterError(f"{FILE}, citation: unknown place {{{wrong[0]}}}. {right}")


def _logo(folder: Path, name: str) -> str:
    """Give a picture as an address that holds it: a page fetches nothing."""
    path, kind = folder / name, LOGOS.get(Path(name).suffix.lower(), "")
    where = f"{FILE}, logo"
    if not kind:
        raise ParameterError(f"{where}: {name} is no picture. Give a file in SVG, PNG or JPEG.")
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise ParameterError(f"{where}: there is no file {name} in {folder.name}/. Put it there.")
    content = path.read_bytes()
    begins = content.startswith(BEGINS[kind]) if kind in BEGINS else b"<svg" in content[:1024]
    if not begins:
        raise ParameterError(f"{where}: {name} is not what its name says. Give SVG, PNG or JPEG.")
    if len(content) > LARGEST_LOGO:
        most = LARGEST_LOGO // 1024
        raise ParameterError(f"{where}: {name} is larger than {most} KiB. Give a smaller one.")
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
