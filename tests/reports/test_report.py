"""A page of sections: what they list, and what they say where there is nothing."""

from dataclasses import replace

import pytest
from pydantic import BaseModel

from workbench.findings import DataUsed
from workbench.findings.rows import row, text
from workbench.findings.tables import Table
from workbench.reports.report import Report, Section, Summary
from workbench.store.frames import Frames
from workbench.words.messages import Message
from workbench.words.said import said


@row
class Thing:
    """A thing with a name."""

    name: str = text("its name", "Name")


THINGS = Table("things", Thing, "Things", "No thing.")
TOTAL = Table("total", Thing, "Total", "No total.")
NAMED, ALL = Message("named", Thing, "named"), Message("named", Thing, "all")


class Parameters(BaseModel):
    """Parameters of the report."""

    area: str = "XAA"


def say(tables):
    return [said(NAMED, THINGS, name) for name in tables.of(THINGS)]


THE_THINGS = Section(
    name="left_out",
    tables=(THINGS,),
    compute=lambda names, _: [THINGS.filled({name: Thing(name=name) for name in names})],
    say=say,
    notes=lambda _: ("flag-yes",),
)
SUMMARY = Summary(
    name="summary",
    tables=(TOTAL,),
    compute=lambda _, __: [TOTAL.filled({"all": Thing(name="all")})],
    no_data=lambda _: said(ALL, TOTAL, "all", grade="missing"),
    key=lambda _, listed: listed[::-1],
)


@pytest.fixture
def page_of():
    """Page of a summary and a section of things."""

    def made(names, summary=SUMMARY, section=THE_THINGS):
        report = Report(
            name="gaps",
            parameters=Parameters,
            basis=lambda _, __: names,
            summary=summary,
            sections=(section,),
            data_used=lambda frames, _: DataUsed(frames.fingerprint, 0, None, ()),
        )
        return report.page(Frames({}, ""), Parameters())

    return made


WITH_DATA = replace(SUMMARY, no_data=lambda _: None)
WITHOUT_KEY = replace(WITH_DATA, key=lambda _, __: [])


def sentences(listed):
    return [sentence for _, sentence, _ in listed.entries]


def test_a_section_lists_what_it_chooses_and_counts_the_others(page_of):
    section = replace(THE_THINGS, listed=lambda _, spoken: spoken[1:])
    page = page_of("abc", WITHOUT_KEY, section)
    assert sentences(page.messages.left_out) == [
        "b",
        "c",
        "1 more finding can be read in the tables.",
    ]
    assert len(page.findings) == 3


def test_what_a_section_lists_is_cut_where_it_is_too_long(page_of):
    page = page_of("abc", WITHOUT_KEY, replace(THE_THINGS, most=1))
    assert sentences(page.messages.left_out) == [
        "a",
        "2 more findings can be read in the tables.",
    ]


def test_what_is_not_listed_leads_to_the_table_that_it_quotes(page_of):
    shown = page_of("abcd", WITHOUT_KEY, replace(THE_THINGS, most=1)).messages.left_out
    assert shown.evidence["more"] == ["row-things-1"]
    assert '<a class="evidence" href="#row-things-1">' in shown._repr_html_()


def test_a_key_message_is_not_counted_among_what_is_not_listed(page_of):
    summary = replace(WITH_DATA, key=lambda _, __: [said(NAMED, THINGS, "c")])
    page = page_of("abc", summary, replace(THE_THINGS, most=1))
    assert sentences(page.messages.left_out) == [
        "a",
        "1 more finding can be read in the tables.",
    ]


def test_a_section_says_in_its_own_words_that_it_found_nothing(page_of):
    assert page_of("", WITH_DATA).messages.left_out._repr_html_() == ""
    told = page_of("", WITH_DATA, replace(THE_THINGS, empty="flag-no")).messages.left_out
    assert (told.entries, told.empty) == ([], "no")


def test_without_data_only_that_is_said(page_of):
    page = page_of("a")
    assert page.result.status == "no_data"
    assert [one.sentence for one in page.findings] == ["all"]
    assert sentences(page.key_messages) == ["all"]
    assert page.notes.left_out.entries == []


def test_without_data_a_section_without_rows_is_left_out(page_of):
    assert [part.name for part in page_of("")._hidden] == ["left_out"]
    assert str(page_of("").show.things) == ""
    assert not page_of("a")._hidden  # it has something to show
    assert not page_of("", WITH_DATA)._hidden  # which says that it found nothing


def test_a_page_without_data_of_its_own_may_tell_of_others(page_of):
    page = page_of("a", replace(SUMMARY, silences=False))
    assert page.result.status == "no_data"
    assert [one.sentence for one in page.findings] == ["a", "all"]  # the first key message first
    assert sentences(page.key_messages) == ["a", "all"]
    assert [note for _, note, _ in page.notes.left_out.entries] == ["yes"]


def test_a_section_may_have_a_heading_of_its_own_report(page_of):
    page = page_of("a", WITH_DATA, replace(THE_THINGS, name="changes"))
    assert "<h2>Change since the previous round</h2>" in page._repr_html_()
