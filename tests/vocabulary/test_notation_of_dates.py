import pytest

from workbench.vocabulary.notation import DateForm, day_problem, read_day

AMERICAN = DateForm("m/d/Y")


@pytest.mark.parametrize(
    "text",
    [
        "2010-05-06T00:00:00Z",
        "2010-05-06 00:00:00",
        "2010-05-06T08:30:00+03:00",
        "2010-05-06T23:59:59.123456",
        "5/6/2010 0:00:00",
        "05/06/2010 8:30 PM",
        "5/6/2010 08:30:00 UTC",
        "20100506",
        "20100506T083000Z",
    ],
)
def test_a_day_with_a_time_is_the_day_as_written(text):
    assert read_day(text, AMERICAN) == "2010-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "6-May-2010",
        "May 6, 2010",
        "6th of May 2010",
        "6 mai 2010",
        "6 de mayo de 2010",
        "6 de maio de 2010",
        "6. Mai 2010",
        "6.V.2010",
        "6. V. 2010.",
        "6 maggio 2010",
        "6 мая 2010 года",
        "2010年5月6日",
        "٦ مايو ٢٠١٠".translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")),
        "6 أيار 2010",
    ],
)
def test_a_month_in_words_is_read_in_each_language(text):
    assert read_day(text) == "2010-05-06"


@pytest.mark.parametrize(
    "text", ["1992-05", "5/0/1992", "5/1992", "May 1992", "mai 1992", "1992年5月", "1992/05"]
)
def test_a_month_alone_gives_its_year(text):
    assert read_day(text, AMERICAN) == "1992"


@pytest.mark.parametrize(
    ("text", "first", "year"), [("6/27/83", 1950, 1983), ("6/27/12", 1950, 2012)]
)
def test_two_digits_are_a_year_of_the_hundred_that_is_declared(text, first, year):
    assert read_day(text, AMERICAN) == text
    assert "two_digit_years_from" in day_problem(text)
    assert read_day(text, DateForm("m/d/Y", first)) == f"{year}-06-27"
    assert read_day("27-Jun-83", DateForm(two_digits_from=first)) == "1983-06-27"


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("38166", "serial", "2004-06-28"),
        ("38166.5", "serial", "2004-06-28"),
        ("Fall 1990", "season", "1990"),
        ("automne 1990", "season", "1990"),
        ("1990-1994", "range", "1992"),
    ],
)
def test_what_is_no_day_by_itself_is_only_one_where_that_is_declared(text, kind, day):
    assert read_day(text) == text
    assert f"file.more_dates has {kind}" in day_problem(text)
    assert read_day(text, DateForm(more=(kind,))) == day


@pytest.mark.parametrize(
    "text", ["13/45/2010", "99999999", "12345", "May", "6 May", "6 May 7 2010", "99 May 2010x" * 9]
)
def test_what_is_no_date_stays_and_is_refused(text):
    assert day_problem(read_day(text, AMERICAN), "m/d/Y")


def test_a_long_text_is_no_date():
    assert read_day("6 May 2010 " * 10_000).startswith("6 May")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2566", "2023"),
        ("2566-05-12", "2023-05-12"),
        ("29/2/2563", "2020-02-29"),
        ("25660512", "2023-05-12"),
        ("๑๒/๕/๒๕๖๖", "2023-05-12"),
        ("12 May 2566 08:30", "2023-05-12"),
    ],
)
def test_years_of_the_buddhist_calendar_are_543_ahead(text, day):
    assert read_day(text, DateForm("d/m/Y", calendar="buddhist")) == day


def test_a_year_of_the_buddhist_calendar_is_never_taken_without_a_word():
    assert day_problem("2566-05-12") == (
        "date 2566-05-12 is in the future (or 2023, where file.calendar is buddhist)"
    )
    assert day_problem("2101") == "date 2101 is in the future"
