"""Time and memory of the soil health report on as many sites as a large country has.

The sites of a fictional country are repeated under other names until there are enough, so that
the work is that of real sites while the answer is known to be that of the country.

    PYTHONPATH=src:tests .venv/bin/python -m benchmarks.soil_sites --sites 20000
"""

from __future__ import annotations

import argparse
import resource
import time

import pandas as pd

from workbench.reports import parameters_of, report_of
from workbench.store.frames import Frames, arranged
from workbench.store.reading import open_store

AREA = "XAA"
GIVEN = {
    "scoring_set": "EXAMPLE-1",
    "backgrounds": ["XAA-EXAMPLE", "GEMAS-AP"],
    "unverified": ["EXAMPLE-1", "CASH-2017", "GEMAS-AP"],
}


def repeated(n_sites: int) -> Frames:
    """Frames of a fictional country whose sites are repeated under other names."""
    (reads, area), *_ = parameters_of("soil_health").readings(AREA)
    whole = open_store("example").read(reads, area)
    n_own = whole["site_soils"]["site_id"].nunique()
    tables = {}
    for name in reads:
        copies = [
            whole[name].assign(site_id=whole[name]["site_id"] + f"-{at}")
            for at in range(-(-n_sites // n_own))
            if "site_id" in whole[name]
        ]
        tables[name] = arranged(name, pd.concat(copies)) if copies else whole[name]
    return Frames(tables, "repeated")


def main() -> None:
    """Print sites, seconds and the most memory that was held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=20_000)
    frames = repeated(parser.parse_args().sites)
    start = time.perf_counter()
    parameters = parameters_of("soil_health").Parameters(area=AREA, **GIVEN)
    page = report_of("soil_health").page(frames, parameters)
    seconds = time.perf_counter() - start
    n_sites = page.rows["overview"].typed[AREA].n_sites
    most_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_sites} sites, {seconds:.0f} s, {most_mib:.0f} MiB")


if __name__ == "__main__":
    main()
