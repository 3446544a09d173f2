"""Whom each indicator counts, when its state can be computed, and what the state rests on."""

import pandas as pd
import pytest

from workbench.findings.tables import Tables
from workbench.reports.gaps.basis import basis
from workbench.reports.gaps.basis.overview import OVERVIEW
from workbench.reports.gaps.indicators import (
    ALL,
    EACH,
    LEVEL,
    NO_STATE,
    NOT_COMPUTABLE,
    SOME,
    ShareAlone,
    ShareRange,
    _message,
    _share,
    compute,
)
from workbench.reports.gaps.parameters import READS, Parameters
from workbench.reports.gaps.phrases import (
    EachHas,
    LackingIn,
    ListNeeded,
    SilentIn,
    StateBecause,
    TooManyAnswered,
    WithoutInterval,
)
from workbench.reports.report import only
from workbench.store.frames import Frames, arranged, empty
from workbench.store.reading import fingerprint

AREA = "R-NORTH-AMERICA"  # Canada and the United States


@pytest.fixture
def states():
    """Indicators of an area by name, from rows of responses and a list of laboratories."""

    def made(*responses, area=AREA, listed=()):
        frames = {name: empty(name) for name in READS}
        if responses:
            frames["responses"] = arranged("responses", pd.concat(responses))
        if listed:
            frames["frame"] = arranged("frame", pd.DataFrame(listed))
        given = Frames(frames, fingerprint(frames))
        (filled,) = compute(basis(given, Parameters(area=area)), Tables())
        return filled.typed

    return made


@pytest.fixture
def laboratories(answered):
    """Answers of laboratories of a country to an item, one each."""

    def made(iso3, item, *answers):
        return pd.concat(
            answered(iso3, {item: said}, role="laboratory", response_id=f"{iso3}{n}", uuid=f"{n}")
            for n, said in enumerate(answers)
        )

    return made


def country(iso3, region):
    """Row of a country that could answer."""
    return {
        "unit_id": iso3,
        "unit_type": "country",
        "iso3": iso3,
        "stratum": region,
        "in_frame": True,
        "contacted": "yes",
        "source_file": "list.csv",
        "source_row": 2,
    }


def listed(iso3, n):
    """Laboratories of a country that could answer."""
    one = country(iso3, "") | {"unit_type": "laboratory"}
    return [one | {"unit_id": f"{iso3} {number}"} for number in range(n)]


def test_countries_of_the_scope_count_by_their_answer_to_the_one_item(states, answered):
    found = states(
        answered("CAN", {"thr_talks": "talks", "monitoring": "yes"}),
        answered("USA", {"thr_talks": "none", "legislation": "yes"}),
        answered("CHN", {"thr_talks": "talks"}),
    )[f"CTRY_TALKS@{AREA}"]
    assert (found.n_yes, found.n_answers, found.n_frame) == (1, 2, 2)
    assert [one.name for one in found.units_counted] == ["Canada"]


def test_what_was_not_answered_is_no_answer(states, answered):
    found = states(
        answered("CAN", {"thr_talks": "talks"}),
        answered("USA", {"thr_talks": "talks"}, status="dont_know"),
    )[f"CTRY_TALKS@{AREA}"]
    assert (found.n_yes, found.n_answers, found.n_frame) == (1, 1, 2)


def test_what_a_country_says_of_laboratories_is_no_answer_of_one(states, answered):
    said = answered("CAN", {"lab_aware": "5", "lab_sop_dev": "yes"})
    found = states(said, listed=listed("CAN", 2))
    assert (found[f"LAB_AWARE@{AREA}"].n_yes, found[f"LAB_AWARE@{AREA}"].n_answers) == (0, 0)
    assert isinstance(found[f"LAB_REGION@{AREA}"].why[0], SilentIn)


def test_without_any_list_no_share_of_laboratories_is_computed(states):
    assert states()[f"LAB_AWARE@{AREA}"].why == (ListNeeded(),)


@pytest.mark.parametrize(
    ("n_listed", "why"), [(0, ListNeeded()), (2, TooManyAnswered()), (3, None), (4, None)]
)
def test_a_share_of_laboratories_needs_a_list_that_holds_all_that_answered(
    states, laboratories, n_listed, why
):
    answers = laboratories("CAN", "lab_aware", "5", "5", "1")
    listed_elsewhere = listed("CHN", 9)
    found = states(answers, listed=listed("CAN", n_listed) + listed_elsewhere)
    aware = found[f"LAB_AWARE@{AREA}"]
    assert (aware.state == NOT_COMPUTABLE) == (why is not None)
    assert why is None or aware.why == (why,)
    assert aware.n_frame == (None if why else n_listed)


@pytest.mark.parametrize(
    ("answers", "n_listed", "expected"),
    [
        (("yes",), 0, ("met", "met")),
        (("yes", "no"), 5, ("met", "met")),
        (("no", "no"), 0, ("not met", "inconclusive")),
        (("no", "no"), 3, ("not met", "inconclusive")),
        (("no", "no"), 2, ("not met", "not met")),
        (("no", "no"), 1, ("not met", "not met")),
        ((), 1, ("inconclusive", "inconclusive")),
    ],
)
def test_a_region_lacks_a_laboratory_for_sure_only_where_all_listed_have_answered(
    states, laboratories, answers, n_listed, expected
):
    given = (laboratories("CAN", "lab_sop_dev", *answers),) if answers else ()
    region = states(*given, listed=listed("CAN", n_listed))[f"LAB_REGION@{AREA}"]
    assert (region.state_of_answers, region.state_under_bounds) == expected
    (why,) = region.why
    reasons = {"met": EachHas, "not met": LackingIn, "inconclusive": SilentIn}
    assert isinstance(why, reasons[region.state_of_answers])
    assert (region.n_yes, region.n_answers, region.n_frame) == (
        int("yes" in answers),
        int(bool(answers)),
        1,
    )
    assert len(region.units_counted) == region.n_yes


def test_networks_of_laboratories_are_judged_where_there_is_more_than_one_region(states):
    assert f"LAB_REGION:networks@{AREA}" not in states()
    networks = states(area="WORLD")["LAB_REGION:networks@WORLD"]
    assert networks.n_frame < states(area="WORLD")["LAB_REGION@WORLD"].n_frame
    assert "LAB_AWARE:networks@WORLD" not in states(area="WORLD")
    two = [country(*of) for of in (("CAN", AREA), ("MEX", "R-LAC"))]
    assert states(area="WORLD", listed=two)["LAB_REGION:networks@WORLD"].n_frame == 2


def test_what_is_due_is_a_year_or_the_words_of_the_plan(states):
    due = {name: one.due for name, one in states().items() if name.endswith(f"@{AREA}")}
    aware, talks = due[f"LAB_AWARE@{AREA}"], due[f"CTRY_TALKS@{AREA}"]
    assert (aware.year, aware.term) == (2025, "")
    assert (talks.year, talks.term) == (None, "short to medium term")
    assert {name: one.least for name, one in due.items()} == {
        f"LAB_AWARE@{AREA}": None,
        f"LAB_REGION@{AREA}": 1,
        f"CTRY_TALKS@{AREA}": None,
        f"CTRY_ADOPT@{AREA}": None,
        f"TRAIN_ATTENDED@{AREA}": None,
    }


def test_states_that_agree_are_the_reason_and_others_say_that_they_differ(states, answered):
    both = [answered(iso3, {"thr_talks": "talks"}) for iso3 in ("CAN", "USA")]
    met = states(*both)[f"CTRY_TALKS@{AREA}"]
    assert (met.state, met.why) == ("met", (StateBecause(reason="met"),))
    african = [answered(iso3, {"thr_talks": "talks"}) for iso3 in ("AGO", "BDI", "BEN", "BFA")]
    world = states(*african, area="R-AFRICA")["CTRY_TALKS@R-AFRICA"]
    assert (world.state_of_answers, world.state_under_bounds) == ("inconclusive", "inconclusive")
    assert world.why == (StateBecause(reason="inconclusive"),)


def test_without_an_interval_the_range_decides_and_the_reason_is_given(states):
    silent = states()[f"CTRY_TALKS@{AREA}"]
    assert silent.share_lower is None
    assert (silent.state, silent.state_of_answers) == ("inconclusive", "inconclusive")
    noted, because = silent.why
    assert noted == WithoutInterval(why=silent.interval_kind)
    assert because == StateBecause(reason="inconclusive")


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((None,), None),
        ((None, None), None),
        ((0.4,), ShareAlone(value=0.4, target=0.5)),
        ((0.4, 0.4), ShareAlone(value=0.4, target=0.5)),
        ((0.4, 0.6), ShareRange(lower=0.4, upper=0.6, target=0.5)),
    ],
)
def test_equal_limits_are_shown_once_and_none_not_at_all(shares, expected):
    assert _share(0.5, *shares) == expected


def test_what_is_said_follows_what_could_be_counted(states, answered, laboratories):
    both = [answered(iso3, {"thr_talks": "talks"}) for iso3 in ("CAN", "USA")]
    found = states(*both, laboratories("CAN", "lab_sop_dev", "yes"))
    assert _message(found[f"LAB_AWARE@{AREA}"]) is NO_STATE
    assert _message(found[f"LAB_REGION@{AREA}"]) is EACH
    assert _message(found[f"CTRY_TALKS@{AREA}"]) is ALL
    assert _message(states(both[0])[f"CTRY_TALKS@{AREA}"]) is SOME


def test_an_indicator_without_a_state_is_told_without_a_number_and_any_other_with_one(gaps_result):
    states = gaps_result("R-EXAMPLE").rows("indicators")
    found = {one.id.rsplit("/", 2)[1]: one for one in gaps_result("R-EXAMPLE").findings}
    numbers = {name: found[name].value for name in states if name in found}
    assert numbers
    for name, value in numbers.items():
        has_none = states[name]["n_frame"] is None or states[name]["share_of_answers"] is None
        assert (value is None) == has_none


def test_the_table_of_indicators_says_the_level_of_its_limits(gaps_result):
    page = gaps_result("R-EXAMPLE").page
    level = page.words.sentence(LEVEL, only(page.rows, OVERVIEW)[1]).text
    assert "95" in level
    assert level in page.show["indicators"].notes
