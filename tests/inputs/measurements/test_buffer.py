import pyarrow as pa

from workbench.inputs.measurements.buffer import Spill


def test_rows_come_back_by_their_key_in_the_order_they_went(tmp_path):
    with Spill(tmp_path) as spill:
        for key, values in (("a", [1, 2]), ("b", [3]), ("a", [None, 4])):
            spill.add(key, pa.table({"value": values}))
        assert [rows["value"].to_pylist() for rows in spill.read("a")] == [[1, 2], [None, 4]]
        assert [rows["value"].to_pylist() for rows in spill.read("b")] == [[3]]
        assert list(spill.read("c")) == []


def test_no_file_is_seen_and_none_is_left(tmp_path):
    with Spill(tmp_path) as spill:
        spill.add("a", pa.table({"value": [1]}))
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_rows_is_set_aside_without_the_rest(tmp_path):
    with Spill(tmp_path) as spill:
        rows = pa.table({"value": [1, 2, 3, 4], "text": ["a", "b", None, "d"]})
        spill.add("a", rows.slice(1, 2))
        assert list(spill.read("a")) == [rows.slice(1, 2)]
