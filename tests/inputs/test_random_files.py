"""Whatever stands in a file, a door gives rows, a quarantine and words, and never a traceback."""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.drafts.trial import try_draft
from workbench.inputs.mapping.mapping import mapping_problems
from workbench.inputs.measurements.coordinates import degrees
from workbench.inputs.measurements.depths import ends_of
from workbench.inputs.measurements.readings import CellRules, read_cell
from workbench.vocabulary.notation import DateForm, NumberForm, day_problem, read_day
from workbench.vocabulary.substances import codes_named
from workbench.vocabulary.units import spelling_of

MANY = int(os.environ.get("FUZZ", "1"))  # times as many examples
FEW = settings(
    max_examples=40 * MANY, deadline=5000, suppress_health_check=list(HealthCheck), database=None
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("<0.05", "12,5", "ND (0.5)", "210 J", "n.d.", "-88", "0", "1e999", "NaN", "#N/A"),
            *("2010-05-06T00:00:00Z", "5/0/1992", "Fall 1990", "38166", "8°32'41 N", "0-20 cm"),
            *("mg/kg", "Pb", "soil", "FD", "XAA", '"', ";", "\t", "sep=;", "=1+1"),
        ]
    ),
)
HEADINGS = st.sampled_from(
    [
        *("site", "date", "Pb (mg/kg)", "Cd µg/kg", "depth", "latitude", "longitude", "matrix"),
        *("substance", "value", "unit", "flag", "lod", "country", "", "sample", "easting", "zone"),
    ]
)
TABLES = st.tuples(
    st.lists(HEADINGS, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t"]),
)


def written(table, folder):
    headings, rows, sign = table
    path = Path(folder) / "a.csv"
    lines = [sign.join(headings), *(sign.join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    return path


@FEW
@given(TABLES)
def test_a_table_of_anything_is_drafted_tried_and_accounted_for(table):
    with tempfile.TemporaryDirectory() as folder:
        try:
            trial = try_draft(written(table, folder), {"iso3": "XAA", "matrix": "soil"})
        except WorkbenchError:
            return
    if trial.report:
        assert trial.report.n_read == trial.report.n_used + trial.report.n_quarantined
        assert trial.report.n_quarantined == sum(trial.report.reasons.values())


@FEW
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.gpkg", "a.csv.gz"]))
def test_bytes_of_any_kind_are_drafted_or_refused_in_words(content, name):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        with suppress(WorkbenchError):
            draft_mapping(Path(folder) / name)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@FEW
@given(JSON, st.dictionaries(st.sampled_from(["site", "Pb (mg/kg)", "year"]), JSON, max_size=3))
def test_features_of_any_kind_are_drafted_or_refused_in_words(geometry, fields):
    feature = {"type": "Feature", "properties": fields, "geometry": geometry}
    content = {"type": "FeatureCollection", "features": [feature]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.geojson"
        path.write_text(json.dumps(content), encoding="utf-8")
        with suppress(WorkbenchError):
            draft_mapping(path)


@FEW
@given(st.dictionaries(st.sampled_from(["file", "columns", "substances", "nondetects"]), JSON))
def test_a_mapping_of_any_kind_has_its_problems_named(content):
    assert mapping_problems(content)


@settings(max_examples=300 * MANY, deadline=1000, database=None)
@given(CELLS | st.text(max_size=60))
def test_a_cell_of_any_kind_is_read_or_left(text):
    form = NumberForm()
    rules = CellRules({}, form, None, ("U", "J"))
    assert read_cell(text, rules).reason or read_cell(text, rules) == read_cell(text, rules)
    day = read_day(text, DateForm("d/m/Y", 1950, ("serial", "season", "range")))
    assert isinstance(day_problem(day, "d/m/Y"), str)
    assert degrees(degrees(text, "longitude", form), "longitude", form)[:40] is not None
    assert len(ends_of(text, form)) == 3
    assert isinstance(codes_named(text), tuple)
    assert isinstance(spelling_of(text), str)
