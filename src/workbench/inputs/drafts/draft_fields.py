"""Fields of a row in a draft: where and when was sampled, and what."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.errors import VocabularyError
from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles, crosswalk, holds
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.inputs.measurements.coordinates import AXES, system_of_zone
from workbench.inputs.measurements.depths import ends_of
from workbench.vocabulary.languages import meanings, plain_words
from workbench.vocabulary.notation import ISO, ORDERS, DateForm, day_problem, read_day, vague_kind
from workbench.vocabulary.places import find_place
from workbench.vocabulary.units import (
    KNOWN_LENGTHS,
    is_depth_unit_heading,
    length_unit,
    unit_in_heading,
)

AS_THEY_ARE = (
    *("site_id", "longitude", "latitude", "depth_top_cm", "depth_bottom_cm", "land_use"),
    *("dry_matter_pct", "method", "lab_id", "campaign"),
)
UNKNOWN = {
    "source_type": "whether the sites are near a source: point, diffuse or background",
    "fraction": "what the digestion reaches: total, aqua_regia or extractable",
}
MOST_WORDS = 60
TWO_DIGITS_FROM = 1950
VAGUE_MEANING = {
    "serial": "days as Excel counts them",
    "season": "as their year",
    "range": "as their middle year, with the years as the campaign",
}


def draft_fields(look: Look, roles: Roles, draft: Draft) -> None:
    """Write down which columns hold the fields of a row.

    Parameters
    ----------
    look, roles : Look, Roles
        What was seen of the file, and what its columns are likely to hold.
    draft : Draft
        The mapping in the making; it is added to.
    """
    for name in AS_THEY_ARE:
        if name in roles.fields:
            _column(look, roles, draft, name)
    for name, text in roles.constants.items():
        draft.put("constants", name, text)
    _place(look, roles, draft)
    _system(look, roles, draft)
    _date(look, roles, draft)
    _country(look, roles, draft)
    _matrix(look, roles, draft)
    _basis(look, roles, draft)
    _layer(look, roles, draft)
    _depth_unit(look, roles, draft)
    _sample(roles, draft)
    for name, columns in roles.joined.items():
        draft.content.get("columns", {}).pop(name, None)
        draft.put("joined", name, columns)
    for name, meaning in UNKNOWN.items():
        if name in roles.constants:
            continue
        draft.put("constants", name, "unknown")
        draft.doubt("constants", f"{name}: say {meaning}, if the owner knows")


def _column(look: Look, roles: Roles, draft: Draft, name: str) -> None:
    """Name the column of a field; one of numbers must hold some."""
    column = roles.fields[name]
    if MAPPABLE[name].kind == "number" and not holds(name, look.columns[column], look):
        draft.doubt("columns", f"{name}: {few([column])} holds few numbers and is left out")
        return
    draft.put("columns", name, column)


def _place(look: Look, roles: Roles, draft: Draft) -> None:
    """Take the place for a site where a file has no column of sites, or has a gap in it."""
    place = [roles.fields[name] for name in ("longitude", "latitude") if name in roles.fields]
    site = roles.fields.get("site_id", "")
    if len(place) == 2 and not site:
        draft.put("joined", "site_id", place)
        draft.doubt("joined", "site_id: no column of sites was recognised, so the place is one")
    elif len(place) == 2 and "" in look.columns[site]:
        draft.put("otherwise", "site_id", place)
        draft.doubt("otherwise", "site_id: some rows have none, so their place is one")
    elif not site and look.form.transposed:
        first = next(iter(look.columns))
        draft.put("columns", "site_id", first)
        draft.doubt("columns", f"site_id: the headings of the table on its side ({few([first])})")
    elif not site:
        draft.doubt("columns", f"site_id: {FILL_IN} the column that names the site")


def _system(look: Look, roles: Roles, draft: Draft) -> None:
    """Ask for the system of coordinates that are no degrees, and for what O stands for."""
    columns = {axis: roles.fields[axis] for axis in AXES if axis in roles.fields}
    if len(columns) < 2:
        return
    form = look.form.numbers
    sizes = {
        axis: [abs(number) for cell in look.columns[column] if (number := form.number(cell)) > -1e9]
        for axis, column in columns.items()
    }
    zones = [column for column in look.columns if _is_zones(column, look)]
    if any(size > 180 for own in sizes.values() for size in own) and zones:
        draft.put("coordinates", "zone", zones[0])
        draft.doubt("coordinates", "zone: of UTM, WGS 84; hemisphere: S for zones without a letter")
    elif any(size > 180 for own in sizes.values() for size in own):
        draft.put("coordinates", "epsg", FILL_IN)
        draft.doubt(
            "coordinates",
            f"epsg: {FILL_IN} the number of the system, as 32635 for UTM zone 35 north (WGS 84)",
        )
    elif any(size > 90 for size in sizes["latitude"]):
        draft.doubt("columns", "latitude: some are above 90, so the axes may be swapped")
    if any("O" in cell.upper() for column in columns.values() for cell in look.columns[column]):
        draft.put("coordinates", "letter_o", "west")
        draft.doubt("coordinates", "letter_o: O is taken for ouest or oeste; east for Ost")


def _is_zones(column: str, look: Look) -> bool:
    """Whether a column holds zones of UTM."""
    cells = {cell for cell in look.columns[column] if cell}
    is_named = bool({"zone", "zona", "utm", "fuseau", "huso"} & set(plain_words(column)))
    return bool(cells) and is_named and all(system_of_zone(cell, "N") for cell in cells)


def _date(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the column of the date, or of the year, and how dates are written."""
    if "sampled_on" in roles.constants:
        return
    column = roles.fields.get("sampled_on") or roles.fields.get("year")
    if not column:
        draft.doubt(
            "columns",
            f"sampled_on: {FILL_IN} the column of the date, or a year for all rows in constants",
        )
        return
    draft.put("columns", "sampled_on", column)
    days = {day for day in look.columns[column] if day}
    fits = {order: _share_read(days, order) for order in ORDERS}
    if not any(fits.values()):
        fits = {order: _share_read(days, order, TWO_DIGITS_FROM) for order in ORDERS}
    best = max(fits.values(), default=0.0)
    orders = [order for order in ORDERS if fits[order] == best]
    orders.sort(key=lambda order: order != roles.dates)
    if best and ISO not in orders:
        draft.put("file", "dates", orders[0])
    if best and ISO not in orders and len(orders) > 1:
        draft.doubt("file", f"dates: {few(sorted(days)[:3])} may be {' or '.join(orders)}")
    _odd_dates(days, orders[0], draft)


def _odd_dates(days: set[str], order: str, draft: Draft) -> None:
    """Ask about dates that are not read in an order, or of which only the year is."""
    odd = [day for day in sorted(days) if _problem(day, order)]
    two_digits = [day for day in odd if not _problem(day, order, TWO_DIGITS_FROM)]
    vague = sorted({kind for day in odd if (kind := vague_kind(day))})
    if two_digits:
        draft.doubt(
            "file",
            f"two_digit_years_from: {TWO_DIGITS_FROM} if that is the first year that "
            f"{few(two_digits[:3])} may be of",
        )
    if two_digits:
        draft.offer("file", "two_digit_years_from", TWO_DIGITS_FROM)
    if vague:
        draft.offer("file", "more_dates", list(vague))
    for kind in vague:
        some = few([day for day in odd if vague_kind(day) == kind][:3])
        draft.doubt("file", f"more_dates: [{kind}] to take {some} ({VAGUE_MEANING[kind]})")
    rest = [day for day in odd if day not in two_digits and not vague_kind(day)]
    if rest:
        draft.doubt("file", f"dates: not all are read, as {few(rest[:3])}")
    partial = [day for day in sorted(days) if day not in odd and _is_partial(day, order)]
    if partial:
        draft.doubt("file", f"dates: of {few(partial[:3])} only the year is kept")


def _share_read(days: Iterable[str], order: str, two_digits_from: int | None = None) -> float:
    """Share of texts that are a day in an order of day, month and year."""
    found = [not _problem(day, order, two_digits_from) for day in days]
    return sum(found) / len(found) if found else 0.0


def _problem(day: str, order: str, two_digits_from: int | None = None) -> str:
    """Reason why a text is no day; empty where it is one."""
    return day_problem(read_day(day, DateForm(order, two_digits_from)), order)


def _is_partial(day: str, order: str) -> bool:
    """Whether only the year of a longer text is known."""
    return len(day) > 4 and len(read_day(day, DateForm(order))) == 4


def _country(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the column of the country and what its words mean."""
    column = roles.fields.get("iso3")
    if not column:
        draft.doubt("constants", f"iso3: {FILL_IN} the country, as in `iso3: KEN`")
        return
    draft.put("columns", "iso3", column)
    known = roles.words.get("iso3", {})
    found = sorted({word for word in look.columns[column] if word})
    words = {word: known.get(word) or _country_named(word) for word in found}
    if known and all(words.values()):
        draft.put("words", "iso3", words)
        return
    codes = [word for word, code in words.items() if word == code]
    if codes and not all(words.values()):
        draft.doubt("words", f"iso3: not all are ISO codes, so look at {few(codes)} as well")
    _words(draft, "iso3", words, "an ISO 3166-1 alpha-3 code, as NAM for Namibia")


def _country_named(word: str) -> str:
    """Code of the country that a word stands for; empty where it is none, or several."""
    try:
        return find_place(word)
    except VocabularyError:
        return ""


def _words(draft: Draft, name: str, words: dict[str, str], wanted: str) -> None:
    """Write a crosswalk where the words are not those of the store; ask for what is unknown."""
    unknown = [word for word, meaning in words.items() if not meaning]
    if any(word != meaning for word, meaning in words.items()):
        listed = list(words.items())[:MOST_WORDS]
        draft.put("words", name, {word: meaning or FILL_IN for word, meaning in listed})
    if unknown:
        draft.doubt("words", f"{name}: {FILL_IN} {wanted}, for {few(unknown)}")


def _matrix(look: Look, roles: Roles, draft: Draft) -> None:
    """Name what was sampled: by a column, or by a word in a heading or in the file's name."""
    known = meanings("matrix")
    column = roles.fields.get("matrix")
    words = crosswalk(look.columns[column], known) if column else {}
    if column and any(words.values()):
        draft.put("columns", "matrix", column)
        draft.put("words", "matrix", {word: known for word, known in words.items() if known})
        others = [word for word, known in words.items() if not known]
        if others:
            allowed = ", ".join(MAPPABLE["matrix"].allowed)
            draft.doubt("words", f"matrix: {few(others)} are left out; those taken are {allowed}")
        return
    if "matrix" in roles.constants:
        return
    texts = [_spaced(text) for text in (look.name, look.form.sheet, *look.columns)]
    said = {known[word] for word in known if any(_spaced(word) in text for text in texts)}
    if len(said) == 1:
        draft.put("constants", "matrix", said.pop())
        draft.doubt("constants", "matrix: by a word in a heading or in the name of the file")
    else:
        draft.doubt("constants", f"matrix: {FILL_IN} {', '.join(MAPPABLE['matrix'].allowed)}")


def _spaced(text: str) -> str:
    """Words of a text with a blank before and after each."""
    return f" {' '.join(plain_words(text))} "


def _basis(look: Look, roles: Roles, draft: Draft) -> None:
    """Say whether contents are per dry or wet mass: by a column, or by the headings."""
    column = roles.fields.get("basis")
    words = crosswalk(look.columns[column], meanings("basis")) if column else {}
    if column and any(words.values()):
        draft.put("columns", "basis", column)
        _words(draft, "basis", words, "dry, wet or unknown")
        if "" in look.columns[column]:
            draft.content.setdefault("words", {}).setdefault("basis", dict(words))[""] = "unknown"
        return
    if "basis" in roles.constants:
        return
    said = {heading.basis for heading in roles.values.values()}
    basis = said.pop() if len(said) == 1 else ""
    draft.put("constants", "basis", basis or "unknown")
    if not basis:
        draft.doubt("constants", "basis: say whether contents are per dry or wet mass")


def _layer(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the layer: a horizon, a depth, the two depths, or that nothing is said of it."""
    ends = [
        roles.fields[name] for name in ("depth_top_cm", "depth_bottom_cm") if name in roles.fields
    ]
    depth = roles.fields.get("depth", "")
    column = roles.fields.get("layer") or depth
    if depth and not ends and holds("depth_top_cm", look.columns[depth], look):
        draft.put("columns", "depth", depth)
        _unit_of_depth(look, depth, draft)
    if "layer" in roles.constants:
        return
    if column:
        draft.put("columns", "layer", column)
    elif ends:
        draft.put("joined", "layer", ends)
    else:
        draft.put("constants", "layer", "not stated")
        draft.doubt("constants", "layer: no column of horizons or depths was recognised")


def _unit_of_depth(look: Look, column: str, draft: Draft) -> None:
    """Note where nothing says in which unit the depths of a column are."""
    stated = {ends_of(cell, look.form.numbers)[2] for cell in look.columns[column] if cell}
    by_row = any(is_depth_unit_heading(name) for name in look.columns)
    if "" in stated and not unit_in_heading(column) and not by_row:
        draft.doubt("file", f"depths: the unit of {few([column])} is not stated, cm is taken")


def _depth_unit(look: Look, roles: Roles, draft: Draft) -> None:
    """Say in which unit depths are: in that of their heading, of a column, or of a doubt."""
    ends = [
        roles.fields[name] for name in ("depth_top_cm", "depth_bottom_cm") if name in roles.fields
    ]
    silent = [end for end in ends if not unit_in_heading(end)]
    units = {unit_in_heading(end) for end in ends} - {""}
    columns = [column for column in look.columns if is_depth_unit_heading(column)]
    if silent and len(columns) == 1:
        draft.put("file", "depth_unit", columns[0])
        unknown = sorted({word for word in look.columns[columns[0]] if not length_unit(word)})
        if unknown:
            known = f"known are {KNOWN_LENGTHS}"
            draft.doubt("file", f"depth_unit: {few(unknown)} are not known, {known}")
    elif len(units) == 1:
        draft.put("file", "depths", units.pop())
    elif silent and roles.depths:
        draft.put("file", "depths", roles.depths)
    elif silent:
        draft.doubt("file", f"depths: the unit of {few(silent)} is not stated, cm is taken")


def _sample(roles: Roles, draft: Draft) -> None:
    """Name the sample, or make a name of site, date and layer."""
    if "sample_id" in roles.fields:
        draft.put("columns", "sample_id", roles.fields["sample_id"])
        return
    columns, joined = draft.content.get("columns", {}), draft.content.get("joined", {})
    parts = [columns[name] for name in ("site_id", "sampled_on", "layer") if name in columns]
    parts += [*joined.get("site_id", []), *joined.get("layer", [])]
    if parts:
        draft.put("joined", "sample_id", parts)
        draft.doubt("joined", "sample_id: no column of samples was recognised, so it is made")
