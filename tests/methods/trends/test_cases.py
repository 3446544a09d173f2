"""The 26 answers that are known of made-up series, by the methods alone."""

import pytest
from trend_cases import EXPECTED, NONE, STRONG, WEAK, samples
from trend_chain import graded

FIRMNESS = {NONE: 0, WEAK: 1, STRONG: 2}


def name(expected):
    return " ".join([expected.case, expected.substance, expected.stratum]).strip()


@pytest.mark.parametrize("expected", EXPECTED, ids=name)
def test_a_series_of_which_the_answer_is_known_is_judged_right(expected):
    given = samples(expected.case)
    if expected.stratum:
        column, word = expected.stratum.split("=")
        given = given[given[column] == word]
    found = graded(given)[expected.substance]
    firmness = FIRMNESS.get(found.evidence.value, 0)
    assert firmness <= FIRMNESS[expected.firmest]
    assert firmness >= FIRMNESS.get(expected.loosest, 0)
    assert expected.direction in {"any", found.direction}
    if expected.percent is not None:
        share = found.judged.size.per_year[0]
        assert 100 * share == pytest.approx(expected.percent, abs=expected.tolerance)
