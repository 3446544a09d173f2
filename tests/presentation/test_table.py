"""A page shows a declared table: columns with a heading, numbers by their kind."""

from workbench.findings.rows import count, number, probability, quotient, row, share, text, year
from workbench.findings.tables import Table
from workbench.presentation.shown_table import as_table


@row
class Level:
    """A level."""

    label: str = text("the series in words", "Series")
    first_year: int | None = year("first year", "From", default=None)
    n_sites: int | None = count("sites", "Sites", default=None)
    median: float | None = number("median", "Median", unit="mg/kg", default=None)
    share_above: float | None = share("share above", "Above", default=None)
    hazard: float | None = quotient("hazard", "HQ", default=None)
    p: float | None = probability("p", "p", default=None)
    note: str = text("for the CSV", default="")


LEVELS = Table("levels", Level, "Levels", "No level.", most=2)
CADMIUM = Level(
    label="Cd",
    first_year=2008,
    n_sites=1517,
    median=0.25123,
    share_above=0.034,
    hazard=0.000012,
    p=1e-6,
    note="seen",
)


def test_columns_with_a_heading_are_shown_in_the_order_of_their_declaration():
    shown = as_table(LEVELS.filled({"a": CADMIUM}))
    assert list(shown.frame) == ["Series", "From", "Sites", "Median", "Above", "HQ", "p"]


def test_numbers_are_written_by_the_kind_of_their_column():
    html = as_table(LEVELS.filled({"a": CADMIUM}))._repr_html_()
    for cell in (
        "2008",
        "1,517",
        "0.251",
        "3.4\N{NO-BREAK SPACE}%",
        "0.000012",
        "&lt;\N{NO-BREAK SPACE}0.001",
    ):
        assert f">{cell}<" in html


def test_a_unit_stands_in_the_heading_and_a_percentage_has_none():
    assert as_table(LEVELS.filled({"a": CADMIUM})).units == {"Median": "mg/kg"}


def test_a_column_without_any_cell_is_not_shown():
    shown = as_table(LEVELS.filled({"a": Level(label="Cd", median=0.5)}))
    assert list(shown.frame) == ["Series", "Median"]


def test_an_empty_table_says_so_in_one_line():
    assert "Levels: No level." in as_table(LEVELS.filled({}))._repr_html_()


def test_rows_beyond_the_most_are_counted():
    rows = {name: Level(label=name) for name in "abcde"}
    shown = as_table(LEVELS.filled(rows))
    assert (len(shown.frame), shown.notes) == (2, "3 more rows are in levels.csv.")


def test_some_columns_and_rows_can_be_chosen():
    rows = {"a": CADMIUM, "b": Level(label="Pb", median=2.0)}
    filled = LEVELS.filled(rows).kept(lambda one: one.label == "Pb")
    shown = as_table(filled, columns=("median", "label"))
    assert shown.frame.to_numpy().tolist() == [["2", "Pb"]]
