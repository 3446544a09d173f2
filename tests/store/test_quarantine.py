import csv
import io

import pandas as pd
import pytest

from workbench.store.frames import quarantine_csv


@pytest.mark.parametrize("text", ["a\rb", "x\r=1+1", "a\nb", "a\r\nb", 'say "a"', "a,b", ""])
def test_a_cell_stays_one_cell_whatever_is_in_it(text):
    cell = {"source_file": "f", "source_row": 2, "column": "c", "original_value": text}
    content = quarantine_csv(pd.DataFrame([{**cell, "reason": "r"}])).decode()
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    header, listed = rows
    assert header == ["file", "row", "column", "value", "reason", "corrects", "correction"]
    assert listed == ["f", "2", "c", text, "r", "", ""]
