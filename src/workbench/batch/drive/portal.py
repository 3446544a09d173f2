"""The portal of a batch: what each report of each area comes to, the worst first, and where it is.

One page over all areas, and one a region. They open from a folder and without a script; a small
script, named by its hash in the page's security policy, searches, filters and sorts.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import get_args

from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from workbench.batch.drive.portal_rows import BY_NEED, UNREADABLE, AreaRow, area_rows
from workbench.batch.drive.world_map import HEIGHT, WIDTH, IndexAreaState, world_with
from workbench.batch.page.job import Status
from workbench.batch.page.publish import alone
from workbench.batch.page.publisher import read_publisher
from workbench.errors import ReportError
from workbench.findings.rows import Phrase, code, count, row
from workbench.store.plain_files import write_atomically
from workbench.vocabulary.places import REGION_NAMES
from workbench.words.messages import ENGLISH
from workbench.words.wording import Words, words_of

INDEX = "index.html"
REGION_PAGE = "region-"  # and the code of the region
TEMPLATE, SCRIPT = "portal/index.html.j2", "portal/portal.js"


@row
class IndexAbout(Phrase):
    """How much a portal lists."""

    n_areas: int = count("areas")
    n_reports: int = count("kinds of report")


@row
class IndexCount(Phrase):
    """How many reports have a status."""

    status: str = code("status", "what became of them")
    n_reports: int = count("reports")


@dataclass(frozen=True)
class Portal:
    """What a page of the portal shows: all areas, or those of a region.

    Attributes
    ----------
    rows : tuple of AreaRow
        The areas, those in most need first.
    words : Words
        Words of its language.
    region : str
        Region that it is of; empty: all.
    revisions : str
        Address of the page on what changed since the release before; empty: none.
    """

    rows: tuple[AreaRow, ...]
    words: Words
    region: str = ""
    revisions: str = ""

    @cached_property
    def reports(self) -> list[str]:
        """Reports that stand in columns."""
        return sorted({one.report for row in self.rows for one in row.reports})

    @property
    def about(self) -> IndexAbout:
        """How much it lists."""
        return IndexAbout(n_areas=len(self.rows), n_reports=len(self.reports))

    @property
    def counts(self) -> list[IndexCount]:
        """Reports by status, those with a page first."""
        found = Counter(one.status for row in self.rows for one in row.entries.values())
        order = [status for status in (*get_args(Status), UNREADABLE) if status in found]
        return [IndexCount(status=status, n_reports=found[status]) for status in order]

    @property
    def regions(self) -> dict[str, str]:
        """Names of the regions that its areas lie in, by their code."""
        found = {row.region for row in self.rows if row.region}
        return {code: name for code, name in REGION_NAMES.items() if code in found}

    def choices(self, what: str) -> list[str]:
        """Codes that its reports have of something, those in most need first."""
        found = {str(getattr(one, what)) for row in self.rows for one in row.reports} - {""}
        return sorted(found, key=lambda one: BY_NEED.index(one) if one in BY_NEED else one)

    @cached_property
    def map(self) -> list[tuple[str, AreaRow | None]]:
        """Paths of all countries, with the area where it is listed; none without any such area."""
        return world_with({row.area: row for row in self.rows})


@dataclass(frozen=True)
class ReleasedPortal:
    """The portal of a release.

    Attributes
    ----------
    into : Path
        Folder of the release.
    only : collection of (str, str)
        Areas and reports that are released.
    revisions : str
        Address of the page on what changed since the release before.
    """

    into: Path
    only: Collection[tuple[str, str]]
    revisions: str


def write_portal(
    folder: Path,
    templates: Path,
    language: str = ENGLISH,
    released: ReleasedPortal | None = None,
) -> Path:
    """Write `index.html` over all results below `folder`, and a page a region.

    Parameters
    ----------
    folder : Path
        Outputs of a batch: `<area>/<report>.job.json` with its page in the same folder.
    templates : Path
        Folder `templates` of the project.
    language : str
        Code of the language that the portal is in.
    released : ReleasedPortal, optional
        Where it is written and what it lists, if it is that of a release.

    Returns
    -------
    Path
        The page over all areas.

    Raises
    ------
    ReportError
        If there is no such folder or no template, or a line of the reviews is no decision.
    """
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that a batch wrote to.")
    render, words = _renderer(templates), words_of(language)
    whole = Portal(
        area_rows(folder, words, released.only if released else None),
        words,
        revisions=released.revisions if released else "",
    )
    target = released.into if released else folder
    pages = {INDEX: whole}
    if len(whole.regions) > 1:
        pages |= {region_page(one): _of_region(whole, one) for one in whole.regions}
    with alone(target):
        for name in {path.name for path in target.glob(f"{REGION_PAGE}*.html")} - set(pages):
            (target / name).unlink()
        for name, one in pages.items():
            write_atomically(target / name, render(one, whole).encode("utf-8"))
    return target / INDEX


def region_page(region: str) -> str:
    """Name of the page of a region, beside that of all areas."""
    return f"{REGION_PAGE}{region}.html"


def _of_region(whole: Portal, region: str) -> Portal:
    """Keep the areas of a region."""
    rows = tuple(row for row in whole.rows if region in (row.region, row.area))
    return replace(whole, rows=rows, region=region)


def _renderer(templates: Path) -> Callable[[Portal, Portal], str]:
    """Give what writes a page of the portal."""
    loader = Environment(loader=FileSystemLoader(templates), autoescape=True)
    loader.filters["area_state"] = lambda row: IndexAreaState(area=row.name, state=row.state)
    try:
        template = loader.get_template(TEMPLATE)
        script = (templates / SCRIPT).read_text(encoding="utf-8")
    except (TemplateNotFound, OSError) as error:
        raise ReportError(
            f"{templates} has no {TEMPLATE!r} or {SCRIPT!r}. Give the project's templates."
        ) from error
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
    shared = {"script": script, "script_hash": f"sha256-{digest}", "size": (WIDTH, HEIGHT)}

    publisher = read_publisher(templates.parent)

    def render(portal: Portal, whole: Portal) -> str:
        many = len(whole.regions) > 1
        links = {code: region_page(code) for code in whole.regions} if many else {}
        return template.render(
            portal=portal,
            words=portal.words,
            region_links=links,
            index=INDEX,
            **shared,
            publisher=publisher,
        )

    return render
