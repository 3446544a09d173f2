import math

import pytest

from workbench.presentation.wording import CAVEATS, number, probability
from workbench.vocabulary.percentages import percent

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-2.41625, f"{MINUS}2.42"),
        (0.0, "0"),
        (1517, "1517"),
        (999.6, "1000"),
        (0.0099951, "0.01"),
        (1e-7, "0.0000001"),
        (123456.0, "123000"),
        (None, "\N{EM DASH}"),
        (math.nan, "\N{EM DASH}"),
    ],
)
def test_a_number_is_written_for_reading(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (-0.0684, f"{MINUS}6.8\xa0%"),
        (0.0, "0\xa0%"),
        (1.0, "100\xa0%"),
        (0.994, "99\xa0%"),
        (0.996, "99.6\xa0%"),
        (0.9999, "> 99.9\xa0%"),
        (0.0004, "< 0.1\xa0%"),
        (-0.0004, f"> {MINUS}0.1\xa0%"),
        (-0.9999, f"< {MINUS}99.9\xa0%"),
        (1.003, "100\xa0%"),  # a change, which is no share
        (math.nan, "\N{EM DASH}"),
    ],
)
def test_a_share_is_written_as_a_percentage(share, text):
    assert percent(share) == text


def test_a_share_beside_another_has_the_digits_that_tell_them_apart():
    assert percent(0.99951, apart_from=1.0) == "99.95\xa0%"
    assert percent(0.996, apart_from=1.0) == "99.6\xa0%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-12, "< 0.001"),
        (0.00099999, "< 0.001"),
        (0.001, "0.0010"),
        (0.00149, "0.0015"),
        (0.0014, "0.0014"),
        (0.05, "0.050"),
        (0.994, "0.99"),
        (0.996, "> 0.99"),
        (1.0, "1.0"),
        (math.nan, "\N{EM DASH}"),
    ],
)
def test_a_probability_has_two_digits_and_a_tiny_one_is_only_said_to_be_small(value, text):
    assert probability(value) == text


def test_no_caveat_words_an_association_as_a_cause():
    words = {"because", "caused", "leads to", "due to"}
    assert not any(word in caveat for caveat in CAVEATS for word in words)
