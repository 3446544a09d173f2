import math
import re

import pytest

from workbench.errors import SeriesError
from workbench.methods.surveys.response import Rate, coverage, item_response, response_rate


def test_the_response_rate_is_named_with_its_frame():
    # Africa: 19 of 47 countries answered, 19 / 47.
    assert response_rate(19, 47) == Rate(19, 47, pytest.approx(0.4042553191))
    assert coverage(18, 47) == Rate(18, 47, 18 / 47)


@pytest.mark.parametrize(
    ("answered", "dont_know", "missing", "nonresponse", "not_knowing"),
    [  # by hand, from four items of one questionnaire
        (94, 0, 0, 0 / 94, 0 / 94),
        (75, 5, 14, 14 / 94, 5 / 80),
        (47, 3, 3, 3 / 53, 3 / 50),
        (59, 2, 33, 33 / 94, 2 / 61),
    ],
)
def test_dont_know_is_no_nonresponse(answered, dont_know, missing, nonresponse, not_knowing):
    item = item_response({"answered": answered, "dont_know": dont_know, "missing": missing})
    assert item.nonresponse.share == pytest.approx(nonresponse)
    assert item.dont_know.share == pytest.approx(not_knowing)


def test_what_was_not_asked_is_outside():
    asked = {"answered": 47, "dont_know": 3, "missing": 3}
    item = item_response(asked | {"skipped_by_logic": 30, "not_applicable": 11})
    assert (item.n_asked, item.n_outside) == (53, 41)
    assert item.nonresponse == item_response(asked).nonresponse


def test_an_invalid_answer_counts_as_none():
    item = item_response({"answered": 8, "missing": 1, "invalid": 1})
    assert (item.nonresponse, item.n_invalid) == (Rate(2, 10, 0.2), 1)


def test_nobody_asked_gives_no_share():
    item = item_response({"skipped_by_logic": 4})
    assert (item.n_asked, item.n_outside) == (0, 4)
    assert math.isnan(item.nonresponse.share)
    assert math.isnan(item.dont_know.share)


def test_more_responses_than_units_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 48 answers from a frame of 47")):
        response_rate(48, 47)


def test_an_unknown_status_is_refused():
    message = "Unknown statuses: refused. Known are: answered, dont_know, not_applicable, "
    with pytest.raises(SeriesError, match=re.escape(message)):
        item_response({"answered": 3, "refused": 1})


def test_a_negative_count_is_refused():
    with pytest.raises(SeriesError, match=re.escape("The count of answered is -3. Give a")):
        item_response({"answered": -3})
