"""Control samples on the page: bridges between laboratories, and what campaigns differ by."""

import numpy as np
import pandas as pd
import pytest
from found import found

from examples.store import all_rows
from workbench.store.frames import Frames, empty, typed
from workbench.store.reading import fingerprint

SHIFT = 0.18  # of the logarithm: laboratory South reads 20 % higher
N_SITES = 12


def measured(n_rounds, gap=1, shift=SHIFT, slope=0.0):
    """Zinc at the same sites; laboratory South takes over in the middle."""
    (sample,) = (
        all_rows("measurements")
        .query("iso3 == 'XAA' and substance == 'Zn'")
        .head(1)
        .to_dict(orient="records")
    )
    rng = np.random.default_rng(3)
    sites = rng.normal(4, 0.5, N_SITES)
    rows = []
    for at in range(n_rounds):
        is_new = at >= n_rounds // 2
        for site in range(N_SITES):
            value = sites[site] + slope * gap * at + shift * is_new + rng.normal(0, 0.08)
            rows.append(
                sample
                | {
                    "site_id": f"S{site}",
                    "sample_id": f"{site}-{at}",
                    "sampled_on": str(2000 + gap * at),
                    "campaign": None,
                    "lab_id": "South" if is_new else "North",
                    "value": float(np.exp(value)),
                    "censored": False,
                    "lod": None,
                    "source_type": "diffuse",
                    "land_use": "agricultural",
                }
            )
    return typed("measurements", pd.DataFrame(rows))


def control_rows(n=6, laboratories=(("North", 0.0), ("South", SHIFT)), seed=5, **changed):
    """Archived samples that each laboratory measured once, South in another year."""
    rng = np.random.default_rng(seed)
    rows = [
        {
            "iso3": "XAA",
            "control_id": f"A{at}",
            "kind": "archived",
            "substance": "Zn",
            "value": float(np.exp(4 + 0.1 * at + shift + rng.normal(0, 0.03))),
            "unit": "mg/kg",
            "lab_id": laboratory,
            "measured_on": str(2001 + place),
            "source_file": "controls.csv",
            "source_row": 2 + at,
        }
        | changed
        for at in range(n)
        for place, (laboratory, shift) in enumerate(laboratories)
    ]
    frame = pd.DataFrame(rows)
    missing = set(empty("control_samples")) - set(frame)
    return typed("control_samples", frame.assign(**dict.fromkeys(missing)))


@pytest.fixture
def page():
    """What the report makes of measurements and control samples."""

    def judge(measurements, controls=None):
        rows = empty("control_samples") if controls is None else controls
        frames = {"measurements": measurements, "control_samples": rows}
        return found("trends", Frames(frames, fingerprint(frames)), area="XAA")

    return judge


def trend(result):
    (one,) = [row for row in result.rows("trends").values() if not row["stratum"]]
    return one


def sentences(result):
    return " ".join(finding.sentence for finding in result.findings)


def test_a_step_between_laboratories_is_taken_out_by_a_bridge(page):
    series = measured(10)
    without, bridged = trend(page(series)), trend(page(series, control_rows()))
    assert without["change_per_year"] > 0.02
    assert bridged["change_per_year"] == pytest.approx(0.0, abs=0.006)
    assert not bridged["break_of"]


def test_a_fall_that_a_new_laboratory_hides_is_found_over_a_bridge(page):
    series = measured(10, slope=-0.04)
    assert trend(page(series))["grade"] != "strong"
    found_now = trend(page(series, control_rows()))
    assert (found_now["grade"], found_now["direction"]) == ("strong", "falling")
    assert found_now["change_per_year"] == pytest.approx(np.expm1(-0.04), abs=0.01)


def test_few_or_scattered_control_samples_widen_the_interval(page):
    series = measured(10, slope=-0.04)
    many = trend(page(series, control_rows(12)))
    few = trend(page(series, control_rows(3)))
    width = [one["change_per_year_upper"] - one["change_per_year_lower"] for one in (many, few)]
    assert width[0] < width[1]


def test_the_bridge_stands_in_a_table_and_in_a_sentence(page):
    result = page(measured(10), control_rows())
    (bridge,) = result.rows("bridges").values()
    assert (bridge["laboratory"], bridge["onto"], bridge["n_controls"]) == ("North", "South", 6)
    assert bridge["shift_lower"] < np.expm1(-SHIFT) < bridge["shift_upper"]
    assert (bridge["n_measurements"], bridge["first_year"], bridge["last_year"]) == (60, 2000, 2004)
    assert "on 6 control samples that both measured" in sentences(result)
    assert {row["used_for"] for row in result.rows("controls").values()} == {"bridge"}


@pytest.mark.parametrize(
    "changed",
    [
        {"substance": "Pb"},
        {"iso3": "XAB"},
        {"matrix": "sediment"},
        {"fraction": "extractable"},
        {"method": "another"},
        {"lab_id": None},
    ],
)
def test_control_samples_of_something_else_bridge_nothing(page, changed):
    result = page(measured(10), control_rows(**changed))
    assert result.rows("bridges") == {}
    assert {row["used_for"] for row in result.rows("controls").values()} == {"none"}


def test_two_control_samples_are_too_few_for_a_bridge(page):
    assert page(measured(10), control_rows(2)).rows("bridges") == {}


def test_units_of_control_samples_are_converted(page):
    controls = control_rows()
    south = controls["lab_id"] == "South"
    in_micrograms = controls.assign(
        value=controls["value"].where(~south, 1000 * controls["value"]),
        unit=controls["unit"].where(~south, "µg/kg"),
    )
    assert trend(page(measured(10), in_micrograms))["change_per_year"] == pytest.approx(
        trend(page(measured(10), controls))["change_per_year"]
    )


def test_without_a_bridge_the_page_says_what_could_be_told(page):
    result = page(measured(10))
    one = trend(result)
    assert one["laboratory_least"] > 0.03
    assert one["laboratory_year"] == 2005
    assert "fewer than 3 control samples were measured by both" in sentences(result)


@pytest.mark.parametrize("n", [4, 8])
def test_campaigns_differ_by_what_control_samples_show(page, n):
    series = measured(3, gap=5, shift=0.0).assign(lab_id="North")
    controls = control_rows(n, laboratories=(("North", 0.0), ("North", 0.1)))
    result = page(series, controls)
    one = trend(result)
    ratios = np.log(controls["value"].to_numpy()[1::2] / controls["value"].to_numpy()[::2])
    assert one["campaign_sd"] == pytest.approx(np.sqrt((ratios**2).sum() / (2 * (n - 1))))
    assert (one["campaign_source"], one["campaign_pairs"]) == ("controls", n)
    assert f"several campaigns, {n} pairs of results" in sentences(result)
    assert {row["used_for"] for row in result.rows("controls").values()} == {"campaigns"}


def test_measured_campaigns_may_give_strong_evidence(page):
    series = measured(3, gap=5, shift=0.0, slope=-0.1).assign(lab_id="North")
    controls = control_rows(8, laboratories=(("North", 0.0), ("North", 0.02)))
    assert trend(page(series))["grade"] == "weak"
    assert trend(page(series, controls))["grade"] == "strong"


def test_a_laboratory_that_differs_from_itself_says_nothing_of_two(page):
    series = measured(3, gap=5, shift=0.0)
    same = control_rows(8, laboratories=(("North", 0.0), ("North", 0.1)))
    assert trend(page(series, same))["campaign_source"] == "laboratories"
    unnamed = control_rows(8, laboratories=((None, 0.0), (None, 0.1)))
    assert trend(page(series, unnamed))["campaign_source"] == "control-laboratories"


def test_what_laboratories_differ_by_covers_a_new_laboratory(page):
    series = measured(3, gap=5, shift=0.0, slope=-0.1)
    unnamed = control_rows(8, laboratories=((None, 0.0), (None, 0.02)))
    one = trend(page(series, unnamed))
    assert (one["grade"], one["break_of"], one["break_check"]) == (
        "strong",
        "laboratory",
        "allowed",
    )
