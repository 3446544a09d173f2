"""What is held against rock is never a headline."""

from dataclasses import replace

from workbench.findings.tables import Tables
from workbench.reports.soil_health.contamination import CONTAMINATION, say
from workbench.reports.soil_health.phrases import RockBackground


def test_an_index_against_rock_is_said_below_and_not_as_a_key_message(soil_result):
    rows = soil_result("XAD").page.rows
    first = rows["contamination"].typed["PLI:aqua_regia"]
    against_rock = CONTAMINATION.filled({"PLI": replace(first, caution=RockBackground())})
    against_soil = CONTAMINATION.filled({"PLI": first})
    measures = [
        [one.message.measure for one in say(Tables([rows["overview"], filled]))][-1]
        for filled in (against_rock, against_soil)
    ]
    assert measures == ["other", "pollution"]
