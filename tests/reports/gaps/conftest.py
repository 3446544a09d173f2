"""Surveys made on the spot, and what the report makes of them."""

import json

import pandas as pd
import pytest
from found import found, read
from once import once

from examples import survey as example_survey
from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.reports.gaps.parameters import READS
from workbench.store.frames import Frames, arranged
from workbench.store.reading import fingerprint


@pytest.fixture
def gaps_result():
    """What the report makes of an area of the fictional survey."""

    def judge(area, **given):
        def make():
            return found("gaps", read("gaps", area), area=area, **given)

        return once(f"gaps of {area}, {sorted(given.items())}", make)

    return judge


@pytest.fixture
def judged():
    """What the report makes of given tables; those that are not given are the fictional ones."""

    def judge(area, **given):
        made = {name: getattr(example_survey, name)() for name in READS}
        frames = {name: arranged(name, frame) for name, frame in (made | given).items()}
        return found("gaps", Frames(frames, fingerprint(frames)), area=area)

    return judge


@pytest.fixture
def page_of(project):
    """HTML of the cells of the notebook behind the one that makes the page."""
    text = (project / "notebooks" / "gaps.ipynb").read_text(encoding="utf-8")
    cells = [one for one in json.loads(text)["cells"] if one["cell_type"] == "code"]
    codes = ["".join(one["source"]) for one in cells]
    (made,) = (at for at, code in enumerate(codes) if code.startswith("page = "))

    def shown(result):
        names = {"page": result.page, "output_folder": ""}
        values = [eval(code, names) for code in codes[made + 1 :]]
        assert [value for value in values if value is not None]
        return "\n".join(_shown(value) for value in values)

    return shown


def _shown(value):
    """What JupyterLab would show of a cell; a picture as the text that stands in for it."""
    if hasattr(value, "_repr_html_"):
        return value._repr_html_()
    return getattr(value, "alt", "")


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
