import re

import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.surveys.gap_index import NoItemAnswered
from workbench.methods.surveys.rank_stability import rank_stability

IMPORTANCE = {"thresholds": 1.0, "monitoring": 0.5}


def answered(**units):
    """Answers of each unit to both items, as in XAA="no yes"."""
    return {unit: dict(zip(IMPORTANCE, both.split(), strict=True)) for unit, both in units.items()}


def by_unit(found):
    return {rank.unit: rank for rank in found.ranks}


def test_ranks_are_worked_out_by_hand():
    # Experts: 1 / 1.5, 0.5 / 1.5, 0; equal weights put the first two level at 1/2.
    found = rank_stability(answered(XAA="yes no", XAB="no yes", XAC="yes yes"), IMPORTANCE, k=1)
    assert [(rank.unit, rank.rank, rank.rank_equal) for rank in found.ranks] == [
        ("XAB", 1, 1),
        ("XAA", 2, 1),
        ("XAC", 3, 3),
    ]


def test_random_weights_turn_half_of_the_ranks_of_mirrored_units():
    # With weights w and 1 - w, w even from 0 to 1, each is the worst in half of the draws.
    found = rank_stability(answered(XAA="yes no", XAB="no yes", XAC="yes yes"), IMPORTANCE, k=1)
    ranks = by_unit(found)
    assert ranks["XAA"].share_worst == pytest.approx(0.5, abs=0.05)  # 3 standard errors of 1000
    assert ranks["XAA"].share_same == pytest.approx(1 - ranks["XAA"].share_worst)
    assert ranks["XAA"].share_worst + ranks["XAB"].share_worst == 1
    assert (ranks["XAC"].share_same, ranks["XAC"].share_worst) == (1.0, 0.0)
    reached = {unit: (rank.best_random, rank.worst_random) for unit, rank in ranks.items()}
    assert reached == {"XAA": (1, 2), "XAB": (1, 2), "XAC": (3, 3)}


def test_a_unit_that_lacks_everything_is_the_worst_with_all_weights():
    found = rank_stability(answered(XAA="no no", XAB="partial yes", XAC="yes no"), IMPORTANCE, k=1)
    worst = found.ranks[0]
    assert (worst.unit, worst.share_same, worst.share_worst) == ("XAA", 1.0, 1.0)


def test_among_the_worst_of_all_are_all():
    found = rank_stability(answered(XAA="no no", XAB="yes no", XAC="yes yes"), IMPORTANCE, k=3)
    assert [rank.share_worst for rank in found.ranks] == [1.0, 1.0, 1.0]


def test_units_with_overlapping_bounds_name_each_other():
    # Bounds by hand: 1/3 to 1, 2/3, and 0.
    found = rank_stability(answered(XAA="unknown no", XAB="no yes", XAC="yes yes"), IMPORTANCE, k=1)
    assert found.overlapping == (("XAA", "XAB"),)
    overlaps = {unit: rank.overlaps for unit, rank in by_unit(found).items()}
    assert overlaps == {"XAA": ("XAB",), "XAB": ("XAA",), "XAC": ()}


def test_equal_units_share_the_rank_and_overlap():
    found = rank_stability(answered(XAA="no yes", XAB="no yes", XAC="yes yes"), IMPORTANCE)
    assert [rank.rank for rank in found.ranks] == [1, 1, 3]
    assert found.overlapping == (("XAA", "XAB"),)
    assert by_unit(found)["XAB"].share_same == 1.0


def test_units_that_differ_by_a_rounding_error_share_the_rank():
    # 0.1 + 0.2 and 0.3 differ in the last digit.
    importance = {"a": 0.1, "b": 0.2, "c": 0.3}
    units = {
        "XAA": {"a": "no", "b": "no", "c": "yes"},
        "XAB": {"a": "yes", "b": "yes", "c": "no"},
    }
    found = rank_stability(units, importance)
    assert [rank.rank for rank in found.ranks] == [1, 1]
    assert found.overlapping == (("XAA", "XAB"),)


def test_a_unit_without_an_index_is_left_out_with_its_reason():
    found = rank_stability(answered(XAA="no no", XAB="unknown unknown"), IMPORTANCE)
    assert found.left_out == (("XAB", NoItemAnswered()),)
    assert [(rank.unit, rank.n_ranked) for rank in found.ranks] == [("XAA", 1)]


def test_no_unit_with_an_index_gives_no_rank():
    found = rank_stability(answered(XAA="unknown unknown"), IMPORTANCE)
    assert (found.ranks, found.overlapping, len(found.left_out)) == ((), (), 1)


def test_the_same_seed_gives_the_same_and_another_nearly():
    units = answered(XAA="yes no", XAB="no yes", XAC="partial partial")
    assert rank_stability(units, IMPORTANCE) == rank_stability(units, IMPORTANCE)
    one, other = (rank_stability(units, IMPORTANCE, k=1, seed=seed) for seed in (1, 2))
    for unit, rank in by_unit(one).items():
        assert rank.share_worst == pytest.approx(by_unit(other)[unit].share_worst, abs=0.1)


def test_the_order_of_units_changes_no_rank():
    units = answered(XAA="yes no", XAB="no yes", XAC="partial no")
    there = rank_stability(units, IMPORTANCE)
    back = rank_stability(dict(reversed(units.items())), IMPORTANCE)
    shares = [
        {unit: (r.rank, r.share_same) for unit, r in by_unit(f).items()} for f in (there, back)
    ]
    assert shares[0] == shares[1]


def test_answers_that_do_not_fit_are_refused_with_their_unit():
    with pytest.raises(SeriesError, match=re.escape("XAB: The answer to monitoring is 'perhaps'.")):
        rank_stability(answered(XAA="no no", XAB="no perhaps"), IMPORTANCE)


@pytest.mark.parametrize("wrong", [{"k": 0}, {"n_draws": 0}])
def test_less_than_one_draw_or_unit_is_refused(wrong):
    with pytest.raises(ParameterError, match=re.escape("Give 1 or more of each.")):
        rank_stability(answered(XAA="no no"), IMPORTANCE, **wrong)


def test_nothing_to_rank_is_refused():
    with pytest.raises(SeriesError, match=re.escape("There are no units to rank.")):
        rank_stability({}, IMPORTANCE)
