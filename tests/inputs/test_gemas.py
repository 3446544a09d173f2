import csv
from collections import Counter
from pathlib import Path

import pytest

from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

PROJECT = Path(__file__).resolve().parents[2]
GEMAS = PROJECT.parent / "shared/data/gemas"


def test_the_codes_of_gemas_become_those_of_its_countries(store):
    if not GEMAS.exists():
        pytest.skip(f"{GEMAS} is absent: the data are not part of the repository")
    report = ingest(GEMAS / "gemas.csv", PROJECT / "parameters/mappings/gemas.yml", store)

    with (GEMAS / "country_crosswalk.csv").open(newline="", encoding="utf-8") as file:
        iso3s = {row["gemas_code"]: row["iso3"] for row in csv.DictReader(file)}
    with (GEMAS / "gemas.csv").open(newline="", encoding="utf-8") as file:
        sites = Counter(iso3s[row["COUNTRY"]] for row in csv.DictReader(file))
    rows = open_store(str(store)).read(("measurements",), "WORLD")["measurements"]
    zinc = rows[rows["substance"] == "Zn"]
    assert (report.n_read, report.n_used, report.reasons) == (27404, 27379, {"empty cell": 25})
    assert zinc["iso3"].value_counts().to_dict() == dict(sites)
    assert sites["AUT"] == 35
    assert "AUS" not in report.iso3s
