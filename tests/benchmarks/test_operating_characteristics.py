"""The harness counts any method on designs whose truth is known."""

import sys

import numpy as np
import pytest

from benchmarks.designs import DESIGNS, frames
from benchmarks.operating_characteristics import Verdict, by_command, count, within_sites


def test_there_are_62_designs_half_of_them_without_a_trend():
    assert len(DESIGNS) == 62
    assert sum(design.slope == 0 for design in DESIGNS.values()) == 31


def test_the_same_seed_gives_the_same_series():
    design = DESIGNS["null, 10 x 8"]
    first, again = (list(frames(design, 2, 5)) for _ in range(2))
    assert first[1].equals(again[1])
    assert not first[0].equals(first[1])


def test_the_slope_of_a_design_is_that_of_its_contents():
    drawn = list(frames(DESIGNS["-4 %, 12 x 10"], 200))
    ends = [np.log(one.groupby("sampled_on")["value"].mean()) for one in drawn]
    assert np.mean([one.iloc[-1] - one.iloc[0] for one in ends]) == pytest.approx(-0.44, abs=0.05)


@pytest.mark.parametrize(("name", "share"), [("median .3", 0.64), ("median 1.2", 0.18)])
def test_limits_leave_the_share_of_non_detects_that_they_should(name, share):
    drawn = list(frames(DESIGNS[f"null, limits 1/.5/.1, {name}"], 100))
    assert np.mean([one["censored"].mean() for one in drawn]) == pytest.approx(share, abs=0.03)


def test_another_laboratory_is_named_only_where_it_is_stated():
    stated, not_stated = (
        next(frames(DESIGNS[f"null, laboratory +20 %, {word}"], 1))
        for word in ("stated", "not stated")
    )
    assert set(stated["lab_id"]) == {"A", "B"}
    assert set(not_stated["lab_id"]) == {"A"}


def test_a_panel_that_moves_goes_from_dirty_to_clean():
    drawn = list(frames(DESIGNS["null, sites move from dirty to clean"], 60))
    change = [
        np.log(one[one["sampled_on"] == "2010"]["value"]).mean()
        - np.log(one[one["sampled_on"] == "2001"]["value"]).mean()
        for one in drawn
    ]
    assert np.mean(change) < -0.4


def test_a_complete_frame_has_the_columns_of_the_table():
    drawn = next(frames(DESIGNS["null, 5 x 8"], 1, is_complete=True))
    assert {"iso3", "matrix", "fraction", "basis", "substance"} <= set(drawn.columns)


def test_a_method_is_counted_with_its_standard_error():
    answers = iter(["strong", "weak", "no-evidence", "strong"])
    row = count(
        "null, 5 x 8",
        lambda _: Verdict(next(answers), -0.1, 0.1),
        4,
        1,
        is_complete=False,
    )
    assert (row.strong, row.strong_or_weak, row.covered) == (0.5, 0.75, 1.0)
    assert row.strong_se == pytest.approx(0.25)


def test_a_command_reads_csv_and_prints_its_verdict():
    code = "import sys; n = len(sys.stdin.readlines()) - 1; print('strong', -n, n)"
    verdict = by_command(next(frames(DESIGNS["null, 5 x 8"], 1)), f'{sys.executable} -c "{code}"')
    assert verdict == Verdict("strong", -40.0, 40.0)


def test_a_stated_laboratory_is_looked_at_as_a_break():
    drawn = frames(DESIGNS["-4 %, laboratory changed, no shift"], 8)
    codes = [within_sites(one).evidence for one in drawn]
    assert codes.count("strong") < 4
