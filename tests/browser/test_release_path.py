"""From the portal by country, report and evidence to what changed; then review and release."""

import json
import re
from pathlib import Path

import pytest
import yaml
from small_series import CONSTANTS, SUBSTANCES, samples

import workbench as wb
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.batch.page.job import JobResult, record_text
from workbench.cli import run_command
from workbench.cli.report_set import checkout
from workbench.inputs.ingest import ingest

CHROMIUM = Path("/usr/bin/chromium")
MADE = "2025-03-01T10:00:00Z"
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no chromium")
MAPPING = {
    "owner": "Institute of Soil",
    "licence": "CC BY 4.0",
    "constants": CONSTANTS,
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"},
    "substances": SUBSTANCES,
}


@pytest.fixture
def outputs(tmp_path, warm_kernels, project):
    """Outputs of a batch of a small store, which follows an edition with less lead."""
    del warm_kernels
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(yaml.safe_dump(MAPPING), encoding="utf-8")
    for name, lead in (("old", 1.0), ("new", 1.5)):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "samples.csv"
        file.write_text(samples(lead), encoding="utf-8")
        ingest(file, mapping, tmp_path / name / "store")
    page = wb.open_store(str(tmp_path / "old" / "store")).report("trends", "XAA")
    folder = tmp_path / "old" / "out" / "XAA"
    page.publish(str(folder))
    batch = tmp_path / "batch.yml"
    batch.write_text("reports: [trends, country]\nareas: [XAA]\n", encoding="utf-8")
    out, old = tmp_path / "out", tmp_path / "old" / "out"
    store = str(tmp_path / "new" / "store")
    first, _ = read_plan(checkout(project), batch, CommandLine(store, out)).jobs
    record = JobResult(*("trends", "XAA", first.inputs | {"data": "other"}, "ok"), started=MADE)
    (folder / "trends.job.json").write_text(record_text(record), encoding="utf-8")
    given = ["--out", str(out), "--previous", str(old), "-j", "1", "--project", str(project)]
    assert run_command(["batch", str(batch), "--store", store, *given]) == 0
    return out


@pytest.fixture
def tab(browser):
    """A tab of a browser that has no network, with what went wrong in it."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.troubles = []
    opened.on("console", lambda message: opened.troubles.append(message.text))
    opened.on("pageerror", lambda error: opened.troubles.append(str(error)))
    yield opened
    assert opened.troubles == []
    context.close()


# Two real pages by kernels: the whole path as an officer walks it, once.
def test_an_officer_walks_from_the_portal_to_a_release_without_a_network(
    outputs, tab, tmp_path, project, capsys
):
    walk_to_what_changed(tab, outputs)
    said = ["--by", "A. Reviewer", "--out", str(outputs), "--project", str(project)]
    finding = json.loads((outputs / "XAA" / "trends.results.json").read_text("utf-8"))["findings"][
        1
    ]
    comment = ["--comment", "Seen in the file.", "--finding", finding["id"]]
    assert not run_command(["review", "comment", "XAA", "trends", *said, *comment])
    assert "comment noted; the page is not reviewed." in capsys.readouterr().out
    for report in ("trends", "country"):
        assert not run_command(["review", "approve", "XAA", report, *said])
    tab.goto((outputs / "index.html").as_uri())
    assert tab.locator("#matrix small.review").inner_text() == "approved"
    public = tmp_path / "public"
    order = ["release", str(public), "--out", str(outputs), "--project", str(project)]
    store = ["--store", str(tmp_path / "new" / "store")]
    assert not run_command([*order, *store, "--previous", str(tmp_path / "old" / "out")])
    assert not list(public.rglob("*.ipynb"))
    assert (public / "XAA" / "trends.xlsx").is_file()
    walk_to_what_changed(tab, public)
    tab.goto((public / "index.html").as_uri())
    tab.get_by_role("link", name="Revisions").click()
    assert "Cause" in tab.locator("thead").inner_text()
    with (outputs / "XAA" / "trends.html").open("a", encoding="utf-8") as page:
        page.write("\n")
    again = ["release", str(tmp_path / "again"), *order[2:]]
    capsys.readouterr()
    assert not run_command(again)
    lost = "XAA trends is not released: it changed after it was reviewed."
    assert lost in capsys.readouterr().out
    assert not (tmp_path / "again" / "XAA" / "trends.xlsx").exists()
    run_command(["portal", "--out", str(outputs), "--project", str(project)])
    tab.goto((outputs / "index.html").as_uri())
    tab.get_by_label("Review").select_option(label="changed since it was approved")
    assert tab.locator("td.found").inner_text().endswith("changed since it was approved")
    capsys.readouterr()


def walk_to_what_changed(tab, folder):
    """Open the portal, find the country, go to its report, its evidence and what changed."""
    tab.goto((folder / "index.html").as_uri())
    tab.get_by_label("Search").fill("nowhere")
    assert tab.locator("#shown").inner_text() == "0"
    tab.get_by_label("Search").fill("amberv")
    assert tab.locator("#shown").inner_text() == "1"
    tab.get_by_role("link", name="Ambervale").click()
    box = tab.locator(".since")
    told = r"\d+ findings have changed since the edition before, made on 2025-03-01"
    assert re.search(told, box.inner_text())
    tab.locator("nav.reports").get_by_role("link", name="Monitoring trends").click()
    assert "Lead in soil, 0-20 cm may be rising" in tab.locator("main").inner_text()
    assert "Cause: data" in tab.locator(".since").inner_text()
    address = tab.locator('a[href="trends.results.json"]').get_attribute("href")
    results = json.loads((folder / "XAA" / address).read_text(encoding="utf-8"))
    cells = [cell for one in results["findings"] for cell in one["evidence"]]
    assert all(cell["row"] in results["tables"][cell["table"]]["rows"] for cell in cells)
