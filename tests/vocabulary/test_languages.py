import pytest

from workbench.inputs.coherence import MAPPABLE
from workbench.inputs.roles import OBSERVED
from workbench.vocabulary.languages import meanings, role_of
from workbench.vocabulary.table import read_rows


@pytest.mark.parametrize(
    ("heading", "role", "language"),
    [
        ("Sampling date", "sampled_on", "en"),
        ("SAMPLE_ID", "sample_id", "en"),
        ("SiteCode", "site_id", "en"),
        ("Soil depth (cm)", "depth", "en"),
        ("Profondeur min (cm)", "depth_top_cm", "fr"),
        ("Échantillon", "sample_id", "fr"),
        ("Año", "year", "es"),
        ("Entnahmedatum", "sampled_on", "de"),
        ("Messstelle", "site_id", "de"),
        ("широта", "latitude", "ru"),
        ("采样日期", "sampled_on", "zh"),
        ("خط العرض", "latitude", "ar"),
        ("MUNIT", "unit", "ICES"),
    ],
)
def test_a_heading_is_recognised_in_its_language(heading, role, language):
    found = role_of(heading)
    assert (found.name, found.language) == (role, language)


@pytest.mark.parametrize("heading", ["", "remarks", "x", "Pb", "!!", "weather"])
def test_a_heading_that_says_nothing_known_has_no_role(heading):
    assert role_of(heading) is None


def test_the_longest_word_in_a_heading_decides():
    assert role_of("sample").name == "sample_id"
    assert role_of("date of the sample date").name == "sampled_on"
    assert role_of("result unit").name == "unit"


def test_each_heading_is_of_a_column_that_a_mapping_fills():
    roles = {row["role"] for row in read_rows("column_words") if not row["meaning"]}
    assert roles <= {*MAPPABLE, *OBSERVED, "year", "depth"}


def test_each_word_of_a_cell_means_what_the_store_takes():
    for role in ("matrix", "basis"):
        assert set(meanings(role).values()) <= set(MAPPABLE[role].allowed)
    assert set(meanings("nondetect").values()) <= {"any", "lod", "loq"}
    assert set(meanings("flag").values()) <= {"below", "detected"}


def test_no_word_for_a_missing_value_is_one_for_a_non_detect():
    assert not set(meanings("missing")) & set(meanings("nondetect"))
