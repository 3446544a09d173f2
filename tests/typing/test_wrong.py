"""The type checker knows the columns of a row: a wrong name is an error before anything runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def test_mypy_refuses_each_wrong_line_and_no_other():
    source = (HERE / "wrong.py").read_text(encoding="utf-8").splitlines()
    expected = [
        (place, line.rpartition("# error: ")[2])
        for place, line in enumerate(source, start=1)
        if "# error: " in line
    ]
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    run = subprocess.run(
        [*command, str(HERE / "wrong.py")],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"wrong\.py:(\d+): error: .*\[([a-z-]+)\]", run.stdout)
    assert sorted({(int(place), kind) for place, kind in found}) == expected, run.stdout
