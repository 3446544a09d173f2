"""Words of the page of each region and of twelve countries, on stores that hold next to nothing."""

import re

import pytest
from found import found, read

from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.reports.gaps.parameters import OWN_READS, READS
from workbench.store.frames import Frames, arranged, empty
from workbench.vocabulary.places import REGION_NAMES, WORLD, is_country, is_fictional

REGIONS = tuple(area for area in REGION_NAMES if area != WORLD and not is_fictional(area))
# A country of each region, some of which much is recorded, and some of which nothing is.
COUNTRIES = ("KEN", "IND", "KAZ", "DEU", "BRA", "MAR", "USA", "FJI", "CHN", "ZAF", "GBR", "TCD")
AREAS = (WORLD, *REGIONS, *COUNTRIES)
NOTHING = {name: empty(name) for name in (*READS, *OWN_READS)}
TABLES = ("participation", "participation_by_region", "indicators", "inventory")
ODD = re.compile(r"\bnan\b|\bNone\b(?! of| has)|\bof (?:the )?1 that\b|\b0 of 0\b|[{}]|\bNaT\b")


@pytest.fixture
def told():
    """Status and text of a page: messages, what was excluded and some tables."""

    def made(area, **tables):
        page = found("gaps", Frames(NOTHING | tables, "none"), area=area).page
        parts = [page.key_messages, page.excluded, *(page.show[name] for name in TABLES)]
        parts += [page.messages[name] for name in page.messages]
        text = re.sub(r"<[^<>]*>", " ", " ".join(part._repr_html_() for part in parts))
        text = " ".join(text.split())
        assert not [odd[0] for odd in ODD.finditer(text)]
        return page.result.status, text

    return made


@pytest.fixture
def one_of():
    """First listed country of an area; a country itself."""
    listed = country_frame()

    def first(area):
        of_area = listed["stratum"].isin([area]) | (area == WORLD)
        return area if is_country(area) else listed.loc[of_area, "iso3"].iloc[0]

    return first


@pytest.fixture(scope="module")
def example():
    return read("gaps", "XAA").tables


@pytest.mark.parametrize("area", COUNTRIES)
def test_of_an_empty_store_nothing_is_said_of_a_country_but_what_is_recorded(told, area):
    status, text = told(area)
    assert status == "no_data"
    assert "no answers to the survey are available" in text
    assert "National measurements" not in text


@pytest.mark.parametrize("area", COUNTRIES)
def test_measurements_alone_are_told_and_make_no_answer(told, example, area):
    status, text = told(area, measurements=example["measurements"].assign(iso3=area))
    assert status == "no_data"
    assert "no answers to the survey are available" in text
    assert re.search(r"National measurements, soil: .* were determined at 133 sites", text)


@pytest.mark.parametrize("area", AREAS)
def test_one_answer_is_told_as_one(told, answered, one_of, area):
    responses = arranged("responses", answered(one_of(area), {"thr_talks": "talks"}))
    status, text = told(area, responses=responses)
    assert status == "ok"
    assert re.search(r", 1 of [\d,]+ listed countries answered", text)
    assert "the only one that answered meets the criterion" in text
    assert "No answers contradict each other" in text


@pytest.mark.parametrize("area", AREAS)
def test_answers_without_a_conflict_are_told_as_such(told, example, one_of, area):
    answers = example["responses"]
    own = answers[answers["iso3"] == "XAA"].drop_duplicates(["item_id", "wave"])
    responses = own.assign(iso3=one_of(area)).reset_index(drop=True)
    status, text = told(area, responses=responses)
    assert status == "ok"
    assert "answered the 2026 round" in text
    assert "The focal point answered" not in text
