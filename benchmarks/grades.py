"""How often the health report gives the true grade, over many draws of the fictional countries.

Prints a line a country and contaminant with its grades, then the share of true ones and how often
the country without any association is graded A. Run it with `python -m benchmarks.grades`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict

from examples.health import COUNTRIES, truth
from examples.people import CONTROL
from examples.store import country_frames, country_tables
from workbench.methods.rates import grades
from workbench.reports.health.basis import basis
from workbench.reports.health.parameters import Parameters
from workbench.store.frames import Frames

NULL = "XAD"
EXPOSURES = ["Cd", "Pb"]


def main() -> None:
    """Judge each country of each draw, and compare with the truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=50)
    draws = parser.parse_args().draws
    true = truth().set_index(["iso3", "substance"])["grade"]
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for seed in range(1, draws + 1):
        for iso3 in COUNTRIES:
            frames = Frames(country_tables(iso3, seed), f"draw {seed}")
            given = Parameters(area=iso3, negative_control=CONTROL.outcome, exposures=EXPOSURES)
            for one in basis(frames, given).judged:
                found[iso3, one.question.exposure.code][one.grade.name[0]] += 1
        country_frames.cache_clear()
    for place, counts in found.items():
        print(f"{' '.join(place)}: true {true[place]}, given {dict(sorted(counts.items()))}")
    right = sum(counts[true[place]] for place, counts in found.items())
    false = sum(counts[grades.CONSISTENT[0]] for (iso3, _), counts in found.items() if iso3 == NULL)
    total = sum(counts.total() for counts in found.values())
    print(f"true grades: {right} of {total} ({right / total:.1%}); null graded A: {false}")


if __name__ == "__main__":
    main()
