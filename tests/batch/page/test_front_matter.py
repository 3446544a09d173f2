"""What stands around a report: how much it is based on, and where it comes from."""

import pytest

from workbench.batch.page.front_matter import (
    FrontMatter,
    RunTimes,
    parameter_value,
    run_times_in_words,
)
from workbench.batch.page.render import _css_text
from workbench.words.wording import words_of

WORDS = words_of()


def page(**changes):
    return FrontMatter("Trends", "trends", "XAA", "Aland", "ok", **changes)


def facts(**results):
    return [WORDS.phrase(one) for one in page(results=results).facts]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"n_measurements": 1080, "years": [2008, 2022]}, "1,080 measurements, 2008 to 2022"),
        ({"n_measurements": 1, "years": [2008, 2008]}, "1 measurement, 2008"),
        ({"n_measurements": 0, "years": None}, "0 measurements"),
        ({"n_measurements": 1, "noun": "survey row"}, "1 survey answer"),
        ({"n_measurements": None, "noun": "outcome row"}, "fewer than 10 rows of health outcomes"),
        ({"n_measurements": 3, "noun": "weather"}, "3 rows of data"),
    ],
)
def test_the_data_are_counted_with_their_noun_and_years(data, told):
    assert facts(data=data) == [told]


def test_findings_and_excluded_data_are_counted():
    assert facts(findings=[{}], left_out=[]) == ["1 finding", "no data excluded"]
    assert facts(findings=[], left_out=[{}]) == ["0 findings", "data excluded for 1 reason"]


def test_each_noun_of_a_report_has_a_word_of_its_own():
    nouns = ("measurement", "survey row", "outcome row")
    told = {facts(data={"n_measurements": 2, "noun": noun})[0] for noun in nouns}
    assert len(told) == 3
    assert "2 rows of data" not in told


@pytest.mark.parametrize(
    ("commit", "told"),
    [
        ("", "not under version control"),
        ("1a2b", "commit 1a2b"),
        ("1a2b-dirty", "commit 1a2b, with changes that are not committed"),
    ],
)
def test_the_version_of_the_code_is_told(commit, told):
    assert WORDS.phrase(page(commit=commit).version) == told


def test_what_differs_between_runs_has_its_units():
    times = RunTimes(started="2026-01-01T10:00:00Z", duration_s=9.54, peak_memory_mb=1210.4)
    assert run_times_in_words(times, WORDS) == [
        ("Started", "2026-01-01T10:00:00Z"),
        ("Duration", "9.54 s"),
        ("Peak memory", "1,210 MiB"),
    ]
    assert run_times_in_words(None, WORDS) == []


@pytest.mark.parametrize(
    ("value", "told"), [(["Cd", 2], "Cd, 2"), ([], "(empty)"), (None, "(empty)"), (True, "true")]
)
def test_a_value_of_a_parameter_is_written_as_an_operator_would(value, told):
    assert parameter_value(value, WORDS) == told


def test_a_text_ends_neither_the_string_nor_the_style_sheet():
    assert _css_text('a"b</style>') == r'"a\22 b\3c /style\3e "'
