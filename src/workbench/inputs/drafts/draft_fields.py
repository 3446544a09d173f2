"""Fields of a row in a draft: where and when was sampled, and what."""

from __future__ import annotations

import re

from workbench.errors import VocabularyError
from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.draft_dates import draft_date
from workbench.inputs.drafts.grids import system_by_size, system_named
from workbench.inputs.drafts.headings import OF_NO_MASS, basis_of_unit
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles, crosswalk, holds
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.inputs.measurements.coordinates import AXES, system_of_zone
from workbench.inputs.measurements.depths import ends_of
from workbench.vocabulary.languages import (
    find_land_use,
    land_use_schemes,
    meanings,
    plain_words,
)
from workbench.vocabulary.places import find_place
from workbench.vocabulary.substances import substance
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
    for name, text in roles.constants.items():
        draft.put("constants", name, text)
    _both_in_one(look, roles, draft)
    _place(look, roles, draft)
    _system(look, roles, draft)
    draft_date(look, roles, draft)
    _country(look, roles, draft)
    _matrix(look, roles, draft)
    _land_use(look, roles, draft)
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
    if site and len(place) < 2 and _is_filled_down(look.columns[site]):
        draft.put("file", "fill_down", [site])
        draft.doubt("file", f"fill_down: an empty cell of {few([site])} has the text above it")
    if len(place) == 2 and not site and not _generic_site(look, roles):
        draft.put("joined", "site_id", place)
        draft.doubt("joined", "site_id: no column of sites was recognised, so the place is one")
    elif len(place) == 2 and site and "" in look.columns[site]:
        draft.put("otherwise", "site_id", place)
        draft.doubt("otherwise", "site_id: some rows have none, so their place is one")
    elif not site and (named := _generic_site(look, roles)):
        draft.put("columns", "site_id", named)
        draft.doubt("columns", f"site_id: {few([named])} is taken for the name of the site")
    elif not site and look.form.transposed:
        first = next(iter(look.columns))
        draft.put("columns", "site_id", first)
        draft.doubt("columns", f"site_id: the headings of the table on its side ({few([first])})")
    elif not site and "sample_id" in roles.fields:
        sample = roles.fields["sample_id"]
        draft.put("columns", "site_id", sample)
        draft.doubt("columns", f"site_id: no column of sites, so {few([sample])} is taken for it")
    elif not site:
        draft.doubt("columns", f"site_id: {FILL_IN} the column that names the site")


def _is_filled_down(cells: list[str]) -> bool:
    """Whether many cells are empty below one that is not, as merged cells are."""
    n_empty = cells.count("")
    return bool(cells) and bool(cells[0]) and n_empty >= max(1, LEAST_EMPTY * len(cells))


LEAST_EMPTY = 0.3
BOTH = re.compile(r"([+-]?\d{1,3}[.,]\d{1,9})(\s*[,;/ ]\s*)([+-]?\d{1,3}[.,]\d{1,9})", re.ASCII)


def _both_in_one(look: Look, roles: Roles, draft: Draft) -> None:
    """Cut a column that has latitude and longitude in one cell."""
    if {"longitude", "latitude"} & set(roles.fields):
        return
    for column, cells in look.columns.items():
        found = [BOTH.fullmatch(cell) for cell in cells if cell and len(cell) < 60]
        signs = {one[2] for one in found if one}
        if not found or not all(found) or len(signs) != 1:
            continue
        names = ("latitude", "longitude")
        if {"lon", "longitude", "x"} & set(plain_words(column)[:1]):
            names = ("longitude", "latitude")
        template = f"{{{names[0]}}}{signs.pop()}{{{names[1]}}}"
        draft.content.setdefault("file", {}).setdefault("split", {})[column] = template
        for name in names:
            draft.put("columns", name, name)
        draft.doubt("file", f"split: {few([column])} is taken for {' and '.join(names)}")
        return


def _generic_site(look: Look, roles: Roles) -> str:
    """Column that only says that it is a name or a number; empty where there is a sample too."""
    if "sample_id" in roles.fields:
        return ""
    free = [column for column in look.columns if column not in roles.columns()]
    named = [column for column in free if GENERIC & {" ".join(plain_words(column))}]
    return next((column for column in named if all(look.columns[column])), "")


GENERIC = {"id", "name", "code", "no", "nr", "n", "nom", "nombre", "nome", "number", "numero"}
GENERIC |= {"bezeichnung", "название", "编号", "名称", "fid", "objectid", "label", "ref", "key"}


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
    elif any(size > 180 for own in sizes.values() for size in own) and (
        named := _named_system(look, columns)
    ):
        draft.put("coordinates", "epsg", named)
        draft.doubt("coordinates", f"epsg: {named} by the headings, cells or numbers")
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


def _named_system(look: Look, columns: dict[str, str]) -> str:
    """EPSG number of the system that headings name, or a column of systems that says one."""
    for column, cells in look.columns.items():
        said = {cell for cell in cells if cell}
        if len(said) == 1 and SAYS_A_SYSTEM & set(plain_words(column)):
            word = said.pop()
            if found := system_named([f"epsg {word}" if word.isdecimal() else word]):
                return found
    east = columns["longitude"]
    named = system_named([*columns.values(), *(c for c in look.columns if "crs" in c.lower())])
    return named or system_by_size(east, look.columns[east], look.form.numbers)


SAYS_A_SYSTEM = {"epsg", "srid", "crs", "srs", "datum", "projection", "coordsys", "system"}


def _is_zones(column: str, look: Look) -> bool:
    """Whether a column holds zones of UTM."""
    cells = {cell for cell in look.columns[column] if cell}
    is_named = bool({"zone", "zona", "utm", "fuseau", "huso"} & set(plain_words(column)))
    return bool(cells) and is_named and all(system_of_zone(cell, "N") for cell in cells)


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
    texts = "|".join(_spaced(text) for text in (look.name, look.form.sheet, *look.columns))
    said = {known[word] for word in known if _spaced(word) in texts}
    if len(said) == 1:
        draft.put("constants", "matrix", said.pop())
        draft.doubt("constants", "matrix: by a word in a heading or in the name of the file")
    else:
        draft.doubt("constants", f"matrix: {FILL_IN} {', '.join(MAPPABLE['matrix'].allowed)}")


def _land_use(look: Look, roles: Roles, draft: Draft) -> None:
    """Give land uses the words of thresholds: by a scheme that has all of them, else one by one."""
    column = roles.fields.get("land_use", "")
    cells = sorted({cell for cell in look.columns.get(column, ()) if cell})
    if not cells or len(cells) > MOST_WORDS or "land_use" not in draft.content.get("columns", {}):
        return
    schemes = {
        scheme: {cell: _land_use_named(cell, scheme) for cell in cells}
        for scheme in land_use_schemes()
    }
    scheme, words = max(schemes.items(), key=lambda one: sum(map(bool, one[1].values())))
    unknown = [word for word, meaning in words.items() if not meaning]
    if not unknown:
        draft.put("schemes", "land_use", scheme)
    elif len(unknown) < len(words):
        draft.put("words", "land_use", {word: meaning or word for word, meaning in words.items()})
        draft.doubt("words", f"land_use: no land use of thresholds is known for {few(unknown)}")


def _land_use_named(word: str, scheme: str) -> str:
    """Land use of the store that a word of a scheme stands for; empty where it is none."""
    try:
        return find_land_use(word, scheme).stored
    except VocabularyError:
        return ""


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
    contents = (
        one
        for one in roles.values.values()
        if substance(one.code).group != "property" and basis_of_unit(one.unit) != OF_NO_MASS
    )
    said = {heading.basis for heading in contents}
    if "unit" in roles.observed:
        said = {basis_of_unit(unit) for unit in look.columns[roles.observed["unit"]] if unit}
        said -= {OF_NO_MASS}
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
    elif not (roles.values and all(one.layer for one in roles.values.values())):
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
    for name in ("site_id", "sampled_on", "layer"):
        parts += joined.get(name, [])
    if parts:
        draft.put("joined", "sample_id", parts)
        draft.doubt("joined", "sample_id: no column of samples was recognised, so it is made")
