"""A table writes an estimate and its limits with the same decimals, as a sentence does."""

from workbench.findings.rows import number, quotient, row
from workbench.findings.tables import Table
from workbench.presentation.shown_table import as_table


@row
class Estimate:
    """An estimate with its limits."""

    ratio: float | None = number("ratio", "Ratio", unit="1")
    ratio_lower: float | None = number("lower limit", "Lower", unit="1", lower_of="ratio")
    ratio_upper: float | None = number("upper limit", "Upper", unit="1", upper_of="ratio")
    hazard: float = quotient("hazard quotient", "HQ")


TABLE = Table("estimates", Estimate, "Estimates", "There are none.")


def test_an_estimate_and_its_limits_keep_their_trailing_zeros():
    one = Estimate(ratio=1.1, ratio_lower=1.0, ratio_upper=1.152, hazard=0.00055)
    html = as_table(TABLE.filled({"a": one}))._repr_html_()
    assert '<th scope="row">1.10</th><td>1.00</td><td>1.15</td><td>0.00055</td>' in html
    assert '<table class="n2 n3 n4">' in html


def test_a_missing_estimate_is_read_out_as_missing():
    whole = Estimate(ratio=1.1, ratio_lower=1.0, ratio_upper=1.152, hazard=0.0)
    one = Estimate(ratio=None, ratio_lower=None, ratio_upper=1.15, hazard=0.0)
    html = as_table(TABLE.filled({"a": whole, "b": one}))._repr_html_()
    assert html.count('aria-label="no value"') == 2
