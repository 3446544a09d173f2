import re

import pytest

from workbench.errors import UnitError, VocabularyError
from workbench.methods.soil.scoring import score
from workbench.vocabulary.places import MEMBERS, places
from workbench.vocabulary.soil.indicators import (
    DOMAINS,
    TEXTURE_CLASSES,
    indicator,
    indicator_classes,
    indicator_factor,
    indicators,
    texture_group,
)
from workbench.vocabulary.soil.scoring_curves import (
    CurveReason,
    ScoredSoil,
    ScoringCurve,
    find_curve,
    indicators_of,
    scoring_set,
    scoring_sets,
)
from workbench.vocabulary.substances import substances
from workbench.vocabulary.table import read_rows

USA = ScoredSoil("USA", "agricultural", "silt loam")


def test_every_row_has_a_form_with_its_parameters_a_source_and_a_known_indicator():
    for row in read_rows("scoring_curves"):
        assert row["indicator"] in indicators()
        assert row["set_id"] in scoring_sets()
        assert row["source"]
        assert row["verified"] in {"yes", "no"}
        numbers = [1.0] * (sum(bool(row[f"p{i}"]) for i in range(1, 7)) + bool(row["needs"]))
        if row["form"] not in {"trapezoid", "more_linear", "less_linear", "contaminant_ratio"}:
            score(row["form"], 1.0, tuple(numbers))  # refuses another number of parameters


def test_every_indicator_has_a_domain_and_a_substance_of_the_store_or_none():
    for one in indicators().values():
        assert one.domain in DOMAINS
        assert not one.substance or one.substance in substances()


def test_a_curve_is_the_one_of_the_texture_and_the_classes():
    classes = {"om_class": "2", "climate_class": "3"}
    found = find_curve(
        "SMAF-2004", "SOC", ScoredSoil("USA", "agricultural", "clay", classes=classes)
    )
    assert found.parameters == (1.55, 1.0, -0.05)


@pytest.mark.parametrize(
    ("set_id", "code", "soil", "reason"),
    [
        ("SMAF-2004", "EW", USA, CurveReason.NO_CURVE),
        ("SMAF-2004", "pH", USA, CurveReason.UNVERIFIED),
        ("OBIC-4.2", "CEC", USA, CurveReason.OTHER_REGION),
        ("SMAF-2004", "BD", ScoredSoil("USA", "forest", "loam"), CurveReason.OTHER_LAND_USE),
        ("SMAF-2004", "K", ScoredSoil("USA", "agricultural"), CurveReason.NEEDS_TEXTURE),
        (
            "SMAF-2004",
            "K",
            ScoredSoil("USA", "agricultural", "sandy loam"),
            CurveReason.NEEDS_TEXTURE,
        ),
        ("SMAF-2004", "SOC", USA, CurveReason.NEEDS_SOIL),
        ("BLN-2.x", "BD", ScoredSoil("NLD", "agricultural"), CurveReason.NEEDS_SOIL),
        (
            "SMAF-2004",
            "BD",
            ScoredSoil("USA", "agricultural", "loam", method="clod"),
            CurveReason.OTHER_METHOD,
        ),
    ],
)
def test_where_no_curve_applies_the_reason_is_given(set_id, code, soil, reason):
    assert find_curve(set_id, code, soil).reason is reason


def test_several_curves_that_fit_are_named_and_none_is_chosen():
    # the USDA's table has silt loam in two of its groups; neither row was read in a source
    silt_loam = ScoredSoil("USA", "agricultural", "silt loam")
    found = find_curve("USDA-BD", "BD", silt_loam, unverified=True)
    assert found.reason is CurveReason.SEVERAL_CURVES
    assert "S0693, S0694" in found.detail


def test_a_curve_of_another_country_says_where_it_was_made():
    soil = ScoredSoil("XAA", "agricultural", "loam", method="core")
    assert find_curve("SMAF-2004", "BD", soil).made_for == "USA"


def test_what_a_curve_needs_of_a_soil_becomes_its_parameter():
    found = find_curve("BLN-2.x", "BD", ScoredSoil("NLD", "agricultural", clay_pct=20.0))
    assert isinstance(found, ScoringCurve)
    assert found.parameters == (0.01, 1.5, 20.0)


def test_stand_ins_are_in_sets_that_are_not_published():
    by_status = {one.set_id: one.status for one in scoring_sets().values()}
    assert {name: status for name, status in by_status.items() if status != "published"} == {
        "CASH-2017": "trial",
        "EXAMPLE-1": "demonstration",
    }
    for row in read_rows("scoring_curves"):
        if "stand-in" in row["note"] or "placeholder" in row["note"]:
            assert scoring_set(row["set_id"]).status != "published"
            assert row["verified"] == "no"
    assert "SOC" in indicators_of("SMAF-2004")


def test_unknown_names_are_refused():
    with pytest.raises(VocabularyError, match=re.escape("Did you mean SMAF-2004")):
        find_curve("SMAF", "SOC", USA)
    with pytest.raises(VocabularyError, match="Unknown indicator 'SOX'"):
        indicator("SOX")
    with pytest.raises(VocabularyError, match="Unknown texture class 'lome'"):
        texture_group("SMAF", "lome")
    with pytest.raises(UnitError, match=re.escape("Give the value in dS/m")):
        indicator_factor("mg/kg", "dS/m")


def test_every_texture_has_a_group_in_every_scheme():
    for scheme in ("SMAF", "CASH", "USDA"):
        assert all(texture_group(scheme, one, 12.0) for one in TEXTURE_CLASSES)


def test_the_ratio_of_carbon_to_clay_is_degraded_below_one_thirteenth():
    # Prout et al. 2021: limits 1/13, 1/10 and 1/8
    classes = indicator_classes("SOCCLAY-2021")
    labels = [classes.label(ratio) for ratio in (0.076, 1 / 13, 0.1, 0.125)]
    assert labels == ["degraded", "moderate", "good", "very good"]


def test_the_union_has_27_members_that_are_places():
    assert len(MEMBERS) == 27
    assert set(places()) >= MEMBERS
