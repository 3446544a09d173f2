"""A first mapping of a file on areas or people: which tables it fills, with its doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.areas.area_files import read_areas
from workbench.inputs.areas.boundary_forms import holds_boundaries
from workbench.inputs.areas.tables_mapping import GEOJSON, LAYERED, tables_problems
from workbench.inputs.drafts.draft import Draft, comments, draft_form
from workbench.inputs.drafts.headings import read_heading
from workbench.inputs.drafts.preview import Look, few, seen
from workbench.inputs.drafts.table_roles import (
    YEAR,
    TableRoles,
    is_of_people,
    meaning_of,
    table_roles,
)
from workbench.inputs.files.file_form import FileForm
from workbench.vocabulary.notation import BUDDHIST_YEARS
from workbench.vocabulary.people.biomarkers import HUMAN_MATRICES

COUNTRY = "KEN"  # as an example, in a line that is not yet uncommented
NOT_KNOWN = "not stated"
BY_CODE = {"cod", "code", "codigo", "id", "insee", "ags", "geoid", "fips", "nuts", "iris", "key"}
WORDED = ("sex", "age_band", "matrix")
NUMBERED_SEX = {"1": "M", "2": "F"}  # ISO/IEC 5218
MOST_WORDS = 150  # single years of age are 100
FEWEST_GROUPS = 3
DAY_FIRST = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")
YEAR_FIRST = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
PER = re.compile(r"(?:per|pour|por|je|par|/)\s*(1(?:[ .,\u00a0\u202f]?000){1,2}|100)(?!\d)")
FIELDS = {
    "areas": ("area_id", "name", "longitude", "latitude"),
    "population": ("area_id", "year", "sex", "age_band"),
    "outcomes": ("area_id", "year", "sex", "age_band", "outcome"),
    "covariates": ("area_id", "year"),
    "biomonitoring": (
        *("participant", "wave", "year", "area_id", "age", "sex", "matrix", "substance"),
        *("value", "unit", "censored", "lod", "weight"),
    ),
}


def draft_of_tables(look: Look, constants: Mapping[str, str]) -> str:
    """Write a first mapping of a file on areas or people.

    Parameters
    ----------
    look : Look
        What was seen of the file.
    constants : mapping of str to str
        What is known to be the same in all rows.

    Returns
    -------
    str
        YAML; what is not sure stands above its section. Empty where the file is none of these.
    """
    roles = table_roles(look)
    tables = _tables(look, roles)
    return _written(look, roles, tables, constants) if tables else ""


def draft_of_borders(path: Path, constants: Mapping[str, str]) -> str:
    """Write a first mapping of a file of areas with their borders.

    Parameters
    ----------
    path : Path
        GeoJSON, TopoJSON, GeoPackage, shapefile or FlatGeobuf, or a ZIP of one.
    constants : mapping of str to str
        What is known to be the same in all rows.

    Returns
    -------
    str
        YAML; empty where the file holds no borders, or contents of soil beside them.
    """
    is_layer = path.suffix.lower() in (*GEOJSON, *LAYERED)
    if not path.is_file() or not (is_layer or holds_boundaries(path)):
        return ""
    try:
        features = read_areas(path, (), FileForm())
    except InputError:  # it may be a file of points
        return ""
    if not features.borders or any(map(_is_of_soil, features.table.header)):
        return ""
    look = seen(Look(path.name, FileForm(), {}, ()), features.table, FileForm())
    return _written(look, table_roles(look), ["areas"], constants)


def _is_of_soil(heading: str) -> bool:
    """Whether a heading is of a substance in a unit of soil."""
    found = read_heading(heading)
    return bool(found.code and found.unit)


def _tables(look: Look, roles: TableRoles) -> list[str]:
    """Tables that a file fills; none where it is of soil or of something else."""
    is_long = roles.has("participant", "value") and bool(roles.first("substance"))
    if roles.has("participant") and (roles.biomarkers or (is_long and _is_human(look, roles))):
        return ["biomonitoring"]
    if any(map(_is_of_soil, look.columns)) or not roles.has("area_id"):
        return []
    found = []
    if roles.by_outcome or roles.first("cases") or (roles.first("rate") and roles.has("outcome")):
        found.append("outcomes")
    grouped = len(roles.by_group) >= FEWEST_GROUPS
    if roles.first("person_years") or roles.first("persons") or roles.first("census") or grouped:
        found.append("population")
    if roles.first("covariate") or roles.has("covariate_name", "value"):
        found.append("covariates")
    return found or (["areas"] if _is_list_of_areas(look, roles) else [])


def _is_human(look: Look, roles: TableRoles) -> bool:
    """Whether the results of a long file are of people: by what was sampled, or by their units."""
    cells = look.columns.get(roles.first("matrix"), [])
    if any(meaning_of("matrix", cell) for cell in cells):
        return True
    return is_of_people(look.columns.get(roles.first("unit"), []))


def _is_list_of_areas(look: Look, roles: TableRoles) -> bool:
    """Whether a file has one row an area, its name, and nothing else that is not known."""
    cells = look.columns[roles.first("area_id")]
    named = roles.has("name") or len(roles.columns["area_id"]) > 1
    known = sum(map(len, roles.columns.values()))
    return named and known == len(look.columns) and len(set(cells)) == len(cells)


def _written(look: Look, roles: TableRoles, tables: list[str], constants: Mapping[str, str]) -> str:
    """Write the draft of a file for its tables."""
    draft = Draft({"owner": NOT_KNOWN, "licence": NOT_KNOWN})
    draft.doubt("owner", "whose data are they?")
    draft.doubt("licence", "what may be done with them?")
    draft_form(look, draft)
    _name_areas(look, roles, draft, tables)
    wanted = list(dict.fromkeys(field for table in tables for field in FIELDS[table]))
    for name in wanted:
        if name not in draft.content.get("columns", {}) and roles.first(name):
            draft.put("columns", name, roles.first(name))
            _ask_between(roles, name, draft)
    _add_country(look, roles, draft)
    for table in tables:
        draft.put("tables", table, _table(table, look, roles, draft))
    if "year" in wanted:
        _add_year(look, roles, draft, tables)
    if "age_band" in wanted:
        _add_groups(roles, draft)
    for name in WORDED:
        _add_words(look, draft, name)
    draft.put_constants(constants)
    used = draft.texts()
    left = [column for column in look.columns if column not in used]
    n_rows = len(next(iter(look.columns.values()), []))
    head = [
        f"First mapping of {few([look.name])} for {' and '.join(tables)}, made by looking at "
        f"{n_rows} rows.",
        "Look through the lines that begin with `# ?`; then `workbench ingest` with it.",
        f"Languages of the headings: {', '.join(sorted(roles.languages)) or 'not recognised'}.",
    ]
    if problems := tables_problems(draft.content):
        head += ["Before it can be used:", f"  - {problems}"]
    if left:
        head.append(f"Columns that were not understood ({len(left)}): {few(left)}.")
    return f"{comments(head)}\n{draft.text()}"


def _ask_between(roles: TableRoles, name: str, draft: Draft) -> None:
    """Note that several columns may be meant."""
    others = roles.columns[name][1:]
    if others:
        draft.doubt("columns", f"{name}: {few([roles.first(name)])}, or {few(others)}?")


def _name_areas(look: Look, roles: TableRoles, draft: Draft, tables: list[str]) -> None:
    """Choose the column that numbers the areas; of several the finest, and of those the code."""
    candidates = roles.columns.get("area_id", [])
    if not candidates and tables == ["areas"]:
        candidates = [name for name, cells in look.columns.items() if len({*cells}) == len(cells)]
        if candidates:
            draft.doubt("columns", f"area_id: no heading says which; {few(candidates)} could be it")
    if not candidates:
        return
    finest = max(len(set(look.columns[name])) for name in candidates)
    fine = [name for name in candidates if len(set(look.columns[name])) == finest]
    area = max(fine, key=lambda name: _is_code(name, look.columns[name]))
    draft.put("columns", "area_id", area)
    if len(candidates) > 1:
        others = [name for name in candidates if name != area]
        draft.doubt("columns", f"area_id: {few([area])}, or {few(others)}?")
    if "areas" not in tables:
        return
    coarse = [name for name in candidates if name not in fine]
    if coarse:
        draft.offer("columns", "parent_id", coarse[0])
    named = [name for name in fine if name != area]
    if named and not roles.first("name"):
        draft.put("columns", "name", named[0])


def _is_code(name: str, cells: list[str]) -> float:
    """How much a column looks like one of codes: by its heading, and by digits in its cells."""
    words = set(re.findall(r"[a-z]+", name.casefold().replace("ó", "o")))
    digits = sum(any(map(str.isdigit, cell)) for cell in cells) / max(len(cells), 1)
    return digits + bool(words & BY_CODE)


def _add_country(look: Look, roles: TableRoles, draft: Draft) -> None:
    """Take the column of countries; without one, the country is to be given."""
    column = roles.first("iso3")
    if column and any(look.columns[column]):
        draft.put("columns", "iso3", column)
        return
    draft.doubt("constants", "iso3: no column says the country; uncomment and correct it")
    draft.offer("constants", "iso3", COUNTRY)


def _add_year(look: Look, roles: TableRoles, draft: Draft, tables: list[str]) -> None:
    """Take the year from its column, from that of dates, or from the headings; else ask for it."""
    given = {*look.columns.get(roles.first("year"), []), *YEAR.findall(" ".join(look.columns))}
    buddhist = sorted(year for year in given if year.isdecimal() and int(year) in BUDDHIST_YEARS)
    if buddhist:
        draft.doubt("file", f"calendar: buddhist, where {few(buddhist[:3])} is 543 years ahead")
        draft.offer("file", "calendar", "buddhist")
    wide = [about for name in tables for about in _wide(draft, name)]
    if roles.has("year") or any("year" in about for about in wide):
        return
    column = roles.first("date")
    cells = {cell for cell in look.columns.get(column, []) if cell}
    if cells and all(map(YEAR_FIRST.match, cells)):
        template = "{year}-{month}-{day}"
    elif cells and all(map(DAY_FIRST.match, cells)):
        sign = str(DAY_FIRST.match(min(cells))[1])  # type: ignore[index]
        template = sign.join(("{day}", "{month}", "{year}"))
    else:
        draft.doubt("constants", "year: no column says it; uncomment and correct it")
        found = YEAR.findall(look.name)
        draft.offer("constants", "year", found[0] if found else "2020")
        return
    draft.put("file", "split", {column: template})
    draft.put("columns", "year", "year")
    draft.doubt("columns", f"year: that of {few([column])}")


def _wide(draft: Draft, table: str) -> Iterator[dict[str, str]]:
    """Give what the columns of values of a table are about."""
    yield from draft.content["tables"][table].get("wide", {}).values()


def _add_groups(roles: TableRoles, draft: Draft) -> None:
    """Say that all sexes and ages are together where no column tells them apart."""
    grouped = bool(roles.by_group)
    for name, what in (("sex", "sexes"), ("age_band", "ages")):
        if not roles.first(name) and not grouped:
            draft.put("constants", name, "all")
            draft.doubt("constants", f"{name}: no column says it, so all {what} are one")


def _add_words(look: Look, draft: Draft, name: str) -> None:
    """Write the words of a column that are not those of the store; ask for those not known."""
    cells = Counter(filter(None, look.columns.get(draft.content["columns"].get(name, ""), [])))
    known = {cell: meaning_of(name, cell) for cell in cells}
    odd = [cell for cell, meant in known.items() if not meant]
    if not odd and all(cell == meant for cell, meant in known.items()):
        return
    words = {cell: meant for cell, meant in known.items() if meant}
    if name == "sex" and set(cells) <= set(NUMBERED_SEX):
        draft.doubt("words", "sex: 1 and 2 are men and women in most countries; are they here?")
        draft.offer("words", name, {cell: NUMBERED_SEX[cell] for cell in cells})
        return
    if words and len(words) <= MOST_WORDS:
        draft.put("words", name, words)
    if odd:
        draft.doubt("words", f"{name}: what is {few(odd)}? Its rows are set aside until it is said")


def _table(table: str, look: Look, roles: TableRoles, draft: Draft) -> dict[str, object]:
    """Columns, constants and wide columns of one table."""
    if table == "outcomes":
        return _outcomes(look, roles, draft)
    if table == "population":
        return _population(roles, draft)
    if table == "covariates":
        return _covariates(roles, draft)
    return _biomonitoring(look, roles, draft) if table == "biomonitoring" else {}


def _by_year(roles: TableRoles, role: str) -> dict[str, dict[str, str]]:
    """Columns of one year each, by their heading."""
    columns = roles.columns.get(role, [])
    years = {column: YEAR.findall(column) for column in columns}
    if roles.has("year") or not all(len(found) == 1 for found in years.values()):
        return {}
    return {column: {"year": found[0]} for column, found in years.items()}


def _outcomes(look: Look, roles: TableRoles, draft: Draft) -> dict[str, object]:
    """Cases or rates: in a column, a column an outcome, or one a year."""
    made: dict[str, object] = {}
    columns = {name: roles.first(name) for name in ("expected",) if roles.first(name)}
    wide = {name: {"outcome": code} for name, code in roles.by_outcome.items()}
    wide = {} if roles.has("outcome") else wide
    wide = wide or _by_year(roles, "cases")
    if wide:
        made["wide"] = wide
    elif roles.first("cases"):
        columns["cases"] = roles.first("cases")
        _ask_between(roles, "cases", draft)
    elif rate := roles.first("rate"):
        columns["rate"] = rate
        per = PER.search(rate.casefold())
        if per:
            draft.put("constants", "rate_per", re.sub(r"\D", "", per[1]))
        else:
            draft.doubt("constants", f"rate_per: the persons that {few([rate])} is per")
            draft.offer("constants", "rate_per", "100000")
    if columns:
        made["columns"] = columns
    if not roles.has("outcome") and not roles.by_outcome:
        draft.doubt(
            "constants", "outcome: no column says it; uncomment and correct the ICD-10 code"
        )
        draft.offer("constants", "outcome", next(iter(_codes(look.name)), "C34"))
    return made


def _codes(text: str) -> list[str]:
    """Codes of the ICD-10 in a name of a file."""
    return re.findall(r"(?<![A-Za-z0-9])[A-Z]\d\d(?![A-Za-z0-9])", text)


def _population(roles: TableRoles, draft: Draft) -> dict[str, object]:
    """Person-years or persons: in a column, a column a group, or one a year."""
    role = next((one for one in ("person_years", "persons", "census") if roles.first(one)), "")
    if role != "person_years":
        how = "census" if role == "census" else "mid-year"
        draft.doubt("constants", "counted_as: person-years unless said; or mid-year, or census")
        draft.offer("constants", "counted_as", how)
    wide = {} if len(roles.by_group) < FEWEST_GROUPS else roles.by_group
    wide = wide or (_by_year(roles, role) if role else {})
    if wide:
        return {"wide": wide}
    _ask_between(roles, role, draft)
    return {"columns": {"person_years": roles.first(role)}}


def _covariates(roles: TableRoles, draft: Draft) -> dict[str, object]:
    """Values of areas: in a column beside their names, or a column each."""
    if roles.has("covariate_name", "value"):
        columns = {"name": roles.first("covariate_name"), "value": roles.first("value")}
        if roles.first("unit"):
            return {"columns": columns | {"unit": roles.first("unit")}}
        draft.doubt("constants", "unit: no column says the unit of the covariates")
        draft.put("constants", "unit", "1")
        return {"columns": columns}
    wide = {}
    for column in (*roles.columns["covariate"], *roles.numbers):
        unit = "%" if "%" in column else "1"
        name = re.sub(r"\W+", "_", re.sub(r"[(\[].*?[)\]]|%", "", column).strip().casefold())
        wide[column] = {"name": name.strip("_") or column, "unit": unit}
    draft.doubt("tables", f"covariates: names and units of {few(wide)} are made of the headings")
    return {"wide": wide}


def _biomonitoring(look: Look, roles: TableRoles, draft: Draft) -> dict[str, object]:
    """Results of people: in a column, or a column a biomarker."""
    wide = {}
    for column, marker in roles.biomarkers.items():
        about = {"substance": marker.substance, "unit": marker.unit, "matrix": marker.matrix}
        wide[column] = {key: text for key, text in about.items() if text}
    is_long = roles.has("substance", "value")
    if not roles.first("matrix") and (is_long or any("matrix" not in one for one in wide.values())):
        named = [one for one in HUMAN_MATRICES if one in look.name.casefold()]
        draft.doubt(
            "constants", "matrix: no column says what was sampled; uncomment and correct it"
        )
        draft.offer("constants", "matrix", named[0] if named else "blood")
    if not is_long:
        for name in ("substance", "value", "unit", "lod"):
            draft.content["columns"].pop(name, None)
        return {"wide": wide}
    if not roles.first("unit"):
        draft.doubt("constants", "unit: no column says it; uncomment and correct it")
        draft.offer("constants", "unit", "µg/L")
    return {}
