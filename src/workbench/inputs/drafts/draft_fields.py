"""Fields of a row in a draft: where and when was sampled, and what."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.errors import VocabularyError
from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles, crosswalk, is_mostly_numbers
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.vocabulary.dates import ISO, ORDERS, DateForm, day_problem, read_day
from workbench.vocabulary.languages import meanings, plain_words
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
    _place(look, roles, draft)
    _date(look, roles, draft)
    _country(look, roles, draft)
    _matrix(look, roles, draft)
    _basis(look, roles, draft)
    _layer(roles, draft)
    _depth_unit(look, roles, draft)
    _sample(roles, draft)
    for name, meaning in UNKNOWN.items():
        draft.put("constants", name, "unknown")
        draft.doubt("constants", f"{name}: say {meaning}, if the owner knows")


def _column(look: Look, roles: Roles, draft: Draft, name: str) -> None:
    """Name the column of a field; one of numbers must hold some."""
    column = roles.fields[name]
    if MAPPABLE[name].kind == "number" and not is_mostly_numbers(
        look.columns[column], look.form.numbers
    ):
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
    elif not site:
        draft.doubt("columns", f"site_id: {FILL_IN} the column that names the site")


def _date(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the column of the date, or of the year, and how dates are written."""
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
    best = max(fits.values(), default=0.0)
    orders = [order for order in ORDERS if fits[order] == best]
    if best and ISO not in orders:
        draft.put("file", "dates", orders[0])
    if best and ISO not in orders and len(orders) > 1:
        draft.doubt("file", f"dates: {few(sorted(days)[:3])} may be {' or '.join(orders)}")
    if best < 1:
        odd = [day for day in sorted(days) if _problem(day, orders[0])]
        draft.doubt("file", f"dates: not all are read, as {few(odd[:3])}")


def _share_read(days: Iterable[str], order: str) -> float:
    """Share of texts that are a day in an order of day, month and year."""
    found = [not _problem(day, order) for day in days]
    return sum(found) / len(found) if found else 0.0


def _problem(day: str, order: str) -> str:
    """Reason why a text is no day; empty where it is one."""
    return day_problem(read_day(day, DateForm(order)), order)


def _country(look: Look, roles: Roles, draft: Draft) -> None:
    """Name the column of the country and what its words mean."""
    column = roles.fields.get("iso3")
    if not column:
        draft.doubt("constants", f"iso3: {FILL_IN} the country, as in `iso3: KEN`")
        return
    draft.put("columns", "iso3", column)
    words = {word: _country_named(word) for word in sorted(set(look.columns[column])) if word}
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
        _words(draft, "matrix", words, ", ".join(MAPPABLE["matrix"].allowed))
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
    said = {heading.basis for heading in roles.values.values()}
    basis = said.pop() if len(said) == 1 else ""
    draft.put("constants", "basis", basis or "unknown")
    if not basis:
        draft.doubt("constants", "basis: say whether contents are per dry or wet mass")


def _layer(roles: Roles, draft: Draft) -> None:
    """Name the layer: a horizon, a depth, the two depths, or that nothing is said of it."""
    ends = [
        roles.fields[name] for name in ("depth_top_cm", "depth_bottom_cm") if name in roles.fields
    ]
    column = roles.fields.get("layer") or roles.fields.get("depth")
    if column:
        draft.put("columns", "layer", column)
    elif ends:
        draft.put("joined", "layer", ends)
    else:
        draft.put("constants", "layer", "not stated")
        draft.doubt("constants", "layer: no column of horizons or depths was recognised")


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
