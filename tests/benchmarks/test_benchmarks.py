"""The benchmarks run, with few rows; what they measure then says nothing."""

import re
import subprocess
import sys

import pytest

NUMBER = r"\d+(?:\.\d+)?"


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        (
            "intake",
            ["--rows", "200"],
            rf"200 rows: {NUMBER} s, peak memory {NUMBER} MiB, \d+ used \+ \d+ quarantined\n"
            rf"1000 rows: .*\n5 times the rows: {NUMBER} times the time, {NUMBER} times the memory",
        ),
        (
            "read_country",
            ["--rows", "400", "--countries", "4"],
            rf"one country of 4: 100 rows, {NUMBER} s, peak memory {NUMBER} MiB\n"
            rf"all with pandas.read_parquet: 400 rows, .*\n"
            rf"one country takes 1/{NUMBER} of the time and 1/{NUMBER} of the memory",
        ),
    ],
)
def test_a_benchmark_prints_its_ratios(project, name, size, said):
    command = [sys.executable, project / "benchmarks" / f"{name}.py", *size]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert re.fullmatch(said, done.stdout.strip())
