"""Comments are counted and never shown, and networks of laboratories are regions of their own."""

import json

import pandas as pd
import pytest

from examples import survey as example_survey
from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.store.frames import empty


@pytest.fixture
def commented(answered):
    """Responses with a comment: two with consent, one without."""
    said = (
        ("XAA", "yes", "Plomb et cadmium near Wrenfold, as Jane said", "fr"),
        ("XAB", "yes", "Lead, and more lead", "en"),
        ("XAC", "no", "Mercury of Larkspurry", "en"),
    )
    return pd.concat(
        answered(iso3, {"monitoring": "no", "consent": consent, "comment": text}, lang=lang)
        for iso3, consent, text, lang in said
    )


def test_comments_are_counted_by_language_with_their_length(judged, commented):
    rows = judged("R-EXAMPLE", responses=commented).rows("texts")
    counts = {lang: (row["n_texts"], row["n_words"]) for lang, row in rows.items()}
    assert counts == {"en": (1, 4), "fr": (1, 8)}


def test_a_substance_is_counted_once_a_comment_in_any_language(judged, commented):
    rows = judged("R-EXAMPLE", responses=commented).rows("text_terms")
    named = {row["term"]: (row["n_texts"], row["n_all"]) for row in rows.values()}
    assert named == {"Lead": (2, 2), "Cadmium": (1, 2)}


def test_no_word_of_a_comment_is_published(judged, commented, tmp_path):
    judged("R-EXAMPLE", responses=commented).page.publish(str(tmp_path))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert json.loads((tmp_path / "gaps.results.json").read_text("utf-8"))["tables"]
    written = "".join(path.read_text("utf-8") for path in files)
    assert not [
        word for word in ("Wrenfold", "Jane", "Larkspurry", "near") if f"{word} " in written
    ]


def test_a_page_without_a_comment_says_so(judged):
    given = example_survey.responses()
    page = judged("XAA", responses=given[given["item_id"] != "comment"]).page.show.texts
    page = page._repr_html_()
    assert "No comment was given with consent" in page


def test_the_indicator_of_each_region_is_given_for_each_network_of_laboratories(judged, answered):
    listed = country_frame().groupby("stratum")["iso3"].first()
    parts = [
        answered(iso3, {"lab_sop_dev": "no" if region == "R-EURASIA" else "yes"}, role="laboratory")
        for region, iso3 in listed.items()
    ]
    nothing = {name: empty(name) for name in ("frame", "legislation")}
    rows = judged("WORLD", responses=pd.concat(parts), **nothing).rows("indicators")
    region, network = (rows[f"LAB_REGION{of}@WORLD"] for of in ("", ":networks"))
    # EUROSOLAN is one network for Europe and Eurasia; North America has none
    assert (region["n_yes"], region["n_frame"], region["state"]) == (7, 8, "not met")
    assert (network["n_yes"], network["n_frame"], network["state"]) == (7, 7, "met")
    assert "EUROSOLAN" in network["units_counted"]
    assert network["scope_name"] == "the world, by network"
