"""Workers, visitors and farmers, lead by its levels, and chromium that is not silent."""

import pandas as pd
import pytest

from workbench.methods.nondetects.upper_limits import mean_upper_limit
from workbench.reports.soil_health.basis.sites import Exposed
from workbench.reports.soil_health.receptors import lead_levels


def lead_of(contents, *, censored=()):
    values = pd.Series(contents, dtype=float)
    flags = pd.Series([at in censored for at in range(len(contents))])
    limit = mean_upper_limit(values.to_numpy(), flags.to_numpy())
    return lead_levels(Exposed("Pb", "total", limit, values, flags), "EPA-2025", 0.9)


def test_sites_above_the_level_are_a_key_message_though_the_mean_is_below(changed_soils):
    def lead(rows):
        own = rows[rows["substance"] == "Pb"].drop_duplicates("site_id").iloc[:12]
        return own.assign(value=[50.0] * 9 + [150.0, 250.0, 650.0], censored=False)

    result = changed_soils("XAA", lead)
    row = result.rows("lead")["Pb"]
    assert (row["n_above_screening"], row["n_above_removal"], row["n_sites"]) == (2, 1, 12)
    assert (row["screening_mg_kg"], row["removal_mg_kg"]) == (200, 600)  # US EPA 2025
    assert "removal management level of 600" in str(result.page.key_messages)


def test_lead_below_its_level_everywhere_is_below_both():
    row = lead_of([50.0] * 6 + [60.0] * 6)
    assert (row.n_above_screening, row.place) == (0, "below")


def test_the_mean_has_its_place_between_the_levels():
    assert lead_of([300.0] * 6 + [310.0] * 6).place == "screening"
    assert lead_of([700.0] * 6 + [710.0] * 6).place == "removal"


def test_a_detection_limit_above_the_level_decides_nothing():
    row = lead_of([50.0] * 5 + [60.0] * 6 + [250.0], censored={11})
    assert (row.n_above_screening, row.n_undecided) == (0, 1)
    assert lead_of([50.0] * 5 + [60.0] * 6 + [250.0]).n_above_screening == 1


def test_without_lead_or_a_level_there_is_no_row():
    assert lead_levels(None, "EPA-2025", 0.9) is None


def test_total_chromium_is_given_between_its_two_kinds(soil_result):
    row = soil_result("XAD").rows("chromium")["Cr"]
    # per mg/kg ingestion of a child is 200e-6 x 350 / 365 / 15; RfD III 1.5, VI 9e-4 mg/kg/d
    dose = row["exposure_mg_kg"] * 200e-6 * 350 / 365 / 15
    assert row["hq_as_iii"] == pytest.approx(dose / 1.5, rel=0.05)
    assert row["hq_as_vi"] >= dose / 9e-4
    assert any(
        "Total chromium cannot be screened" in f.sentence for f in soil_result("XAD").findings
    )


def test_each_kind_of_contact_has_its_receptors_and_its_background(soil_result):
    rows = soil_result("XAD").rows("receptors")
    assert {"resident:child", "worker:worker", "recreation:child", "farmer:child"} <= set(rows)
    risk = {key: one["ilcr"] for key, one in rows.items() if one["ilcr"] is not None}
    assert risk["worker:lifetime"] < risk["resident:lifetime"] < risk["farmer:lifetime"]
    natural = rows["resident:lifetime"]["ilcr_background"]
    assert 0 < natural < risk["resident:lifetime"]
    hazard = soil_result("XAD").rows("hazard")["lifetime:all:EPA-2025"]
    assert hazard["ilcr_background"] == pytest.approx(natural)
    assert hazard["ilcr"] == pytest.approx(risk["resident:lifetime"])


def test_the_page_says_that_the_exposure_of_others_was_not_read(soil_result):
    assert "have not been read in their sources" in str(soil_result("XAD").page.notes.receptors)
