"""What counts as topsoil: by depth, or by the name of the layer where no depth is stated."""

import numpy as np
import pandas as pd
import pytest

from workbench.reports.soil_health.basis.sites import TOPSOIL_TO_CM, why_not_topsoil
from workbench.reports.soil_health.phrases import AnotherLayer, BeginsBelow, LayerNotStated, TooDeep

TOO_DEEP, BEGINS_BELOW = TooDeep(limit_cm=TOPSOIL_TO_CM), BeginsBelow()
ANOTHER_LAYER, NOT_STATED = AnotherLayer(), LayerNotStated()

NONE = np.nan
CASES = [
    (0.0, 20.0, "0-20 cm", None),
    (0.0, 30.0, "C horizon", None),  # where a depth is stated the name does not matter
    (0.0, 30.1, "A", TOO_DEEP),
    (600.0, 600.0, "core", TOO_DEEP),
    (600.0, NONE, "core", TOO_DEEP),
    (10.0, NONE, "0.1", None),  # one depth alone is a point
    (10.0, 10.0, "core", None),
    (30.1, 30.1, "A", TOO_DEEP),
    (20.0, NONE, "20-30 cm", BEGINS_BELOW),
    (20.0, NONE, "20-40 cm", TOO_DEEP),
    (NONE, 600.0, "topsoil", TOO_DEEP),
    (10.0, 30.0, "topsoil", BEGINS_BELOW),
    (0.0, NONE, "core", NOT_STATED),
    (0.0, NONE, "Ap", None),
    (NONE, 25.0, "core", None),
    (NONE, 25.0, "B", ANOTHER_LAYER),
]
NAMES = {
    None: ["0-20", "0-20 cm", "0\N{EN DASH}0.3 m", "Profondeur 0 à 20 cm", "0-300 mm", "A", "Ap1",
         "A horizon", "Horizon Ah", "Topsoil", "couche arable", "表土", "surface", "AP"],
    TOO_DEEP: ["0-40", "20-40 cm", "0-1 m", "A (0-35 cm)"],
    BEGINS_BELOW: ["10-20", "Ap 5-25 cm"],
    ANOTHER_LAYER: ["C horizon", "B", "Bw2", "2C", "AB", "A/C", "Ab", "E", "subsoil", "sous-sol",
                    "subsurface", "below plough layer"],
    NOT_STATED: ["not stated", "mineral", "", "M01", "horizon"],
}  # fmt: skip


def _why(top, bottom, layer):
    frame = pd.DataFrame({"depth_top_cm": [top], "depth_bottom_cm": [bottom], "layer": [layer]})
    return why_not_topsoil(frame).iloc[0]


@pytest.mark.parametrize(("top", "bottom", "layer", "why"), CASES)
def test_a_depth_decides_and_a_missing_end_leaves_it_to_the_name(top, bottom, layer, why):
    assert _why(top, bottom, layer) == why


@pytest.mark.parametrize(
    ("why", "layer"), [(why, one) for why, own in NAMES.items() for one in own]
)
def test_without_depths_the_name_of_the_layer_decides(why, layer):
    assert _why(NONE, NONE, layer) == why


def test_a_sample_without_any_word_of_its_depth_is_left_out_with_its_count(changed_soils):
    def from_a_core(rows):
        lead = rows[rows["substance"] == "Pb"].copy()
        lead[["depth_top_cm", "depth_bottom_cm"]] = NONE
        return lead.assign(layer=["C horizon"] * 30 + ["core"] * (len(lead) - 30))

    result = changed_soils("XAA", from_a_core)
    assert result.status == "no_data"
    excluded = result.page.result.excluded.values()
    counts = {one.why: one.count for one in excluded}
    assert counts.keys() == {ANOTHER_LAYER, NOT_STATED}
    assert counts[ANOTHER_LAYER] == 30
    assert sum(counts.values()) == result.rows("overview")["XAA"]["n_measurements"]
    assert not result.rows("hazard")


def test_bulk_density_of_the_subsoil_may_come_from_below(changed_soils):
    def below(rows):
        own = rows["substance"] == "BDsub"
        return rows.assign(
            depth_top_cm=rows["depth_top_cm"].where(~own, 40.0),
            depth_bottom_cm=rows["depth_bottom_cm"].where(~own, 60.0),
        )

    assert not changed_soils("XAA", below).left_out
