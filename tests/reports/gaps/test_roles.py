"""Who speaks for a country: every answer counts, or is listed with its role."""

import pandas as pd
import pytest

from workbench.reports.gaps.basis.answers import BESIDE_COUNTRY, round_of
from workbench.reports.gaps.doubts import agreements, conflicts
from workbench.store.frames import arranged


@pytest.fixture
def judged_round(answered):
    """Round of responses of one country, each of a role with its answers."""

    def made(**of_roles):
        parts = [
            answered("KEN", said, role=role, response_id=role, uuid=role)
            for role, said in of_roles.items()
        ]
        return round_of(arranged("responses", pd.concat(parts)), "2026", ["KEN"])

    return made


def speaks(answers):
    return set(answers.countries["role"])


def test_the_first_role_in_order_speaks_for_the_country(judged_round):
    said = {"monitoring": "yes"}
    order = ["focal_point", "regulator", "insop", "laboratory", "research", "other", "unknown"]
    for place, role in enumerate(order):
        answers = judged_round(**dict.fromkeys(reversed(order[place:]), said))
        assert speaks(answers) == {role}


def test_a_laboratory_speaks_for_its_country_where_nobody_before_it_does(judged_round):
    answers = judged_round(laboratory={"monitoring": "yes", "lab_aware": "5"})
    assert set(answers.countries["item_id"]) == {"monitoring"}
    assert {"monitoring", "lab_aware"} <= set(answers.laboratories["item_id"])
    assert answers.left_out.empty


def test_what_a_laboratory_says_of_its_country_is_listed_where_another_counts(judged_round):
    answers = judged_round(
        focal_point={"monitoring": "yes"}, laboratory={"monitoring": "no", "lab_aware": "5"}
    )
    assert speaks(answers) == {"focal_point"}
    assert set(answers.laboratories["item_id"]) == {"monitoring", "lab_aware"}
    (left,) = answers.left_out[["item_id", "why"]].itertuples(index=False, name=None)
    assert left == ("monitoring", BESIDE_COUNTRY)
    (conflict,) = conflicts(answers, ["KEN"]).values()
    assert (conflict.role, conflict.answer) == ("focal_point", "yes")
    assert (conflict.other_role, conflict.other_answer) == ("laboratory", "no")
    (agreed,) = agreements(answers, ["KEN"]).values()
    assert (agreed.n_pairs, agreed.n_agreeing) == (1, 0)


def test_a_laboratory_without_a_word_on_its_country_is_no_answer_of_it(judged_round):
    answers = judged_round(laboratory={"lab_aware": "5"})
    assert answers.countries.empty
    assert answers.left_out.empty


def test_a_laboratory_that_was_sent_twice_does_not_speak_for_its_country(answered):
    once = answered("KEN", {"monitoring": "yes"}, role="laboratory", uuid="same")
    again = answered("KEN", {"monitoring": "no"}, role="laboratory", uuid="same", response_id="b")
    answers = round_of(arranged("responses", pd.concat([once, again])), "2026", ["KEN"])
    assert len(answers.countries) == 1
    assert set(answers.left_out["why"]) == {"sent_again"}


def test_a_country_that_a_laboratory_answered_for_is_shown_as_such(judged, answered):
    said = dict.fromkeys(("monitoring", "legislation"), "yes")
    rows = answered("XBC", said, role="laboratory")
    result = judged("XBC", responses=rows)
    row = result.rows("participation")["R-EXAMPLE"]
    assert (row["n_answered"], row["n_laboratory"], row["by_laboratory"]) == (1, 1, "Inverloch")
    counts = result.rows("overview")["XBC"]
    assert (counts["n_responses"], counts["n_counted"], counts["n_not_counted"]) == (1, 1, 0)
    said = " ".join(one.sentence for one in result.findings)
    assert "one country was answered for by a laboratory only: Inverloch." in said


def test_a_laboratory_beside_a_focal_point_is_one_response_that_counts(judged, answered):
    said = dict.fromkeys(("monitoring", "legislation"), "yes")
    rows = [
        answered("XBC", said),
        answered("XBC", said, role="laboratory", response_id="b", uuid="b"),
    ]
    counts = judged("XBC", responses=pd.concat(rows)).rows("overview")["XBC"]
    assert (counts["n_responses"], counts["n_counted"], counts["n_not_counted"]) == (2, 2, 0)
