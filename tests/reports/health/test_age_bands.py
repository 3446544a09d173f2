"""Cases and people are counted in the same strata, whatever bands each table came in."""

import numpy as np
import pytest


def in_bands(frame, *, width, opens):
    """Rows with ages in wider bands."""
    first = frame["age_band"].str.extract(r"^(\d+)", expand=False).astype(int)
    begins = first // width * width
    named = begins.astype(str) + "-" + (begins + width - 1).astype(str)
    return frame.assign(age_band=np.where(first >= opens, f"{opens}+", named))


def of_ten_years(table):
    def change(frames):
        frames[table] = in_bands(frames[table], width=10, opens=80)

    return change


def without(table, column):
    def change(frames):
        frames[table] = frames[table].assign(**{column: "all"})

    return change


@pytest.mark.parametrize("table", ["outcomes", "population"])
def test_bands_that_nest_lose_no_case(health_result, changed_example, table):
    joined = changed_example("XAA", of_ten_years(table))
    whole = health_result("XAA").rows("outcomes")["N18:all"]
    found = joined.rows("outcomes")["N18:all"]
    assert (found["cases"], found["expected"]) == (whole["cases"], whole["expected"])
    assert (whole["n_strata"], found["n_strata"]) == (36, 18)
    assert any("so both were counted in 0-9, 10-19" in one.sentence for one in joined.findings)


def test_bands_that_cross_are_named(changed_example):
    def change(frames):
        frames["outcomes"] = in_bands(frames["outcomes"], width=7, opens=77)

    said = [one.sentence for one in changed_example("XAA", change).findings]
    assert any("such as 0-6 and 5-9" in sentence for sentence in said)


@pytest.mark.parametrize("column", ["sex", "age_band"])
def test_what_one_table_lacks_is_not_asked_of_the_other(health_result, changed_example, column):
    found = changed_example("XAA", without("population", column)).rows("outcomes")["N18:all"]
    assert found["cases"] == health_result("XAA").rows("outcomes")["N18:all"]["cases"]
    assert found["n_strata"] == {"sex": 18, "age_band": 2}[column]
