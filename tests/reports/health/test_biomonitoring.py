"""Human biomonitoring on the page: truths of the example, what is refused, and what is hidden."""

import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from found import found
from statsmodels.duration.survfunc import SurvfuncRight

from examples.biomonitoring import MARKERS, biomonitoring
from workbench.inputs.areas.person_results import substituted
from workbench.inputs.checks import check_store
from workbench.inputs.ingest import ingest
from workbench.reports.health.basis.participants import participants, shown_groups
from workbench.reports.health.parameters import READS
from workbench.store.frames import Frames, arranged, empty
from workbench.store.reading import open_store
from workbench.words.wording import words_of

NHANES = Path(__file__).parents[4] / "shared/data/nhanes_metals/nhanes.fish.csv"
MAPPING = Path(__file__).parents[3] / "parameters" / "mappings" / "nhanes_metals.yml"


def frames_of(rows):
    """Frames of a country that has biomonitoring alone."""
    contract = empty("biomonitoring").dtypes.to_dict()
    placed = rows.assign(iso3="XAA", source_file="made.csv", source_row=np.arange(2, len(rows) + 2))
    own = arranged("biomonitoring", placed.reindex(columns=list(contract)).astype(contract))
    return Frames({name: empty(name) for name in READS} | {"biomonitoring": own}, "made here")


def people(values, **columns):
    """Results of lead in blood, each of a person of its own."""
    n = len(values)
    ids = [f"P{place}" for place in range(n)]
    given = {"participant": ids, "year": 2020, "matrix": "blood", "substance": "Pb"}
    given |= {"value": values, "unit": "µg/L", "censored": False, "lod": 0.001} | columns
    return pd.DataFrame(given)


def alone(rows):
    return found("health", frames_of(rows), area="XAA")


@pytest.fixture(scope="module")
def example():
    return alone(biomonitoring("XAA"))


@pytest.mark.parametrize("marker", MARKERS, ids=lambda one: one.substance)
def test_intervals_hold_the_true_geometric_means(example, marker):
    rows = example.rows("biomarker_levels")
    for year, truth in marker.means.items():
        one = rows[f"{marker.substance}:{marker.matrix}:{marker.unit}:{year}:everyone"]
        if one["geometric_mean"] is None:
            assert one["why"] == "more than 40\u00a0% of the results are non-detects"
            assert one["share_below"] > 0.4
        else:
            assert one["geometric_mean_lower"] < truth < one["geometric_mean_upper"]


def test_a_change_is_found_where_the_method_stayed_and_there_is_one(example):
    rows = example.rows("biomarker_changes")
    lead = rows["Pb:blood:µg/L"]
    assert lead["state"] == "falling"
    assert lead["change_lower"] < (18 / 28) ** 0.1 - 1 < lead["change_upper"]
    assert rows["Cd:urine:µg/g creatinine"]["state"] == "unclear"
    assert rows["Hg:blood:µg/L"]["why"].endswith("changed from cold vapour AAS to ICP-MS")


def test_a_better_limit_makes_no_change():
    """The same people, of whom the second laboratory sees a quarter more."""
    random = np.random.default_rng(4)
    values = np.exp(random.normal(1, 0.7, 400)).round(3)
    parts = []
    for year, limit in ((2010, 1.7), (2020, 0.5)):
        below = values < limit
        shown = np.where(below, limit, values)
        parts.append(people(shown, year=year, censored=below, lod=limit, method="one"))
    (row,) = alone(pd.concat(parts)).rows("biomarker_changes").values()
    assert (row["state"], row["change"], row["limit"]) == ("unclear", 0.0, 1.7)


def test_without_outcomes_biomonitoring_makes_the_page_alone(example):
    assert example.status == "ok"
    said = [sentence for _, sentence, _ in example.page.key_messages.entries]
    assert said[0].startswith("Human biomonitoring of 3 substances in Ambervale is shown")
    hidden = {part.name for part in example.page.parts if part.is_hidden}
    assert {"question", "rates", "models", "checklist"} <= hidden
    assert example.data.noun == "biomonitoring result"


def test_a_page_with_outcomes_keeps_all_of_its_parts(health_result):
    result = health_result("XAA")
    assert not any(part.is_hidden for part in result.page.parts)
    assert "biomarker_levels" in result.tables


def test_withdrawn_values_are_refused_by_name(example):
    said = [one.sentence for one in example.findings]
    assert (
        "Lead in blood: HBM-I and HBM-II (set by: German HBM Commission) were rescinded and are "
        "not used." in said
    )
    levels = example.tables["persons_above"].frame
    assert set(levels.loc[levels["marker"] == "Lead in blood", "level"]) == {
        "RV95",
        "reference value",
    }


def test_a_statistical_value_is_no_limit_for_health(example):
    above = [one.sentence for one in example.findings if one.id.endswith("/above")]
    assert all("health-based value" in one or "is not a limit for health" in one for one in above)
    assert any("HBM4EU human biomonitoring guidance value, a health-based" in one for one in above)


def test_a_few_people_above_a_value_are_not_told():
    values = [*np.linspace(10, 60, 97), 101.0, 102.0, 103.0]
    rows = alone(people(values, sex="M", age=40.0)).rows("persons_above")
    assert rows["HBM-23:2020"]["share_above"] is None
    assert rows["HBM-23:2020"]["why"].startswith("fewer than 5 participants are above")


def test_only_people_whom_a_value_is_for_are_compared_with_it():
    values = [*np.linspace(10, 60, 60), *np.linspace(100, 140, 40)]
    rows = alone(people(values, sex=["M"] * 60 + ["F"] * 40, age=40.0)).rows("persons_above")
    assert (rows["HBM-23:2020"]["n"], rows["HBM-23:2020"]["share_above"]) == (60, 0.0)
    assert (rows["HBM-22:2020"]["n"], rows["HBM-22:2020"]["share_above"]) == (40, 1.0)
    assert rows["HBM-21:2020"]["why"] == "fewer than 30 participants"


def test_creatinine_and_volume_units_make_two_rows():
    both = [people(np.linspace(1, 2, 40), matrix="urine"), people(np.linspace(1, 2, 40))]
    both[1] = both[1].assign(matrix="urine", unit="µg/g creatinine")
    rows = alone(pd.concat(both)).rows("biomarker_levels")
    assert [one["unit"] for one in rows.values()] == ["µg/L", "µg/g creatinine"]
    assert [one["n"] for one in rows.values()] == [40, 40]


def test_weak_urine_is_left_out_with_its_reason():
    creatinine = [0.1] * 20 + [1.0] * 40
    result = alone(people(np.linspace(1, 2, 60), matrix="urine", creatinine_g_l=creatinine))
    (row,) = result.rows("biomarker_levels").values()
    assert row["n"] == 40
    (why,) = (one for one in result.left_out if "creatinine" in one.why)
    assert why.count == 20


def test_fewer_than_thirty_people_are_not_shown_nor_a_tail_of_fewer_than_sixty():
    few = alone(people(np.linspace(1, 2, 29)))
    assert few.rows("biomarker_levels") == {}
    assert any(one.why == "fewer than 30 participants" for one in few.left_out)
    assert few.status == "no_data"
    (row,) = alone(people(np.linspace(1, 2, 59))).rows("biomarker_levels").values()
    assert (row["p95"], row["p90"] is None) == (None, False)
    (row,) = alone(people(np.linspace(1, 2, 60))).rows("biomarker_levels").values()
    assert row["p95"] is not None


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"a": 40, "b": 40}, ["a", "b"]),
        ({"a": 40, "b": 29}, []),
        ({"a": 50, "b": 40, "c": 20}, ["a"]),
        ({"a": 50, "b": 40, "c": 31}, ["a", "b", "c"]),
        ({"a": 50, "b": 40, None: 5}, ["a"]),
        ({"a": 50, "b": 40, None: 30}, ["a", "b"]),
        ({"a": 50}, []),
    ],
)
def test_what_is_hidden_cannot_be_worked_out_from_the_whole(sizes, shown):
    labels = pd.Series([name for name, n in sizes.items() for _ in range(n)], dtype="object")
    assert list(shown_groups(labels)) == shown


def test_no_value_or_name_of_a_person_is_in_any_byte_of_the_output(tmp_path):
    """Of 70 people, the upper limit of the 95th percentile would be the highest value."""
    random = np.random.default_rng(1)
    values = np.exp(random.normal(3, 0.6, 70)).round(6)
    values[[3, 50, 69]] = [987.654321, 7.654321, 0.123457]
    rows = people(values, age=random.integers(18, 70, 70).astype(float), sex="F")
    rows = rows.assign(
        participant=[f"SENTINEL{place}" for place in range(70)],
        area_id=[f"AREA-SENTINEL-{place}" for place in range(70)],
        weight=random.uniform(1, 2, 70).round(6),
        original_value=values.astype(str),
    )
    page = alone(rows).page
    page.publish(str(tmp_path))
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    text = written.decode("utf-8") + "".join(page.show[name]._repr_html_() for name in page.show)
    assert "Lead in blood" in text
    assert "SENTINEL" not in text
    assert [one for one in (*values, *rows["weight"]) if f"{one:.6g}" in text] == []
    assert "988" not in text


def test_an_exact_share_of_one_is_shown_as_such_and_an_unknown_age_is_no_group():
    rows = people(np.linspace(1, 2, 80), age=[np.nan] * 40 + [40.0] * 40, sex="M")
    groups = {one["group"] for one in alone(rows).rows("biomarker_levels").values()}
    assert groups == {"all participants", "aged 40 to 59"}


def test_people_without_a_weight_are_left_out_where_others_have_one():
    rows = people(np.linspace(1, 2, 80), weight=[1.0] * 60 + [np.nan] * 20)
    made = participants(frames_of(rows)["biomonitoring"])
    assert len(made.waves[0].rows) == 60
    assert [one.count for one in made.left_out] == [20]


# NHANES, which may not be passed on with the project


@pytest.fixture(scope="module")
def nhanes(tmp_path_factory):
    if not NHANES.exists():
        pytest.skip("the data of NHANES are not in ../shared")
    folder = tmp_path_factory.mktemp("nhanes")
    given = pd.read_csv(NHANES)
    given.assign(id=range(len(given))).to_csv(folder / "nhanes.csv", index=False)
    report = ingest(folder / "nhanes.csv", MAPPING, folder / "store")
    own = open_store(str(folder / "store")).read(READS, "USA")
    return given, own, report, str(folder / "store")


@pytest.fixture(scope="module")
def nhanes_result(nhanes):
    return found("health", nhanes[1], area="USA")


TAKEN = {"Cd": ("o.LBXBCD", 0.07, 0.1), "Hg": ("o.LBXTHG", 0.2, 0.28)}


@pytest.mark.parametrize(("substance", "about"), TAKEN.items())
@pytest.mark.parametrize("group", ["everyone", "of-sex(sex=women)", "of-ages(first=20, last=39)"])
def test_quantiles_of_nhanes_are_those_of_statsmodels(
    nhanes, nhanes_result, substance, about, group
):
    column, value, limit = about
    given = nhanes[0]
    chosen = {
        "everyone": given["age"] >= 0,
        "of-sex(sex=women)": given["gender"] == 2,
        "of-ages(first=20, last=39)": given["age"].between(20, 39),
    }[group]
    own = given[chosen]
    censored = own[column] == value
    values = own[column].where(~censored, limit)
    other = SurvfuncRight(
        -values, (~censored).astype(int), freq_weights=own["o.WTSH2YR"].to_numpy()
    )
    steps = sorted(zip(-other.surv_times, other.surv_prob, strict=True))
    shares = [share for _, share in steps[1:]] + [1.0]
    row = nhanes_result.rows("biomarker_levels")[f"{substance}:blood:µg/L:2010:{group}"]
    assert row["n"] == chosen.sum()
    for name, share in {"p50": 0.5, "p90": 0.9, "p95": 0.95}.items():
        steps_above = zip(steps, shares, strict=True)
        expected = next(at for (at, _), up_to in steps_above if up_to >= share - 1e-9)
        assert row[name] == pytest.approx(expected, rel=0.005)


def test_the_numbers_that_stood_for_non_detects_are_said(nhanes, nhanes_result):
    said = " ".join(one.sentence for one in nhanes_result.findings)
    for value in (r"0\.070?", r"0\.20?"):
        assert re.search(f"given as {value} are the limit over the square root of two of", said)
    assert substituted(nhanes[0]["o.LBXIHG"]).value == 0.19  # of inorganic mercury
    asked = [words_of().phrase(one) for one in nhanes[2].remarks]
    assert len([one for one in asked if "put in the place of non-detects" in one]) == 2


def test_the_check_names_the_blood_pressure_of_nhanes(nhanes):
    problems = [one.in_words(words_of()) for one in check_store(nhanes[3])]
    assert any("Systolic blood pressure" in one and "median is 204" in one for one in problems)


def test_weights_without_clusters_are_said(nhanes_result):
    assert "caveat-no-clusters" in next(
        part.notes for part in nhanes_result.page.parts if part.name == "biomonitoring"
    )
    mean = nhanes_result.rows("biomarker_levels")["Pb:blood:µg/L:2010:everyone"]
    assert math.isclose(mean["geometric_mean"], 9.2, rel_tol=0.1)
