from dataclasses import replace

import pandas as pd

from workbench.inputs.checks import check_mapping, check_store
from workbench.store.index import read_index, write_index
from workbench.words.wording import words_of

HEADER = "plot,sample,date,lead,cadmium\n"


def said(problems):
    return " ".join(problem.in_words(words_of()) for problem in problems)


def part_of(store):
    (part,) = store.glob("iso3=*/*.parquet")
    return part


def test_the_example_has_no_problem():
    assert check_store("example") == []


def test_a_store_without_problems_has_none(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")

    assert check_store(str(store)) == []


def test_a_folder_that_is_no_store_is_a_problem(tmp_path):
    assert "is no store" in said(check_store(str(tmp_path)))


def test_a_partition_that_was_changed_is_named(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    rows = pd.read_parquet(part_of(store))
    changed = pd.concat([rows, rows.assign(substance="Xx", value=0.0, source_file="z.csv")])
    changed.to_parquet(part_of(store), index=False)

    found = said(check_store(str(store)))
    assert f"iso3=XAA/{part_of(store).name}: has SHA-256" in found
    assert "has 4 rows, but the index gives 2" in found
    assert "value is not a number above 0" in found
    assert "has unknown substances: Xx" in found
    assert "z.csv: 2 rows are from this file, which the index does not name" in found


def test_a_damaged_partition_and_a_changed_quarantine_are_named(ingest_text, store):
    report = ingest_text(HEADER + "P1,S1,2004,1,x\n")
    part_of(store).write_bytes(b"broken")
    report.quarantine.unlink()

    found = said(check_store(str(store)))
    assert "cannot be read" in found
    assert "a.csv: 1 cell was used, but the store has 0 rows" in found
    assert "a.csv.csv: is missing or was changed; ingest the file again" in found


def test_counts_that_do_not_add_up_are_named(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    stored = read_index(store).sources["a.csv"]
    wrong = replace(stored, source=replace(stored.source, n_read=9))
    write_index(store, replace(read_index(store), sources={"a.csv": wrong}))

    assert said(check_store(str(store))) == (
        "a.csv: the number of cells read is not that of cells used and quarantined"
    )


def test_a_file_that_came_under_two_names_is_named(ingest_text, store):
    for name in ("a.csv", "copy of a.csv"):
        ingest_text(HEADER + "P1,S1,2004,1,1\n", name)

    assert said(check_store(str(store))) == (
        "a.csv and copy of a.csv: 2 measurements are in both files and count twice"
    )


def test_a_mapping_is_checked_without_a_file(write_mapping):
    assert check_mapping(write_mapping()) == []
    assert "unknown key typo" in said(check_mapping(write_mapping("b.yml", typo="x")))
