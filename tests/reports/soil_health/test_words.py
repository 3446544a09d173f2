"""Every number of a sentence stands in its cell, and what always holds stands on the page."""

import re
from dataclasses import replace

import pytest

from workbench.findings.rows import Phrase, columns
from workbench.findings.tables import Tables
from workbench.reports.soil_health import contamination
from workbench.reports.soil_health.contamination import SUBSTANCES
from workbench.reports.soil_health.report import REPORT
from workbench.words.messages import Choose, Quote, code_of, entries, every

METHODS = ("classes", "indicator_units", "score_table", "index_table", "soil_target_state")
OF_THE_REPORT = (
    "workbench.reports.soil_health",
    *(f"workbench.methods.{name}" for name in METHODS),
)
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")


def without_cells(page, finding):
    """Sentence without the cells that it quotes, each found behind the one before it."""
    rest, place = "", 0
    for piece in finding.evidence:
        told = page.words.of(page.rows[piece.table].typed[piece.row], piece.column)
        start = finding.sentence.index(told, place)
        rest, place = rest + finding.sentence[place:start], start + len(told)
    return rest + finding.sentence[place:]


@pytest.mark.parametrize("area", AREAS)
def test_no_number_is_left_once_the_cells_are_taken_out(soil_result, area):
    page = soil_result(area).page
    assert page.findings
    for finding in page.findings:
        assert not re.search(r"\d", without_cells(page, finding)), finding.sentence


@pytest.mark.parametrize("area", AREAS)
def test_ids_are_unique_and_name_report_and_area(soil_result, area):
    ids = [finding.id for finding in soil_result(area).findings]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"soil_health/{area}/") for identity in ids)


@pytest.mark.parametrize("area", AREAS)
def test_every_cell_of_the_notebook_takes_any_page(soil_result, page_of, area):
    assert page_of(soil_result(area).page)


@pytest.mark.parametrize("area", AREAS)
def test_every_figure_and_table_takes_any_page(soil_result, area):
    page = soil_result(area).page
    assert set(page.figures) == {"scores", "factors", "site_indices"}
    left_out = {name for part in page.parts if part.is_hidden for name in part.figures}
    assert all(page.figures[name] for name in {*page.figures} - left_out)
    left_out |= {name for part in page.parts if part.is_hidden for name in part.tables}
    left_out |= {name for part in page.parts if part.is_hidden for name in part.views}
    assert all(page.show[name]._repr_html_() for name in {*page.show} - left_out)


def test_every_figure_and_table_takes_a_page_without_rows(soil_result):
    page = soil_result("XAA").page
    always = page.rows["overview"]
    empty = [always, *(one.table.filled({}) for one in page.rows.values() if one is not always)]
    bare = replace(page, result=replace(page.result, tables=Tables(empty)))
    assert all(
        str(bare.figures[name]).startswith("There is no figure because ") for name in bare.figures
    )
    assert all(bare.show[name]._repr_html_() for name in bare.show)


def test_every_column_of_every_table_says_what_it_means(soil_result):
    for table in soil_result("XAA").tables.values():
        assert all(column.meaning for column in table.columns)


def test_headings_of_a_view_are_told_apart(soil_result):
    for name, table in soil_result("XAD").tables.items():
        headings = [column.heading for column in table.columns if column.heading]
        assert len(headings) == len(set(headings)), name


def test_enrichment_has_a_view_of_its_own_and_a_reason_where_there_is_none(soil_result):
    show = soil_result("XAD").page.show
    assert not {"EF", "Class (EF)"} & set(show.contents.frame)
    assert "Al was not measured in the same fraction" in show.enrichment._repr_html_()


def test_the_view_of_enrichment_has_the_contaminants_with_a_factor(soil_result):
    page = soil_result("XAD").page
    rows = dict(page.rows.of(SUBSTANCES))
    first = next(iter(rows))
    rows[first] = replace(rows[first], ef=2.0)
    tables = Tables([page.rows["overview"], SUBSTANCES.filled(rows)])
    view = contamination.SECTION.views["enrichment"](tables, page.words)
    assert view.frame["EF"].tolist() == ["2"]
    assert view.caption == "Enrichment factors, relative to Al"


def test_screens_are_no_verdicts_on_every_page_with_a_result(soil_result):
    notes = [text for _, text, _ in soil_result("XAB").page.notes.summary.entries]
    assert "not a clinical or regulatory assessment" in notes[0]
    assert not soil_result("XAF").page.notes.summary.entries


def test_scores_of_a_demonstration_set_are_said_to_be(soil_result):
    (said,) = [one for one in soil_result("XAA").findings if one.id.endswith("/demonstration")]
    assert "EXAMPLE-1, a set for demonstration" in said.sentence
    assert said.sentence.endswith("It is not used for real countries.")
    assert said.grade == "unverified"


def test_scores_of_a_trial_set_are_not_to_be_published(changed_soils):
    (said,) = [
        one
        for one in changed_soils("XAA", scoring_set="CASH-2017").findings
        if one.id.endswith("/trial")
    ]
    assert said.sentence.startswith("Do not publish these scores: ")


def test_unverified_constants_in_use_are_listed(soil_result):
    rows = soil_result("XAA").rows("constants")
    assert rows["background:GEMAS-AP:Pb:aqua_regia"]["verified"] == "no"
    assert rows["curve:S0712"]["verified"] == "no"
    assert soil_result("XAA").page.show.constants.frame["Verified"].tolist().count("yes") == 0


def test_bounds_that_read_alike_are_one_number(soil_result):
    page = soil_result("XAA").page
    for one in page.findings:
        between = re.search(r"is between ([\d.]+) and ([\d.]+)", one.sentence)
        assert between is None or between[1] != between[2]


def test_the_index_comes_first_and_what_must_not_be_published_second(soil_result):
    ids = [identity for identity, *_ in soil_result("XAD").page.key_messages.entries]
    assert ids[0].endswith("/index")
    assert ids[1].endswith("/demonstration")
    assert ids[2].endswith("/child:all:EPA-2025/risk")  # above one, and EPA-2023 is not
    assert ids[-1] == "more"


def test_where_nothing_changes_the_class_the_page_says_so(changed_soils):
    page = changed_soils("XAA", unverified=["EXAMPLE-1", "GEMAS-AP"]).page
    (note,) = page.notes.certainty.entries
    assert note[1] == "The class of the index did not change in any sensitivity analysis."
    assert not page.notes.domains.entries


def _messages():
    """Messages of the report by id, and its phrases, each with the row that it is about."""
    for section in REPORT.all_sections:
        yield from ((one.id, one.of) for one in section.messages)
    phrases = [Phrase]
    for one in phrases:  # grows while it is read
        phrases += one.__subclasses__()
        if one.__module__.startswith(OF_THE_REPORT):
            yield re.sub(r"(?<!^)(?=[A-Z])", "-", one.__name__).lower(), one


@pytest.mark.parametrize(("message", "of"), sorted(set(_messages()), key=str))
def test_a_placeholder_is_a_column_of_its_row_and_no_digit_stands_in_a_message(message, of):
    parts = list(every(entries("en")[message].parts))
    quoted = {one.column for one in parts if isinstance(one, Quote | Choose)}
    assert quoted <= set(columns(of))
    assert not re.search(r"\d", "".join(one for one in parts if isinstance(one, str)))


@pytest.mark.parametrize("area", AREAS)
def test_each_code_has_a_word(soil_result, area):
    rows = soil_result(area).page.rows
    for filled in rows.values():
        for column in filled.columns:
            if column.codes and column.codes not in {"substance-group", "substance"}:
                for cell in set(filled.frame[column.name].dropna()) - {""}:
                    assert f"{column.codes}-{code_of(cell)}" in entries("en"), filled.name
