from tempfile import TemporaryFile

import pyarrow as pa

from workbench.inputs.measurements.buffer import TemporaryTables


def test_rows_come_back_by_their_key_in_the_order_they_went(tmp_path):
    with TemporaryFile(buffering=0, dir=tmp_path) as file:
        temporary = TemporaryTables(file)
        for key, values in (("a", [1, 2]), ("b", [3]), ("a", [None, 4])):
            temporary.add(key, pa.table({"value": values}))
        assert [rows["value"].to_pylist() for rows in temporary.read("a")] == [[1, 2], [None, 4]]
        assert [rows["value"].to_pylist() for rows in temporary.read("b")] == [[3]]
        assert list(temporary.read("c")) == []


def test_no_file_is_seen_and_none_is_left(tmp_path):
    with TemporaryFile(buffering=0, dir=tmp_path) as file:
        temporary = TemporaryTables(file)
        temporary.add("a", pa.table({"value": [1]}))
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_rows_is_set_aside_without_the_rest(tmp_path):
    with TemporaryFile(buffering=0, dir=tmp_path) as file:
        temporary = TemporaryTables(file)
        rows = pa.table({"value": [1, 2, 3, 4], "text": ["a", "b", None, "d"]})
        temporary.add("a", rows.slice(1, 2))
        assert list(temporary.read("a")) == [rows.slice(1, 2)]
