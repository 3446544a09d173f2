"""Sites by class of organic carbon to clay in every country of a store, with intervals.

Prints a row a country and class as CSV: the share of sites and its interval (Wilson), and the
shares with the lowest and highest factor from loss on ignition to organic carbon. On a store of
GEMAS (33 countries):

    PYTHONPATH=src .venv/bin/python benchmarks/carbon_to_clay.py STORE
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator

from workbench.reports import parameters_of, report_of
from workbench.store.reading import open_store

HEADINGS = ("iso3", "class", "n_sites", "share", "lower", "upper", "least", "greatest")


def main() -> None:
    """Print the classes of all countries of a store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="folder of a store")
    address = parser.parse_args().store
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADINGS)
    for iso3 in open_store(address).areas():
        writer.writerows(classes(address, iso3))
        sys.stdout.flush()


def classes(
    address: str, iso3: str
) -> Iterator[tuple[str, str, int, float, float, float, float, float]]:
    """Give the classes of a country; none where carbon or clay was not measured.

    Parameters
    ----------
    address : str
        Folder of a store.
    iso3 : str
        Country.

    Yields
    ------
    tuple
        As `HEADINGS`.
    """
    (reads, area), *_ = parameters_of("soil_health").readings(iso3)
    frames = open_store(address).read(reads, area)
    page = report_of("soil_health").page(frames, parameters_of("soil_health").Parameters(area=iso3))
    for label, one in page.rows["carbon_classes"].typed.items():
        ends = sorted(n / one.n_all for n in (one.n_low, one.n_sites, one.n_high))
        shares = (one.share_of_sites, one.share_lower, one.share_upper, ends[0], ends[-1])
        yield (iso3, label, one.n_all, *(round(share, 3) for share in shares))


if __name__ == "__main__":
    main()
