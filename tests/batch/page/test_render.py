import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workbench.batch.page.front_matter import FrontMatter, RunTimes
from workbench.batch.page.render import render_html
from workbench.errors import ReportError
from workbench.kernels.client import SERVER
from workbench.kernels.manager import ForkingManager

TEMPLATES = Path(__file__).parents[3] / "templates"
HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
SOURCE = {
    "file": f"{HOSTILE}.xlsx",
    "sha256": "ab12" * 16,
    "mapping": "mappings/example.yml",
    "licence": "CC BY 4.0",
    "owner": "Ministry",
    "n_read": 12,
    "n_used": 11,
    "n_quarantined": 1,
    "n_corrected": 7,
}
RESULTS = {
    "parameters": {
        "area": {"value": HOSTILE, "origin": "command line"},
        "substances": {"value": ["Cd", "Pb"], "origin": "default"},
    },
    "data": {
        "fingerprint": "f1e2",
        "n_measurements": 1100,
        "years": [2004, 2023],
        "sources": [SOURCE],
    },
    "versions": {"pandas": "3.1.1"},
    "findings": [{"id": "a", "sentence": f"Cd falls at {HOSTILE}."}],
    "left_out": [{"what": "As", "why": "2 visits", "count": 8}],
    "tables": {"series": {}},
}
PAGE = FrontMatter(
    "Trends in soil", "trends", "XAA", "Aland", "ok", results=RESULTS, commit="1a2b3c4"
)


def shown(*cells, page=PAGE):
    return render_html(new_notebook(cells=list(cells)), page, templates=TEMPLATES)


def test_each_source_says_how_many_of_its_cells_were_corrected():
    page = shown()
    assert "Cells corrected</th>" in page
    assert '<td class="number">1</td><td class="number">7</td>' in page


def with_output(data, metadata=None, kind="display_data"):
    output = new_output(kind, data, metadata=metadata or {})
    return new_code_cell("f()", outputs=[output])


@pytest.fixture(scope="module")
def executed(warm_server):
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Trends in soil\n\nWhy."),
            new_code_cell("import pandas as pd\nimport matplotlib.pyplot as plt"),
            new_code_cell("from workbench.presentation.html import Text, picture"),
            new_code_cell(f"pd.DataFrame({{'site': ['{HOSTILE}'], 'value': [0.4]}})"),
            new_code_cell("display(pd.DataFrame({'displayed': [1]}))"),
            new_code_cell("picture(plt.figure(), alt='Cd \"falls\".', caption='Cd, <0.4')"),
            new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
        ]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SERVER, warm_server)
        kernel = {"kernel_name": "python3", "kernel_manager_class": ForkingManager}
        NotebookClient(notebook, **kernel).execute()
    return notebook


@pytest.fixture(scope="module")
def page(executed):
    return render_html(executed, PAGE, templates=TEMPLATES)


def test_a_frame_is_kept_whether_it_is_a_result_or_displayed(page):
    assert page.count('class="dataframe"') == 2
    assert ">displayed</th>" in page
    assert f"<td>{ESCAPED}</td>" in page


def test_a_picture_keeps_its_alternative_text_and_caption(page):
    assert "alt='Cd \"falls\".'" in page or 'alt="Cd &quot;falls&quot;."' in page
    assert ">Figure 1. Cd, &lt;0.4</figcaption>" in page or "</a>. Cd, &lt;0.4</figcaption>" in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_an_error_is_shown_in_its_box(page):
    assert "This step failed: ZeroDivisionError" in page
    assert "\x1b[" not in page


def test_nothing_runs_and_nothing_is_fetched(page):
    assert "<script" not in page
    assert not re.search(r"""(src|href)\s*=\s*["']?\s*(https?:)?//""", page)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page


def test_the_page_names_its_report_and_area(page):
    assert '<meta content="trends" name="workbench:report"/>' in page
    assert '<meta content="XAA" name="workbench:area"/>' in page
    assert "<title>Trends in soil: Aland</title>" in page
    assert '<html dir="ltr" lang="en">' in page


def test_the_title_of_the_notebook_is_not_said_twice(page):
    assert page.count("<h1") == 1
    assert page.count("Trends in soil</h1>") == 1


def test_the_same_notebook_gives_the_same_bytes_whatever_its_ids_and_times(executed, page):
    other = nbformat.from_dict(executed)
    for count, cell in enumerate(other.cells):
        cell.id = f"other-{count}"
        cell.metadata["execution"] = {"iopub.execute_input": f"2026-01-01T00:00:{count:02}"}
        cell.metadata["papermill"] = {"duration": count}
    other.metadata["papermill"] = {"start_time": "2026-01-01"}
    assert render_html(other, PAGE, templates=TEMPLATES) == page


def test_only_the_run_times_differ_between_two_runs():
    first, second = (
        shown(
            page=replace(PAGE, run_times=RunTimes(started=day, duration_s=1.0, peak_memory_mb=2.0))
        )
        for day in ("2026-01-05T10:00:00Z", "2026-01-06T10:00:00Z")
    )
    cut = re.compile(r'<(\w+)[^>]*(?:id="run-times"|class="run-date").*?</\1>', re.DOTALL)
    assert first != second
    assert cut.sub("", first) == cut.sub("", second)


def test_the_folder_that_a_run_wrote_to_is_not_on_the_page():
    def injected(folder):
        source = f'area = "XAA"\noutput_folder = "{folder}"'
        return new_code_cell(source, metadata={"tags": ["injected-parameters"]})

    assert shown(injected("/tmp/one")) == shown(injected("/tmp/two"))


def test_the_notebook_is_left_as_it_was():
    cell = new_code_cell("output_folder = 'x'", metadata={"tags": ["injected-parameters"]})
    shown(cell)
    assert cell.source == "output_folder = 'x'"


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell(f"Site {HOSTILE}"),
        new_markdown_cell(f"## Site {HOSTILE}"),
        with_output({"text/markdown": f"Site **{HOSTILE}**"}),
        with_output({"text/plain": HOSTILE}),
        new_code_cell("f()", outputs=[new_output("stream", name="stdout", text=HOSTILE)]),
        with_output({"image/png": "iVBOR\n"}, {"image/png": {"alt": HOSTILE, "caption": HOSTILE}}),
    ],
)
def test_markup_in_text_is_shown_and_not_obeyed(cell):
    page = shown(cell)
    assert "<script" not in page
    assert ESCAPED in page or "alert(1)" in page


@pytest.mark.parametrize(
    "html",
    [
        f"<p onclick='f()'>kept{HOSTILE}</p>",
        "<p>kept</p><iframe src='https://example.org'></iframe>",
        "<p>kept <a href='javascript:f()'>a</a><a href='//example.org'>b</a></p>",
        "<p>kept</p><svg onload=f()><script>f()</script></svg>",
        "<p>kept</p><img src=x onerror=f()>",
    ],
)
def test_html_of_an_output_keeps_its_words_only(html):
    page = shown(with_output({"text/html": html}))
    assert "kept" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"<(script|iframe|svg|img)|<[^>]*\son\w+=|href=", main)


def test_a_link_to_elsewhere_is_written_out():
    page = shown(
        new_markdown_cell("[Sen 1968](https://doi.org/10.1080/1) and [below](#provenance)")
    )
    assert "Sen 1968 (https://doi.org/10.1080/1)" in page
    assert '<a href="#provenance">below</a>' in page


def test_headings_are_in_the_contents_and_keep_their_ids():
    page = shown(new_markdown_cell("## What we found\n\n### Lead\n\n## What we found"))
    assert '<h2 id="What-we-found">' in page
    assert '<h2 id="What-we-found-2">' in page
    assert '<a href="#What-we-found-2">What we found</a>' in page
    assert '<a href="#Lead">' not in page


def test_code_is_labelled_by_what_it_is():
    page = shown(
        new_code_cell("area = 'XAA'", metadata={"tags": ["parameters"]}),
        new_code_cell("area = 'XAB'", metadata={"tags": ["injected-parameters"]}),
        new_code_cell("compute()"),
    )
    labels = re.findall(r'<p class="code label">(.*?)</p>', page)
    assert labels == ["Parameters", "Parameters of this run"]
    assert '<pre class="code">compute()</pre>' in page


def test_words_of_papermill_on_a_failure_are_left_out():
    cell = new_markdown_cell("An Exception", metadata={"tags": ["papermill-error-cell-tag"]})
    assert "An Exception" not in shown(cell)


def test_an_output_of_an_unknown_kind_is_named():
    page = shown(with_output({"application/javascript": "f()"}))
    assert "Not shown here: an output of the kind application/javascript." in page


def test_fictional_data_are_called_so_on_the_page_and_on_each_sheet():
    banner = "Fictional example data, not of a real country"
    assert shown(page=replace(PAGE, fictional=True)).count(banner) == 2
    assert banner not in shown()


def test_an_area_that_the_title_names_is_not_named_again():
    page = shown(page=replace(PAGE, title="Trends in soil: Aland"))
    assert "<title>Trends in soil: Aland</title>" in page
    assert '<p class="area"><span class="iso">XAA</span></p>' in page


def test_provenance_says_where_everything_comes_from():
    page = shown(page=replace(PAGE, commit="1a2b3c4-dirty"))
    block = page[page.index('id="provenance"') :]
    for part in ("f1e2", "1,100 measurements, 2004 to 2023", SOURCE["sha256"], "command line"):
        assert part in block
    assert "commit 1a2b3c4, with changes that are not committed" in block
    assert "Cd, Pb" in block
    assert 'href="trends/series.csv"' in block
    assert re.search(r"<code>report [0-9a-f]{12}</code>", block)


def test_a_report_without_results_has_a_page_too():
    page = shown(page=FrontMatter("Trends in soil", "trends", "XAA", "Aland", "failed"))
    assert "Failed" in page
    assert "No source is recorded." in page
    assert "not under version control" in page


def test_names_on_the_page_are_escaped():
    page = shown(page=replace(PAGE, title=HOSTILE, area=HOSTILE, area_name=HOSTILE, status=HOSTILE))
    assert "<script" not in page


def test_a_folder_without_the_template_is_refused(tmp_path):
    message = f"{tmp_path} has no folder 'report'."
    with pytest.raises(ReportError, match=re.escape(message)):
        render_html(new_notebook(), PAGE, templates=tmp_path)


def test_code_that_only_prepares_a_page_comes_after_its_sections():
    sections = new_markdown_cell("## Key messages")
    page = shown(new_code_cell("zz1"), sections, new_code_cell("zz2"))
    assert page.index("Key messages</a></h2>") < page.index("zz2") < page.index("zz1")


def test_cells_of_a_page_without_sections_keep_their_order():
    page = shown(new_code_cell("zz1"), new_markdown_cell("zz2"), new_code_cell("zz3"))
    assert page.index("zz1") < page.index("zz2") < page.index("zz3")


def blank():
    output = new_output("execute_result", {"text/html": " ", "text/plain": "Text"})
    return new_code_cell("page.show.a", outputs=[output])


def told():
    output = new_output("execute_result", {"text/html": "<p>told</p>", "text/plain": "Text"})
    return new_code_cell("page.show.b", outputs=[output])


def test_a_section_that_shows_nothing_is_left_out_with_its_heading():
    page = shown(
        new_markdown_cell("# Report"),
        new_markdown_cell("## Kept"),
        told(),
        new_markdown_cell("## Empty\n\nprose of the empty one"),
        blank(),
        new_markdown_cell("### Below\n"),
        blank(),
        new_markdown_cell("## Parent"),
        blank(),
        new_markdown_cell("### Child"),
        told(),
        new_markdown_cell("## Methods"),
    )
    for heading in ("Kept", "Parent", "Child", "Methods"):
        assert f">{heading}<" in page
    for heading in ("Empty", "Below", "prose of the empty one"):
        assert heading not in page


def test_a_section_that_did_not_run_is_kept():
    page = shown(new_markdown_cell("## Later"), new_code_cell("page.show.a"))
    assert ">Later<" in page


def test_cells_on_how_data_were_judged_are_left_out_where_there_are_none():
    methods = new_markdown_cell("## Methods", metadata={"tags": ["with-data"]})
    assert ">Methods<" in shown(methods)
    assert ">Methods<" not in shown(methods, page=replace(PAGE, status="no_data"))
