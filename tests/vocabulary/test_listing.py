import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.listing import TABLES, listing
from workbench.vocabulary.table import read_rows


@pytest.mark.parametrize("table", TABLES)
def test_each_row_of_a_table_is_a_line_with_its_source(table):
    lines = listing(table)
    assert len(lines) == len(read_rows(table)) > 0
    assert all("; source: " in line and "; verified: " in line for line in lines)


def test_no_name_lists_the_tables():
    assert [line.split()[0] for line in listing("")] == list(TABLES)


def test_an_unknown_table_is_refused():
    with pytest.raises(VocabularyError, match=re.escape("Unknown table 'network'. Did you mean")):
        listing("network")
