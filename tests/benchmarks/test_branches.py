"""The share of branches that tests take is counted by folder, and too few end in an error."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def said(project, tmp_path):
    """What is said of files with so many branches that are taken, and so many that are not."""

    def run(files):
        summaries = {
            f"src/workbench/{name}": {
                "summary": {
                    "covered_branches": n_taken,
                    "num_branches": n_taken + n_missed,
                    "missing_branches": n_missed,
                }
            }
            for name, (n_taken, n_missed) in files.items()
        }
        report = tmp_path / "coverage.json"
        report.write_text(json.dumps({"files": summaries}), encoding="utf-8")
        command = [sys.executable, project / "benchmarks" / "branches.py", report]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_branches_are_counted_by_folder(said):
    done = said({"methods/one.py": (17, 3), "methods/soil/two.py": (20, 0), "reports/x.py": (0, 0)})
    assert done.stdout.splitlines() == [
        "     3 branches not taken  src/workbench/methods/one.py",
        "     0 branches not taken  src/workbench/methods/soil/two.py",
        "     0 branches not taken  src/workbench/reports/x.py",
        " 92.5% of    40 branches  methods",
        "100.0% of    20 branches  methods/soil",
    ]
    assert done.returncode == 0


@pytest.mark.parametrize(("n_taken", "ends"), [(85, 0), (84, 1)])
def test_too_few_branches_end_in_an_error_that_names_the_folder(said, n_taken, ends):
    done = said({"inputs/one.py": (n_taken, 100 - n_taken), "store/two.py": (0, 9)})
    assert done.returncode == ends
    assert ("are taken in: inputs." in done.stderr) == bool(ends)
