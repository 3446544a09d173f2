"""A reporting package of the EU Soil Monitoring Law, checked by a file of rules.

A package is a folder of CSV files: `district_shares.csv` and `national_values.csv` as the page on
soil health publishes them, and what a country adds: `soil_districts.csv`, `soil_units.csv` and
`contaminated_sites.csv`. What each column has to hold is in the table `law_package_rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from workbench.errors import InputError
from workbench.inputs.checks import Problem, Refusal
from workbench.vocabulary.notation import ISO, day_problem
from workbench.vocabulary.places import is_country
from workbench.vocabulary.soil.law_package_rules import PackageRule, package_rules
from workbench.vocabulary.soil.monitoring_law import descriptor_of
from workbench.vocabulary.substances import substances

Rows: TypeAlias = Sequence[Mapping[str, str]]
Files: TypeAlias = Mapping[str, Rows]
FIRST_LINE = 2  # of a row, below the headings
ROUNDING = 1e-9


def check_law_package(folder: Path) -> list[Problem]:
    """List what is wrong with a reporting package; nothing where it keeps all rules.

    Parameters
    ----------
    folder : Path
        Folder with the five CSV files.

    Returns
    -------
    list of Problem
        File, line and column, with the rule that is not kept.

    Raises
    ------
    InputError
        If a file is missing, or is no CSV in UTF-8.
    """
    rules = package_rules().values()
    files = {name: _rows(folder, name) for name in dict.fromkeys(one.file for one in rules)}
    found = []
    for rule in rules:
        rows = files[rule.file]
        if rows and rule.column not in rows[0]:
            found.append(_problem(rule, "no such column"))
            continue
        found += [_problem(rule, where) for where in CHECKS[rule.check](rule, files)]
    return found


def _rows(folder: Path, name: str) -> Rows:
    """Rows of a file as texts."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise InputError(f"{folder} has no {name}.csv. A package has five files; see the README.")
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no CSV in UTF-8: {error}.") from None
    return [{str(k): str(v).strip() for k, v in row.items()} for row in table.to_dict("records")]


def _problem(rule: PackageRule, where: str) -> Problem:
    """Say where a rule is not kept."""
    place = f"{rule.file}.csv, {where}, {rule.column}"
    return Problem(place, Refusal(error=f"rule {rule.rule} is not kept: {rule.sentence}"))


def _number(text: str) -> float | None:
    """Give the number of a cell; None where it is none or not finite."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _by_row(
    rule: PackageRule, files: Files, is_wrong: Callable[[Mapping[str, str]], bool]
) -> Iterator[str]:
    """Lines of the rows that are wrong."""
    for line, row in enumerate(files[rule.file], FIRST_LINE):
        if is_wrong(row):
            yield f"line {line}"


def _given(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are empty."""
    return _by_row(rule, files, lambda row: not row[rule.column])


def _unique(rule: PackageRule, files: Files) -> Iterator[str]:
    """Rows that stand again."""
    names = rule.argument.split("+")
    counts = Counter(tuple(row.get(name, "") for name in names) for row in files[rule.file])
    return _by_row(rule, files, lambda row: counts[tuple(row.get(name, "") for name in names)] > 1)


def _in_range(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are given and no number of the range."""
    low, to, high = rule.argument.partition(" to ")

    def is_wrong(row: Mapping[str, str]) -> bool:
        number = _number(row[rule.column])
        if not row[rule.column]:
            return rule.column in {"area_km2", "confidence"}  # never empty
        if number is None:
            return True
        if to:
            return not float(low) <= number <= float(high)
        return number <= float(rule.argument.removeprefix("above "))

    return _by_row(rule, files, is_wrong)


def _whole(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are no whole number."""
    return _by_row(rule, files, lambda row: not row[rule.column].isdigit())


def _one_of(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells with another word."""
    words = rule.argument.split("|")
    return _by_row(rule, files, lambda row: row[rule.column] not in words)


def _country(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are no country."""
    return _by_row(rule, files, lambda row: not is_country(row[rule.column]))


def _descriptor(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are no indicator of the law."""
    return _by_row(rule, files, lambda row: descriptor_of(row[rule.column]) is None)


def _substances(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells with a code that is no substance, or without one."""
    known = substances()
    return _by_row(
        rule, files, lambda row: any(one not in known for one in row[rule.column].split("|"))
    )


def _day(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are no day, or one in the future."""
    return _by_row(
        rule,
        files,
        lambda row: not row[rule.column] or bool(day_problem(row[rule.column], ISO)),
    )


def _column(files: Files, name: str) -> set[str]:
    """Cells of a column that is named with its file."""
    file, _, column = name.partition(".")
    return {row.get(column, "") for row in files[file]}


def _refers(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that another file does not have."""
    known = _column(files, rule.argument)
    return _by_row(rule, files, lambda row: row[rule.column] not in known)


def _covers(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells of another file that this one lacks."""
    having = {row[rule.column] for row in files[rule.file]}
    for missing in sorted(_column(files, rule.argument) - having):
        yield f"none for {missing}"


def _adds_up(rule: PackageRule, files: Files) -> Iterator[str]:
    """Find groups whose sum is above that of the whole."""
    whole, _, by = rule.argument.partition(" by ")
    file, _, column = whole.partition(".")
    sums: Counter[str] = Counter()
    for row in files[rule.file]:
        sums[row.get(by, "")] += _number(row[rule.column]) or 0  # type: ignore[assignment]
    for row in files[file]:
        limit = _number(row.get(column, ""))
        if limit is not None and sums[row[by]] > limit * (1 + ROUNDING):
            yield f"{by} {row[by]}"


def _at_most(rule: PackageRule, files: Files) -> Iterator[str]:
    """Numbers above that of another column."""

    def is_wrong(row: Mapping[str, str]) -> bool:
        own, other = _number(row[rule.column]), _number(row.get(rule.argument, ""))
        return own is not None and other is not None and own > other + ROUNDING

    return _by_row(rule, files, is_wrong)


def _not_stricter(rule: PackageRule, files: Files) -> Iterator[str]:
    """Trigger values on the better side of their target."""

    def is_wrong(row: Mapping[str, str]) -> bool:
        own, other = _number(row[rule.column]), _number(row.get(rule.argument, ""))
        if own is None or other is None:
            return False
        return own < other if row.get("better") == "below" else own > other

    return _by_row(rule, files, is_wrong)


def _either(rule: PackageRule, files: Files) -> Iterator[str]:
    """Rows with neither of two columns."""
    return _by_row(rule, files, lambda row: not row[rule.column] and not row.get(rule.argument))


def _given_with(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are empty where another one has a number other than 0, or any text."""
    return _by_row(
        rule,
        files,
        lambda row: not row[rule.column] and row.get(rule.argument, "") not in {"", "0"},
    )


def _given_below(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are empty where a number is below a limit."""
    column, _, limit = rule.argument.rpartition(" ")

    def is_wrong(row: Mapping[str, str]) -> bool:
        number = _number(row.get(column, ""))
        return not row[rule.column] and number is not None and 0 < number < float(limit)

    return _by_row(rule, files, is_wrong)


def _given_where(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells that are empty where another column has a word."""
    column, _, word = rule.argument.partition(" ")
    return _by_row(rule, files, lambda row: not row[rule.column] and row.get(column) == word)


def _not_where(rule: PackageRule, files: Files) -> Iterator[str]:
    """Cells with a word where another column has one that excludes it."""
    own, _, other = rule.argument.partition("|")
    column, _, word = other.partition(" ")
    return _by_row(rule, files, lambda row: row[rule.column] == own and row.get(column) == word)


def _judged_by(rule: PackageRule, files: Files) -> Iterator[str]:
    """Find indicators with a share by a national target, of which the package has no value."""
    file, _, column = rule.argument.partition(".")
    having = {row[rule.column] for row in files[rule.file]}
    wanted = {row.get(column, "") for row in files[file] if row.get("standing") == "national"}
    for missing in sorted(wanted - having):
        yield f"none for {missing}"


CHECKS: Mapping[str, Callable[[PackageRule, Files], Iterator[str]]] = {
    "given": _given,
    "unique": _unique,
    "number": _in_range,
    "whole": _whole,
    "one of": _one_of,
    "country": _country,
    "descriptor": _descriptor,
    "substances": _substances,
    "day": _day,
    "refers": _refers,
    "covers": _covers,
    "adds up to at most": _adds_up,
    "at most": _at_most,
    "not stricter": _not_stricter,
    "either": _either,
    "given with": _given_with,
    "given below": _given_below,
    "given where": _given_where,
    "not where": _not_where,
    "judged by": _judged_by,
}
