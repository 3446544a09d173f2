"""How often the health report gives the true grade, over many draws of made countries.

Prints a line a country and contaminant with its grades, then the share of true ones and how often
the country without any association is graded A. Run it with `python -m benchmarks.grades`. With
`--designs FILE` it judges the kinds of country of `grade_designs` and adds a row a draw to a file,
in as many runs as it takes; `--summary FILE` prints what came out of them as a table.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.grade_designs import DESIGNS, judged
from examples.health import COUNTRIES, truth
from examples.people import CONTROL
from examples.store import country_frames, country_tables
from workbench.methods.rates import grades
from workbench.reports.health.basis import basis, models
from workbench.reports.health.basis.judged import JudgedQuestion
from workbench.reports.health.parameters import Parameters
from workbench.store.frames import Frames

NULL = "XAD"
EXPOSURES = ["Cd", "Pb"]
ROW = (
    *("design", "draw", "grade", "why", "estimate"),
    *("headline_holds", "uncorrected_holds", "reliability", "fitted"),
)


def main() -> None:
    """Judge each country of each draw, and compare with the truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, help="first draw")
    parser.add_argument("--designs", type=Path, help="file that gets a row a draw of each design")
    parser.add_argument("--only", default="", help="designs whose name begins so")
    parser.add_argument("--summary", type=Path, help="file of such rows to sum up")
    given = parser.parse_args()
    if given.summary:
        print(summary(pd.read_csv(given.summary)).to_csv(lineterminator="\n"), end="")
    elif given.designs:
        draw_designs(given.designs, range(given.first, given.first + given.draws), given.only)
    else:
        draw_examples(given.draws)


def draw_designs(out: Path, seeds: range, only: str = "") -> None:
    """Judge draws of each design and add a row a draw to a file."""
    is_new = not out.exists()
    with out.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ROW)
        if is_new:
            writer.writeheader()
        for seed in seeds:
            for name, design in DESIGNS.items():
                if name.startswith(only):
                    writer.writerow(_row(name, seed, judged(design, seed)))
                    file.flush()


def _row(name: str, seed: int, one: JudgedQuestion) -> dict[str, object]:
    """Grade of a draw, why, and whether its intervals hold the truth."""
    truth = DESIGNS[name].truth
    surface = one.models[models.SURFACE].interval
    corrected = one.models[models.SURFACE].corrected
    return {
        "design": name,
        "draw": seed,
        "grade": one.grade.name[0],
        "why": " ".join(type(why).__name__ for why in one.grade.reasons),
        "estimate": round(one.headline.estimate, 4),
        "headline_holds": int(one.headline.lower <= truth <= one.headline.upper),
        "uncorrected_holds": int(surface.lower <= truth <= surface.upper),
        "reliability": math.nan if corrected is None else round(corrected.reliability, 3),
        "fitted": int(one.headline.fitted),
    }


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum up the draws of each design.

    Parameters
    ----------
    rows : DataFrame
        As `draw_designs` writes them.

    Returns
    -------
    DataFrame
        A row a design: draws, share of each grade, mean estimate on the log scale, the truth, and
        the shares of intervals that hold it; `_se` is a standard error.
    """
    grades_of = pd.crosstab(rows["design"], rows["grade"], normalize="index")
    a = grades_of.get("A", pd.Series(0.0, grades_of.index))
    fitted = rows[rows["fitted"] == 1].groupby("design")
    held = fitted["headline_holds"].mean()
    found = pd.DataFrame(
        {
            "draws": rows.groupby("design").size(),
            "truth": pd.Series({name: design.truth for name, design in DESIGNS.items()}),
            **{letter: grades_of.get(letter, 0.0) for letter in "ABCDX"},
            "A_se": np.sqrt(a * (1 - a) / rows.groupby("design").size()),
            "mean_estimate": fitted["estimate"].mean(),
            "headline_holds": held,
            "headline_holds_se": np.sqrt(held * (1 - held) / fitted.size()),
            "uncorrected_holds": fitted["uncorrected_holds"].mean(),
            "reliability": fitted["reliability"].mean(),
        }
    )
    return found.reindex([name for name in DESIGNS if name in found.index]).round(3)


def draw_examples(draws: int) -> None:
    """Judge draws of the fictional countries, and print how often the grade is the true one."""
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
