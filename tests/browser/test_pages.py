"""What a reader's browser makes of the pages: calm, legible, and nothing runs."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>alert(1)</script>"
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
PLACES = (".findings li", "figcaption", "td", "caption", ".note", "h1", ".error", ".stream")
A4 = {(594, 841), (595, 841), (594, 842), (595, 842)}  # points, as one or the other rounds
FOLD = "() => document.querySelectorAll('details').forEach(e => { e.open = false })"
UNFOLD = "() => document.querySelectorAll('details').forEach(e => { e.open = true })"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}.")


@pytest.fixture(scope="module")
def loaded(browser, address):
    """A page that writes down what it asks for and what goes wrong, loaded for all tests of it."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.requested, tab.troubles = [], []
    tab.on("request", lambda request: tab.requested.append(request.url))
    tab.on("console", lambda message: tab.troubles.append(message.text))
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("dialog", lambda dialog: (tab.troubles.append("dialog"), dialog.dismiss()))
    tab.goto(address)
    yield tab
    tab.close()


@pytest.fixture
def opened(loaded):
    """The page as a reader finds it."""
    loaded.set_viewport_size({"width": 1280, "height": 900})
    loaded.emulate_media(media="null", color_scheme="light")
    loaded.evaluate(FOLD)
    return loaded


def test_a_page_asks_for_nothing_but_itself(opened, address):
    opened.wait_for_load_state("networkidle")
    assert [url for url in opened.requested if not url.startswith("data:image/")] == [address]


def test_a_page_has_no_error_and_runs_nothing_but_the_script_of_the_portal(opened):
    opened.evaluate(UNFOLD)
    opened.wait_for_timeout(200)
    assert opened.troubles == []
    assert opened.locator("script").count() == opened.locator("#filters").count()


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_name_is_shown_as_text(browser, report, place):
    tab = browser.new_page()
    tab.goto(report)
    assert HOSTILE in tab.locator(place).filter(has_text="alert(1)").first.inner_text()
    tab.close()


def test_every_picture_says_what_it_shows(browser, report):
    tab = browser.new_page()
    tab.goto(report)
    alts = tab.eval_on_selector_all("img", "all => all.map(e => e.alt)")
    widths = tab.eval_on_selector_all("img", "all => all.map(e => e.naturalWidth)")
    assert alts == [f"Lead at {HOSTILE}."]
    assert min(widths) > 0
    tab.close()


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_the_page_itself_never_scrolls_sideways(opened, width):
    opened.set_viewport_size({"width": width, "height": 844})
    opened.evaluate(UNFOLD)
    assert opened.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(browser, report):
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.goto(report)
    region = tab.locator(".scroll").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    assert region.evaluate("e => e === document.activeElement && !!e.ariaLabel")
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_below_it(opened, scheme):
    opened.emulate_media(color_scheme=scheme)
    opened.evaluate(UNFOLD)
    found = opened.evaluate(CONTRAST)
    assert found["texts"] > 20
    assert found["failures"] == []


def test_the_contrast_test_sees_a_pale_text(opened):
    paint = "colour => { document.querySelector('h1').style.color = colour }"
    opened.evaluate(paint, "#557")
    found = opened.evaluate(CONTRAST)
    opened.evaluate(paint, "")
    assert len(found["failures"]) == 1


def test_headings_are_in_order_and_begin_with_one_title(opened):
    levels = opened.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_within_the_page_arrives(opened):
    ids = opened.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    anchors = opened.eval_on_selector_all(
        "a[href^='#']", "all => all.map(e => e.getAttribute('href').slice(1))"
    )
    assert len(ids) == len(set(ids))
    assert set(anchors) <= set(ids)


def test_the_contents_stand_beside_the_text_or_are_folded(browser, report):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(report)
    beside, folded = tab.locator(".contents.beside"), tab.locator(".contents.folded")
    assert (beside.is_visible(), folded.is_visible()) == (True, False)
    tab.set_viewport_size({"width": 390, "height": 844})
    assert (beside.is_visible(), folded.is_visible()) == (False, True)
    tab.close()


def test_one_switch_shows_all_code_on_the_screen_and_none_on_paper(browser, report):
    tab = browser.new_page()
    tab.goto(report)
    code = tab.locator(".code")
    assert code.count() > 1
    assert not any(one.is_visible() for one in code.all())
    tab.get_by_label("Show code").check()
    assert all(one.is_visible() for one in code.all())
    tab.emulate_media(media="print")
    assert not any(one.is_visible() for one in code.all())
    tab.close()


def test_no_table_is_cut_off_on_paper(opened):
    opened.set_viewport_size({"width": 672, "height": 970})  # A4 less its margins
    opened.emulate_media(media="print")
    rights = opened.eval_on_selector_all(
        "table, img", "all => all.map(e => e.getBoundingClientRect().right)"
    )
    assert max(rights) <= 672


def test_a_page_prints_to_pdf(opened):
    pdf = opened.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert sheets
    assert all((int(float(width)), int(float(height))) in A4 for width, height in sheets)


def test_a_word_of_a_language_is_not_broken_on_paper(browser, report):
    tab = browser.new_page(viewport={"width": 672, "height": 970})
    tab.goto(report)
    tab.emulate_media(media="print")
    tab.evaluate("""() => document.querySelectorAll('.widest tbody tr').forEach(row => {
        row.closest('table').className = '';
        [...row.cells].slice(2, 5).forEach(cell => {
            cell.className = ''; cell.innerHTML = '<span>agricultural</span>' }) })""")
    lines = tab.eval_on_selector_all(
        ".widest td > span:only-child", "all => all.map(e => e.getClientRects().length)"
    )
    assert lines
    assert set(lines) == {1}
    tab.close()


def test_a_sheet_says_once_that_its_data_are_fictional(browser, report):
    tab = browser.new_page()
    tab.goto(report)
    assert tab.locator(".fictional").is_visible()
    tab.emulate_media(media="print")
    assert not tab.locator(".fictional").is_visible()  # the head of each sheet says it
    tab.close()


def test_the_index_is_read_downwards_on_a_telephone(browser, portal):
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.goto(portal)
    region = tab.locator(".scroll")
    assert region.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert tab.locator("caption").evaluate("e => e.clientWidth") > 300
    tab.close()


def test_the_index_begins_on_its_first_sheet(browser, portal):
    tab = browser.new_page()
    tab.goto(portal)
    tab.emulate_media(media="print")
    assert tab.locator(".scroll").evaluate("e => getComputedStyle(e).breakInside") == "auto"
    tab.close()
