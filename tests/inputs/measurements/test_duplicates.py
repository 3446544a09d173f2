from tempfile import TemporaryFile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.inputs.measurements.buffer import TemporaryTables, note_rows, repeated

WORDS = st.sampled_from(["", "a", "b", "nan", None, "ab"])
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, database=None)
@given(rows=ROWS, length=st.integers(1, 10))
def test_what_comes_again_in_any_piece_is_what_pandas_finds_in_the_whole(
    tmp_path_factory, rows, length
):
    whole = pd.DataFrame(rows, columns=["site_id", "layer"], dtype="str")
    with TemporaryFile(buffering=0, dir=tmp_path_factory.getbasetemp()) as file:
        temporary = TemporaryTables(file)
        for begins in range(0, len(whole), length):
            piece = whole.iloc[begins : begins + length]
            note_rows(temporary, piece, piece.index.to_numpy())
        assert list(repeated(temporary)) == list(np.flatnonzero(whole.duplicated()))


def test_texts_of_neighbouring_columns_are_not_run_together(tmp_path):
    rows = pd.DataFrame({"site_id": ["ab", "a"], "layer": ["c", "bc"]}, dtype="str")
    with TemporaryFile(buffering=0, dir=tmp_path) as file:
        temporary = TemporaryTables(file)
        note_rows(temporary, rows, np.arange(2))
        assert list(repeated(temporary)) == []


@pytest.mark.parametrize("n_rows", [0, 1])
def test_nothing_comes_again_where_there_is_nothing(tmp_path, n_rows):
    with TemporaryFile(buffering=0, dir=tmp_path) as file:
        temporary = TemporaryTables(file)
        note_rows(
            temporary, pd.DataFrame({"layer": ["a"] * n_rows}, dtype="str"), np.arange(n_rows)
        )
        assert list(repeated(temporary)) == []
