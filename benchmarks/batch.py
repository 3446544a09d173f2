"""Time of 20 reports: this batch on both kinds of kernels, two tools in a loop, and bare cells.

Run it with `.venv/bin/python benchmarks/batch.py` (`--reports 4` for a quick look). The four ways
take turns in one session, on the same notebook and store, each from a cold start. Processor time
is that of all processes; on a machine that has other work it says more than the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.findings import SourceFile
from workbench.store.partitions import rows_of_frames
from workbench.store.reading import open_store
from workbench.store.writing import Delivery, replace_rows

PROJECT = Path(__file__).parents[1]
NOTEBOOK = PROJECT / "notebooks" / "trends.ipynb"
BIN = Path(sys.executable).parent
BARE = """
import json, sys
import matplotlib
matplotlib.use("agg")
notebook, store, *areas = sys.argv[1:]
cells = [cell for cell in json.load(open(notebook))["cells"] if cell["cell_type"] == "code"]
parameters, *rest = ["".join(cell["source"]) for cell in cells]
for area in areas:
    names = {}
    exec(parameters, names)
    names |= {"area": area, "store": store}
    for source in rest:
        exec(source, names)
"""


def main() -> None:
    """Print the seconds of each way and their ratios."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=20)
    asked.add_argument("--workers", type=int, default=2)
    options = asked.parse_args()
    areas = [f"XB{chr(ord('A') + place)}" for place in range(options.reports)]
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "store", areas)
        ways = {
            "this batch": lambda: batch(Path(folder), store, areas, options.workers, "fork"),
            "this batch, ordinary kernels": lambda: batch(
                Path(folder), store, areas, options.workers, "spawn"
            ),
            "papermill and nbconvert, one after the other": lambda: tools(
                Path(folder), store, areas
            ),
            "bare cells in one warm process, no page": lambda: bare(store, areas),
        }
        costs = {name: measured(way) for name, way in ways.items()}
    for name, (wall, processor) in costs.items():
        a_report = f"{wall / options.reports:6.2f} s a report, {processor / options.reports:6.2f} s"
        print(f"{wall:8.1f} s  {a_report} of processor  {name}")
    for unit, (ours, _, theirs, floor) in zip(
        ("clock", "processor"), zip(*costs.values(), strict=True), strict=True
    ):
        said = f"{theirs / ours:.1f} times as fast as the two tools, {ours / floor:.2f} times"
        print(f"by the {unit}: {said} the bare cells")


def measured(way: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of processors, that a way takes."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    way()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, processor


def make_store(folder: Path, areas: list[str]) -> Path:
    """Make a store of as many fictional countries as asked for, from those of the example."""
    models = ("XAA", "XAB", "XAC", "XAD", "XAE")
    for place, area in enumerate(areas):
        rows = open_store("example").read(("measurements",), models[place % len(models)])[
            "measurements"
        ]
        rows = rows.assign(iso3=area, source_file=f"{area}.csv")
        source = SourceFile(
            f"{area}.csv", "0" * 64, "none", "none", "nobody", len(rows), len(rows), 0
        )
        replace_rows(folder, Delivery(source, (area,), rows_of_frames({"measurements": rows}), ()))
    return folder


def batch(folder: Path, store: Path, areas: list[str], workers: int, kernels: str) -> None:
    """Make them as the command does, with the results of both kinds of kernels compared."""
    file = folder / "batch.yml"
    file.write_text(f"reports: [trends]\nareas: [{', '.join(areas)}]\n", encoding="utf-8")
    out = folder / kernels
    options = ["--store", store, "--out", out, "--workers", workers, "--kernels", kernels]
    command = [sys.executable, "-m", "workbench", "batch", file, *options, "--project", PROJECT]
    call(*command)
    for other in (folder / "fork").glob("*/*.results.json"):
        mine = out / other.relative_to(folder / "fork")
        if mine.read_bytes() != other.read_bytes():
            raise SystemExit(f"{mine.name} of {mine.parent.name} differs with --kernels {kernels}.")


def tools(folder: Path, store: Path, areas: list[str]) -> None:
    """Make them with papermill and nbconvert, two commands a report."""
    for area in areas:
        out = folder / f"{area}.ipynb"
        given = ["-p", "area", area, "-p", "store", store, "-p", "output_folder", folder / area]
        call(BIN / "papermill", NOTEBOOK, out, "--no-progress-bar", *given)
        call(BIN / "jupyter", "nbconvert", "--to", "html", out)


def bare(store: Path, areas: list[str]) -> None:
    """Run the cells in one process, without kernel, notebook or page."""
    call(sys.executable, "-c", BARE, NOTEBOOK, store, *areas)


def call(*command: object) -> None:
    """Run a command; what it says is shown only where it fails."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(json.dumps([str(part) for part in command]) + "\n" + done.stderr)


if __name__ == "__main__":
    main()
