"""Every number of a sentence stands in its cell, and nothing on the page claims a cause."""

import json

import pytest

from workbench.presentation.wording import probability
from workbench.reports.health import draw, say
from workbench.reports.health.plain_words import STANDING, CausalWordError, without_causal_words
from workbench.reports.health.rates import coarse_p

AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("by_sex", [False, True])
def test_no_number_is_left_once_the_cells_are_taken_out(
    health_result, numbers_without_cell, area, by_sex
):
    result = health_result(area, by_sex=by_sex)
    for finding in result.findings:
        left = numbers_without_cell(result, finding)
        assert not left, finding.sentence


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(health_result, area):
    ids = [finding.id for finding in health_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"health/{area}/") for identity in ids)


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("XAA", "Cadmium was associated with N18 consistently across models (both sexes): "),
        ("XAB", "Cadmium and N18 (both sexes): indistinguishable from confounding; "),
        (
            "XAC",
            "Cadmium and N18 (both sexes): associated before, but not after, accounting for "
            "spatial pattern; may reflect shared geography. Before: rate ratio ",
        ),
        (
            "XAD",
            "Cadmium and N18 (both sexes): no association was detected; a rate ratio below ",
        ),
        ("XAE", "Cadmium and N18 (both sexes): not assessable with these data; 24 areas "),
    ],
)
def test_each_grade_has_its_words(health_result, area, words):
    said = [one.sentence for one in health_result(area).findings if one.id.endswith("question")]
    assert said[0].startswith(words)


def test_a_sentence_with_a_planted_claim_is_not_published(monkeypatch, health_result):
    monkeypatch.setitem(say.grades.WORDS, say.grades.CONSISTENT, "leads to {outcome}")
    with pytest.raises(CausalWordError, match="leads to"):
        say.findings(health_result("XAA"))


def test_an_outcome_may_be_called_what_it_is_called(changed_example):
    def rename(frames):
        outcomes = frames["outcomes"]
        named = outcomes["outcome"].replace("N18", "Deaths due to kidney disease")
        frames["outcomes"] = outcomes.assign(outcome=named)

    result = changed_example("XAA", rename)
    assert "Deaths due to kidney disease" in result.findings[1].sentence
    assert "Deaths due to kidney disease" in draw.ladder(result).caption + draw.ladder(result).alt


def test_headings_captions_and_prose_claim_no_cause(project, health_result):
    notebook = json.loads((project / "notebooks" / "health.ipynb").read_text("utf-8"))
    prose = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    result = health_result("XAC")
    declared = [words for table in result.tables.values() for words in declared_words(table)]
    figures = [draw.ratios(result), draw.ladder(result)]
    for text in [*prose, *declared, *(figure.alt + figure.caption for figure in figures)]:
        assert without_causal_words(text)


def declared_words(filled):
    """Title of a table, what it says without rows, and headings and meanings of its columns."""
    columns = [word for one in filled.columns for word in (one.heading, one.meaning) if word]
    return [filled.title, filled.table.empty, *columns]


def test_what_always_holds_stands_on_every_page_with_a_result(health_result):
    assert len(say.standing(health_result("XAC")).entries) == len(STANDING)
    assert "cannot show the risk of a person" in STANDING[0]


@pytest.mark.parametrize(
    ("p", "written"), [(1e-13, "< 0.001"), (0.0009996, "< 0.001"), (0.001, "0.0010")]
)
def test_a_p_below_one_in_a_thousand_is_read_as_less(p, written):
    assert probability(coarse_p(p)) == written


def test_all_that_is_below_one_in_a_thousand_is_published_as_one_number():
    assert coarse_p(1e-13) == coarse_p(0.00098)
