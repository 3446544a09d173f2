"""No small count leaves the machine: not as itself, and not by subtraction."""

import numpy as np
import pytest
from checkouts import job_at

from examples.store import country_tables
from workbench.batch.page.run import render_one
from workbench.methods.rates.disclosure import is_open
from workbench.reports import report_of
from workbench.reports.health.basis import basis
from workbench.reports.health.parameters import READS, Parameters
from workbench.store.reading import open_store

CONTROL = "K35-K37"
SENTINEL = 3.1415926535
LONGITUDE_PART, MEASURED, PERSON = 0.0027182818, 1.6180339887, "person-of-nobody-else"


@pytest.mark.parametrize("area", ["XAA", "XAB", "XAC", "XAD", "XAE"])
@pytest.mark.parametrize("smallest", [5, 10])
def test_every_hidden_count_could_be_any_small_one(area, smallest):
    data = open_store("example").read(READS, area)
    given = Parameters(
        area=area, negative_control=CONTROL, exposures=["Cd", "Pb"], smallest_count=smallest
    )
    judged = basis(data, given)
    shown = report_of("health").tables(judged)["areas"].frame.set_index("area_id")["cases"]
    for one in judged.judged:
        true = one.question.counted.areas["cases"]
        hidden = shown.reindex(true.index).isna().to_numpy()
        assert (shown.dropna() == true[~hidden]).all()
        used = true.index.isin(one.question.areas.index)
        groups = [np.ones(len(true), dtype=bool), used]
        if one.quarters is not None:
            groups += [
                true.index.isin(one.question.areas.index[one.quarters.group == number])
                for number in range(1, 5)
            ]
        for cell in np.flatnonzero(hidden & (true > 0)):
            sums = np.array(groups)
            assert is_open(true, hidden, sums, int(cell), smallest_shown=smallest)
        assert (true[~hidden] == 0).sum() + (true[~hidden] >= smallest).sum() == (~hidden).sum()


@pytest.fixture
def planted(tmp_path, store_of_frames):
    """Store of XAA with small counts, a place and a person's value that no other cell has."""
    frames = {name: f.copy() for name, f in country_tables("XAA").items()}
    outcomes = frames["outcomes"]
    totals = outcomes.groupby(["outcome", "area_id"])["cases"].transform("sum")
    small = outcomes[(totals < 5) & (outcomes["outcome"] == "N18")]
    chosen = small.groupby("area_id").head(1).index
    outcomes.loc[small.index, "cases"] = 0.0
    outcomes.loc[chosen, "cases"] = SENTINEL
    assert len(chosen) > 1
    samples, people = frames["measurements"], frames["biomonitoring"]
    samples["longitude"] = samples["longitude"].round(2) + LONGITUDE_PART
    one = people.index[people["value"].gt(1) & people["value"].lt(3)][0]
    people.loc[one, "value"] = MEASURED
    people.loc[people["participant"] == people.loc[one, "participant"], "participant"] = PERSON
    return store_of_frames(tmp_path / "store", frames)


def test_planted_counts_places_and_people_are_in_no_byte_of_the_output(project, planted, tmp_path):
    out = tmp_path / "out"
    result = render_one(job_at(project, ("health", "XAA"), out, planted))
    assert result.status == "ok"
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".html", ".ipynb", ".json", ".csv"}
    for path in files:
        content = path.read_bytes()
        for told in (b"3.14159", b"3.1415", b"3.14,", b"271828", b"1.61803", PERSON.encode()):
            assert told not in content, path.name


def test_rates_by_sex_do_not_let_areas_be_subtracted(health_result):
    areas = health_result("XAA", by_sex=True).tables["areas"].frame
    assert not areas.index.duplicated().any()
    assert len(areas) == 130
