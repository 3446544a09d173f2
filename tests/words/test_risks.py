"""A rare risk is written as so many cases in so many people, in the numbers of the language."""

import pytest

from workbench.findings.rows import risk, row
from workbench.findings.tables import Table
from workbench.words.numbers import cases_in
from workbench.words.wording import words_of


@row
class Cancer:
    """A risk."""

    ilcr: float | None = risk("lifetime cancer risk added", "ILCR", default=None)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.234e-4, "1.2 in 10,000"), (1e-6, "1 in 1,000,000"), (0.05, "5 in 100"), (0.0, "0"),
     (1.0, "1"), (None, "—")],
)  # fmt: skip
def test_a_risk_is_written_as_cases_in_people(value, written):
    told = words_of().of(Cancer(ilcr=value), "ilcr")
    assert told.replace("\N{NO-BREAK SPACE}", " ") == written


@pytest.mark.parametrize("value", [9.96e-5, 1.004e-4, 9.9996e-7, 1.00001e-6])
def test_a_risk_that_is_no_power_of_ten_does_not_read_as_one(value):
    cases, people = cases_in(value)
    assert float(cases) != 1.0
    assert float(cases) / float(people.replace(",", "")) == pytest.approx(value, rel=1e-4)


def test_a_risk_is_a_number_without_a_unit():
    (column,) = Table("cancer", Cancer, "Cancer", "None.").columns.values()
    assert (column.kind.is_number, column.unit) == (True, "1")
