"""Numbers that are compared with each other are written with the same digits."""

import pytest

from workbench.findings.rows import Phrase, number, row, share
from workbench.words.numbers import MINUS
from workbench.words.wording import words_of


@row
class Ratios(Phrase):
    """Two numbers, and two shares."""

    before: float = number("one", unit="1", apart_from="after")
    after: float | None = number("another", unit="1", apart_from="before")
    part: float = share("a share", apart_from="target")
    target: float = share("what it is compared with")


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [(1.13, 1.0, ("1.13", "1.00")), (0.97, 0.99, ("0.97", "0.99")), (1.13, None, ("1.13", "—"))],
)
def test_two_numbers_that_are_compared_have_the_same_decimals(before, after, written):
    one = Ratios(before=before, after=after, part=0.79825, target=0.8)
    assert tuple(words_of().of(one, name) for name in ("before", "after")) == written


def test_a_share_has_the_decimals_that_tell_it_from_its_target():
    one = Ratios(before=1.0, after=1.0, part=0.79825, target=0.8)
    assert words_of().of(one, "part").replace("\xa0", " ") == "79.8 %"


@row
class Estimated(Phrase):
    """An estimate with its limits: a change, a ratio, and a ratio beside it."""

    change: float = share("change")
    change_lower: float = share("lower limit", lower_of="change")
    change_upper: float = share("upper limit", upper_of="change")
    ratio: float = number("ratio", unit="1", default=1.0)
    ratio_lower: float = number("lower limit", unit="1", lower_of="ratio", default=0.9)
    ratio_upper: float = number("upper limit", unit="1", upper_of="ratio", default=1.1)
    smoothed: float = number("smoothed ratio", unit="1", apart_from="ratio", default=0.947)


def texts_of(one, *names):
    return tuple(
        words_of().of(one, name).replace("\xa0", " ").replace(MINUS, "-") for name in names
    )


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        ((-0.00016, -0.02309, 0.0233), ("-0.02 %", "-2.31 %", "2.33 %")),
        ((0.000996, -0.0006, 0.00331), ("0.10 %", "-0.06 %", "0.33 %")),
        ((-0.00102, -0.00226, -0.00001), ("-0.102 %", "-0.226 %", "-0.001 %")),
        ((0.00102, 0.00001, 0.00226), ("0.102 %", "0.001 %", "0.226 %")),
        ((-0.00102, -0.00226, -1e-9), ("-0.10 %", "-0.23 %", "0.00 %")),
        ((0.98, 0.9, 0.9999), ("98 %", "90 %", "> 99 %")),
    ],
)
def test_a_limit_is_a_number_and_lengthens_the_others_by_two_digits_at_most(change, texts):
    one = Estimated(**dict(zip(("change", "change_lower", "change_upper"), change, strict=True)))
    assert texts_of(one, "change", "change_lower", "change_upper") == texts


@pytest.mark.parametrize(
    ("ratio", "texts"),
    [
        ((0.791, 0.620, 0.994), ("0.79", "0.62", "0.99", "0.95")),
        ((1.26, 0.94, 1.64), ("1.26", "0.94", "1.64", "0.95")),
        ((1.1, 0.998, 1.2), ("1.10", "1.00", "1.20", "0.95")),
        ((1.1, 1.002, 1.2), ("1.100", "1.002", "1.200", "0.947")),
    ],
)
def test_ratios_of_a_table_have_two_decimals_unless_these_hide_an_association(ratio, texts):
    names = ("ratio", "ratio_lower", "ratio_upper")
    one = Estimated(
        change=0.1, change_lower=0.0, change_upper=0.2, **dict(zip(names, ratio, strict=True))
    )
    assert texts_of(one, *names, "smoothed") == texts
