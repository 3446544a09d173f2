"""Codes of the survey for the substances and land uses of the other tables."""

from workbench.vocabulary.laws.thresholds import threshold_rows
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import survey_choices
from workbench.vocabulary.survey_groups import survey_land_use, survey_substance


def test_every_substance_and_land_use_has_a_code_of_the_survey():
    assert {survey_substance(code) for code in substances()} <= survey_choices()["substance"].keys()
    uses = {row.land_use for row in threshold_rows()}
    assert {survey_land_use(use) for use in uses} <= survey_choices()["land_use"].keys()
