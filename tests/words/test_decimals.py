"""Numbers that are compared with each other are written with the same digits."""

import pytest

from workbench.findings.rows import Phrase, number, row, share
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
