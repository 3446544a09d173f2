"""Small data sets made from the example, and what the report makes of them."""

import pandas as pd
import pytest
from found import found

from examples.store import all_rows
from workbench.reports.trends.basis import basis
from workbench.reports.trends.parameters import Parameters
from workbench.store.frames import Frames, typed
from workbench.store.reading import fingerprint


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


@pytest.fixture
def samples():
    """Measurements of one series, from year, site, concentration and whether it is a limit."""
    (sample,) = all_rows("measurements").head(1).to_dict(orient="records")

    def made(*rows):
        given = ("sampled_on", "site_id", "value", "censored", "sample_id")
        changed = [
            sample
            | {"campaign": None, "lod": None}
            | dict(zip(given, (str(year), *rest, str(place)), strict=True))
            for place, (year, *rest) in enumerate(rows)
        ]
        return typed("measurements", pd.DataFrame(changed))

    return made


@pytest.fixture
def based():
    """What the sections of a page on some measurements stand on."""

    def made(measurements):
        frames = {"measurements": measurements}
        area = measurements["iso3"].iloc[0]
        return basis(Frames(frames, fingerprint(frames)), Parameters(area=area))

    return made
