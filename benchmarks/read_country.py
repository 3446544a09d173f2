"""How long one country takes to read, and how much memory, against reading all with pandas.

`python benchmarks/read_country.py` makes ten million rows in 200 fictional countries, as a store
and as one Parquet file; `--rows` takes another number. Each reading is a process of its own.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from measured import Measured, measure

from workbench.findings import SourceFile
from workbench.store.frames import arrow_schema, as_arrow
from workbench.store.reading import open_store
from workbench.store.writing import Delivery, replace_rows

TABLE = "measurements"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ISO3S = [f"X{a}{b}" for a, b in product(LETTERS, LETTERS)]  # user-assigned codes
AREA = "XAA"
PREPARE = "import pandas as pd\nfrom workbench.store.reading import open_store"
COUNTRY = f"len(open_store(sys.argv[1]).read(({TABLE!r},), {AREA!r})[{TABLE!r}])"
WHOLE = "len(pd.read_parquet(sys.argv[1]))"


def country_rows(example: pd.DataFrame, iso3: str, n_rows: int) -> pa.Table:
    """Rows of one country: the samples of the example, over and over, with values of its own."""
    rows = example.iloc[np.arange(n_rows) % len(example)]
    random = np.random.default_rng(list(iso3.encode()))
    values = random.lognormal(2, 1, n_rows).round(3)
    return as_arrow(
        TABLE,
        rows.assign(
            iso3=iso3,
            site_id=[f"{iso3}-{n // 40}" for n in range(n_rows)],
            sample_id=[f"{iso3}-{n // 8}" for n in range(n_rows)],
            value=values,
            original_value=values.astype(str),
            source_file="rows.csv",
            source_row=np.arange(2, n_rows + 2),
        ),
    )


def write_both(folder: Path, iso3s: list[str], n_rows: int) -> None:
    """Write the same rows, so many a country, as a store and as one Parquet file."""
    example = open_store("example").read((TABLE,), AREA)[TABLE]
    total = n_rows * len(iso3s)
    source = SourceFile("rows.csv", "", "mapping.yml", "none", "benchmark", total, total, 0)
    with pq.ParquetWriter(folder / "whole.parquet", arrow_schema(TABLE)) as whole:

        def rows(table: str, iso3: str) -> Iterator[pa.Table]:
            if table != TABLE:
                return
            made = country_rows(example, iso3, n_rows)
            whole.write_table(made)
            yield made

        replace_rows(folder / "store", Delivery(source, tuple(iso3s), rows, ()))


def show(what: str, read: Measured) -> None:
    """Print what a reading took."""
    print(f"{what}: {read.said} rows, {read.seconds:.2f} s, peak memory {read.mebibytes:.0f} MiB")


def main() -> None:
    """Make the rows, read one country and all of them, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--countries", type=int, default=200)
    given = parser.parse_args()
    iso3s = ISO3S[: given.countries]
    with tempfile.TemporaryDirectory() as name:
        write_both(Path(name), iso3s, given.rows // len(iso3s))
        country = measure(PREPARE, COUNTRY, Path(name) / "store")
        whole = measure(PREPARE, WHOLE, Path(name) / "whole.parquet")
    show(f"one country of {len(iso3s)}", country)
    show("all with pandas.read_parquet", whole)
    print(
        f"one country takes 1/{whole.seconds / country.seconds:.0f} of the time "
        f"and 1/{whole.mebibytes / country.mebibytes:.1f} of the memory"
    )


if __name__ == "__main__":
    main()
