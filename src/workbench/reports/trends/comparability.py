"""Whether the measurements of a substance can be compared over time, and after which rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings import frame_of
from workbench.methods.visits import FRACTION_WORDS, MEASURED_HOW, family_ids, family_label
from workbench.reports.trends import cautions, definitions
from workbench.reports.trends.definitions import NOT_STATED

RECENSORED = "recensoring at the highest limit"
CONVERTED = "conversion of units"
SAME_SITES = "a check within sites"
WHY = {
    RECENSORED: "some visits are known only to be below a limit, so all are compared at that limit",
    CONVERTED: "units differ between measurements; they were brought to mg/kg",
    SAME_SITES: "the sites differ between visits; within sites the same direction is seen",
}
SAME_UNIT = {"ppm": "mg/kg"}  # by mass, so nothing is converted
HIDDEN = "hidden by the limit"
FALLING = "the detection limit fell"
SUGGESTED_AT_MOST = "a trend is suggested at most"
UNSEEN = "{} not stated for all measurements, so that a change would not be seen"
SHORT = {
    RECENSORED: "visits are known only to be below a limit",
    CONVERTED: "units differ",
    SAME_SITES: "the sites differ between visits",
}
UNKNOWN_TWICE = 'nothing that is stated differs: "unknown" and blank are both not stated'
SMALL_PART = 0.1  # of the measurements: less of them is no way that takes over from another
SHORT_OVERLAP = 0.5  # share of the shorter series up to which one takes over from another


@dataclass(frozen=True)
class Verdict:
    """How a family stands, in a word and in words, with the reasons and years of its breaks."""

    standing: str
    words: str
    reasons: tuple[str, ...] = ()
    break_years: tuple[int, ...] = ()


def comparability(
    series: pd.DataFrame,
    measurements: pd.DataFrame,
    changed: Mapping[str, list[str]],
    *,
    with_country: bool,
) -> pd.DataFrame:
    """Judge for each substance, matrix and layer whether its visits can be compared.

    Parameters
    ----------
    series : DataFrame
        Table of series.
    measurements : DataFrame
        Measurements with their series.
    changed : mapping of str to list of str
        For each series what changed between its visits, in words.
    with_country : bool
        Whether to name the country, for a report on several.
    """
    units = measurements["original_unit"].replace(SAME_UNIT)
    n_units = units.groupby(measurements["series"]).nunique()
    judged = series.assign(
        n_units=n_units,
        changed=pd.Series(dict(changed), dtype=object),
        unstated=_unstated(measurements),
        sites_differ=_of_sites(series, measurements),
        hidden=_hidden(series, measurements),
    )
    rows = {
        str(family): _described(members, with_country=with_country) | _judged(members)
        for family, members in judged.groupby(family_ids(series))
    }
    return frame_of(rows, definitions.COMPARABILITY)


def _of_sites(series: pd.DataFrame, measurements: pd.DataFrame) -> pd.Series:
    """Say for each series why a check within sites does not help; empty where it does."""
    groups = {str(name): group for name, group in measurements.groupby("series")}
    found = {
        str(name): cautions.of_sites(row, groups[str(name)]) for name, row in series.iterrows()
    }
    return pd.Series(found, dtype="str")


def _hidden(series: pd.DataFrame, measurements: pd.DataFrame) -> pd.Series:
    """Flag each series of which nothing is left to compare above its common limit."""
    groups = {str(name): group for name, group in measurements.groupby("series")}
    found = {
        str(name): cautions.is_hidden(row, groups[str(name)]) for name, row in series.iterrows()
    }
    return pd.Series(found, dtype="bool")


def _unstated(measurements: pd.DataFrame) -> pd.Series:
    """Name for each series what is not stated of all measurements, so that no change is seen."""
    missing = pd.DataFrame(
        {
            "laboratory": measurements["lab_id"].isna(),
            "method": measurements["method"].isin(["", "unknown"]) | measurements["method"].isna(),
            "fraction": measurements["fraction"] == "unknown",
            "basis": measurements["basis"] == "unknown",
            "depth": measurements[["depth_top_cm", "depth_bottom_cm"]].isna().any(axis="columns"),
        }
    )
    by_series = missing.groupby(measurements["series"]).any()
    named = {name: _listed(row.index[row]) for name, row in by_series.iterrows() if row.any()}
    return pd.Series(named, dtype="str").reindex(by_series.index, fill_value="")


def _described(members: pd.DataFrame, *, with_country: bool) -> dict[str, object]:
    """Cells on what a family of series consists of."""
    first = members.iloc[0]
    return {
        "label": family_label(first, with_country=with_country),
        "substance_name": first["substance_name"],
        "n_series": len(members),
        "first_year": members["first_year"].min(),
        "last_year": members["last_year"].max(),
        "n_measurements": members["n_measurements"].sum(),
        "n_non_detects": members["n_non_detects"].sum(),
    }


def _judged(members: pd.DataFrame) -> dict[str, object]:
    """Cells of the verdict on a family."""
    verdict = _of_several(members) if len(members) > 1 else _of_one(members.iloc[0])
    return {
        "standing": verdict.standing,
        "verdict": verdict.words,
        "reasons": "; ".join(verdict.reasons),
        "break_year": min(verdict.break_years, default=None),
        "compared_at_mg_kg": members["compared_at_mg_kg"].iloc[0] if len(members) == 1 else np.nan,
    }


def _of_one(row: pd.Series) -> Verdict:
    """Verdict on a substance that was measured in one way only."""
    if row["n_visits"] == 1:
        return Verdict("one visit", "one visit, nothing to compare it with")
    rules, doubts = _rules(row), [*_sites(row), *row["changed"]]
    if row["sites_differ"] == cautions.NO_SITE_TWICE:
        return Verdict("not comparable", f"not comparable: {doubts[0]}", tuple(doubts[1:]))
    reasons = [*_why(rules, row), *doubts, *([SUGGESTED_AT_MOST] if doubts else [])]
    reasons += [UNSEEN.format(row["unstated"])] if row["unstated"] else []
    if row["hidden"]:
        return Verdict(HIDDEN, f"{HIDDEN}: cannot be compared", tuple(reasons))
    after = f" after {_listed(rules)}" if rules else ""
    if doubts:
        return Verdict("with caution", f"comparable{after}, with caution", tuple(reasons))
    known = ", as far as is stated" if row["unstated"] else ""
    standing = "after a rule" if rules else "as far as is stated" if known else "comparable"
    return Verdict(standing, f"comparable{after}{known}", tuple(reasons))


def _of_several(members: pd.DataFrame) -> Verdict:
    """Verdict on a substance that was measured in several ways, which are never joined."""
    ordered = members.sort_values(["first_year", "last_year"], kind="stable")
    breaks = _breaks(ordered.to_dict(orient="records"))
    within = [
        words
        for _, row in ordered.iterrows()
        for words in (*(SHORT[rule] for rule in _rules(row)), *_sites(row), *row["changed"])
    ]
    reasons = [words for _, words in breaks]
    if within:
        reasons.append(f"within a series also: {', '.join(dict.fromkeys(within))}")
    years = sorted({year for year, _ in breaks})
    if len({_way(row) for _, row in ordered.iterrows()}) < len(ordered):
        reasons.append(UNKNOWN_TWICE)
    if not breaks:
        words = f"measured in {len(members)} ways side by side, not joined"
        return Verdict("not joined", words, tuple(reasons))
    noun = "break" if len(years) == 1 else "breaks"
    words = f"{noun} in {_listed([str(year) for year in years])}"
    return Verdict("break", words, tuple(reasons), tuple(years))


def _rules(row: pd.Series) -> list[str]:
    """Name the rules without which the visits of a series could not be compared."""
    found = {
        RECENSORED: pd.notna(row["compared_at_mg_kg"]),
        CONVERTED: row["n_units"] > 1,
        SAME_SITES: not cautions.has_same_sites(row) and not row["sites_differ"],
    }
    return [rule for rule, applies in found.items() if applies and row["n_visits"] > 1]


def _sites(row: pd.Series) -> list[str]:
    """Give what a check within sites found against a comparison of the visits."""
    return [row["sites_differ"]] if row["sites_differ"] else []


def _why(rules: list[str], row: pd.Series) -> list[str]:
    """Give the reason of each rule, and what a common limit leaves to be told."""
    reasons = [WHY[rule] for rule in rules]
    if RECENSORED in rules and row["last_limit_mg_kg"] < row["first_limit_mg_kg"]:
        reasons.insert(0, FALLING)
    if RECENSORED in rules and row["rung"] != "trend":
        reasons.append(f"after that no trend can be tested ({row['rung_reason']})")
    return reasons


def _breaks(rows: list[dict[Any, Any]]) -> list[tuple[int, str]]:
    """Year and change of each series that takes over from another, the latest that it can."""
    found = []
    least = SMALL_PART * sum(int(row["n_measurements"]) for row in rows)
    large = [row for row in rows if row["n_measurements"] >= least]
    for place, row in enumerate(large):
        earlier = [other for other in large[:place] if _takes_over(other, row)]
        through = [other for other in large if _runs_through(other, int(row["first_year"]))]
        if earlier and all(other in earlier for other in through):
            before = max(earlier, key=lambda other: int(other["last_year"]))
            found.append((int(row["first_year"]), _change(before, row)))
    return found


def _runs_through(row: Mapping[str, Any], year: int) -> bool:
    """Tell whether a series was measured before and after a year in which another begins."""
    return bool(row["first_year"] < year < row["last_year"])


def _takes_over(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a series begins where another ends, give or take some years of both."""
    if _way(before) == _way(after):
        return False
    if before["first_year"] >= after["first_year"] or before["last_year"] >= after["last_year"]:
        return False
    shared = before["last_year"] - after["first_year"] + 1
    shorter = min(row["last_year"] - row["first_year"] + 1 for row in (before, after))
    return bool(shared <= SHORT_OVERLAP * shorter)


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Say what changed from one series to the next, and when."""
    pairs = ((column, _said(before[column]), _said(after[column])) for column in MEASURED_HOW)
    changed = [f"{column} from {old} to {new}" for column, old, new in pairs if old != new]
    both = before["last_year"] >= after["first_year"]
    overlap = f", both until {before['last_year']}" if both else ""
    return f"{_listed(changed)} in {after['first_year']}{overlap}"


def _way(row: Mapping[Any, Any] | pd.Series) -> tuple[str, ...]:
    """Words of how a series was measured; those that are not stated are all the same."""
    return tuple(_said(row[column]) for column in MEASURED_HOW)


def _said(part: object) -> str:
    """Word of a fraction, extractant, basis or method."""
    if not isinstance(part, str) or part in {"", "unknown"}:
        return NOT_STATED
    return FRACTION_WORDS.get(part, part)


def _listed(words: Iterable[str]) -> str:
    """Join words with commas and an "and" before the last."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
