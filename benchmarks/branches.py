"""Share of the branches that tests take, by folder; run as `make coverage`.

Lines alone say little: a line with a condition counts as tested when one of its ways was gone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOMS = ("inputs", "methods", "reports")
LEAST = 0.85  # of the branches of each of them
MOST_NAMED = 15  # files with the most branches that are not taken


def taken(report: Mapping[str, Any]) -> tuple[Counter[str], Counter[str]]:
    """Branches that are taken, and all, by folder of the package and the one below.

    Parameters
    ----------
    report : mapping
        What `coverage json` writes.
    """
    n_taken: Counter[str] = Counter()
    n_all: Counter[str] = Counter()
    for name, file in report["files"].items():
        room, *below = Path(name).parts[Path(name).parts.index("workbench") + 1 :]
        folders = [room, f"{room}/{below[0]}"] if len(below) > 1 else [room]
        for folder in folders:
            n_taken[folder] += file["summary"]["covered_branches"]
            n_all[folder] += file["summary"]["num_branches"]
    return n_taken, n_all


def most_missed(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Files with the most branches that no test takes."""
    missed = {name: one["summary"]["missing_branches"] for name, one in report["files"].items()}
    return Counter(missed).most_common(MOST_NAMED)


def main() -> None:
    """Print the share of the branches by folder, and whether it is enough."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("report", type=Path, help="file that `coverage json` wrote")
    report = json.loads(asked.parse_args().report.read_text(encoding="utf-8"))
    n_taken, n_all = taken(report)
    for name, n_missed in most_missed(report):
        print(f"{n_missed:6} branches not taken  {name}")
    for folder in sorted(folder for folder in n_all if n_all[folder]):
        share = n_taken[folder] / n_all[folder]
        print(f"{share:6.1%} of {n_all[folder]:5} branches  {folder}")
    low = [name for name in ROOMS if n_taken[name] < LEAST * n_all[name]]
    if low:
        sys.exit(f"Fewer than {LEAST:.0%} of the branches are taken in: {', '.join(low)}.")


if __name__ == "__main__":
    main()
