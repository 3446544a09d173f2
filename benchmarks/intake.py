"""How long intake takes and how much memory, for messy CSV files made on the spot.

`python benchmarks/intake.py` takes one million rows in, and then five times as many; flat memory
is a second ratio near 1. `--rows` takes another number.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from measured import Measured, measure

TIMES = 5
PIECE = 50_000
HEADER = "country,plot,sample,date,what,amount,unit,lod,note\n"
SUBSTANCES = np.array(["Pb", "Cd", "Zn", "Cu", "As", "Ni", "Cr", "Hg"])
MESS = np.array(["<0.05", "n.d.", "", "-9999", "12,5", "text", "=A1", "0"])
SHARE_OF_MESS = 0.2
MAPPING = """
owner: benchmark
licence: none
constants: {matrix: soil, layer: 0-20 cm, basis: dry, fraction: total, source_type: diffuse}
columns: {iso3: country, site_id: plot, sample_id: sample, sampled_on: date}
observations:
  substance: what
  value: amount
  unit: unit
  lod: lod
  codes: {Pb: Pb, Cd: Cd, Zn: Zn, Cu: Cu, As: As, Ni: Ni, Cr: Cr, Hg: Hg}
sentinels: {"-9999": not measured}
"""
PREPARE = "from workbench.inputs.ingest import ingest"
CALL = "ingest(*sys.argv[1:])"


def write_rows(path: Path, n_rows: int) -> None:
    """Write a long file of six fictional countries, in which every fifth value is a mess."""
    random = np.random.default_rng(7)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for begins in range(0, n_rows, PIECE):
            rows = np.arange(begins, min(begins + PIECE, n_rows))
            file.writelines(_lines(rows, random))


def _lines(rows: np.ndarray, random: np.random.Generator) -> list[str]:
    """Lines of some rows: eight substances a sample, several samples a plot."""
    samples = rows // len(SUBSTANCES)
    values = random.lognormal(2, 1, rows.size).round(3).astype(str)
    is_mess = random.random(rows.size) < SHARE_OF_MESS
    texts = np.where(is_mess, random.choice(MESS, rows.size), values)
    days = np.datetime64("1990-01-01") + samples % 12_000
    return [
        f"XA{'ABCDEF'[sample % 6]},P{sample % 20_000},S{sample},{day},{substance},{text},"
        "mg/kg,0.1,\n"
        for sample, day, substance, text in zip(
            samples, days, SUBSTANCES[rows % len(SUBSTANCES)], texts, strict=True
        )
    ]


def take_in(n_rows: int) -> Measured:
    """Measure the intake of so many rows into a new store, and print it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rows(folder / "rows.csv", n_rows)
        (folder / "mapping.yml").write_text(MAPPING, encoding="utf-8")
        call = f"(lambda report: [report.n_read, report.n_used, report.n_quarantined])({CALL})"
        taken = measure(PREPARE, call, folder / "rows.csv", folder / "mapping.yml", folder / "s")
    n_read, n_used, n_quarantined = map(int, taken.said.strip("[]").split(","))
    if not n_rows == n_read == n_used + n_quarantined:
        raise SystemExit(f"{n_rows} rows, but {taken.said} read, used and quarantined")
    print(
        f"{n_rows} rows: {taken.seconds:.1f} s, peak memory {taken.mebibytes:.0f} MiB, "
        f"{n_used} used + {n_quarantined} quarantined"
    )
    return taken


def main() -> None:
    """Take in so many rows, then five times as many, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    n_rows = parser.parse_args().rows
    once, more = take_in(n_rows), take_in(TIMES * n_rows)
    print(
        f"{TIMES} times the rows: {more.seconds / once.seconds:.2f} times the time, "
        f"{more.mebibytes / once.mebibytes:.2f} times the memory"
    )


if __name__ == "__main__":
    main()
