"""What is unknown or rests on a few answers is told as such, and is neither a no nor a result."""

import pandas as pd
import pytest

from workbench.inputs import tables
from workbench.inputs.surveys.frame import country_frame
from workbench.reports.gaps import draw, say, show

PLAIN = "\N{NO-BREAK SPACE}"
NO_ROWS = {name: tables.empty(name) for name in ("frame", "legislation")}


def told(result, part):
    """Sentences of the findings with a part of an id, with plain blanks."""
    return [f.sentence.replace(PLAIN, " ") for f in result.findings if part in f.id]


@pytest.fixture
def rounds(answered):
    """Two rounds: the first countries of the world said no, and then yes."""

    def made(n_changed, n=20):
        iso3s = sorted(country_frame()["iso3"])[:n]
        parts = [
            answered(iso3, {"monitoring": said}, wave=wave, response_id=f"{iso3}{wave}")
            for place, iso3 in enumerate(iso3s)
            for wave, said in (("2024", "no"), ("2026", "yes" if place < n_changed else "no"))
        ]
        return pd.concat([part.assign(uuid=part["response_id"]) for part in parts])

    return made


def test_an_index_of_few_answers_has_all_classes_that_it_may_have(judged, answered):
    result = judged("XAA", responses=answered("XAA", {"monitoring": "yes"}))
    row = result.rows("index")["XAA"]
    # 1 of 13 items, a yes: 0 of what was answered, up to 12/13 if all others are no
    assert (row["index"], row["gap_class"], row["classes"]) == (0, "low", "low to very high")
    (index,) = [f for f in result.findings if f.id.endswith("/XAA/index")]
    assert index.grade == "low to very high"
    assert "from 0 to 0.923 (low to very high)" in index.sentence
    assert "<td>low to very high</td>" in show.index(result)._repr_html_()


def test_countries_that_did_not_answer_are_no_rows_of_the_ranking(gaps_result):
    page = show.index(gaps_result("R-EXAMPLE"))._repr_html_()
    assert "Ambervale" in page
    assert "Fallowmere" not in page
    assert "Fallowmere" not in draw.index(gaps_result("R-EXAMPLE")).alt
    assert "Fallowmere: no answer" in draw.index(gaps_result("XAF")).alt
    assert "did not answer" not in draw.index(gaps_result("XAA")).caption


# 2 * 0.5 ** k for k that all changed one way: 0.0625 for 5, 0.03125 for 6
@pytest.mark.parametrize(("n_changed", "p"), [(0, None), (5, None), (6, 0.03125)])
def test_a_test_that_could_tell_nothing_is_not_made(judged, rounds, n_changed, p):
    result = judged("WORLD", responses=rounds(n_changed), **NO_ROWS)
    row = result.rows("changes")["monitoring"]
    assert (None if pd.isna(row["p"]) else row["p"]) == p
    assert bool(row["why_no_test"]) == (p is None)
    assert row["share_change_upper"] > n_changed / 20


def test_a_change_of_few_countries_has_no_interval(judged, rounds):
    row = judged("WORLD", responses=rounds(1, n=4), **NO_ROWS).rows("changes")["monitoring"]
    assert row["share_change"] == 0.25
    assert pd.isna(row["share_change_lower"])
