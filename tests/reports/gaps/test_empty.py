"""Pages of areas of which little is known: no survey, and respondents that never disagree."""

import pandas as pd
import pytest

from workbench.inputs import tables
from workbench.reports.gaps.parameters import READS

AREAS = ["WORLD", "R-AFRICA", "R-EUROPE", "KEN"]
NOTHING = {name: tables.empty(name) for name in READS}


@pytest.mark.parametrize("area", AREAS)
def test_an_area_without_a_survey_has_a_page(judged, page_of, area):
    result = judged(area, **NOTHING)
    assert result.status == "no_data"
    assert result.tables["conflicts"].frame.empty
    assert page_of(result)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_with_one_respondent_a_country_has_a_page(judged, answered, page_of, area):
    said = {"thr_talks": "talks", "monitoring": "no"}
    responses = pd.concat([answered(iso3, said) for iso3 in ("KEN", "PER", "UZB")])
    result = judged(area, **NOTHING | {"responses": responses})
    assert result.tables["conflicts"].frame.empty
    assert page_of(result)


@pytest.mark.parametrize("area", AREAS)
def test_a_contradiction_without_a_conflict_is_shown(judged, answered, page_of, area):
    said = {"monitoring": "no", "mon_sites": "12"}
    result = judged(area, **NOTHING | {"responses": answered("KEN", said)})
    assert result.tables["conflicts"].frame.empty
    named = "No monitoring system, and monitoring sites" in page_of(result)
    assert named == (area != "R-EUROPE")
