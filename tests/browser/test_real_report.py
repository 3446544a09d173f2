"""A report on a file whose site and layer are named as a script, from the file to the browser."""

import json
import math
import statistics
from itertools import combinations
from pathlib import Path

import pytest
from checkouts import job_at

from workbench.batch.page.run import render_one
from workbench.inputs.ingest import ingest

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>alert(1)</script>"
MAPPING = """
owner: A test
licence: none
constants:
  {iso3: XAF, matrix: soil, layer: "<script>alert(1)</script>", source_type: unknown,
   fraction: unknown, basis: dry}
columns: {site_id: site, sample_id: sample, sampled_on: year}
substances: {Pb: {substance: Pb, unit: mg/kg, lod: limit}}
"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}.")


@pytest.fixture(scope="module")
def page(tmp_path_factory, pytestconfig):
    """Page of a report on eight samples of one hostile site."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [f"{HOSTILE},s{year},{year},{2030 - year},{2020 - year}" for year in range(2010, 2018)]
    lines = ["site,sample,year,Pb,limit", *rows]
    (folder / "lead.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "lead.yml").write_text(MAPPING, encoding="utf-8")
    ingest(folder / "lead.csv", folder / "lead.yml", folder / "store")
    project = pytestconfig.rootpath
    job = job_at(project, ("trends", "XAF"), folder / "out", folder / "store")
    return job.out / render_one(job).page


def test_a_hostile_site_is_shown_in_table_sentence_and_alt_text_and_never_run(browser, page):
    troubles, requested = [], []
    tab = browser.new_page()
    tab.on("dialog", lambda dialog: (troubles.append("dialog"), dialog.dismiss()))
    tab.on("console", lambda message: troubles.append(message.text))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("request", lambda request: requested.append(request.url))
    tab.goto(page.as_uri())
    tab.wait_for_load_state("networkidle")
    assert HOSTILE in tab.locator("tbody th", has_text="alert(1)").first.inner_text()
    assert HOSTILE in tab.locator(".findings li", has_text="alert(1)").first.inner_text()
    assert any(
        HOSTILE in alt for alt in tab.eval_on_selector_all("img", "es => es.map(e => e.alt)")
    )
    assert [url for url in requested if not url.startswith("data:image/")] == [page.as_uri()]
    assert troubles == []
    tab.close()


def test_the_steps_of_the_limits_are_read_on_a_telephone_without_swiping(browser, page):
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.goto(page.as_uri())
    figure = tab.locator("figure.narrow")
    assert figure.count() == 1
    assert figure.evaluate("e => e.scrollWidth <= e.clientWidth")
    tab.close()


def test_its_numbers_are_those_of_the_file(page):
    results = json.loads((page.parent / "trends.results.json").read_text(encoding="utf-8"))
    (trend,) = results["tables"]["trends"]["rows"].values()
    values = [(year, 2030 - year) for year in range(2010, 2018)]
    slopes = [
        math.log(after / before) / (late - early)
        for (early, before), (late, after) in combinations(values, 2)
    ]
    assert trend["change_per_year"] == pytest.approx(math.expm1(statistics.median(slopes)))
    assert trend["s"] == -28
