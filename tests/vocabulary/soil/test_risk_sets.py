import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.soil.risk_sets import (
    exposure_set,
    risk_sets,
    risk_values,
    screening_level,
    target_organs,
    toxicity,
)
from workbench.vocabulary.substances import substances
from workbench.vocabulary.table import read_rows


def test_the_revised_values_stand_beside_the_old_ones():
    # IRIS 2025-01-13 for arsenic, IRIS 2024-08 for chromium VI
    old, new = (toxicity("As", name) for name in ("EPA-2023", "EPA-2025"))
    assert (old.rfd_oral, new.rfd_oral) == (3e-4, 6e-5)
    assert (old.sf_oral, new.sf_oral) == (1.5, 32)
    chromium = [toxicity("Cr(VI)", name).rfd_oral for name in ("EPA-2023", "EPA-2025")]
    assert chromium == [3e-3, 9e-4]


def test_every_value_has_a_unit_a_source_and_a_known_substance():
    for name in risk_sets():
        rows = risk_values(name)
        pairs = [(one.substance, one.parameter) for one in rows]
        assert len(pairs) == len(set(pairs))
        for one in rows:
            assert one.substance in substances()
            assert one.source
            assert one.unit
            assert one.verified in {"yes", "partial", "no"}
            assert (one.adaf != "") == one.parameter.startswith(("sf_oral", "iur"))


def test_lead_has_levels_and_no_dose_in_any_set():
    for name in risk_sets():
        assert toxicity("Pb", name, unverified=True).rfd_oral is None
        assert toxicity("Pb", name, unverified=True).sf_oral is None
        assert screening_level("Pb", name).value > 0
    assert screening_level("Pb", "EPA-2025", "removal_level").value == 600
    assert screening_level("Cd", "EPA-2025") is None


def test_values_that_were_not_read_are_left_out_by_name_or_given_as_such():
    strict, loose = toxicity("Co", "EPA-2025"), toxicity("Co", "EPA-2025", unverified=True)
    assert (strict.rfd_oral, strict.left_out) == (None, ("rfd_oral",))
    assert (loose.rfd_oral, loose.unread) == (3e-4, ("rfd_oral",))


def test_the_factors_of_a_resident_add_up_to_those_of_the_us_epa():
    # RSL user's guide: 36 750 mg/kg swallowed and 103 390 mg/kg on the skin
    receptors = exposure_set("EPA-RESIDENT-2014").receptors
    swallowed = sum(
        one.days_per_year * one.years * one.soil_mg_day / one.body_weight_kg for one in receptors
    )
    on_skin = sum(
        one.days_per_year * one.years * one.skin_cm2_day * one.adherence_mg_cm2 / one.body_weight_kg
        for one in receptors
    )
    assert (swallowed, on_skin) == (pytest.approx(36_750), pytest.approx(103_390))


def test_organs_are_said_to_be_unread():
    assert set(target_organs()) <= set(substances())
    assert {row["verified"] for row in read_rows("target_organs")} == {"no"}


def test_unknown_sets_are_refused_with_the_nearest():
    with pytest.raises(VocabularyError, match=re.escape("Did you mean EPA-2025")):
        toxicity("As", "EPA-2026")
    with pytest.raises(VocabularyError, match="Unknown exposure set 'EPA-RESIDENT'"):
        exposure_set("EPA-RESIDENT")
