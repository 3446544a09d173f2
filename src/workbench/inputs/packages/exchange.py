"""Measurements of a store in the columns that other databases publish, with a mapping back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbench.errors import ParameterError, StoreError
from workbench.findings import FORMULA_START
from workbench.inputs.packages.export import staged
from workbench.store.index import read_index
from workbench.store.measurements import SAME_MEASUREMENT, Measurements
from workbench.store.reading import StoreReader, open_store
from workbench.vocabulary.languages import layouts
from workbench.vocabulary.places import members
from workbench.vocabulary.substances import substance

WITHOUT_A_LAYOUT = {"glosis": "its layout has not been compared with a published one yet"}
NO_CODE = "no code of this substance is known in the layout"
NO_MATRIX = "the layout has no word for this matrix"
NOT_APART = "differs from another row only in what the layout has no column for"
A_FORMULA = "a name begins as a formula of a spreadsheet does"
WQP_FRACTIONS = {"total": "Total", "aqua_regia": "Total Recoverable", "extractable": "Extractable"}
WQP_MATRICES = {"soil": "Soil", "sediment": "Sediment"}
BASES = {"dry": "Dry", "wet": "Wet"}
ICES_BASES = {"dry": "D", "wet": "W"}
ICES_ELEMENTS = ("metal", "metalloid")
UNKNOWN = {"unknown": "unknown"}  # what an empty cell stands for is a word as well
NAMES = ("site_id", "sample_id", "layer", "method", "lab_id", "extractant")
APART = {
    "wqp": SAME_MEASUREMENT,
    "ices": (
        *(one for one in SAME_MEASUREMENT if one not in ("fraction", "extractant", "layer")),
        "depth_top_cm",
    ),
}
WQP_LIMIT = "DetectionQuantitationLimitMeasure/MeasureValue"
WQP_TOP, WQP_BOTTOM = "ActivityTopDepthHeightMeasure", "ActivityBottomDepthHeightMeasure"


@dataclass(frozen=True)
class Written:
    """One country in a layout: rows of the file, of what stays beside it, and of what is out."""

    results: pd.DataFrame
    beside: pd.DataFrame
    left_out: pd.DataFrame
    mapping: dict[str, Any]


def export_form(address: str, out: Path, form: str, area: str = "") -> list[str]:
    """Write the measurements of a store in the columns of another database, all or nothing.

    For each country: `results-XXX.csv` in the layout, `mapping-XXX.yml` that reads it back,
    `beside-XXX.csv` with what the layout has no column for, and `left-out-XXX.csv` with the rows
    that it cannot hold and why.

    Parameters
    ----------
    address : str
        Folder of a store, or `example`.
    out : Path
        A new folder.
    form : {"wqp", "ices"}
        The Water Quality Portal's result profile (WQX 2), or ICES DOME.
    area : str
        Only the countries of an area; empty: all that the store holds.

    Returns
    -------
    list of str
        What was written, a line a country.

    Raises
    ------
    ParameterError
        If the form is not known, or the folder is there already.
    StoreError
        If the store holds no measurements of the area.
    """
    if form not in FORMS:
        why = f" ({WITHOUT_A_LAYOUT[form]})" if form in WITHOUT_A_LAYOUT else ""
        raise ParameterError(f"--form {form!r} is not written{why}. Give {' or '.join(FORMS)}.")
    if out.exists():
        raise ParameterError(f"{out} is there already. Give a new folder with --out.")
    store = open_store(address)
    wanted = members(area) if area else None
    said = []
    with staged(out.resolve()) as stage:
        for iso3 in [one for one in store.areas() if wanted is None or one in wanted]:
            rows = store.read((Measurements.table,), iso3)[Measurements.table]
            if len(rows):
                written = _written(store, rows, iso3, form)
                _write(stage, iso3, written)
                n_out = len(written.left_out)
                said.append(f"{iso3}: {len(written.results)} results, {n_out} left out.")
        if not said:
            raise StoreError(f"{address} holds no measurements of {area or 'any country'}.")
    return [*said, f"Written to {out}; each mapping reads its results back."]


def _written(store: StoreReader, rows: pd.DataFrame, iso3: str, form: str) -> Written:
    """Put the rows of a country into a layout."""
    words = _words(rows, form)
    why = _reasons(rows, words, form)
    kept = rows[why.eq("")].reset_index(drop=True)
    results = FORMS[form](kept, words)
    sources = [one.source for one in read_index(store.folder).sources.values() if iso3 in one.iso3s]
    about = {
        "owner": "; ".join(sorted({one.owner for one in sources})),
        "licence": "; ".join(sorted({one.licence for one in sources})),
    }
    mapping = about | MAPPINGS[form](kept, words)
    mapping["constants"] = mapping["constants"] | {"iso3": iso3}
    left_out = rows[why.ne("")].assign(why=why[why.ne("")])
    beside = kept.assign(result=range(1, len(kept) + 1))
    return Written(results, beside, left_out, mapping)


def _write(stage: Path, iso3: str, written: Written) -> None:
    """Write the four files of a country."""
    tables = {"results": written.results, "beside": _guarded(written.beside)}
    tables["left-out"] = _guarded(written.left_out)
    for name, frame in tables.items():
        frame.to_csv(stage / f"{name}-{iso3}.csv", index=False, lineterminator="\r\n")
    text = yaml.safe_dump(written.mapping, allow_unicode=True, sort_keys=False)
    (stage / f"mapping-{iso3}.yml").write_text(text, encoding="utf-8")


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text that a spreadsheet would run."""
    texts = frame.select_dtypes(exclude=["number", "bool"])
    runs = texts.apply(lambda cells: cells.astype("string").str.match(FORMULA_START.pattern))
    return frame.assign(**texts.mask(runs.fillna(value=False).astype(bool), "'" + texts))


def _words(rows: pd.DataFrame, form: str) -> dict[str, str]:
    """Give the word of the layout for each code that it has one for."""
    codes = [str(code) for code in rows["substance"].unique()]
    if form == "wqp":
        return {code: substance(code).name.removesuffix(" (total)") for code in codes}
    columns = [one for one in layouts()["ICES DOME"] if one.role == "word substance"]
    own = {one.meaning: one.column for one in reversed(columns)}
    elements = {code: code.upper() for code in codes if _is_an_element(code)}
    return {code: word for code, word in (elements | own).items() if code in codes}


def _is_an_element(code: str) -> bool:
    """Whether a code is the symbol of an element, which ICES writes in capitals."""
    return code.isalpha() and len(code) <= 2 and substance(code).group in ICES_ELEMENTS


def _reasons(rows: pd.DataFrame, words: Mapping[str, str], form: str) -> pd.Series:
    """Give why a row cannot stand in the layout; empty where it can."""
    why = pd.Series("", index=rows.index, dtype=object)
    for name in NAMES:
        formula = rows[name].fillna("").astype(str).str.match(FORMULA_START.pattern)
        why = why.mask(formula, A_FORMULA)
    why = why.mask(rows.duplicated(list(APART[form]), keep=False), NOT_APART)
    matrices = WQP_MATRICES if form == "wqp" else ("sediment",)
    why = why.mask(~rows["matrix"].isin(list(matrices)), NO_MATRIX)
    return why.mask(~rows["substance"].isin(list(words)), NO_CODE)


def _wqp(rows: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """Columns of the result profile of the Water Quality Portal (WQX 2)."""
    censored = rows["censored"]
    limit = rows["value"].where(censored, rows["lod"].fillna(rows["loq"]))
    is_loq = limit.eq(rows["loq"])  # one limit a row: a number above the LOD stays a number
    kinds = is_loq.map({True: "Quantitation Limit", False: "Detection Limit"})
    top, bottom = rows["depth_top_cm"], rows["depth_bottom_cm"]
    return pd.DataFrame(
        {
            "OrganizationIdentifier": rows["iso3"],
            "ActivityIdentifier": rows["sample_id"],
            "ActivityTypeCode": "Sample-Routine",
            "ActivityMediaName": rows["matrix"].map(WQP_MATRICES),
            "ActivityStartDate": rows["sampled_on"],
            "ActivityRelativeDepthName": rows["layer"],
            f"{WQP_TOP}/MeasureValue": top,
            f"{WQP_TOP}/MeasureUnitCode": _beside(top, "cm"),
            f"{WQP_BOTTOM}/MeasureValue": bottom,
            f"{WQP_BOTTOM}/MeasureUnitCode": _beside(bottom, "cm"),
            "MonitoringLocationIdentifier": rows["site_id"],
            "ActivityLocation/LatitudeMeasure": rows["latitude"],
            "ActivityLocation/LongitudeMeasure": rows["longitude"],
            "ResultIdentifier": range(1, len(rows) + 1),
            "ResultDetectionConditionText": censored.map({True: "Not Detected", False: ""}),
            "CharacteristicName": rows["substance"].map(words),
            "ResultSampleFractionText": rows["fraction"].map(WQP_FRACTIONS),
            "ResultMeasureValue": rows["value"].mask(censored),
            "ResultMeasure/MeasureUnitCode": rows["unit"],
            "ResultWeightBasisText": rows["basis"].map(BASES),
            "ResultCommentText": rows["extractant"],
            "ResultAnalyticalMethod/MethodIdentifier": rows["method"],
            "LaboratoryName": rows["lab_id"],
            "DetectionQuantitationLimitTypeName": kinds.where(limit.notna()),
            WQP_LIMIT: limit,
            "DetectionQuantitationLimitMeasure/MeasureUnitCode": rows["unit"].where(limit.notna()),
        }
    )


def _beside(measure: pd.Series, unit: str) -> pd.Series:
    """Give the unit of a measure, where there is one."""
    return measure.notna().map({True: unit, False: ""})


def _wqp_mapping(rows: pd.DataFrame, words: Mapping[str, str]) -> dict[str, Any]:
    """Make the mapping that reads the result profile back."""
    limit = {"column": WQP_LIMIT, "unit_column": WQP_LIMIT.replace("Value", "UnitCode")}
    return {
        "constants": {"source_type": "unknown"},
        "columns": {
            "site_id": "MonitoringLocationIdentifier",
            "sample_id": "ActivityIdentifier",
            "sampled_on": "ActivityStartDate",
            "layer": "ActivityRelativeDepthName",
            "depth_top_cm": f"{WQP_TOP}/MeasureValue",
            "depth_bottom_cm": f"{WQP_BOTTOM}/MeasureValue",
            "longitude": "ActivityLocation/LongitudeMeasure",
            "latitude": "ActivityLocation/LatitudeMeasure",
            "matrix": "ActivityMediaName",
            "fraction": "ResultSampleFractionText",
            "basis": "ResultWeightBasisText",
            "extractant": "ResultCommentText",
            "method": "ResultAnalyticalMethod/MethodIdentifier",
            "lab_id": "LaboratoryName",
        },
        "where_empty": {"fraction": "unknown", "basis": "unknown"},
        "words": {
            "matrix": {word: name for name, word in WQP_MATRICES.items()},
            "fraction": {word: name for name, word in WQP_FRACTIONS.items()} | UNKNOWN,
            "basis": {word: name for name, word in BASES.items()} | UNKNOWN,
        },
        "observations": {
            "substance": "CharacteristicName",
            "value": "ResultMeasureValue",
            "unit": "ResultMeasure/MeasureUnitCode",
            "flag": "ResultDetectionConditionText",
            "loq" if rows["loq"].notna().any() else "lod": limit,
            "codes": _codes(rows, words),
        },
        "nondetects": {"flags": {"Not Detected": "below"}},
    }


def _ices(rows: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """Columns of an export of ICES DOME; depths in m, days as d/m/Y."""
    days = rows["sampled_on"].str.replace(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", regex=True)
    return pd.DataFrame(
        {
            "Country": rows["iso3"],
            "MYEAR": rows["sampled_on"].str[:4],
            "STATN": rows["site_id"],
            "Latitude": rows["latitude"],
            "Longitude": rows["longitude"],
            "DATE": days,
            "MATRX": "SEDTOT",
            "PARAM": rows["substance"].map(words),
            "BASIS": rows["basis"].map(ICES_BASES),
            "QFLAG": rows["censored"].map({True: "<", False: ""}),
            "Value": rows["value"],
            "MUNIT": rows["unit"],
            "DETLI": rows["lod"],
            "LMQNT": rows["loq"],
            "METOA": rows["method"],
            "ALABO": rows["lab_id"],
            "tblSampleID": rows["sample_id"],
            "DEPHU": (rows["depth_top_cm"] / 100).round(9),
            "DEPHL": (rows["depth_bottom_cm"] / 100).round(9),
        }
    )


def _ices_mapping(rows: pd.DataFrame, words: Mapping[str, str]) -> dict[str, Any]:
    """Make the mapping that reads a file of ICES DOME back."""
    return {
        "file": {"dates": "d/m/Y", "depths": "m"},
        "constants": {"matrix": "sediment", "source_type": "unknown", "fraction": "unknown"},
        "columns": {
            "site_id": "STATN",
            "sample_id": "tblSampleID",
            "sampled_on": "DATE",
            "longitude": "Longitude",
            "latitude": "Latitude",
            "depth_top_cm": "DEPHU",
            "depth_bottom_cm": "DEPHL",
            "basis": "BASIS",
            "method": "METOA",
            "lab_id": "ALABO",
        },
        "joined": {"layer": ["MATRX", "DEPHU"]},
        "where_empty": {"basis": "unknown"},
        "words": {"basis": {word: name for name, word in ICES_BASES.items()} | UNKNOWN},
        "observations": {
            "substance": "PARAM",
            "value": "Value",
            "unit": "MUNIT",
            "flag": "QFLAG",
            "lod": "DETLI",
            "loq": "LMQNT",
            "codes": _codes(rows, words),
        },
        "nondetects": {"flags": {"<": "below"}},
    }


def _codes(rows: pd.DataFrame, words: Mapping[str, str]) -> dict[str, str]:
    """Code of each word that the file has."""
    return {words[code]: code for code in sorted(map(str, rows["substance"].unique()))}


FORMS = {"wqp": _wqp, "ices": _ices}
MAPPINGS = {"wqp": _wqp_mapping, "ices": _ices_mapping}
