"""The gaps report on paper and without colour."""

import re
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SYMBOLS = {"yes": "●", "partly": "◐", "no": "○"}
TABLES = """() => [...document.querySelectorAll('tbody')].map(e => ({
  rows: e.rows.length, whole: getComputedStyle(e.closest('.scroll')).breakInside }))"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}.")


@pytest.fixture
def opened(browser, gaps_page):
    """Open the gaps page of an area."""
    tabs = []

    def open_page(area):
        tabs.append(browser.new_page(viewport={"width": 1280, "height": 900}))
        tabs[-1].goto(gaps_page(area))
        return tabs[-1]

    yield open_page
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize("area", ["XAA", "R-EXAMPLE"])
def test_a_long_table_goes_on_over_sheets_and_a_short_one_stays_whole(opened, area):
    tab = opened(area)
    tab.emulate_media(media="print")
    found = tab.evaluate(TABLES)
    assert any(table["rows"] > 8 for table in found)
    assert all((table["rows"] > 8) == (table["whole"] == "auto") for table in found)


def test_an_answer_is_a_word_and_a_symbol_and_never_a_colour(opened):
    tab = opened("XAA")
    table = tab.locator("table", has=tab.locator("caption", has_text="Answers, item by item"))
    answers = table.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert len(answers) == 13
    for answer in answers:
        symbol, _, word = answer.partition(" ")
        assert word in ("yes", "partly", "no")
        assert SYMBOLS[word] == symbol
    colours = table.locator("tbody td").evaluate_all(
        "all => [...new Set(all.map(e => getComputedStyle(e).color))]"
    )
    assert len(colours) == 1


def test_each_rating_has_its_level_and_number_in_words(opened):
    alts = opened("XAA").eval_on_selector_all("img", "all => all.map(e => e.alt)")
    (rated,) = [alt for alt in alts if alt.startswith("Importance of topics")]
    assert "exchange of data: 2 rate 1, 2 rate 2, 0 rate 3, 0 rate 4, 0 rate 5, 3 without" in rated


def test_the_foot_speaks_of_survey_rows_and_not_of_measurements(opened):
    foot = opened("XAA").locator("#provenance").inner_text()
    assert re.search(r"[\d,]+ survey answers", foot)
    assert "Measurements read" not in foot


BEFORE_ANNEX = """() => { const annex = document.querySelector('.annex');
  while (annex.nextElementSibling) annex.nextElementSibling.remove();
  annex.remove(); document.querySelector('#provenance').remove() }"""


def sheets_of(tab):
    """Sheets of A4 that a page is printed on."""
    return len(re.findall(rb"/Type /Page\b", tab.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("area", ["XAA", "R-EXAMPLE"])
def test_what_stands_before_the_annex_fits_on_six_sheets(opened, area):
    tab = opened(area)
    tab.evaluate(BEFORE_ANNEX)
    assert 2 < sheets_of(tab) <= 6


def test_a_country_that_did_not_answer_gets_two_sheets(opened):
    assert sheets_of(opened("XAF")) == 2
