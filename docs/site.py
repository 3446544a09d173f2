"""Build the documentation: pages as they are written, pages made from code, and notebooks.

Run as `make docs`. Pages come together in `outputs/docs-source`, so that nothing that is made
lies beside what is written, and the site is written to `outputs/docs`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from docs.reference_pages import reference_pages

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
TUTORIALS = PROJECT / "notebooks" / "explore"
SOURCE, SITE = PROJECT / "outputs" / "docs-source", PROJECT / "outputs" / "docs"
TOPS = {
    "GLOSSARY.md": "glossary.md",
    "CHANGELOG.md": "release_notes.md",
    "CONTRIBUTING.md": "contributing.md",
}
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)")
TOCTREE = re.compile(r"```\{toctree\}(.*?)```", re.DOTALL)


def assemble(folder: Path) -> list[Path]:
    """Put the pages of the site together.

    Parameters
    ----------
    folder : Path
        New folder for them.

    Returns
    -------
    list of Path
        Pages and notebooks, relative to the folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    ignored = shutil.ignore_patterns("*.lock", "__pycache__", "site.py", "reference_pages.py")
    shutil.copytree(DOCS, folder, ignore=ignored)
    for name, page in TOPS.items():
        (folder / page).write_text((PROJECT / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "decisions" / "README.md").rename(folder / "decisions" / "index.md")
    for notebook in sorted(TUTORIALS.glob("*.ipynb")):
        shutil.copy(notebook, folder / "tutorials" / notebook.name)
    for name, text in reference_pages().items():
        page = folder / "reference" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    listed = folder / "decisions" / "index.md"
    decisions = sorted(path.stem for path in (folder / "decisions").glob("[!i]*.md"))
    tree = "\n".join(["```{toctree}", ":hidden:", "", *decisions, "```"])
    listed.write_text(f"{listed.read_text(encoding='utf-8')}\n{tree}\n", encoding="utf-8")
    return pages_in(folder)


def pages_in(folder: Path) -> list[Path]:
    """List the pages of a folder that was put together.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    list of Path
        Relative to the folder; heads that other pages include are none.
    """
    found = [path for ending in ("md", "ipynb") for path in folder.rglob(f"*.{ending}")]
    return sorted(path.relative_to(folder) for path in found if not path.stem.endswith("_head"))


def entries(page: Path) -> list[str]:
    """Pages that the trees of contents of a page lead to, without their ending.

    Parameters
    ----------
    page : Path
        A page.

    Returns
    -------
    list of str
        Relative to the folder of the page.
    """
    lines = [
        line.strip()
        for tree in TOCTREE.findall(page.read_text(encoding="utf-8"))
        for line in tree.splitlines()
    ]
    return [line for line in lines if line and not line.startswith(":")]


def clicks(folder: Path) -> dict[str, int]:
    """Count the clicks from the first page to each page by the trees of contents.

    Parameters
    ----------
    folder : Path
        Pages that were put together.

    Returns
    -------
    dict of str to int
        Clicks by page, without its ending; what is not in it cannot be reached.
    """
    found, due = {"index": 0}, ["index"]
    while due:
        name = due.pop(0)
        page = folder / f"{name}.md"
        if not page.is_file():
            continue
        for entry in entries(page):
            target = os.path.normpath(Path(name).parent / entry)
            if target not in found:
                found[target] = found[name] + 1
                due.append(target)
    return found


def dead_links(folder: Path) -> list[str]:
    """Links of pages to files that are not there.

    Parameters
    ----------
    folder : Path
        Pages that were put together.

    Returns
    -------
    list of str
        Page and link.
    """
    return [
        f"{page}: {link[2]}"
        for page in pages_in(folder)
        if page.suffix == ".md"
        for link in LINK.finditer((folder / page).read_text(encoding="utf-8"))
        if not (folder / page.parent / link[2]).exists()
    ]


def main() -> int:
    """Build the site; a warning is an error.

    Returns
    -------
    int
        Exit code of Sphinx.
    """
    assemble(SOURCE)
    shutil.rmtree(SITE, ignore_errors=True)
    options = ["-W", "--keep-going", "-q", "-b", "html", "-j", "2"]
    return subprocess.call([sys.executable, "-m", "sphinx", *options, str(SOURCE), str(SITE)])


if __name__ == "__main__":
    raise SystemExit(main())
