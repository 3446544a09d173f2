"""Surveys made on the spot, and what the report makes of them."""

import pandas as pd
import pytest

from examples import survey as example_survey
from workbench.inputs import tables
from workbench.inputs.store import fingerprint, open_store
from workbench.inputs.surveys.frame import country_frame
from workbench.inputs.tables import Frames
from workbench.reports.gaps import definitions, say
from workbench.reports.gaps.compute import compute
from workbench.reports.gaps.definitions import Parameters


@pytest.fixture
def gaps_result():
    """Result for an area of the fictional survey."""

    def judge(area, **given):
        data = open_store("example").read(definitions.READS, definitions.context(area))
        own = open_store("example").read(definitions.own_reads(area), area)
        return say.findings(compute(data, Parameters(area=area, **given), own=own))

    return judge


@pytest.fixture
def judged():
    """Result of given tables; those that are not given are the fictional ones."""

    def judge(area, **given):
        made = {name: getattr(example_survey, name)() for name in definitions.READS}
        frames = {name: tables.arranged(name, frame) for name, frame in (made | given).items()}
        return say.findings(compute(Frames(frames, fingerprint(frames)), Parameters(area=area)))

    return judge


@pytest.fixture
def answered():
    """Rows of a response: its country and its answers by item."""

    def rows(iso3, answers, **given):
        common = {
            "wave": "2026",
            "response_id": iso3,
            "uuid": iso3,
            "iso3": iso3,
            "role": "focal_point",
            "submitted": "2026-03-01T09:00:00Z",
            "complete": True,
            "status": "answered",
            "lang": "en",
            "source_file": "made.csv",
            "source_row": 2,
        } | given
        return pd.DataFrame([common | {"item_id": k, "value": v} for k, v in answers.items()])

    return rows


@pytest.fixture
def world_survey(answered):
    """Answers of the first n countries of each region, of which the first say yes to talks."""

    def made(counts):
        listed = country_frame().groupby("stratum")["iso3"].apply(list)
        parts = [
            answered(iso3, {"thr_talks": "talks" if place < n_yes else "none"})
            for region, (n_yes, n) in counts.items()
            for place, iso3 in enumerate(listed[region][:n])
        ]
        return pd.concat(parts)

    return made
