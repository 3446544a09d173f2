"""How much work a draft does for each column of a sheet that has very many."""

import cProfile
import pstats

import pandas as pd
import pytest

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.surveys.survey_draft import draft_survey_mapping

N_COLUMNS = 1000
MOST_CALLS = (
    800  # of functions, a column; 5400 made a sheet as wide as Excel allows wait 40 seconds
)


def wide(file, name):
    """Write a file with many columns of a name."""
    columns = {f"{name}{at}": [at / 7, at / 11, at / 13] for at in range(N_COLUMNS)}
    given = pd.DataFrame({"site": ["a", "b", "c"], "date": "2020-01-02"} | columns)
    given.to_csv(file, index=False)
    return file


@pytest.mark.parametrize("draft", [draft_mapping, draft_survey_mapping])
def test_the_work_for_a_column_is_little_however_many_there_are(tmp_path, draft):
    draft(wide(tmp_path / "before.csv", "earlier"))  # words of the vocabulary are read once
    file = wide(tmp_path / "wide.csv", "col")
    profile = cProfile.Profile()
    profile.runcall(draft, file)
    assert pstats.Stats(profile).total_calls < MOST_CALLS * N_COLUMNS
