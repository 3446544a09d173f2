"""The catalogue of the gaps report fits its rows, and its page is told in any language."""

import re

import pytest

from workbench.findings.rows import Kind, Phrase, columns
from workbench.reports.gaps import phrases
from workbench.reports.gaps.basis.answers import scored_items
from workbench.reports.gaps.indicators import ShareAlone, ShareRange
from workbench.reports.gaps.report import REPORT
from workbench.vocabulary.survey.rules import survey_indicators
from workbench.words.messages import NAMES, Choose, Quote, entries, every
from workbench.words.wording import words_of

MESSAGES = [one for section in REPORT.all_sections for one in section.messages]
PHRASES = [
    one
    for one in (*vars(phrases).values(), ShareAlone, ShareRange)
    if isinstance(one, type) and issubclass(one, Phrase) and one is not Phrase
]
OF_ROWS = [(one.id, one.of) for one in MESSAGES] + [
    (re.sub(r"(?<!^)(?=[A-Z])", "-", one.__name__).lower(), one) for one in PHRASES
]


@pytest.mark.parametrize(("message", "of"), OF_ROWS)
def test_a_message_quotes_columns_of_its_row_alone(message, of):
    parts = entries("en")[message].parts
    quoted = {one.column for one in every(parts) if isinstance(one, Quote | Choose)}
    assert quoted <= set(columns(of))


def test_no_number_is_written_into_a_message():
    for name, entry in entries("en").items():
        texts = [one for one in every(entry.parts) if isinstance(one, str)]
        names = [one for one in entries("en") if one.startswith(NAMES)]
        told = "".join(texts)
        for one in names:
            told = told.replace("".join(map(str, entries("en")[one].parts)), "")
        assert name.startswith(NAMES) or not re.search(r"\d", told), name


def test_every_section_and_message_of_an_empty_section_is_worded():
    words = words_of()
    for section in REPORT.all_sections:
        own = f"section-gaps-{section.name}"
        assert words.plain(own if own in words.entries else f"section-{section.name}")
        assert not section.empty or words.plain(section.empty)


@pytest.mark.parametrize("area", ["XAA", "XAD", "XAF", "R-EXAMPLE"])
def test_every_code_on_a_page_is_worded(gaps_result, area):
    page = gaps_result(area).page
    for filled in page.rows.values():
        codes = [one for one in filled.columns if one.kind is Kind.CODE and one.heading]
        for column in codes:
            for code in {getattr(one, column.name) for one in filled.typed.values()} - {None, ""}:
                told = page.words.code(column.codes, code)
                assert "_" not in told, (filled.name, column.name, code)


@pytest.mark.parametrize("area", ["XAA", "XAF", "R-EXAMPLE"])
def test_no_sentence_of_a_page_stands_outside_the_catalogue(gaps_result, area):
    """In the marked language a sentence without a mark is one that the code wrote."""
    page = gaps_result(area).page.in_language("qps")
    for finding in page.findings:
        assert re.search("[äéïöü]", finding.sentence), finding.sentence


def test_each_item_and_indicator_of_countries_can_be_said_to_be_had():
    of_countries = {
        name for name, one in survey_indicators().items() if one.unit_of_analysis == "country"
    }
    for item in {*scored_items(), *of_countries}:
        assert words_of().code("have", item) != item


@pytest.mark.parametrize("area", ["XAA", "XAB", "XAF", "R-EXAMPLE"])
def test_what_is_lacking_or_changed_is_a_statement_and_no_question(gaps_result, area):
    measures = ("/gap", "/health", "/change")
    said = [one.sentence for one in gaps_result(area).findings if one.id.endswith(measures)]
    assert said
    assert [one for one in said if "?" in one] == []


def test_the_first_finding_of_a_country_is_how_much_it_lacks(gaps_result):
    page = gaps_result("XAA").page
    assert page.findings[0].sentence.startswith("Ambervale has a low gap index")
