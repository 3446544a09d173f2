"""Every kind of page by axe-core: no violation of any impact, and no contrast left undecided."""

from importlib.resources import files
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
# What is cut off has no contrast that axe-core could tell: all of a page is shown at once
UNCUT = """.scroll, figure { overflow: visible !important }
.inside, .layout { max-width: none !important }"""
WHOLE = 5000  # pixels
SCREENS = [(1280, "light"), (390, "dark")]
RUN = """async (rules) => {
  const found = await axe.run(document, rules.length ? { runOnly: rules } : {});
  const told = (all) => all.flatMap((rule) => rule.nodes.map((node) =>
    [rule.id, rule.impact, node.target.join(" "), node.html.slice(0, 120)].join(" | ")));
  return { violations: told(found.violations), passes: found.passes.length,
    undecided: told(found.incomplete.filter((rule) => rule.id === "color-contrast")) };
}"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}.")


@pytest.fixture(scope="module")
def checked(browser, address):
    """A page whose policy lets axe-core in, which no page lets itself."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    context = browser.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.goto(address)
    tab.add_script_tag(content=files("axe_playwright_python").joinpath("axe.min.js").read_text())
    yield tab
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_wrong_and_leaves_no_contrast_open(checked, width, scheme):
    checked.set_viewport_size({"width": width, "height": 900})
    checked.emulate_media(color_scheme=scheme)
    checked.evaluate("() => document.querySelectorAll('details').forEach(e => { e.open = true })")
    checked.evaluate(
        "() => document.querySelectorAll('#show-code').forEach(e => { e.checked = true })"
    )
    found = checked.evaluate(RUN, [])
    assert found["passes"] > 10
    assert found["violations"] == []
    style = checked.add_style_tag(content=UNCUT)
    checked.set_viewport_size({"width": WHOLE, "height": 900})
    found = checked.evaluate(RUN, ["color-contrast"])
    style.evaluate("e => e.remove()")
    assert found["passes"] == 1
    assert found["violations"] == []
    assert found["undecided"] == []
