"""The report finds what is true of the fictional soils."""

import numpy as np
import pytest

from examples import soils
from examples.sites import sites
from examples.soils import COUNTRIES, WEAKEST, true_values

MANY = 40_000  # sites of the truth: its own chance is below a tenth of the intervals
BACKGROUND = {"Cd": 0.2, "Pb": 20, "Zn": 60, "Cu": 20, "Ni": 22, "Cr": 35, "As": 6, "Hg": 0.05}


def _line(value, low, high):
    return np.clip((value - low) / (high - low), 0, 1)


def _normal(value, mean, deviation):
    # logistic approximation of the normal distribution, Bowling et al. 2009, error below 1.4e-4
    z = (value - mean) / deviation
    return 1 / (1 + np.exp(-0.07056 * z**3 - 1.5976 * z))


def _true_scores(values):
    """Scores by the curves of EXAMPLE-1 for loam, written out from facts of its table."""
    ratio = values["SOC"] / (10 * values["clay"])
    highest = np.max([values[code] / level for code, level in BACKGROUND.items()], axis=0)
    physical = {
        "BD": 0.994 - 0.794 * np.exp(-88.025 * values["BD"] ** -12.061),
        "AGG": np.clip(-0.793 + 1.7993 * np.cos(0.0196 * values["AGG"] - 1.0715387 * 1.06), 0, 1),
        "AWC": (1 + np.exp(-0.072 * (values["AWC"] - 45))) ** (-1 / 1.2),
    }
    chemical = {
        "SOC_clay": np.interp(ratio, [0, 1 / 13, 1 / 10, 1 / 8], [0, 0.4, 0.7, 1.0]),
        "pH": np.exp(-((values["pH"] - 6.5) ** 2) / 2),
        "EC_e": 1 - _line(values["ECe"], 2, 8),
        "P": np.minimum(_line(values["P"], 5, 20), 1 - _line(values["P"], 50, 150)),
        "K": np.minimum(1, 1.0541 * (1 - np.exp(-0.00981 * values["K"]))),
        "CEC": _line(values["CEC"], 0, 100),
    }
    biological = {
        "POXC": _normal(values["POXC"], 530, 180),
        "RESP": _normal(values["RESP"], 0.65, 0.22),
        "MBC": 1 / (1 + 40.748 * np.exp(-0.012419 * 1.35 * values["MBC"])),
        "EW": _line(values["EW"], 0, 200),
    }
    return [physical, chemical, biological, {"CONTAM": 1 - _line(highest, 1, 6)}]


def _truth(area):
    domains = _true_scores(true_values(area, MANY, seed=1))
    means = [np.mean([np.mean(one) for one in domain.values()]) for domain in domains]
    by_code = {code: np.mean(one) for domain in domains for code, one in domain.items()}
    return 100 * np.mean(means), min(by_code, key=by_code.get)


@pytest.mark.parametrize("area", ["XAA", "XAB", "XAC", "XAD"])
def test_index_interval_and_weakest_indicator_are_those_of_the_truth(soil_result, area):
    index, weakest = _truth(area)
    result = soil_result(area)
    row = result.rows("overview")[area]
    scores = {code: one["score"] for code, one in result.rows("indicators").items()}
    assert row["index_lower"] <= index <= row["index_upper"]
    assert min(scores, key=scores.get) == weakest == WEAKEST.get(area, weakest)
    assert row["weakest"] == result.rows("indicators")[weakest]["name"]


def test_a_country_that_lacks_a_domain_has_no_index(soil_result):
    result = soil_result("XAE")
    assert result.rows("overview")["XAE"]["why_no_index"] == "the biological domain has no index"
    assert all(row["index"] is None for row in result.rows("sites").values())
    assert result.findings[0].sentence.startswith(
        "No soil health index can be given for Elmerland: the biological domain has no index."
    )
    missing = set(result.rows("missing"))
    assert missing == {"POXC", "RESP", "MBC", "EW"}


def test_a_site_that_lacks_a_domain_has_no_index(changed_soils):
    def lose(rows):
        life = rows["substance"].isin(soils.BIOLOGICAL)
        return rows[~(life & (rows["site_id"] == "XAA-007"))]

    sites = changed_soils("XAA", lose).rows("sites")
    assert sites["XAA-007"]["index"] is None
    assert sites["XAA-007"]["why"] == "the biological domain has no index"
    assert sum(row["index"] is None for row in sites.values()) == 1


def test_a_verdict_that_flips_with_the_background_is_a_key_message(soil_result):
    result = soil_result("XAD")
    row = result.rows("contamination")["PLI:aqua_regia"]
    assert (row["index_class"], row["other_index_class"]) == ("moderate", "heavy")
    assert row["flips"] == "yes"
    said = [one.sentence for one in result.findings if one.id.endswith("/flips")]
    assert said[0].startswith("The class of contamination depends on the background chosen (")
    assert "pollution load index (PLI), “moderate” or “heavy”" in said[0]


def test_older_and_newer_toxicity_values_stand_side_by_side_and_may_flip(soil_result):
    rows = soil_result("XAD").rows("hazard")
    old, new = (rows[f"child:all:{name}"] for name in ("EPA-2023", "EPA-2025"))
    assert old["hi"] < 1 < new["hi"]
    assert old["flips"] == new["flips"] == "yes"


def test_naturally_saline_land_is_exempt_of_the_salinity_target(soil_result):
    row = soil_result("XAC").rows("targets")["EC_e"]
    assert row["n_exempt"] == soils.N_NATURALLY_SALINE
    n_judged = len(sites("XAC")) - soils.N_NATURALLY_SALINE
    assert row["n_met"] + row["n_missed"] == n_judged
    assert row["n_missed"] > 0.9 * n_judged


def test_change_on_revisited_sites_is_the_true_one(soil_result):
    rows = soil_result("XAA").rows("changes")
    carbon, density = rows["SOC:total"], rows["BD:unknown"]
    true = 31.0 - soils.FIRST_SOC
    assert carbon["n_sites"] == soils.N_REVISITED
    assert carbon["change_lower"] <= true <= carbon["change_upper"]
    assert (carbon["verdict"], density["verdict"]) == ("increased", "shows no clear change")


def test_a_country_that_sent_nothing_gets_a_page(soil_result):
    result = soil_result("XAF")
    assert "XAF" not in COUNTRIES
    assert result.status == "no_data"
    assert "no usable topsoil measurement is recorded" in result.findings[0].sentence
