"""Small data sets made from the example, and what the report makes of them."""

import pandas as pd
import pytest
from found import found

from examples.store import all_rows
from workbench.store.reading import fingerprint
from workbench.store.tables import Frames


@pytest.fixture
def zinc():
    """Fifteen visits to 24 sites, 2008 to 2022, without any trend."""
    measurements = all_rows("measurements").query("iso3 == 'XAA' and substance == 'Zn'")
    return measurements[measurements["site_id"] <= "XAA-024"].reset_index(drop=True)


@pytest.fixture
def judged():
    """What the report makes of measurements, with its findings."""

    def judge(measurements, **given):
        frames = {"measurements": measurements.reset_index(drop=True)}
        data = Frames(frames, fingerprint(frames))
        area = given.pop("area", measurements["iso3"].iloc[0])
        return found("trends", data, area=area, **given)

    return judge


@pytest.fixture
def since():
    """Which samples were taken from a year on."""

    def flags(samples, year):
        return pd.to_numeric(samples["sampled_on"].str[:4]) >= year

    return flags
