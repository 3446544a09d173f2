import pytest

from workbench.inputs.drafts.trial import try_draft
from workbench.words.wording import words_of

TEXT = """station,year,soil depth (cm),Ni (mg/kg),Hg (µg/kg)
S1,2016,0-20,12,<20
S2,2016,0-20,x,30
"""


@pytest.fixture
def soil(tmp_path):
    path = tmp_path / "soil.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_trial_says_what_its_draft_lacks(soil):
    trial = try_draft(soil, {})
    said = "\n".join(trial.in_words(words_of(), stored=False))
    assert trial.report is None
    assert "lacks 1 setting" in said
    assert "nothing fills iso3" in said


def test_a_trial_shows_counts_reasons_and_values_before_and_after(soil, tmp_path):
    trial = try_draft(soil, {"iso3": "XAA"})
    said = "\n".join(trial.in_words(words_of(), stored=False))
    assert "row 2: S1, 2016, Hg: <20 µg/kg in the file, <0.02 mg/kg in the store" in said
    assert "text that is no number" in said
    assert "Nothing was stored." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["soil.csv"]


def test_an_accepted_trial_is_stored(soil, store, rows_of):
    trial = try_draft(soil, {"iso3": "XAA"}, store)
    assert "Nothing was stored." not in "\n".join(trial.in_words(words_of(), stored=True))
    assert sorted(rows_of("XAA")["value"].round(6)) == [0.02, 0.03, 12.0]


def test_corrections_are_used_without_a_mapping_too(soil, store, rows_of):
    given = (soil, {"iso3": "XAA"}, store)
    quarantine = try_draft(*given).report.quarantine
    text = quarantine.read_text(encoding="utf-8").rstrip()
    assert text.endswith(",")  # the column `correction` is empty
    quarantine.write_text(f"{text}14\n", encoding="utf-8")
    try_draft(*given, corrections=quarantine)
    assert sorted(rows_of("XAA")["value"].round(6)) == [0.02, 0.03, 12.0, 14.0]


def test_a_constant_takes_the_place_of_a_column(soil):
    trial = try_draft(soil, {"iso3": "XAA", "sampled_on": "2015"})
    assert trial.rows[0].day == "2015"


def test_a_constant_takes_the_place_of_a_column_and_of_its_words(tmp_path):
    path = tmp_path / "soil.csv"
    path.write_text("station,year,matrix,Ni (mg/kg)\nS1,2016,Sols,12\n", encoding="utf-8")
    trial = try_draft(path, {"iso3": "XAA", "matrix": "soil"})
    assert (trial.problems, trial.report.n_used) == ((), 1)
