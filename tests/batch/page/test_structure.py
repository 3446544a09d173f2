"""Annexes, numbers of tables and figures, links of sentences and abbreviations of a page."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from workbench.batch.page.structure import abbreviations, numbered, with_annexes
from workbench.words.wording import words_of

WORDS = words_of()


def table(name, tags=()):
    html = f'<div class="scroll" id="table-{name}"><table><caption>{name}</caption></table></div>'
    output = new_output("execute_result", {"text/html": html})
    return new_code_cell(f"page.show.{name}", outputs=[output], metadata={"tags": [*tags]})


def sources(cells):
    return [cell.source for cell in cells]


def test_tables_stand_in_the_annex_but_for_the_main_ones():
    cells = [
        new_markdown_cell("# Report"),
        new_markdown_cell("## Lead"),
        table("levels", ["main"]),
        table("sites"),
        new_markdown_cell("## Methods", metadata={"tags": ["annex"]}),
        new_markdown_cell("## Zinc"),
        new_code_cell("page.messages.zinc"),
    ]
    arranged = with_annexes(cells, WORDS)
    assert sources(arranged) == [
        *("# Report", "## Lead", "page.show.levels", "", "## Zinc", "page.messages.zinc"),
        *("## Further tables and figures", "### Lead", "page.show.sites", "## Methods"),
    ]
    assert arranged[3].metadata.linked == ["table-sites"]


def test_tables_and_figures_are_numbered_and_link_to_themselves():
    html = (
        '<div id="table-a"><table><caption>A</caption>'
        '<figure id="figure-map"><figcaption data-swipe="s">Map</figcaption></figure>'
        '<div id="table-a"><table><caption>A again</caption><table><caption>B</caption>'
    )
    told = str(numbered(html, "trends", WORDS))
    assert '<caption><a class="here" href="#table-a">Table 1</a>. A</caption>' in told
    assert '<a class="here" href="#figure-map">Figure 1</a>. Map</figcaption>' in told
    assert 'id="table-a-2"' in told
    assert "<caption>Table 3. B</caption>" in told


def test_a_sentence_leads_to_the_row_the_table_or_the_file_that_it_quotes():
    links = "".join(
        f'<a class="evidence" href="#row-{place}">x</a>' for place in ("a-0", "a-9", "hidden-0")
    )
    html = f'{links}<div id="table-a"><table><caption>A</caption><tr id="row-a-0"></tr></table>'
    told = str(numbered(html, "trends", WORDS))
    assert '<a class="evidence" href="#row-a-0">Table 1</a>' in told
    assert '<a class="evidence" href="#table-a">Table 1</a>' in told
    assert '<a class="evidence" href="trends/hidden.csv">hidden.csv</a>' in told


def test_a_link_to_what_the_page_does_not_show_is_left_out():
    html = '<p class="moved">In the annex: <a class="evidence" href="#figure-gone">x</a></p>'
    assert str(numbered(html, "trends", WORDS)) == ""


def test_the_abbreviations_that_a_page_uses_are_listed_once_and_written_out():
    html = "<p>LOD &lt; LOQ, LOD</p><pre>XRF</pre><p class='GSP'>SOPs</p>"
    assert abbreviations(html, WORDS) == [
        ("LOD", "limit of detection"),
        ("LOQ", "limit of quantification"),
        ("SOP", "standard operating procedure"),
    ]
