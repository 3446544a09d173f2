"""What the type checker refuses: one error a line that says so."""

from workbench.findings.result import Result
from workbench.findings.rows import count, number, row, text
from workbench.findings.tables import Table


@row
class Level:
    """A level."""

    label: str = text("the series in words")
    n_sites: int = count("sites")
    median: float | None = number("median", unit="mg/kg", default=None)


LEVELS = Table("levels", Level, "Levels", "No level.")


def wrong(result: Result) -> None:
    """Do what must not pass."""
    Level(label="Cd", n_site=3)  # error: call-arg
    Level(label="Cd")  # error: call-arg
    Level(label="Cd", n_sites="three")  # error: arg-type
    one = result.of(LEVELS)["a"]
    _ = one.medain  # error: attr-defined
    _ = one.median * 2  # error: operator
    one.label = "Pb"  # error: misc
