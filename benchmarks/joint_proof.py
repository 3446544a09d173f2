"""What an outsider learns of hidden counts from all files of two editions of a page together.

A country's page is published, a year is added, and it is published again, both times by sex, with
the package that is exported. All counts in the files are sums of one unknown table of cases by
area, year and sex, those of questions to the nearest ten: whole-number programmes prove which
values each hidden count could still have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

import workbench as wb
from examples.store import country_tables
from workbench.findings import SourceFile
from workbench.inputs.packages.export import export
from workbench.reports.health.tests import FEWEST_TOLD
from workbench.store.partitions import rows_of_frames
from workbench.store.writing import Delivery, replace_rows

COUNTRY, OUTCOME = "NAM", "N18"  # of a real code, since fictional ones keep no ledger
GIVEN = {"exposures": ["Cd"], "negative_control": "K35-K37", "by_sex": True}
FIRST_YEAR, LAST_YEARS = 2020, (2023, 2024)
SMALLEST = 5
SEXES = {"women": "F", "men": "M"}
NEAR_TEN = 5.0  # cases of a question are told to the nearest ten
ROUNDED = 1000  # counts from here on are published with three digits
RARE = (0.01, 0.4)  # share of the cases of the example that a map keeps


@dataclass
class Known:
    """What the files tell: sums of unknown cells, least and greatest, and hidden counts.

    Attributes
    ----------
    shape : tuple of int
        Areas, years and sexes of the unknown table.
    sums : list of (array of bool, float, float)
        Cells of a sum, and its bounds.
    hidden : list of (str, array of bool)
        A count that was not shown: where it would stand, and its cells.
    """

    shape: tuple[int, int, int]
    sums: list[tuple[np.ndarray, float, float]] = field(default_factory=list)
    hidden: list[tuple[str, np.ndarray]] = field(default_factory=list)

    def tell(self, name: str, cells: np.ndarray, shown: float, least: float = 1.0) -> None:
        """Note a count that is shown, or that is hidden: then it has a least value."""
        if np.isnan(shown):
            self.hidden.append((name, cells))
            self.sums.append((cells, least, np.inf))
        else:
            near = 0.0 if shown < ROUNDED else 0.5 * 10 ** (len(str(int(shown))) - 3)
            self.sums.append((cells, shown - near, shown + near))


def random_store(seed: int, folder: Path, last_year: int) -> Path:
    """Write a store with the cases of a random map up to a year.

    Parameters
    ----------
    seed : int
        Where the numbers of chance begin.
    folder : Path
        Of the store.
    last_year : int
        Last year of the cases.

    Returns
    -------
    Path
        Folder of the store.
    """
    frames = {name: rows.assign(iso3=COUNTRY) for name, rows in country_tables("XAE").items()}
    random = np.random.default_rng(seed)
    outcomes = frames["outcomes"]
    kept = random.uniform(*RARE) * random.uniform(0, 2, outcomes["area_id"].nunique()).clip(0, 1)
    share = outcomes["area_id"].map(dict(zip(sorted(set(outcomes["area_id"])), kept, strict=True)))
    thinned = random.binomial(outcomes["cases"].astype(int), share).astype(float)
    cases = outcomes["cases"].where(outcomes["outcome"] != OUTCOME, thinned)
    frames["outcomes"] = outcomes.assign(cases=cases)[outcomes["year"] <= last_year]
    own = {name: rows.assign(source_file="made.csv") for name, rows in frames.items()}
    n_rows = sum(map(len, own.values()))
    source = SourceFile("made.csv", "0" * 64, "made.yml", "CC0", "nobody", n_rows, n_rows, 0)
    replace_rows(folder, Delivery(source, (COUNTRY,), rows_of_frames(own), [b""]))
    return folder


def publish_editions(
    seed: int, folder: Path, years: tuple[int, ...], **given: object
) -> dict[int, Path]:
    """Publish a page a year, each with the package of its store, and give their folders.

    Parameters
    ----------
    seed : int
        Where the numbers of chance begin.
    folder : Path
        Of stores and outputs.
    years : tuple of int
        Last year of each edition.
    **given : object
        Parameters of the report in place of those of `GIVEN`.

    Returns
    -------
    dict of int to Path
        Folder of an edition by its last year.
    """
    made = {}
    for last in years:
        store = random_store(seed, folder / "store", last)
        made[last] = folder / f"to {last}"
        page = wb.open_store(str(store)).report("health", COUNTRY, **(GIVEN | given))
        page.publish(str(made[last]))
        export(store, folder / f"package to {last}")
        assert not [*(folder / f"package to {last}").rglob("outcomes*")]  # counts of people
    return made


def known_from(editions: dict[int, Path], first_year: int) -> Known:
    """Read what the files of all editions tell of the cases.

    Parameters
    ----------
    editions : dict of int to Path
        Folder of an edition by its last year.
    first_year : int
        First year of the cases.

    Returns
    -------
    Known
        Sums and hidden counts.
    """
    tables = {last: _tables(folder) for last, folder in editions.items()}
    areas = sorted(set().union(*(one["areas"]["area_id"] for one in tables.values())))
    years = range(first_year, max(editions) + 1)
    known = Known((len(areas), len(years), len(SEXES)))
    before: dict[str, float] = {}
    for last, one in tables.items():
        shown_now = dict(zip(one["areas"]["area_id"], one["areas"]["cases"], strict=True))
        least = {f"area {area}": n for area, n in least_cases(before, shown_now).items()}
        for name, cells, shown in _counts(one, areas, last - first_year + 1, known.shape):
            known.tell(f"{name} to {last}", cells, shown, least.get(name, 1.0))
        before = shown_now
        known.sums += _near_counts(one, areas, last - first_year + 1, known.shape)
    return known


def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Tables of a page that have cases."""
    read = {
        name: pd.read_csv(next(folder.rglob(f"{name}.csv")))
        for name in ("areas", "outcomes", "years", "questions")
    }
    exposed = pd.read_csv(next(folder.rglob("area_exposures.csv")))
    assert set(exposed["area_id"]) == set(read["areas"]["area_id"])  # all are in each question
    return {name: rows[rows["outcome"] == OUTCOME] for name, rows in read.items()}


def least_cases(before: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    """Give the least cases that areas have which one edition shows and the next one hides.

    Who knows the rule knows that each has a case more where fewer than `SMALLEST` are hidden anew,
    and others are left: else areas to which nothing was added were hidden with them.

    Parameters
    ----------
    before, now : dict of str to float
        Cases by area as two editions show them; missing where hidden.

    Returns
    -------
    dict of str to float
        By area that is hidden anew.
    """
    anew = {area: n for area, n in before.items() if not np.isnan(n) and np.isnan(now[area])}
    are_left = any(not np.isnan(before[area]) for area in before.keys() - anew)
    each = float(len(anew) < SMALLEST and are_left)
    return {area: n + each for area, n in anew.items()}


def _counts(
    tables: dict[str, pd.DataFrame], areas: list[str], n_years: int, shape: tuple[int, int, int]
) -> Iterator[tuple[str, np.ndarray, float]]:
    """Give the counts of an edition with the cells that each sums."""
    within = np.zeros(shape, dtype=bool)
    within[:, :n_years] = True
    for one in tables["areas"].itertuples():
        cells = np.zeros(shape, dtype=bool)
        cells[areas.index(one.area_id), :n_years] = True
        yield f"area {one.area_id}", cells, one.cases
    for place, one in enumerate(tables["years"].sort_values("year").itertuples()):
        cells = np.zeros(shape, dtype=bool)
        cells[:, place] = True
        yield f"year {one.year}", cells, one.cases
    for one in tables["outcomes"].itertuples():
        yield f"total of {one.sex}", _of_sex(within, one.sex), one.cases


def _near_counts(
    tables: dict[str, pd.DataFrame], areas: list[str], n_years: int, shape: tuple[int, int, int]
) -> Iterator[tuple[np.ndarray, float, float]]:
    """Give the cells of each question with the bounds that its cases tell, to the nearest ten.

    An area without expected cases is in no question, and has no cases. Where the cases of a
    question are missing and the total of its sex is told, they are few.
    """
    within = np.zeros(shape, dtype=bool)
    within[[areas.index(one) for one in tables["areas"]["area_id"]], :n_years] = True
    totals = tables["outcomes"].set_index("sex")["cases"]
    for one in tables["questions"].itertuples():
        if not np.isnan(one.cases):
            yield _of_sex(within, one.sex), one.cases - NEAR_TEN, one.cases + NEAR_TEN
        elif not np.isnan(totals[one.sex]):
            yield _of_sex(within, one.sex), 0.0, FEWEST_TOLD - 1.0


def _of_sex(cells: np.ndarray, sex: str) -> np.ndarray:
    """Cells of a sex, or of both."""
    kept = cells.copy()
    if sex in SEXES:
        kept[:, :, 1 - list(SEXES).index(sex)] = False
    return kept


def told(known: Known) -> list[str]:
    """Hidden counts that could not have each small value, with the values that they cannot have.

    Where an earlier edition shows the count of an area, the count that is hidden is what was added.

    Parameters
    ----------
    known : Known
        Sums and hidden counts.

    Returns
    -------
    list of str
        Nothing where no hidden count is told.
    """
    shown = {tuple(np.flatnonzero(cells)): low for cells, low, high in known.sums if low == high}
    found = []
    for name, cells in known.hidden:
        before = [value for other, value in shown.items() if set(other) < _places(cells)]
        floor = max((value for value in before if name.startswith("area")), default=0.0)
        if name.startswith("total") or tuple(np.flatnonzero(cells)) in shown:
            continue  # hidden for what it would tell of others, or public since an earlier edition
        shut = [n for n in range(1, SMALLEST) if not _is_possible(known, cells, floor + n)]
        if shut:
            found.append(f"{name}: not {', '.join(map(str, shut))}")
    return found


def _places(cells: np.ndarray) -> set[int]:
    """Places of cells."""
    return set(np.flatnonzero(cells).tolist())


def _is_possible(known: Known, cells: np.ndarray, value: float) -> bool:
    """Whether all sums hold with the cells of a hidden count summing to a value."""
    rows = [(one.ravel(), low, high) for one, low, high in known.sums]
    rows.append((cells.ravel(), value, value))
    matrix = csr_array(np.array([one for one, _, _ in rows], dtype=float))
    low, high = (np.array([row[place] for row in rows]) for place in (1, 2))
    n = matrix.shape[1]
    answer = milp(
        np.zeros(n),
        integrality=np.ones(n),
        bounds=Bounds(0.0, np.inf),
        constraints=LinearConstraint(matrix, low, high),
        options={"presolve": False},
    )
    return bool(answer.status == 0)
