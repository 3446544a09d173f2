"""Time the first steps of a new user: a report in JupyterLab, and a page of one's own CSV file.

Run it with `.venv/bin/python benchmarks/first_steps.py`, in a fresh clone after `time make setup`.
A browser does what docs/start says: it opens the address that is printed, runs all cells, changes
the first year and runs them again. Then a CSV file is drafted, taken in and made a page.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

WORKBENCH = Path(sys.executable).with_name("workbench")
PROJECT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
ADDRESS = re.compile(r"http://localhost:\d+/lab/tree/\S+")
WITHIN_MS = 120_000
IDLE, OUTPUT = "| Idle", ".jp-OutputArea-output"
ANSWERS = {  # to the draft, which asks for what no column says
    "constants:": "constants:\n  iso3: KEN",
    "basis: unknown": "basis: dry",
    "fraction: unknown": "fraction: aqua_regia",
}


def main() -> None:
    """Print each step with the seconds since the first one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sync_playwright() as playwright:
            options = {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
            changed_parameter(folder, playwright.chromium.launch(**options).new_page())
        own_file(folder)


def changed_parameter(folder: Path, tab: Page) -> None:
    """Open a report in JupyterLab, and change a parameter."""
    since = time.monotonic()
    with served(folder) as address:
        told(since, "the address of JupyterLab is printed")
        tab.set_default_timeout(WITHIN_MS)
        tab.goto(address)
        tab.get_by_text(IDLE).first.wait_for()
        told(since, "the notebook is open")
        shown: list[list[str]] = []
        for year in ("", "2009"):
            if year:
                cell = tab.locator(".jp-CodeCell .cm-content", has_text="first_year").first
                cell.locator(".cm-line", has_text="first_year").first.click()
                tab.keyboard.press("Home")
                tab.keyboard.press("Shift+End")
                tab.keyboard.type(f"first_year = {year}")
            tab.get_by_role("menuitem", name="Run", exact=True).click()
            tab.get_by_text("Run All Cells", exact=True).click()
            last = tab.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
            n_cells = tab.locator(".jp-CodeCell").count()
            expect(last).to_have_text(f"[{n_cells * (len(shown) + 1)}]:", timeout=WITHIN_MS)
            shown.append(tab.locator(OUTPUT).all_text_contents())
            told(since, "all cells have run")
    n_changed = sum(old != new for old, new in zip(*shown, strict=True))
    print(f"with another first year {n_changed} of {len(shown[0])} outputs are others")
    if not n_changed:
        raise SystemExit("The parameter changed nothing.")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Run `workbench lab`, and give the address that it prints."""
    options = ["--no-browser", "--allow-root", "--out", str(folder)]
    command = [str(WORKBENCH), "lab", "trends", "XAB", *options]
    log = folder / "lab.log"
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=PROJECT, stdout=out, stderr=out) as lab,
    ):
        try:
            while not (found := ADDRESS.search(log.read_text(encoding="utf-8"))):
                if lab.poll() is not None:
                    raise SystemExit(log.read_text(encoding="utf-8"))
                time.sleep(0.1)
            yield found[0]
        finally:
            lab.terminate()


def own_file(folder: Path) -> None:
    """Draft a mapping of a CSV file, answer it, take the file in and make its page."""
    file, mapping, store = folder / "soil.csv", folder / "soil.yml", str(folder / "store")
    file.write_text(written(), encoding="utf-8")
    since = time.monotonic()
    run("ingest", str(file), "--draft", "--out", str(mapping))
    told(since, "the mapping is drafted")
    text = mapping.read_text(encoding="utf-8")
    print(f"  it asks {text.count('# ?') - 1} questions")
    for asked, answer in ANSWERS.items():
        text = text.replace(asked, answer)
    mapping.write_text(text, encoding="utf-8")
    run("ingest", str(file), "--mapping", str(mapping), "--store", store)
    told(since, "the file is taken in")
    run("run", "trends", "KEN", "--store", store, "--out", str(folder / "pages"))
    told(since, "the page is made")


def written() -> str:
    """Eight sites at six rounds, in the way of a European spreadsheet."""
    draw = random.Random(3)
    rows = ["site;lat;lon;date;depth from (cm);depth to (cm);land use;Pb mg/kg;Cd mg/kg;lab"]
    for site in range(1, 9):
        for year in range(2004, 2025, 4):
            lead = 30 + 2 * site - 0.5 * (year - 2004) + draw.gauss(0, 1.5)
            cadmium = "<0.3" if draw.random() < 0.2 else f"{draw.gauss(0.4, 0.05):.2f}"
            place = f"{-1.2 - site * 0.05:.3f};{36.8 + site * 0.04:.3f}"
            rows.append(f"K-{site};{place};15/06/{year};0;20;arable;{lead:.1f};{cadmium};Nairobi")
    return "\n".join(rows) + "\n"


def run(*arguments: str) -> None:
    """Run the command, and print its last line."""
    done = subprocess.run(
        [str(WORKBENCH), *arguments], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    print("  " + (done.stdout + done.stderr).strip().splitlines()[-1])
    if done.returncode:
        raise SystemExit(done.returncode)


def told(since: float, step: str) -> None:
    """Print a step with the seconds since the first."""
    print(f"{time.monotonic() - since:6.1f} s  {step}", flush=True)


if __name__ == "__main__":
    main()
