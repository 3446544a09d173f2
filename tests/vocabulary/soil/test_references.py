import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.soil.references import (
    INDICES,
    KINDS,
    NoBackground,
    background,
    backgrounds,
    backgrounds_for,
    index_classes,
    toxic_response,
    toxic_responses,
)


def test_published_contents_are_those_on_file():
    assert background("GEMAS-AP").content("Cd", "soil", "aqua_regia").value_mg_kg == 0.181
    # Rudnick and Gao 2003: upper continental crust 0.09 mg/kg cadmium
    assert background("UCC-RG2003").content("Cd", "soil", "total").value_mg_kg == 0.09


def test_every_content_is_above_0_with_source_and_standing():
    for one in backgrounds().values():
        substances = [content.substance for content in one.contents]
        assert len(substances) == len(set(substances))
        assert one.kind in KINDS
        assert one.name
        assert all(content.value_mg_kg > 0 for content in one.contents)
        assert all(content.source for content in one.contents)
        assert {content.verified for content in one.contents} <= {"yes", "no"}


@pytest.mark.parametrize(
    ("background_id", "sampled", "reason"),
    [
        ("GEMAS-AP", ("Cd", "soil", "total"), NoBackground.OTHER_FRACTION),
        ("GEMAS-AP", ("Cd", "sediment", "aqua_regia"), NoBackground.OTHER_MATRIX),
        ("UCC-RG2003", ("Cd", "forest_floor", "total"), NoBackground.OTHER_MATRIX),
        ("GEMAS-AP", ("Pb", "soil", "aqua_regia"), NoBackground.UNVERIFIED),
        ("GEMAS-AP", ("U", "soil", "aqua_regia"), NoBackground.NO_VALUE),
        ("NLD-AW2000", ("Cd", "soil", "aqua_regia"), NoBackground.FRACTION_UNKNOWN),
        ("UCC-MCLENNAN2001", ("Se", "soil", "total"), NoBackground.UNVERIFIED),
    ],
)
def test_what_cannot_be_compared_is_answered_with_the_reason(background_id, sampled, reason):
    assert background(background_id).content(*sampled) is reason


def test_an_unverified_content_is_given_where_it_is_asked_for():
    found = background("GEMAS-AP").content("Pb", "soil", "aqua_regia", unverified=True)
    assert found.verified == "no"


def test_contents_of_rock_come_with_a_caution():
    assert "rock, not of soil" in background("UCC-RG2003").caution
    assert background("FIN-SAVO-MINERAL").caution == ""


def test_only_the_background_of_the_example_is_fictional():
    made_up = [one for one in backgrounds().values() if one.is_fictional]
    assert [one.background_id for one in made_up] == ["XAA-EXAMPLE"]
    assert all(region.startswith("XA") for region in made_up[0].regions)
    assert background("XAA-EXAMPLE") in backgrounds_for("XAB", "soil", "aqua_regia")
    assert background("XAA-EXAMPLE") not in backgrounds_for("FIN", "soil", "aqua_regia")


def test_the_own_background_goes_before_those_of_others():
    offered = [one.background_id for one in backgrounds_for("RUS", "soil", "total")]
    assert offered[0].startswith("RUS-")
    assert offered[-1] in {"MASON-1966", "SHALE-1961"}
    assert "CHN-HUBEI" not in offered


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(VocabularyError, match=re.escape("Did you mean GEMAS-GR (Grazing")):
        background("GEMAS")
    with pytest.raises(VocabularyError, match="Unknown toxic response of 'U'"):
        toxic_response("U")
    with pytest.raises(VocabularyError, match="Unknown index 'Hakanson'"):
        index_classes("Hakanson")


def test_hakansons_eight_substances_have_133_in_all():
    eight = [one for one in toxic_responses().values() if one.of_hakanson]
    assert (len(eight), sum(one.factor for one in eight)) == (8, 133)


def test_limits_of_classes_rise_and_each_class_has_a_word():
    for classes in INDICES.by_key().values():
        assert list(classes.limits) == sorted(set(classes.limits))
        assert len(classes.labels) == len(classes.limits) + 1 == len(set(classes.labels))
        assert classes.source
