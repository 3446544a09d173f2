"""Measurements in the columns of others, and back."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.inputs.packages.exchange import NO_CODE, NOT_APART, export_form
from workbench.store.reading import open_store

CELLS = (
    "site,sample,day,x,y,top,bottom,kind,substance,value,unit,lod,loq\n"
    "P1,A,2015-03-02,12.5,55.5,0,2.5,total,Ni,12,mg/kg,0.1,0.5\n"
    "P1,A,2015-03-02,12.5,55.5,0,2.5,total,Pb,<0.5,mg/kg,0.1,0.5\n"
    "P1,A,2015-03-02,12.5,55.5,0,2.5,total,Cd,0.3,mg/kg,0.1,\n"
    "P1,A,2015-03-02,12.5,55.5,0,2.5,aqua_regia,Cd,0.25,mg/kg,0.1,\n"
    "P2,B,2016-03-22,12.6,55.6,2,4,total,Fla,0.07,mg/kg,,\n"
    "P2,B,2016-03-22,12.6,55.6,2,4,total,Hg,<0.02,mg/kg,,\n"
    "P2,B,2016-03-22,12.6,55.6,2,4,total,clay,20,%,,\n"
)
COMPARED = [
    *("site_id", "sampled_on", "longitude", "latitude", "depth_top_cm", "depth_bottom_cm"),
    *("substance", "value", "unit", "censored", "matrix", "basis"),
]
MAPPING = """owner: me
licence: CC0
constants: {iso3: XAA, matrix: sediment, layer: top, basis: dry, source_type: unknown}
columns: {site_id: site, sample_id: sample, sampled_on: day, longitude: x, latitude: y,
  depth_top_cm: top, depth_bottom_cm: bottom, fraction: kind}
observations: {substance: substance, value: value, unit: unit, lod: lod, loq: loq,
  codes: {Ni: Ni, Pb: Pb, Cd: Cd, Fla: Fla, Hg: Hg, clay: clay}}
"""


@pytest.fixture
def given(tmp_path):
    (tmp_path / "a.csv").write_text(CELLS)
    (tmp_path / "a.yml").write_text(MAPPING)
    ingest(tmp_path / "a.csv", tmp_path / "a.yml", tmp_path / "first")
    return tmp_path / "first"


def rows_of(store):
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    return rows.sort_values(["site_id", "substance", "value"])[COMPARED].reset_index(drop=True)


def same(one, other):
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


@pytest.mark.parametrize("form", ["wqp", "ices"])
def test_each_result_comes_back_or_is_left_out_with_its_reason(tmp_path, given, form):
    export_form(str(given), tmp_path / "out", form, "XAA")
    ingest(tmp_path / "out/results-XAA.csv", tmp_path / "out/mapping-XAA.yml", tmp_path / "second")
    before, after = rows_of(given), rows_of(tmp_path / "second")
    left_out = pd.read_csv(tmp_path / "out/left-out-XAA.csv")
    if form == "wqp":
        assert left_out.empty
        same(before, after)
    else:  # no codes of clay there, and no column for the digestion of cadmium
        same(before[~before["substance"].isin(["Cd", "clay"])], after)
        assert dict(zip(left_out["substance"], left_out["why"], strict=True)) == {
            "Cd": NOT_APART,
            "clay": NO_CODE,
        }
        assert len(left_out) + len(after) == len(before)


@pytest.mark.parametrize("form", ["wqp", "ices"])
def test_what_is_written_is_recognised_without_its_mapping(tmp_path, given, form):
    export_form(str(given), tmp_path / "out", form, "XAA")
    draft = draft_mapping(tmp_path / "out/results-XAA.csv")
    name = {"wqp": "Water Quality Portal", "ices": "ICES DOME"}[form]
    assert f"Its columns are those of {name}." in draft


def test_limits_and_digestions_without_a_column_stay_beside(tmp_path, given):
    export_form(str(given), tmp_path / "out", "wqp")
    beside = pd.read_csv(tmp_path / "out/beside-XAA.csv").set_index("substance")
    assert np.isclose(beside.loc["Ni", ["lod", "loq"]].astype(float), [0.1, 0.5]).all()


@pytest.mark.parametrize("form", ["glosis", "odm"])
def test_a_form_without_a_known_layout_is_refused(tmp_path, form):
    with pytest.raises(ParameterError, match="wqp or ices"):
        export_form("example", tmp_path / "out", form)
    assert not (tmp_path / "out").exists()
