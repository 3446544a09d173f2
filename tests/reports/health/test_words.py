"""Every number of a sentence stands in its cell, and nothing on the page claims a cause."""

import json
import re

import pytest
from causal_words import without_causal_words

from workbench.findings.rows import Kind
from workbench.methods.rates.disclosure import coarse_p
from workbench.words.numbers import numbers_of

NUMBER = re.compile(r"\d[\d.,]*")
N18 = "chronic kidney disease (ICD-10 N18), both sexes"
NAMES = ("exposure", "outcome", "area_name", "name", "what", "registers")
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("by_sex", [False, True])
def test_no_number_is_left_once_the_cells_are_taken_out(health_result, area, by_sex):
    page = health_result(area, by_sex=by_sex).page
    for finding in page.findings:
        rest, place = "", 0
        for one in finding.evidence:
            cell = page.words.of(page.rows[one.table].typed[one.row], one.column)
            start = finding.sentence.index(cell, place)
            rest, place = rest + finding.sentence[place:start], start + len(cell)
        assert not NUMBER.findall(rest + finding.sentence[place:]), finding.sentence


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_claims_a_cause_but_for_names_of_the_data(health_result, area):
    result = health_result(area)
    for finding in result.findings:
        names = [result.cell(one) for one in finding.evidence if one.column in NAMES]
        assert without_causal_words(finding.sentence, quoted=tuple(names))


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(health_result, area):
    ids = [finding.id for finding in health_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"health/{area}/") for identity in ids)


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("XAA", "Cadmium: areas with twice the exposure had "),
        (
            "XAB",
            f"Cadmium and {N18}: the association cannot be distinguished from confounding, ",
        ),
        (
            "XAC",
            f"Cadmium and {N18}: the association is sensitive, because the interval of a spatial "
            "model includes a rate ratio of one, so it may reflect shared geography. The rate ",
        ),
        (
            "XAD",
            f"Cadmium and {N18}: we found no association, because at least one ",
        ),
        (
            "XAE",
            f"Cadmium and {N18}: the association cannot be assessed with these data, ",
        ),
    ],
)
def test_each_grade_has_its_words(health_result, area, words):
    said = [one.sentence for one in health_result(area).findings if one.id.endswith("question")]
    assert said[0].startswith(words)


def test_an_outcome_may_be_called_what_it_is_called(changed_example):
    def rename(frames):
        outcomes = frames["outcomes"]
        named = outcomes["outcome"].replace("N18", "Deaths due to kidney disease")
        frames["outcomes"] = outcomes.assign(outcome=named)

    result = changed_example("XAA", rename)
    (question, *_) = [one for one in result.findings if one.id.endswith("question")]
    assert "Deaths due to kidney disease" in question.sentence
    assert "Deaths due to kidney disease" in result.page.figures.models.alt


def test_headings_captions_and_prose_claim_no_cause(project, health_result):
    notebook = json.loads((project / "notebooks" / "health.ipynb").read_text("utf-8"))
    prose = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    result = health_result("XAC")
    declared = [words for table in result.page.rows.values() for words in declared_words(table)]
    figures = [result.page.figures[name] for name in ("ratios", "models")]
    for text in [*prose, *declared, *(figure.alt + figure.caption for figure in figures)]:
        assert without_causal_words(text)


def declared_words(filled):
    """Title of a table, what it says without rows, and headings and meanings of its columns."""
    columns = [word for one in filled.columns for word in (one.heading, one.meaning) if word]
    return [filled.title, filled.table.empty, *columns]


def test_what_always_holds_stands_on_every_page_with_a_result(health_result):
    page = health_result("XAC").page
    noted = [sentence for name in page.notes for _, sentence, _ in page.notes[name].entries]
    assert len(noted) == len(set(noted)) == 7
    assert "cannot show the risk of a person" in noted[0]
    for note in noted:
        assert without_causal_words(note)


@pytest.mark.parametrize(
    ("p", "written"), [(1e-13, "< 0.001"), (0.0009996, "< 0.001"), (0.001, "0.0010")]
)
def test_a_p_below_one_in_a_thousand_is_read_as_less(p, written):
    told = numbers_of("en").write(coarse_p(p), Kind.PROBABILITY)
    assert told.replace("\xa0", " ") == written


def test_all_that_is_below_one_in_a_thousand_is_published_as_one_number():
    assert coarse_p(1e-13) == coarse_p(0.00098)
