import math

import pytest

from workbench.presentation.wording import CAVEATS, number, percent, probability

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
    [(-0.0684, f"{MINUS}6.8\xa0%"), (0.999, "100\xa0%"), (math.nan, "\N{EM DASH}")],
)
def test_a_share_is_written_as_a_percentage(share, text):
    assert percent(share) == text


def test_a_tiny_probability_is_only_said_to_be_small():
    assert probability(1e-12) == "< 0.001"


def test_no_caveat_words_an_association_as_a_cause():
    words = {"because", "caused", "leads to", "due to"}
    assert not any(word in caveat for caveat in CAVEATS for word in words)
