"""The main job on real input: lead in a forest floor, against a script that knows no package."""

import csv
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from itertools import combinations

import pytest
from once import folder_of_run, once

from workbench.kernels.client import SERVER

FILE = "data/hubbard_brook/HubbardBrook_ForestFloor_MetConc_W6.csv"
SERIES = "USA:forest_floor:Oie:unknown::dry::Pb"


@pytest.fixture(scope="module")
def raw(pytestconfig):
    """The file as its owner gives it."""
    path = pytestconfig.rootpath.parent / "shared" / FILE
    if not path.exists():
        pytest.skip(f"{path} is absent: the data are not part of the repository")
    return path


@pytest.fixture(scope="module")
def results(raw, pytestconfig, warm_server):
    """Results of the report, made once a run by the two commands of the README."""
    project = pytestconfig.rootpath
    return once("report on a forest floor", lambda: _results(raw, project, warm_server))


def _results(raw, project, server):
    folder = folder_of_run() / "hubbard_brook"
    store, out = str(folder / "store"), str(folder / "out")
    mapping = "parameters/mappings/hubbard_brook.yml"
    for arguments in (
        ("ingest", str(raw), "--mapping", mapping, "--store", store),
        ("run", "trends", "USA", "--store", store, "--out", out),
    ):
        command = [sys.executable, "-m", "workbench", *arguments]
        warm = {**os.environ, SERVER: server}
        subprocess.run(command, cwd=project, check=True, capture_output=True, env=warm)
    return json.loads((folder / "out" / "USA" / "trends.results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def by_hand(raw):
    """Years and medians of lead in the Oie horizon, from the raw file."""
    values = defaultdict(list)
    with raw.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["Horizon"] == "Oie" and float(row["Pb_mg_kg"]) > -1:
                values[int(row["Year"])].append(float(row["Pb_mg_kg"]))
    return {year: (statistics.median(found), len(found)) for year, found in sorted(values.items())}


def test_medians_and_trend_of_lead_are_those_of_the_file(results, by_hand):
    visits = {
        int(cells["visit"]): (cells["median_mg_kg"], cells["n_measurements"])
        for cells in results["tables"]["visits"]["rows"].values()
        if cells["series"] == SERIES
    }
    assert len(visits) == 7
    assert 1976 not in visits
    assert visits == {year: (pytest.approx(median), n) for year, (median, n) in by_hand.items()}
    pairs = list(combinations(by_hand, 2))
    slopes = [(by_hand[b][0] - by_hand[a][0]) / (b - a) for a, b in pairs]
    ups = sum(by_hand[b][0] > by_hand[a][0] for a, b in pairs)
    trend = results["tables"]["trends"]["rows"][SERIES]
    other = results["tables"]["sensitivity"]["rows"][f"{SERIES}@round-medians"]
    assert other["slope_mg_kg_year"] == pytest.approx(statistics.median(slopes))
    assert other["slope_mg_kg_year"] == pytest.approx(-2.41625)
    assert 2 * ups - len(pairs) == -21
    # 7 values that fall throughout: 2 of the 5040 orders are as extreme
    assert other["p"] == pytest.approx(2 / 5040)
    trend = results["tables"]["trends"]["rows"][SERIES]
    assert (trend["direction"], trend["grade"]) == ("falling", "strong")
    assert trend["change_per_year_lower"] < trend["change_per_year"] < 0


def test_nothing_of_the_file_is_lost(results, raw):
    (source,) = results["data"]["sources"]
    with raw.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells = [row[name] for row in rows for name in row if name.endswith("_mg_kg")]
    sentinels = sum(cell in {"-9999.9", "-8888.8"} for cell in cells)
    assert source["n_read"] == len(cells) == source["n_used"] + source["n_quarantined"]
    assert source["n_quarantined"] == sentinels
    assert results["data"]["n_measurements"] == len(cells) - sentinels
