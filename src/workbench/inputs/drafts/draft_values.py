"""Values in a draft: which columns hold them, of what, in which unit, and what is no number."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.headings import Heading, read_heading, split_unit, substance_named
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles, crosswalk, qualifiers, reads_as_value
from workbench.inputs.mapping.mapping import unit_problem
from workbench.inputs.measurements.readings import NONDETECT_WORDS, CellRules, read_cell
from workbench.vocabulary.languages import heading_role, meanings, plain_words, role_of
from workbench.vocabulary.notation import NumberForm
from workbench.vocabulary.substances import is_contaminant, substance

MADE_UP = re.compile(r"(?:-(?:9{2,}|8{2,})|9{3,}|8{3,})([.,][89]+)?")
OF_A_COLUMN = ("sampled_on", "layer")
NO_CODES: Mapping[str, str] = {}
MOST_OF_A_WORD = 30
LONGEST_TITLE = 200  # signs of a line above the header
MOST_FLAGS = 12  # different ones in a column
OFTEN, OFTEN_MEASURED = 3, 100  # 99 of a substance may well be so much of it
ODD = {
    "missing": "taken for no value",
    "nines": "taken for numbers, but may stand for no value",
    "odd": "not understood among the values",
}


def draft_values(look: Look, roles: Roles, draft: Draft) -> None:
    """Write down which columns hold values, and what their words stand for.

    Parameters
    ----------
    look, roles : Look, Roles
        What was seen of the file, and what its columns are likely to hold.
    draft : Draft
        The mapping in the making; it is added to.
    """
    if roles.observed:
        _long(look, roles, draft)
        columns = [roles.observed["value"]]
    else:
        columns = _wide(look, roles, draft)
    if not columns:
        draft.doubt("substances", f"{FILL_IN}: no column of values was recognised")
    cells = Counter(cell for column in columns for cell in look.columns[column] if cell)
    _words(look, cells, draft)
    _qualifiers(cells, look, draft)
    _codes_for_nondetects(roles, cells, draft)
    _flags_not_used(look, roles, draft)
    if roles.kind:
        _kinds(roles.kind, look, draft)
    if any(cell in {"0", "0.0", "0,0"} for cell in cells):
        draft.doubt("zeros", "zeros: there are some; without a limit they are quarantined")


def _wide(look: Look, roles: Roles, draft: Draft) -> list[str]:
    """Columns of values of a wide file, each substance once."""
    apart = _told_apart(roles, draft)
    limits = _rows_of_limits(look, roles, draft)
    taken: dict[tuple[object, ...], str] = {}
    for column, stated in roles.values.items():
        heading = _with_unit_in_cells(column, stated, look)
        own = {name: text for name in apart if (text := getattr(heading, name))}
        key = (heading.code, heading.fraction, heading.extractant, *own.items())
        if key in taken:
            draft.doubt("substances", f"{few([column])} is {heading.code} too and is left out")
            continue
        taken[key] = column
        heading = _with_unit_below(column, heading, look, draft)
        unit = _unit(column, _with_unit_above(column, heading, look, draft), draft)
        entry = {"substance": heading.code, "unit": unit}
        if own:
            entry |= own
            draft.doubt("substances", f"{few([column])}: {' and '.join(own)} by its heading")
        if heading.fraction:
            entry |= {"fraction": heading.fraction, "extractant": heading.extractant}
            draft.doubt("substances", f"{few([column])}: {heading.fraction} by its heading")
        for other, limit in roles.beside.items():
            if limit.code == heading.code and all(getattr(limit, n) == t for n, t in own.items()):
                entry[limit.beside] = other
                if limit.beside == "flag":
                    _flags(look.columns[other], draft)
        for name, number in limits.get(column, {}).items():
            entry.setdefault(name, number)
        draft.put("substances", column, entry)
    return [*taken.values()]


def _rows_of_limits(look: Look, roles: Roles, draft: Draft) -> dict[str, dict[str, str]]:
    """Limits in a row of their own, as `LOD` in the column of sites; that row is left out."""
    found: dict[str, dict[str, str]] = {}
    for column in (one for one in look.columns if one not in roles.values):
        for place, cell in enumerate(look.columns[column]):
            said = heading_role(cell) if 1 < len(cell) < MOST_OF_A_WORD else None
            if not said or said.name not in ("lod", "loq"):
                continue
            numbers = {name: look.columns[name][place] for name in roles.values}
            form = look.form.numbers
            for name, text in numbers.items():
                if form.number(text) > 0:
                    found.setdefault(name, {})[said.name] = f"{form.number(text):g}"
            kept = draft.content.get("leave_out", {}).get(column, [])
            draft.put("leave_out", column, [*dict.fromkeys([*kept, cell])])
            draft.doubt("leave_out", f"{column}: the row {few([cell])} is taken for limits")
    return found


def _told_apart(roles: Roles, draft: Draft) -> tuple[str, ...]:
    """Name what headings say that no column of the file does, or in which they differ."""
    filled = {name for key in ("columns", "joined") for name in draft.content.get(key, {})}
    said = {name: {getattr(one, name) for one in roles.values.values()} for name in OF_A_COLUMN}
    return tuple(name for name in OF_A_COLUMN if name not in filled or len(said[name] - {""}) > 1)


def _with_unit_in_cells(column: str, heading: Heading, look: Look) -> Heading:
    """Heading with the unit that most of its cells state, if it has none."""
    rules = CellRules({}, look.form.numbers, None, qualifiers())
    units = Counter(unit for cell in look.columns[column] if (unit := read_cell(cell, rules).unit))
    return (
        replace(heading, unit=units.most_common(1)[0][0]) if units and not heading.unit else heading
    )


def _with_unit_below(column: str, heading: Heading, look: Look, draft: Draft) -> Heading:
    """Heading with the unit that stands alone in the first cell below it, if it has none."""
    unit, rest = split_unit(look.columns[column][0])
    if heading.unit or not unit or rest.strip():
        return heading
    draft.doubt("substances", f"{few([column])}: the unit of the row below, which has no values")
    return replace(heading, unit=unit)


def _with_unit_above(column: str, heading: Heading, look: Look, draft: Draft) -> Heading:
    """Heading with the one unit that the lines above the header state, if it has none."""
    if heading.unit or not is_contaminant(heading.code):
        return heading
    above = [cells for line, cells in look.first if line < look.form.header_row]
    texts = [cell for cells in above for cell in cells if len(cell) < LONGEST_TITLE]
    units = {unit for text in texts if (unit := split_unit(text)[0]) and unit != "%"}
    if len(units) != 1:
        return heading
    draft.doubt("substances", f"{few([column])}: the unit that is stated above the header")
    return replace(heading, unit=units.pop())


def _unit(column: str, heading: Heading, draft: Draft) -> str:
    """Find the unit of a column: what the heading says, or that of a soil property."""
    canonical = substance(heading.code).unit
    if heading.unit and not unit_problem(heading.unit, canonical):
        return heading.unit
    if heading.unit:
        draft.doubt("substances", f"{few([column])}: {heading.unit} is no unit of {heading.code}")
    elif not is_contaminant(heading.code) and canonical != "mg/kg":
        draft.doubt("substances", f"{few([column])}: no unit is given, {canonical} is taken")
        return canonical
    draft.doubt("substances", f"{few([column])}: {FILL_IN} the unit")
    return FILL_IN


def _long(look: Look, roles: Roles, draft: Draft) -> None:
    """Columns of a long file, and what its words for substances and units mean."""
    entry: dict[str, object] = dict(roles.observed)
    words = {word for word in look.columns[roles.observed["substance"]] if word}
    units = _units(look, roles, draft, entry)
    known = roles.words.get("substance", {})
    codes = {
        word: code for word in sorted(words) if (code := known.get(word) or substance_named(word))
    }
    unfit = [word for word, code in codes.items() if units and _no_unit(code, units)]
    fit = {word: code for word, code in codes.items() if word not in unfit}
    groups = _extracts(words - {*codes})
    entry["codes"] = fit | {word: heading.code for word, heading in groups.items()}
    if groups:
        entry["groups"] = {
            word: {"fraction": heading.fraction, "extractant": heading.extractant}
            for word, heading in groups.items()
        }
        draft.doubt("observations", f"groups: {few(groups)} by what they were extracted with")
    dry = sorted(word for word in words - {*codes} if _is_dry_matter(word))
    if dry:
        entry["dry_matter"] = dry
    unknown = sorted(words - {*codes, *dry, *groups})
    for kind, left in (("not known as substances", unknown), ("of another unit", unfit)):
        if left:
            draft.doubt("observations", f"codes: {few(left)} are {kind}; their rows are left out")
    alike = [
        f"{w} as {c}"
        for w, c in codes.items()
        if w != c and w.casefold() == c.casefold() and w not in known
    ]
    if alike:
        draft.doubt("observations", f"codes: only their letters are alike, {few(alike)}")
    for name, unit in roles.limit_units.items():
        entry[name] = {"column": roles.observed[name], "unit_column": unit}
    columns = [*filter(None, [roles.observed.get("flag", "")]), *roles.more_flags]
    if columns:
        entry["flag"] = columns if len(columns) > 1 else columns[0]
        is_sandre = any("remarque" in plain_words(column) for column in columns)
        cells = [cell for column in columns for cell in look.columns[column]]
        _flags(cells, draft, SANDRE if is_sandre else NO_CODES)
    draft.content["observations"] = entry


def _extracts(words: Iterable[str]) -> dict[str, Heading]:
    """Words that name a substance and what it was extracted with, as `Lead (TCLP)`."""
    read = {word: read_heading(word) for word in sorted(words)}
    return {word: heading for word, heading in read.items() if heading.code and heading.extractant}


def _is_dry_matter(word: str) -> bool:
    """Whether a word in the column of substances stands for dry matter."""
    role = role_of(word)
    return role is not None and role.name == "dry_matter_pct"


def _no_unit(code: str, units: list[str]) -> bool:
    """Whether none of the units is one of a substance."""
    return all(unit_problem(unit, substance(code).unit) for unit in units)


def _units(look: Look, roles: Roles, draft: Draft, entry: dict[str, object]) -> list[str]:
    """Units of a long file, from their column or from the heading of the values."""
    if "unit" not in roles.observed:
        unit = read_heading(roles.observed["value"]).unit
        entry["unit_of_all"] = unit or FILL_IN
        if not unit:
            draft.doubt("observations", f"unit_of_all: {FILL_IN} the unit of all values")
        return [unit] if unit else []
    found = {}
    for word in sorted(set(look.columns[roles.observed["unit"]])):
        found[word] = word if not unit_problem(word, word) else split_unit(word)[0]
    unknown = [word for word, unit in found.items() if word and not unit]
    if unknown:
        draft.doubt("observations", f"units: {few(unknown)} are not known; rows are quarantined")
    known = {word: unit for word, unit in found.items() if unit and unit != word}
    if known:
        entry["units"] = known
    return []


# Of French water and soil laboratories: Sandre, nomenclature 155, "code remarque de l'analyse".
SANDRE = {"0": "unusable", "1": "detected", "2": "below_lod", "7": "below_loq", "10": "below_loq"}


def _flags(cells: Iterable[str], draft: Draft, known_codes: Mapping[str, str] = NO_CODES) -> None:
    """Meaning of the flags; one that is not known keeps its rows in quarantine."""
    words = crosswalk(cells, {**meanings("flag"), **known_codes})
    known = {word: meaning for word, meaning in words.items() if meaning}
    if known:
        own = draft.content.get("nondetects", {}).get("flags", {})
        draft.put("nondetects", "flags", own | known)
        draft.doubt("nondetects", f"flags: look up what {few(known)} mean")
    unknown = [word for word in words if word not in known]
    if unknown:
        draft.doubt("nondetects", f"flags: not known are {few(unknown)}; rows are quarantined")


def _qualifiers(cells: Iterable[str], look: Look, draft: Draft) -> None:
    """Ask what the letters behind numbers mean; those that are usual have a first meaning."""
    rules = CellRules({}, look.form.numbers, None, qualifiers())
    found = {read.flag for cell in cells if (read := read_cell(cell, rules)).flag}
    if not found:
        return
    _flags(found, draft)
    blank = [flag for flag in found if flag == "B"]
    if blank:
        draft.doubt("nondetects", "flags: B may say that it was found in the blank as well")


def _codes_for_nondetects(roles: Roles, cells: Iterable[str], draft: Draft) -> None:
    """Ask whether a made-up number stands for a non-detect where limits are beside it."""
    limits: list[str] = [name for name in ("lod", "loq") if name in roles.observed]
    limits += sorted({heading.beside for heading in roles.beside.values()} & {"lod", "loq"})
    codes = [cell for cell in cells if MADE_UP.fullmatch(cell)]
    if limits and codes:
        words = ", ".join(f'"{code}": {limits[0]}' for code in codes)
        draft.doubt(
            "nondetects",
            f"words: {{{words}}} if that means less than {limits[0]}; then not in sentinels",
        )


def _flags_not_used(look: Look, roles: Roles, draft: Draft) -> None:
    """Ask about a column of qualifiers that goes with no column of values."""
    known = {word for word in meanings("flag") if not word.isdecimal()}
    for column in look.columns.keys() - roles.columns():
        said = [cell.casefold() for cell in look.columns[column] if cell]
        if said and len({*said}) <= MOST_FLAGS and {*said} <= known:
            draft.doubt("nondetects", f"flags: {few([column])} holds qualifiers and is not used")


def _kinds(column: str, look: Look, draft: Draft) -> None:
    """Leave out rows that are no samples of their own: duplicates, blanks, spikes."""
    words = crosswalk(look.columns[column], meanings("left_out"))
    found = [word for word, meaning in words.items() if meaning]
    if found:
        draft.put("leave_out", column, found)
        said = sorted({words[word] for word in found})
        draft.doubt("leave_out", f"{column}: {few(found)} are taken for {', '.join(said)}")
    twice = [word for word in found if words[word] == "field duplicate"]
    if twice:
        draft.doubt(
            "field_duplicates",
            f"{column}: to use their mean in place of leaving out {few(twice)} (leave_out)",
        )
        draft.offer("field_duplicates", "column", column)
        draft.offer("field_duplicates", "words", twice)


def _words(look: Look, cells: Counter[str], draft: Draft) -> None:
    """Sort words and made-up numbers among the values: below a limit, missing, not understood."""
    form = look.form.numbers
    found: dict[str, list[str]] = {"below": [], "missing": [], "nines": [], "odd": [], "": []}
    for cell, count in cells.items():
        found[_kind(cell, count, form)].append(cell)
    if found["below"]:
        limits = {cell: meanings("nondetect")[cell.casefold()] for cell in found["below"]}
        draft.put("nondetects", "words", limits)
        draft.doubt("nondetects", f"words: look up which limit {few(limits)} are below")
    if found["missing"]:
        draft.content["sentinels"] = {
            cell if math.isnan(form.number(cell)) else cell.replace(form.decimal, "."): (
                f"no value ({cell})"
            )
            for cell in found["missing"]
        }
    for kind, wording in ODD.items():
        if found[kind]:
            draft.doubt("sentinels", f"{wording}: {few(found[kind])}")


def _kind(cell: str, count: int, form: NumberForm) -> str:
    """Whether a cell is below a limit, missing, a number of nines, or odd; else empty."""
    low, number = cell.casefold(), form.number(cell)
    made_up = bool(MADE_UP.fullmatch(cell))
    if low in meanings("nondetect") and "".join(low.split()) not in NONDETECT_WORDS:
        return "below"
    if low in meanings("missing") or (number < 0 and (made_up or count >= OFTEN)):
        return "missing"
    if made_up and count >= OFTEN and number > OFTEN_MEASURED:
        return "nines"
    return "" if reads_as_value(cell, form) else "odd"
