import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.inputs.measurements.buffer import Spill, note_rows, repeated

WORDS = st.sampled_from(["", "a", "b", "nan", None, "ab"])
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, database=None)
@given(rows=ROWS, length=st.integers(1, 10))
def test_what_comes_again_in_any_piece_is_what_pandas_finds_in_the_whole(
    tmp_path_factory, rows, length
):
    whole = pd.DataFrame(rows, columns=["site_id", "layer"], dtype="str")
    with Spill(tmp_path_factory.getbasetemp()) as spill:
        for begins in range(0, len(whole), length):
            piece = whole.iloc[begins : begins + length]
            note_rows(spill, piece, piece.index.to_numpy())
        assert list(repeated(spill)) == list(np.flatnonzero(whole.duplicated()))


def test_texts_of_neighbouring_columns_are_not_run_together(tmp_path):
    rows = pd.DataFrame({"site_id": ["ab", "a"], "layer": ["c", "bc"]}, dtype="str")
    with Spill(tmp_path) as spill:
        note_rows(spill, rows, np.arange(2))
        assert list(repeated(spill)) == []


@pytest.mark.parametrize("n_rows", [0, 1])
def test_nothing_comes_again_where_there_is_nothing(tmp_path, n_rows):
    with Spill(tmp_path) as spill:
        note_rows(spill, pd.DataFrame({"layer": ["a"] * n_rows}, dtype="str"), np.arange(n_rows))
        assert list(repeated(spill)) == []
