"""Each number of each report is as it was recorded; `make golden` and `make golden-real` renew."""

from functools import cache

import pytest
from once import once

from golden.cases import FICTIONAL, HERE, REAL, SHARED, kept_store
from golden.compare import WORDS_DIFFER, differences, explain
from golden.recording import files, read
from golden.renames import old_report, read_changes


@cache
def found(case, store):
    """What differs, the numbers and the sentences apart."""
    changes = read_changes()
    recorded = read(HERE, case.named(old_report(case.report, changes)))
    if recorded is None:
        pytest.fail(f"{case.name} is not recorded: make golden, make golden-real")
    now = once(f"recording of {case.name}", lambda: case.record(store))
    all_found = differences(recorded, now, case.report, changes)
    words = [one for one in all_found if one.kind == WORDS_DIFFER]
    return [one for one in all_found if one not in words], words


def ids(case):
    return case.name


@pytest.mark.parametrize("case", FICTIONAL, ids=ids)
def test_numbers_of_fictional_countries_are_as_recorded(case):
    numbers, _ = found(case, "example")
    assert not numbers, explain(numbers)


@pytest.mark.parametrize("case", FICTIONAL, ids=ids)
def test_sentences_on_fictional_countries_are_as_recorded(case):
    _, words = found(case, "example")
    assert not words, explain(words)


@pytest.mark.parametrize("case", REAL, ids=ids)
def test_numbers_and_sentences_of_real_data_are_as_recorded(case):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is absent: the data are not part of the repository")
    numbers, words = found(case, kept_store(case.data))
    assert not numbers + words, explain(numbers + words)


def test_all_are_recorded_or_the_first_few_and_nothing_else():
    recorded = {path.stem for path in (HERE / "numbers").glob("*.jsonl")}
    changes = read_changes()
    names = {one.named(old_report(one.report, changes)) for one in FICTIONAL}
    of_real = {one.named(old_report(one.report, changes)) for one in REAL}
    assert recorded - of_real == names
    assert recorded <= names | of_real
    assert {path.stem for path in (HERE / "sentences").glob("*.txt")} == recorded


def test_what_is_recorded_of_real_data_holds_no_row_of_a_place():
    for case in REAL:
        recorded = read(HERE, case.name)
        for table in ("areas", "sites", "visits"):
            if recorded and table in recorded.tables:
                assert list(recorded.tables[table].rows) == ["sha256"]
    assert files(HERE, "a")[0].parent.is_dir()
