import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SeriesError
from workbench.methods.neighbours import neighbours


def test_weights_are_those_of_the_pairs():
    found = neighbours("ABC", [("A", "B"), ("B", "A"), ("B", "C"), ("C", "B")])
    assert found.binary.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert found.row_standardised.toarray().tolist() == [[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]]
    assert found.n_links == 4
    assert found.islands == found.one_way == ()
    assert found.weights("B") is found.binary


def test_a_pair_that_is_given_once_counts_both_ways_and_is_listed():
    found = neighbours("ABC", [("A", "B"), ("B", "A"), ("C", "B")])
    assert found.binary.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert found.one_way == (("C", "B"),)


def test_an_island_is_named_and_has_no_weights():
    found = neighbours("ABC", [("A", "B")])
    assert found.islands == ("C",)
    assert found.row_standardised.toarray()[2].tolist() == [0, 0, 0]


def test_some_of_the_areas_keep_their_links():
    found = neighbours("ABCD", [("A", "B"), ("B", "C"), ("C", "D")]).of(["C", "B", "A"])
    assert found.ids == ("C", "B", "A")
    assert found.binary.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert found.one_way == (("A", "B"), ("B", "C"))
    assert neighbours("ABC", [("A", "B"), ("B", "C")]).of(["A", "C"]).islands == ("A", "C")


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_weights_are_mutual_and_rows_add_up_to_1(pairs):
    found = neighbours(range(10), [pair for pair in pairs if pair[0] != pair[1]])
    assert (found.binary != found.binary.T).nnz == 0
    sums = found.row_standardised.sum(axis=1)
    assert sums == pytest.approx(np.where(found.n_neighbours > 0, 1.0, 0.0))


def test_the_grid_has_the_links_of_its_file(grid, squares):
    assert squares.n_links == len(grid.links) == 528
    assert squares.one_way == squares.islands == ()


@pytest.mark.parametrize(
    ("ids", "pairs", "message"),
    [
        ("AAB", [], "An area is listed more than once."),
        ("AB", [("A", "Z")], "The neighbours A and Z are not both among the areas."),
        ("AB", [("A", "A")], "Area A is its own neighbour."),
    ],
)
def test_pairs_that_do_not_fit_are_refused(ids, pairs, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        neighbours(ids, pairs)


def test_areas_without_neighbours_on_file_are_named():
    with pytest.raises(SeriesError, match=re.escape("There are no neighbours on file of Y, Z.")):
        neighbours("AB", [("A", "B")]).of(["A", "Y", "Z"])
