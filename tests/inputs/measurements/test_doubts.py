import numpy as np
import pandas as pd
import pytest
import shapely

from workbench.inputs.measurements import doubts as d
from workbench.inputs.measurements.coordinates import lies_in, places_doubted
from workbench.vocabulary.outlines import codes

FILES = 60  # of each kind; the shares below are of 100
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg", "lod": "lod", "loq": "loq"}}
COLUMNS = {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"}


def file_of(seed, *, insider, n=40, lod=0.1, share=0.3):
    """Values of a laboratory: with `share` of them between its limits, as it states them."""
    rng = np.random.default_rng(seed)
    kind = rng.choice(3, n, p=[0.3, share, 0.7 - share])
    low = rng.uniform(0.1, 0.99, n) * lod
    middle = rng.uniform(1.0, 2.9, n) * lod
    true = np.select([kind == 0, kind == 1], [low, middle], rng.lognormal(0, 1, n) + 3 * lod)
    loq = 3 * lod
    limit = np.full(n, lod if insider is None else loq)
    if insider:
        censored, limit = true < lod, np.full(n, loq)
    else:
        censored = true < limit
    return rows_of_values(np.where(censored, limit, true), censored, lod, loq)


def rows_of_values(values, censored, lod, loq, **more):
    n = len(values)
    given = {
        "iso3": "XAA",
        "matrix": "soil",
        "substance": "Pb",
        "fraction": "total",
        "extractant": None,
        "basis": "dry",
        "method": None,
        "lab_id": None,
        "site_id": [f"P{i}" for i in range(n)],
        "sampled_on": "2010",
        "longitude": np.nan,
        "latitude": np.nan,
        "value": values,
        "censored": censored,
        "lod": lod,
        "loq": loq,
    }
    return pd.DataFrame(given | more)


def remarks_of(rows):
    return {one.code: one for one in d.doubts_of([rows]).remarks("lod")}


def test_insider_censoring_is_found_and_seldom_where_there_is_none():
    planted = [file_of(seed, insider=True) for seed in range(FILES)]
    honest = [file_of(seed, insider=False) for seed in range(FILES)]
    honest += [file_of(seed, insider=None) for seed in range(FILES)]
    found = sum(len(d.doubts_of([rows]).insider_series()) > 0 for rows in planted)
    false = sum(len(d.doubts_of([rows]).insider_series()) > 0 for rows in honest)
    assert found >= 0.95 * FILES
    assert false <= 0.05 * 2 * FILES


def test_insider_censoring_is_found_over_chunks_as_in_one():
    rows = file_of(7, insider=True)
    whole = d.doubts_of([rows]).insider_series()
    parts = d.doubts_of([rows[:20], rows[20:]]).insider_series()
    assert whole.equals(parts)


@pytest.mark.parametrize(("insider", "limit"), [("lod", 0.1), ("stated", 0.3)])
def test_insider_non_detects_are_taken_at_their_detection_limit(
    ingest_text, rows_of, insider, limit
):
    lines = [f"P{n},2010,{v},0.1,0.3" for n, v in enumerate(["<0.3"] * 4 + ["0.2"] * 4 + ["5"] * 4)]
    text = "\n".join(["plot,date,lead,lod,loq", *lines, ""])
    report = ingest_text(text, columns=COLUMNS, substances=LEAD, nondetects={"insider": insider})
    rows = rows_of("XAA")
    assert set(rows.loc[rows["censored"], "value"].round(9)) == {limit}
    assert "Insider censoring (Pb): 4 numbers lie between" in "\n".join(report.in_words())


def test_numbers_below_the_only_limit_of_a_year_are_a_doubt():
    values = np.array([0.5] * 4 + [0.2] * 4 + [3.0] * 4)
    rows = rows_of_values(values, values == 0.5, np.nan, np.nan)
    assert remarks_of(rows)["insider-suspected"].n_between == 4
    two = rows.assign(value=np.where(np.arange(12) == 0, 0.9, values))
    assert "insider-suspected" not in remarks_of(two)
    later = rows.assign(sampled_on=np.where(values == 0.5, "2009", "2010"))
    assert "insider-suspected" not in remarks_of(later)


def test_a_limit_far_above_all_numbers_is_a_doubt():
    values = np.array([0.5, 0.7, 0.9, 1.1] * 3 + [20.0, 20.0])
    rows = rows_of_values(values, values == 20.0, np.nan, np.nan)
    assert remarks_of(rows)["far-limits"].n_values == 2
    assert "far-limits" not in remarks_of(rows.assign(value=values.clip(max=5.0)))


@pytest.mark.parametrize("part", [0.5, np.sqrt(0.5)])
def test_many_numbers_of_exactly_a_part_of_the_limit_are_a_doubt(part):
    values = np.array([0.1 * part] * 6 + [0.3, 0.5, 0.8])
    rows = rows_of_values(values, np.zeros(9, bool), np.nan, 0.1)
    assert remarks_of(rows)["parts-of-limits"].n_values == 6
    assert "parts-of-limits" not in remarks_of(rows.assign(value=values + 0.003))
    many = np.r_[values, np.linspace(0.011, 0.029, 40)]
    others = rows_of_values(many, np.zeros(49, bool), np.nan, 0.1)
    assert "parts-of-limits" not in remarks_of(others)


def test_a_number_a_thousand_fold_off_is_a_doubt():
    values = np.array([0.5, 0.7, 0.9, 1.1] * 3 + [900.0])
    rows = rows_of_values(values, np.zeros(13, bool), np.nan, np.nan)
    assert "far-numbers" not in remarks_of(rows)
    assert remarks_of(rows.assign(value=values * np.r_[[1] * 12, 2]))["far-numbers"].n_values == 1


def test_a_year_that_a_spreadsheet_took_for_days_is_a_doubt():
    rows = rows_of_values(np.ones(2), np.zeros(2, bool), np.nan, np.nan)
    assert remarks_of(rows.assign(sampled_on="1905-06-26"))["typed-years"].n_values == 2
    assert "typed-years" not in remarks_of(rows)


def test_places_outside_of_the_country_and_swapped_axes_are_doubts():
    inside = rows_of_values(np.ones(2), np.zeros(2, bool), np.nan, np.nan, iso3="KEN")
    inside = inside.assign(longitude=[37.0, 37.5], latitude=[-1.0, 0.5])
    assert not remarks_of(inside)
    swapped = inside.assign(longitude=inside["latitude"], latitude=inside["longitude"])
    assert remarks_of(swapped)["axes-swapped"].n_places == 2
    away = remarks_of(inside.assign(longitude=[37.0, -120.0]))["places-outside"]
    assert (away.n_places, away.n_all) == (1, 2)
    assert not remarks_of(swapped.assign(matrix="sediment"))
    assert not remarks_of(swapped.assign(iso3="XAA"))


def test_a_shape_beyond_the_date_line_holds_places_on_both_sides_of_it():
    shape = shapely.box(178, -20, 182, -15)
    found = lies_in(shape, np.array([179.0, -179.0, 0.0]), np.array([-17.0, -17.0, -17.0]))
    assert list(found) == [True, True, False]


def test_sites_without_any_usable_value_are_named(ingest_text):
    text = "plot,date,lead\nP1,2010,12\nP2,2010,x\n"
    lead = {"lead": {"substance": "Pb", "unit": "mg/kg"}}
    report = ingest_text(text, columns=COLUMNS, substances=lead)
    assert "1 site has no value that could be used: P2" in "\n".join(report.in_words())


@pytest.mark.parametrize("iso3", codes())
def test_every_outline_is_one_that_places_can_be_compared_with(iso3):
    rows = pd.DataFrame({"iso3": [iso3], "longitude": [0.0], "latitude": [-89.9]})
    assert [one.code for one in places_doubted(rows)] in (["places-outside"], [])
