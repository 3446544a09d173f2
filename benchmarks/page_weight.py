"""Weight and length of pages: bytes of figures and of all else, and A4 sheets before the annexes.

    .venv/bin/workbench batch --out outputs/demo
    .venv/bin/python benchmarks/page_weight.py outputs/demo

A country page may have 300 KiB in all and one sheet, a report its figures and 60 KiB of text and
tables, and as many sheets as `SHEETS` says; a report without data one. Ends with 1 where a page has
more. Sheets are those that Debian's Chromium prints.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
KIB = 1024
FIGURE = re.compile(r'src="data:image/[^"]*"')
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
STATUS = re.compile(r'"status": "(\w+)"')
BEFORE_ANNEXES = ".annex, .annex ~ *, #provenance { display: none !important }"
COUNTRY, MOST_COUNTRY, MOST_TEXT = "country", 300 * KIB, 60 * KIB
SHEETS = {COUNTRY: 1, "trends": 4, "soil_health": 4, "gaps": 6, "health": 6}


@dataclass(frozen=True)
class Weighed:
    """A page: report, whether it has data, bytes, and A4 sheets before the annexes and in all."""

    name: str
    report: str
    has_data: bool
    figures: int
    rest: int
    sheets: int
    all_sheets: int

    @property
    def too_much(self) -> list[str]:
        """What the page has too much of."""
        whole, most = self.figures + self.rest, SHEETS[self.report] if self.has_data else 1
        heavy = whole > MOST_COUNTRY if self.report == COUNTRY else self.rest > MOST_TEXT
        return [*(["KiB"] if heavy else []), *(["sheets"] if self.sheets > most else [])]


def weigh(browser: Browser, page: Path) -> Weighed:
    """Weigh a page and print it, with annexes and without."""
    report = COUNTRY if page.stem == "index" else page.stem
    text = page.read_text(encoding="utf-8")
    figures = sum(len(one) for one in FIGURE.findall(text))
    results = page.with_name(f"{report}.results.json").read_text(encoding="utf-8")
    status = STATUS.search(results)
    tab = browser.new_page()
    tab.goto(page.resolve().as_uri())
    whole = tab.pdf(prefer_css_page_size=True)
    tab.add_style_tag(content=BEFORE_ANNEXES)
    before = tab.pdf(prefer_css_page_size=True)
    tab.close()
    return Weighed(
        name=f"{page.parent.name}/{page.stem}",
        report=report,
        has_data=status is not None and status.group(1) == "ok",
        figures=figures,
        rest=len(text.encode()) - figures,
        sheets=len(SHEET.findall(before)),
        all_sheets=len(SHEET.findall(whole)),
    )


def weighed(folder: Path) -> Iterator[Weighed]:
    """Weigh all pages of a batch."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for page in sorted(folder.glob("*/*.html")):
            if not page.name.endswith(".failed.html"):
                yield weigh(browser, page)
        browser.close()


def main(folder: Path) -> int:
    """Print a line a page; gives 1 where one is too heavy or too long."""
    print("page                    figures   rest  sheets  in all  (KiB)")
    wrong = 0
    for one in weighed(folder):
        wrong += bool(one.too_much)
        print(
            f"{one.name:22} {one.figures / KIB:8.0f} {one.rest / KIB:6.0f} {one.sheets:7} "
            f"{one.all_sheets:7}  {'too many ' if one.too_much else ''}{', '.join(one.too_much)}"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
