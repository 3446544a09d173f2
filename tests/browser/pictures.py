"""Take pictures of a page as its readers see it: python pictures.py PAGE.html OUT_FOLDER."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SCREENS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def take_pictures(page: Path, folder: Path) -> None:
    """Write one picture a screen, and the printed sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for name, options in SCREENS.items():
            context = browser.new_context(**options)
            tab = context.new_page()
            tab.goto(page.resolve().as_uri())
            tab.screenshot(path=folder / f"{name}.png", full_page=True)
            context.close()
        take_sheets(browser, page, folder)
        browser.close()


def take_sheets(browser: Browser, page: Path, folder: Path) -> None:
    """Print to A4; as pictures too: a sheet each with pdftoppm, else one of the whole page."""
    tab = browser.new_page(viewport={"width": 794, "height": 1123})
    tab.goto(page.resolve().as_uri())
    pdf = folder / "a4.pdf"
    tab.pdf(path=pdf, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-png", "-r", "70", pdf, folder / "a4"], check=True)
        return
    tab.emulate_media(media="print")
    tab.screenshot(path=folder / "a4.png", full_page=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    take_pictures(Path(sys.argv[1]), Path(sys.argv[2]))
