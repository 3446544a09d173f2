"""A long file of ten countries, against a script that reads the raw file without the package."""

import csv
import statistics
from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest
from found import found, read
from golden.cases import kept_store

FILE = "data/helcom_sediment/raw_sediment_data.csv"
TAKEN = {"CD": "Cd", "CU": "Cu", "PB": "Pb", "AL": "Al", "ANT": "Ant", "FLU": "Fla"}
SERIES = {  # country, sediment and method of the series with the most visits
    ("DEU", "Cd"): ("Germany", "below 0.02 mm", "AAS-GF"),
    ("DEU", "Cu"): ("Germany", "below 0.02 mm", "ICP-OES"),
    ("DEU", "Pb"): ("Germany", "below 0.02 mm", "ICP-OES"),
    ("LTU", "Cd"): ("Lithuania", "all grain sizes", "AAS"),
    ("LTU", "Cu"): ("Lithuania", "all grain sizes", "AAS"),
    ("LTU", "Pb"): ("Lithuania", "all grain sizes", "AAS"),
}
ONE_ROUND = {  # country, sediment and substances of countries that were sampled once
    "LVA": ("Latvia", "below 0.063 mm", ("Cu", "Pb")),
    "NOR": ("Norway", "below 2 mm", ("Cd", "Cu", "Pb")),
}
GRAINS = {  # as the mapping words them
    "below 0.02 mm": "SED20",
    "below 0.063 mm": "SED63",
    "below 2 mm": "SED2000",
    "all grain sizes": "SEDTOT",
}
MG_KG = {"ug/kg": 0.001, "mg/kg": 1.0}


def decimal_year(text):
    day, month, year = (int(part) for part in text.split("/"))
    start = date(year, 1, 1)
    return year + (date(year, month, day) - start).days / (date(year + 1, 1, 1) - start).days


def concentration(row):
    """A zero that is flagged as below a limit is at that limit; none of these medians is one."""
    numbers = (row["Value"], row["LMQNT"], row["DETLI"])
    found = [float(text) for text in numbers if text and float(text) > 0]
    return found[0] * MG_KG[row["MUNIT"]] if found else None


def median_slope(rows, country, sediment, method, word):
    """Median slope of the yearly medians."""
    wanted = {"Country": country, "MATRX": GRAINS[sediment], "METOA": method, "PARAM": word}
    wanted |= {"BASIS": "D", "DEPHU": "0"}
    years = defaultdict(list)
    for row in rows:
        if all(row[name] == text for name, text in wanted.items()) and concentration(row):
            day = decimal_year(row["DATE"])
            years[int(day)].append((day, concentration(row)))
    visits = [
        [statistics.median(column) for column in zip(*found, strict=True)]
        for _, found in sorted(years.items())
    ]
    pairs = list(combinations(visits, 2))
    slopes = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairs]
    return statistics.median(slopes)


def contents(rows, country, sediment, word):
    """Contents of a substance in one sediment, whatever the year."""
    wanted = {"Country": country, "MATRX": GRAINS[sediment], "PARAM": word, "BASIS": "D"}
    return [
        concentration(row)
        for row in rows
        if all(row[name] == text for name, text in wanted.items()) and concentration(row)
    ]


def test_ten_countries_in_one_column_agree_with_a_script(pytestconfig):
    path = pytestconfig.rootpath.parent / "shared" / FILE
    if not path.exists():
        pytest.skip(f"{path} is absent: the data are not part of the repository")
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    store = kept_store("helcom")
    results = {
        iso3: found("trends", read("trends", iso3, store), area=iso3)
        for iso3 in ("DEU", "LTU", "LVA", "NOR")
    }

    (source,) = results["DEU"].data.sources
    not_taken = sum(row["PARAM"] not in TAKEN for row in rows)
    no_limit = sum(
        row["PARAM"] in TAKEN and concentration(row) is None
        for row in rows
        if row["MUNIT"] in MG_KG
    )
    assert (source.n_read, source.n_used) == (len(rows), 6841)
    assert (source.n_quarantined, not_taken, no_limit) == (6906, 6857, 11)
    for (iso3, code), (country, sediment, method) in SERIES.items():
        word = next(word for word, known in TAKEN.items() if known == code)
        name = f"{iso3}:sediment:surface, {sediment}:unknown::dry:{method}:{code}"
        other = results[iso3].rows("sensitivity")[f"{name}@round-medians"]
        slope = median_slope(rows, country, sediment, method, word)
        assert other["slope_mg_kg_year"] == pytest.approx(slope)
    words = {known: word for word, known in TAKEN.items()}
    for iso3, (country, sediment, codes) in ONE_ROUND.items():
        levels = results[iso3].rows("levels")
        for code in codes:
            level = levels[f"{iso3}:sediment:surface, {sediment}:unknown::dry::{code}"]
            values = contents(rows, country, sediment, words[code])
            assert level["n_measurements"] == len(values)
            assert level["median_mg_kg"] == pytest.approx(statistics.median(values))
        assert results[iso3].rows("trends") == {}
        assert any(
            "no site was sampled in enough rounds" in one.sentence for one in results[iso3].findings
        )
