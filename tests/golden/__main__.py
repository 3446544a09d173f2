"""Record the numbers of all reports anew, or say what differs: `python -m golden --help`."""

import argparse
import csv
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from golden.cases import FICTIONAL, HERE, REAL, SHARED, stores
from golden.compare import differences, explain
from golden.recording import read, remove, write
from golden.renames import old_report, read_changes


def main() -> int:
    """Run the command; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="golden", description=__doc__)
    parser.add_argument("task", choices=("renew", "compare", "new"), help="new: lines to declare")
    parser.add_argument("cases", nargs="*", help="as in XAA.trends; all where none is named")
    parser.add_argument("--real", action="store_true", help="real data of ../shared")
    given = parser.parse_intermixed_args()
    if given.real and not SHARED.exists():
        sys.stdout.write(f"{SHARED} is absent: the data are not part of the repository\n")
        return 0
    cases = [one for one in (REAL if given.real else FICTIONAL) if _wanted(one, given.cases)]
    with TemporaryDirectory() as folder:
        return _run(given.task, cases, Path(folder))


def _wanted(case, names) -> bool:
    return not names or case.name in names


def _run(task, cases, folder) -> int:
    store_of, changes, worst = stores(folder), read_changes(), 0
    lines = csv.writer(sys.stdout, lineterminator="\n")
    to_declare: dict[tuple[str, ...], None] = {}
    for case in cases:
        made, old_name = (
            case.record(store_of(case.data)),
            case.named(old_report(case.report, changes)),
        )
        if task == "renew":
            remove(HERE, old_name)
            write(HERE, case.name, made)
            continue
        recorded = read(HERE, old_name)
        if recorded is None:
            sys.stdout.write(f"{case.name}: not recorded\n")
            worst = 1
            continue
        found = differences(recorded, made, case.report, changes)
        to_declare |= dict.fromkeys(one.declared() for one in found if one.came_or_went())
        if found and task == "compare":
            sys.stdout.write(f"{case.name}: {explain(found)}\n")
            worst = 1
    if task == "new":
        lines.writerows(to_declare)
    return worst


if __name__ == "__main__":
    sys.exit(main())
