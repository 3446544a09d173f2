import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from workbench.errors import ReportError
from workbench.presentation.html import Picture, Sentences, Text, html_table, picture

HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def trends():
    return pd.DataFrame(
        {"Substance": ["Cd", HOSTILE], "Sites": [41, 38], "Slope": [-0.0158, float("nan")]}
    )


def drawn():
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.plot([2004, 2009], [0.4, 0.3])
    axes.set_title(HOSTILE)
    return figure


def test_text_is_escaped_and_a_blank_line_begins_a_paragraph():
    assert Text(f"a\n\n{HOSTILE}")._repr_html_() == f"<p>a</p>\n<p>{ESCAPED}</p>"


def test_a_sentence_carries_its_id_and_its_grade():
    html = Sentences([('x"y', f"Lead at {HOSTILE} rose.", "weak")])._repr_html_()
    assert '<li data-finding="x&quot;y">' in html
    assert f"Lead at {ESCAPED} rose." in html
    assert '<span class="grade">weak</span>' in html


def test_no_sentences_give_one_line_or_none_where_it_is_empty():
    assert Sentences([])._repr_html_() == '<p class="empty">None.</p>'
    assert Sentences([], empty="")._repr_html_() == ""


def test_a_picture_has_its_alternative_text_and_caption_in_the_metadata():
    data, metadata = picture(drawn(), alt=" Cd falls. ", caption=HOSTILE)._repr_mimebundle_()
    assert data["text/plain"] == "Cd falls."
    assert data["image/svg+xml"].lstrip().startswith("<?xml")
    assert metadata == {"image/svg+xml": {"alt": "Cd falls.", "caption": HOSTILE}}


def test_a_narrow_picture_says_so_in_the_metadata():
    drawing = picture(drawn(), alt="Cd falls.", caption="Cd", narrow=True)
    assert drawing._repr_mimebundle_()[1]["image/svg+xml"]["width"] == "narrow"


def test_a_picture_is_the_same_bytes_each_time_and_closes_its_figure():
    first, second = (picture(drawn(), alt="Cd falls.", caption="Cd") for _ in range(2))
    assert first == second
    assert "<dc:date>" not in first.svg
    assert plt.get_fignums() == []


def test_a_picture_holds_its_letters_as_paths():
    assert "<text" not in picture(drawn(), alt="Cd falls.", caption="Cd").svg


def test_a_picture_without_alternative_text_is_refused():
    figure = drawn()
    message = "The figure with the caption 'Cd' has no alternative text."
    with pytest.raises(ReportError, match=re.escape(message)):
        picture(figure, alt="  ", caption="Cd")
    plt.close(figure)


def test_a_picture_is_frozen():
    with pytest.raises(AttributeError):
        Picture("<svg/>", "a", "b").alt = "c"


def test_a_table_names_its_rows_columns_and_units(trends):
    html = html_table(trends, caption="Trends", units={"Slope": "mg/kg per year"})._repr_html_()
    assert "<caption>Trends</caption>" in html
    assert '<th scope="col">Substance</th>' in html
    assert '<th scope="row">Cd</th>' in html
    assert '<table class="b1 n2 n3">' in html  # a row has a long word, then numbers
    assert '<th scope="col">Slope <span class="unit">mg/kg per year</span></th>' in html
    assert "<td>41</td>" in html


def test_a_table_scrolls_in_a_region_that_can_be_reached(trends):
    html = html_table(trends, caption='All "trends"')._repr_html_()
    assert 'role="region" tabindex="0" aria-label="All &quot;trends&quot;"' in html


def test_a_missing_cell_is_read_out_as_no_value(trends):
    html = html_table(trends, caption="Trends")._repr_html_()
    assert html.count('aria-label="no value">—</span>') == 1
    assert "nan" not in html


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT, float("nan"), ""])
def test_every_kind_of_missing_is_a_dash(missing):
    frame = pd.DataFrame({"a": ["x"], "b": pd.Series([missing], dtype=object)})
    assert "—" in html_table(frame, caption="c", formats={"b": str})._repr_html_()


def test_text_in_a_table_is_escaped_wherever_it_stands():
    frame = pd.DataFrame({HOSTILE: [HOSTILE], "b": [HOSTILE]})
    table = html_table(frame, caption=HOSTILE, units={"b": HOSTILE}, notes=HOSTILE)
    html = table._repr_html_()
    assert "<script" not in html
    assert html.count(ESCAPED) == 7


def test_no_line_of_a_table_ends_within_depths():
    of = pd.DataFrame({"of": ["Zn in soil, 0-20 cm", "1.5-20 cm", "2009-09-20"]})
    text = html_table(of, caption="Layers")._repr_html_()
    unbroken = [part.partition("<")[0] for part in text.split('<span class="unbroken">')[1:]]
    assert unbroken == ["0-20 cm", "1.5-20 cm"]


def test_a_format_is_used_for_its_column(trends):
    table = html_table(trends, caption="Trends", formats={"Slope": "{:+.3f}".format})
    assert "<td>-0.016</td>" in table._repr_html_()


def test_numbers_without_a_format_are_not_written_with_all_their_digits():
    frame = pd.DataFrame({"a": ["x"], "b": [1 / 3]})
    assert ">0.333333<" in html_table(frame, caption="c")._repr_html_()


def test_a_column_of_sentences_is_not_squeezed():
    frame = pd.DataFrame({"What": ["As"], "Why": ["15 visits, of which 0 above the highest limit"]})
    html = html_table(frame, caption="Left out")._repr_html_()
    assert '<th scope="col" class="long">Why</th>' in html


def test_an_empty_table_says_so_in_one_line(trends):
    empty = trends.head(0)
    assert html_table(empty, caption="Left out")._repr_html_() == (
        '<p class="empty">Left out: None.</p>'
    )
    said = html_table(empty, caption="Left out", empty="Not judged: 2 visits.")._repr_html_()
    assert said == '<p class="empty">Left out: Not judged: 2 visits.</p>'


@pytest.mark.parametrize(
    ("cell", "kinds"), [("Kendall within sites", ""), ("a_file_with_a_long_name.csv", "b2")]
)
def test_only_words_longer_than_any_of_a_language_may_be_broken(cell, kinds):
    frame = pd.DataFrame({"Series": ["Lead"], "Test": [cell]})
    html = html_table(frame, caption="Trends")._repr_html_()
    assert (f'<table class="{kinds}">' if kinds else "<table>") in html
