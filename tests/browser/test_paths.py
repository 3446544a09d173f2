"""The ways of a minister and of a reviewer through the pages of a country, offline."""

import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}.")


@pytest.fixture(scope="module")
def country(page_of):
    """Page of a country of which two reports were made."""
    for report in ("gaps", "trends"):
        page_of(report, "XAA")
    return page_of("country", "XAA")


@pytest.fixture
def tab(browser, country):
    """The country page in a browser without a network."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(country)
    yield tab
    context.close()


def test_a_minister_reads_the_answer_first_and_takes_one_sheet_along(tab):
    first = tab.locator("main .findings li").first
    assert "Ambervale" in first.inner_text()
    assert first.bounding_box()["y"] < 900
    assert tab.locator(".tile").count() == 2
    tab.add_style_tag(content=".annex, .annex ~ *, #provenance { display: none !important }")
    assert len(SHEET.findall(tab.pdf(prefer_css_page_size=True))) == 1


def test_a_reviewer_goes_from_a_message_to_its_report_and_to_the_row_that_it_quotes(tab):
    message = tab.locator(".findings li", has=tab.locator("a[href*='trends.html#']")).first
    told = message.inner_text()
    message.locator("a").first.click()
    page, place = urldefrag(tab.url)
    assert page.endswith("/XAA/trends.html")
    finding = tab.locator(f"[id='{place}']")
    assert finding.inner_text().split(".")[0] in told
    finding.locator("a.evidence").click()
    row = tab.locator(f"[id='{urldefrag(tab.url)[1]}']")
    assert row.evaluate("e => e.matches('tr:target')")
    number = re.search(r"\d+\.\d", finding.inner_text()).group()
    assert number in row.inner_text()
