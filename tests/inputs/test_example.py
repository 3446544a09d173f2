import pandas as pd

from workbench.inputs import example
from workbench.inputs.schemas import breaches
from workbench.vocabulary.places import FICTIONAL, members


def test_the_fictional_store_keeps_the_contract():
    assert breaches("measurements", example.measurements()) == []


def test_the_data_are_the_same_at_every_call():
    pd.testing.assert_frame_equal(example.measurements(), example.measurements())


def test_no_real_country_is_in_it():
    assert set(example.areas()) < set(members(FICTIONAL))


def test_a_detection_limit_falls_and_values_below_it_hold_the_limit():
    mercury = example.measurements().query("substance == 'Hg'")
    limits = mercury.groupby(mercury["sampled_on"].str[:4])["lod"].first()
    assert limits.iloc[0] > limits.iloc[-1]
    below = mercury[mercury["censored"]]
    assert (below["value"] == below["lod"]).all()


def test_one_country_has_no_data():
    assert example.read(("measurements",), ("XAF",))["measurements"].empty


def test_a_sample_has_one_date():
    samples = example.measurements().groupby(["iso3", "sample_id"])["sampled_on"].nunique()
    assert (samples == 1).all()
