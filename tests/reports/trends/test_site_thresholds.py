"""Sites against their thresholds: intervals of their levels, counts, and what is nearest."""

import pytest

SERIES = "XAA:soil:0-20 cm:aqua_regia::dry:ICP-MS:Cd@agricultural"


@pytest.fixture
def cadmium(samples):
    """Cadmium at three sites in three rounds; the threshold is 0.6 mg/kg."""

    def made(*last, rounds=(1.0, 1.1, 0.95)):
        rows = [
            (2010 + at, f"S{site}", value * factor * (1 + 0.02 * (site * at % 3)), False)
            for site, (value, is_limit) in enumerate(last)
            for at, factor in enumerate(rounds[1:])
            if not is_limit
        ]
        rows += [(2020, f"S{site}", *value) for site, value in enumerate(last)]
        found = samples(*rows)
        return found.assign(substance="Cd", land_use="agricultural", source_type="diffuse")

    return made


def standings(result):
    return [row["standing"] for row in result.rows("site_thresholds").values()]


def test_a_site_is_above_or_below_by_its_interval(cadmium, judged):
    result = judged(cadmium((3.0, False), (0.61, False), (0.59, False), (0.1, False)))
    assert standings(result) == ["above", "open", "open", "below"]
    (one,) = result.rows("standings").values()
    assert (one["n_sites"], one["n_above"], one["n_open"], one["n_below"]) == (4, 1, 2, 1)


def test_a_non_detect_is_below_only_if_its_limit_is(cadmium, judged):
    result = judged(cadmium((0.1, True), (0.9, True), (0.1, False), (0.2, False)))
    assert standings(result)[:2] == ["below", "open"]


def test_one_round_tells_no_scatter_and_the_page_says_so(cadmium, judged):
    last_only = cadmium((0.61, False), (0.59, False)).query("sampled_on == '2020'")
    result = judged(last_only)
    assert standings(result) == ["above", "below"]
    assert "one sampling round, so without the scatter" in " ".join(
        finding.sentence for finding in result.findings
    )


def test_kinds_of_sites_are_counted_apart(cadmium, judged):
    mixed = cadmium((3.0, False), (0.1, False))
    mixed["source_type"] = mixed["site_id"].map({"S0": "point", "S1": "diffuse"})
    rows = judged(mixed).rows("standings")
    counts = {name.rpartition("@")[2]: row["n_above"] for name, row in rows.items()}
    assert counts == {"agricultural": 1, "point": 1, "diffuse": 0}


def test_the_nearest_to_its_threshold_is_told_with_its_margin(cadmium, judged):
    result = judged(cadmium((0.50, False), (0.52, False), (0.55, False)))
    (one,) = result.rows("standings").values()
    assert (one["median_mg_kg"], one["nearest_site"]) == (0.52, "S2")
    assert one["margin"] == pytest.approx(1 - 0.52 / 0.6)
    said = " ".join(finding.sentence for finding in result.findings)
    assert "median 0.52 of a limit of 0.6 mg/kg, a margin of 13\u00a0%" in said


def test_open_medians_have_no_margin(cadmium, judged):
    result = judged(cadmium((0.4, True), (0.5, True), (0.3, False)))
    (one,) = result.rows("standings").values()
    assert one["median_mg_kg"] is None
    assert one["margin"] is None
