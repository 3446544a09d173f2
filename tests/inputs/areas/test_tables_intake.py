import csv
import re

import pytest
from openpyxl import Workbook

from workbench.errors import InputError, StoreError
from workbench.inputs.checks import check_store
from workbench.inputs.ingest import ingest
from workbench.inputs.packages.export import export
from workbench.inputs.packages.package_intake import ingest_package
from workbench.store.reading import open_store
from workbench.words.wording import words_of

PLACE = {"iso3": "XAA", "year": "2015", "age_band": "all"}
LONG = {
    "constants": {"iso3": "XAA"},
    "columns": {"area_id": "code", "year": "year", "sex": "sex", "age_band": "age"},
    "words": {"sex": {"1": "M", "2": "F"}},
    "tables": {
        "population": {"columns": {"person_years": "n"}},
        "outcomes": {"columns": {"cases": "cases"}, "constants": {"outcome": "C64"}},
    },
}
WIDE = {
    "columns": {"area_id": "code"},
    "constants": {**PLACE, "outcome": "C64"},
    "tables": {"outcomes": {"wide": {"men": {"sex": "M"}, "women": {"sex": "F"}}}},
}


@pytest.fixture
def stored(store):
    def read(table, area="XAA"):
        return open_store(str(store)).read((table,), area)[table]

    return read


def reasons_of(report):
    with report.quarantine.open(newline="", encoding="utf-8") as file:
        return [(int(row["row"]), row["column"], row["reason"]) for row in csv.DictReader(file)]


def test_one_file_fills_two_tables(take, stored, store):
    report = take(
        "code,year,sex,age,n,cases\nA1,2015,1,0-4,1200.5,0\nA1,2015,2,85+,80,1.25\n", **LONG
    )
    assert (report.n_read, report.n_used, report.n_quarantined) == (4, 4, 0)
    assert stored("population")["person_years"].to_list() == [1200.5, 80.0]
    outcomes = stored("outcomes")
    assert outcomes["cases"].to_list() == [0.0, 1.25]
    assert outcomes["sex"].to_list() == ["M", "F"]
    assert outcomes["age_band"].to_list() == ["0-4", "85+"]
    assert outcomes["completeness"].isna().all()
    assert check_store(str(store)) == []


def test_groups_rates_censuses_and_expected_cases_have_their_columns(take, stored):
    given = {
        "constants": PLACE | {"sex": "all", "outcome": "C64"},
        "columns": {"area_id": "code", "stratum": "fifth"},
        "tables": {
            "population": {"columns": {"person_years": "n"}, "constants": {"counted_as": "census"}},
            "outcomes": {
                "columns": {"cases": "cases", "rate": "rate", "expected": "expected"},
                "constants": {"rate_per": "100000", "expected_by": "sex and age"},
            },
        },
    }
    text = "code,fifth,n,cases,rate,expected\nA1,1,900,,3000,\nA1,2,100,4,,2.5\nA1,3,50,,,1\n"
    report = take(text, **given)
    assert reasons_of(report) == [(4, "cases", "neither cases nor rate")]
    assert stored("population")["stratum"].to_list() == ["1", "2", "3"]
    assert set(stored("population")["counted_as"]) == {"census"}
    outcomes = stored("outcomes")
    assert outcomes["cases"].fillna(-1).to_list() == [-1.0, 4.0]
    assert outcomes["rate"].fillna(-1).to_list() == [3000.0, -1.0]
    assert set(outcomes["rate_per"]) == {1e5}


def test_rows_that_another_file_has_too_are_said_at_once(take):
    text = "code,year,sex,age,n,cases\nA1,2015,1,0-4,1200,0\nA1,2016,1,0-4,1200,7\n"
    first = take(text, "pop.csv", **LONG)
    again = take(text.replace("2016", "2017"), "pop16.csv", **LONG)

    assert first.repeated == ()
    said = "\n".join(again.in_words())
    for table in ("population", "outcomes"):
        assert f"1 row of {table} is in both pop.csv and pop16.csv." in said


def test_a_wide_file_gives_a_row_for_each_cell(take, stored):
    report = take("code,men,women\nA1,3,4\nA2,,6\n", **WIDE)
    assert (report.n_read, report.n_used) == (4, 3)
    rows = stored("outcomes")
    assert list(zip(rows["area_id"], rows["sex"], rows["cases"], strict=True)) == [
        ("A1", "M", 3.0),
        ("A1", "F", 4.0),
        ("A2", "F", 6.0),
    ]
    assert reasons_of(report) == [(3, "men", "missing cases")]


def test_an_excel_file_with_decimal_commas_gives_the_same(tmp_path, write_tables, store, stored):
    book = Workbook()
    for row in (["code", "men", "women"], ["A1", 3, "4,5"]):
        book.active.append(row)
    book.save(tmp_path / "cases.xlsx")
    ingest(tmp_path / "cases.xlsx", write_tables(**WIDE, file={"decimal": ","}), store)
    assert stored("outcomes")["cases"].to_list() == [3.0, 4.5]


def test_what_is_impossible_goes_to_the_quarantine_with_its_reason(take, stored):
    report = take(
        "code,year,sex,age,n,cases\n"
        "A1,2015,1,0-4,0,-1\n"
        "A2,15,1,0-4,x,3\n"
        "A3,2015,3,0-4,1,3\n"
        "A4,2015,1,old,1,3\n"
        ",2015,1,0-4,1,3\n"
        "A6,2015.5,1,0-4,,inf\n"
        "A7,2015,1,0-4,1,inf\n",
        **LONG,
    )
    assert reasons_of(report) == [
        (2, "n", "person_years is not above 0"),
        (2, "cases", "cases is below 0"),
        (3, "n", "year is below 1000"),
        (3, "cases", "year is below 1000"),
        (4, "n", "unknown sex '3'"),
        (4, "cases", "unknown sex '3'"),
        (5, "n", "age_band 'old' is none as 0-4, 85+ or all"),
        (5, "cases", "age_band 'old' is none as 0-4, 85+ or all"),
        (6, "n", "missing area_id"),
        (6, "cases", "missing area_id"),
        (7, "n", "year '2015.5' is no whole number"),
        (7, "cases", "year '2015.5' is no whole number"),
        (8, "cases", "cases 'inf' is no number"),
    ]
    assert stored("population")["area_id"].to_list() == ["A7"]
    assert report.n_read == report.n_used + report.n_quarantined == 14


def test_a_stratum_that_comes_twice_counts_once(take, stored):
    report = take("code,men,women\nA1,3,4\nA1,3,5\n", **WIDE)
    same = "area, year, sex, age band, stratum, outcome and source"
    reason = f"repeats an earlier row (same {same})"
    assert report.reasons == {reason: 2}
    assert stored("outcomes")["cases"].sum() == 7


def test_a_negative_covariate_is_a_value_and_a_percentage_is_kept_as_given(take, stored):
    take(
        "code,logdist,smokers\nA1,-3.2,24\n",
        columns={"area_id": "code"},
        constants={"iso3": "XAA", "year": "2011"},
        tables={
            "covariates": {
                "wide": {
                    "logdist": {"name": "distance", "unit": "log km"},
                    "smokers": {"name": "smoking", "unit": "%"},
                }
            }
        },
    )
    assert stored("covariates")["value"].to_list() == [-3.2, 24.0]


def test_reference_rates_have_a_rate_or_a_weight(take, stored):
    report = take(
        "sex,age,rate,weight\nF,0-4,0,\nF,5-9,,5500\nF,10-14,,\n",
        constants={"iso3": "XAA", "standard": "ESP 2013", "outcome": "C64"},
        columns={"sex": "sex", "age_band": "age"},
        tables={"reference_rates": {"columns": {"rate": "rate", "weight": "weight"}}},
    )
    assert report.reasons == {"neither rate nor weight": 1}
    assert stored("reference_rates")["weight"].sum() == 5500


def test_names_of_countries_are_read_and_unknown_ones_noted(take, stored):
    report = take(
        "land,a,b\nNorge,1,2\nAtlantis,1,2\n",
        "links.csv",
        columns={"iso3": "land", "area_id": "a", "neighbour_id": "b"},
        tables={"neighbours": {}},
    )
    assert report.iso3s == ("NOR",)
    assert reasons_of(report) == [(3, "b", "unknown country 'Atlantis'")]
    assert stored("neighbours", "NOR")["neighbour_id"].to_list() == ["2"]


def test_a_file_that_comes_again_replaces_its_rows(take, stored):
    take("code,men,women\nA1,3,4\nA2,3,4\n", **WIDE)
    report = take("code,men,women\nA1,5,4\n", **WIDE)
    assert report.n_replaced == 4
    assert stored("outcomes")["cases"].to_list() == [5.0, 4.0]


def test_the_rows_come_back_from_a_package(take, store, stored, tmp_path):
    take("code,men,women\nA1,3,4\n,3,4\n", **WIDE)
    made = export(str(store), tmp_path / "package", with_small_counts=True)
    ingest_package(made.descriptor, tmp_path / "second")
    again = open_store(str(tmp_path / "second")).read(("outcomes",), "XAA")["outcomes"]
    assert again.equals(stored("outcomes"))


def test_what_cannot_be_taken_in_at_all_is_refused(tmp_path, write_tables):
    mapping = write_tables(**WIDE)
    path = tmp_path / "a.csv"
    path.write_text("code,men\nA1,3\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("a.csv has no column 'women'")):
        ingest(path, mapping, tmp_path / "store")
    with pytest.raises(InputError, match=re.escape("Correct a.csv itself.")):
        ingest(path, mapping, tmp_path / "store", corrections=path)
    with pytest.raises(InputError, match=re.escape("Give a file to ingest.")):
        ingest(None, mapping, tmp_path / "store")
    with pytest.raises(StoreError, match=re.escape("`example` is built in")):
        ingest(path, mapping, "example")
    assert not (tmp_path / "store").exists()


def test_a_stratum_that_two_files_give_is_told_by_the_check(take, store):
    take("code,men,women\nA1,3,4\n", **WIDE)
    take("code,men,women\nA1,3,4\n", "again.csv", **WIDE)
    problems = [one.in_words(words_of()) for one in check_store(str(store))]
    assert problems == [
        "again.csv and people.csv: 2 rows of outcomes are in both files and count twice"
    ]
