"""Made-up series of which the right answer is known, through the whole report."""

from functools import cache

import pytest
from found import found
from trend_cases import EXPECTED, NONE, STRONG, WEAK, samples

from examples.store import all_rows
from workbench.store.frames import Frames
from workbench.store.reading import fingerprint

FIRMNESS = (NONE, WEAK, STRONG)


def measurements(case):
    """The samples of a case as rows of the store, by way of rows of the example."""
    rows = samples(case).reset_index(drop=True)
    blank = all_rows("measurements").head(len(rows)).reset_index(drop=True)
    given = {name: rows[name].astype(blank[name].dtype) for name in rows}
    given |= {name: rows[name].replace("", None) for name in ("campaign", "lab_id")}
    return blank.assign(**given, iso3="KEN", lod=float("nan"))


@cache
def judged(case):
    """The page of a case."""
    frame = measurements(case)
    return found("trends", Frames({"measurements": frame}, fingerprint({"m": frame})), area="KEN")


def grade(row):
    """Evidence of a change on the scale of the expected answers."""
    return row["grade"] if row["grade"] in {WEAK, STRONG} else NONE


@pytest.mark.parametrize(
    "expected", EXPECTED, ids=lambda one: f"{one.case}-{one.substance}-{one.stratum}"
)
def test_a_case_is_judged_as_its_truth_allows(expected):
    rows = [
        row
        for row in judged(expected.case).rows("trends").values()
        if (row["substance"], row["stratum"]) == (expected.substance, expected.stratum)
    ]
    assert rows or not expected.loosest
    for row in rows:
        assert FIRMNESS.index(grade(row)) <= FIRMNESS.index(expected.firmest)
        assert FIRMNESS.index(grade(row)) >= FIRMNESS.index(expected.loosest or NONE)
        assert expected.direction in {"any", row["direction"]} or grade(row) == NONE
        if expected.percent is not None:
            assert abs(100 * row["change_per_year"] - expected.percent) <= expected.tolerance
