import pytest

from workbench.findings.names import Name, column, names_of

SHARED = column("date [year]")


class Visits:
    """Names of these tests."""

    date = SHARED
    median = column("median [mg/kg]")
    n_columns = 2


def test_a_name_is_that_of_its_attribute():
    assert (Visits.date, Visits.median.meaning) == ("date", "median [mg/kg]")
    assert type(Visits.date.name) is str


def test_what_classes_share_takes_the_name_of_neither():
    assert (SHARED, SHARED.meaning) == ("", "date [year]")


def test_the_names_of_a_class_are_in_their_order():
    assert names_of(Visits, Name) == ("date", "median")


def test_an_undeclared_name_is_refused():
    with pytest.raises(AttributeError, match="mean"):
        _ = Visits.mean
