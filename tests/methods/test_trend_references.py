"""Answers of other software for measured series, which may not be passed on with the code.

Every record is met by a method that is offered, or named with the reason why none is.
"""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench import methods
from workbench.methods.series.serially_corrected import corrected_kendall
from workbench.methods.trends.outlook import detectable_slope, power_of_effect

FOLDER = Path(__file__).parents[3] / "shared" / "reference" / "trends"
FILES = ("uncensored", "censored", "lwptrends", "extra")
NOT_OFFERED = {
    r".*/(substitution_.*|truth)": "what false ways report; no target",
    r".*/snh/.*": "Pettitt and the joinpoint serve; its p is drawn",
    r".*/(mmky1lag|bcpw)/.*": "other definitions of a correction that stands beside",
    r".*/zyp_.*": "an interval by pre-whitening; ours inverts the test that grades",
    r".*/km_restricted/.*": "puts the share below all detects at the lowest limit",
    r".*/rROS_pp0\.375/.*": "ROS is offered with the plotting positions of NADA",
    r"beal_detects/ucl_(land|cox|zou|parkin|gamma)/.*": "limits that the EPA advises against",
    r".*/kendall_conf/.*": "words for p of any size mislead: evidence is graded by rule",
}


def records():
    """All records, with what they are to be called in a list of tests."""
    if not FOLDER.exists():
        return []
    found = [
        record
        for name in FILES
        for record in json.loads((FOLDER / f"expected_{name}.json").read_text(encoding="utf-8"))
    ]
    return [pytest.param(record, id=record["id"]) for record in found]


def rows_of(record):
    """Rows that a record is about."""
    data = record["data"]
    rows = pd.read_csv(FOLDER / data["file"])
    for column, value in data.get("filter", {}).items():
        rows = rows[rows[column] == value]
    return rows


def values_of(record):
    """Values of one series in order."""
    return rows_of(record)[record["data"].get("column", record["data"].get("y"))].to_numpy(float)


def censored_of(record):
    """Values, flags and dates of a series with non-detects."""
    rows, data = rows_of(record), record["data"]
    if "columns_y_cen_x" in data:
        value, flag, date = data["columns_y_cen_x"]
        return rows[value].to_numpy(float), rows[flag].to_numpy(bool), rows[date].to_numpy(float)
    value, flag = data["columns"]
    return rows[value].to_numpy(float), rows[flag].to_numpy(bool), None


def kendall(record):
    values = values_of(record)
    test = methods.mann_kendall(range(values.size), values)
    return {"S": test.s, "varS": test.var_s, "z": test.z, "p": test.p}


def kendall_and_sen(record):
    columns = {"epa17.6": ("Sampling.Date", "Sulfate.ppm"), "epa17.7": ("Year", "Sodium.ppm")}
    rows, name = rows_of(record), record["id"].split("/")[0]
    if name in columns:
        dates, values = (rows[column].to_numpy(float) for column in columns[name])
    else:
        values = values_of(record)
        dates = np.arange(1.0, values.size + 1)
    test, line = methods.mann_kendall(dates, values), methods.sen_slope(dates, values)
    found = {"S": test.s, "varS": test.var_s, "z": test.z, "slope": line.slope}
    found |= {"intercept": line.intercept, "slope_lcl": line.lower, "slope_ucl": line.upper}
    found["tau"] = test.s / (values.size * (values.size - 1) / 2)
    return found | ({"p": test.p} if test.p_method == "normal" else {})


def corrected(record):
    options = {
        "hamed_rao": ("hamed-rao", None),
        "hamed_rao_lag3": ("hamed-rao", 3),
        "yue_wang": ("yue-wang", None),
        "pre_whitening": ("pre-whitening", None),
        "tfpw": ("trend-free-pre-whitening", None),
    }
    correction, lags = options[record["category"]]
    found = corrected_kendall(values_of(record), correction, first_lags=lags)
    names = {"Corrected Zc": found.z, "new P-value": found.p, "Z-Value": found.z}
    return names | {"P-value": found.p, "N/N*": found.widening, "new.variance": found.var_s}


def change_point(record):
    found = methods.pettitt(rows_of(record)["year"], values_of(record))
    return {"U": found.u, "p": found.p, "K_index_1based": int(found.last_before - 1871 + 1)}


def blocks(record):
    rows, data = rows_of(record), record["data"]
    if "columns" in data:
        rows = rows.melt(["year", "month"], data["columns"], "site_id", "value")
        rows["year"] = rows["year"] + rows["month"] / 12
    of = "month" if "season" in data else "site_id"
    test = methods.regional_kendall(rows[of].astype(str), rows["year"], rows["value"])
    found = {"S": test.s, "tau": test.tau, "slope": test.slope, "B": test.slope}
    found |= {"slope_lcl": test.lower, "slope_ucl": test.upper, "z": test.z}
    found |= {"chisq_het": test.heterogeneity, "p_het": test.p_heterogeneity}
    found |= {"sl": test.p, "p_trend": test.p, "varS": test.var_s, "p": test.p}
    found |= {"sl.corrected": test.p_covarying, "varS.corrected": test.var_s_covarying}
    if record["id"] in {"nottem/csmk/trend", "hcb/multivariate/trend"}:
        return {"S": test.s, "varS": test.var_s_covarying}  # without continuity correction
    if record["id"] == "nottem/seasonal_dep/EnvStats":
        return {"p": [test.p_heterogeneity_covarying, test.p_covarying]}
    if record["id"] == "nottem/seasonal/Kendall":
        return {"S": test.s, "varS": test.var_s}  # without continuity correction
    return found


def discoveries(record):
    return {"BH": methods.benjamini_hochberg(values_of(record))}


def power(record):
    n, slope = record["data"]["n"], record["data"].get("slope_over_sigma")
    if slope is None:
        return {"scaled_mds": detectable_slope(range(n), 1.0)}
    return {"power": power_of_effect(slope * np.sqrt(n * (n * n - 1) / 12), n - 2)}


def line(record):
    values, flags, dates = censored_of(record)
    found = methods.censored_kendall(dates, values, flags, log="ats_log" in record["id"])
    return {"slope": found.slope, "intercept": found.intercept, "S": found.s, "tau": found.tau}


def seasonal_censored(record):
    rows = rows_of(record)
    parts = [
        methods.censored_kendall(part["dectime"], part["TCr"], part["CrND"].astype(bool)).s
        for _, part in rows.groupby("Season")
    ]
    return {"S": sum(parts)}


def regression(record):
    values, flags, dates = censored_of(record)
    fit = methods.censored_regression(values, flags, {"x": dates})
    found = dict(zip(("slope", "se_slope", "p_slope"), fit.of("x"), strict=True))
    found |= {"intercept": fit.of("intercept")[0], "scale": fit.scale}
    return found | {"loglik": fit.log_likelihood}


def kaplan_meier(record):
    values, flags, _ = censored_of(record)
    curve, limits = methods.kaplan_meier(values, flags), methods.mean_upper_limits(values, flags)
    error = limits.recommended.standard_error
    found = {"mean": curve.mean, "sd": curve.sd, "se_mean": error, "se": error}
    return found | {"ucl95": limits.student, "median": curve.quantile(0.5)}


def order_statistics(record):
    values, flags, _ = censored_of(record)
    modeled = methods.ros(values, flags)
    found = {"mean": modeled.mean, "sd": modeled.sd, "median": modeled.median}
    return found | {"cv": modeled.sd / modeled.mean, "modeled_sorted": modeled.modeled}


def lognormal(record):
    values, flags, _ = censored_of(record)
    fit = methods.fit_lognormal(values, flags)
    found = {"mean": fit.mean, "cv": fit.cv, "meanlog": fit.meanlog, "sdlog": fit.sdlog}
    found["median"] = fit.quantile(0.5)
    if record["id"].endswith("mle_lognormal/EnvStats"):
        found |= dict(zip(("lcl", "ucl"), fit.mean_interval(), strict=True))
    return found


def tolerance(record):
    values, flags, _ = censored_of(record)
    limit = methods.upper_tolerance_limit(values, flags, coverage=0.9)
    return {"q90": methods.fit_lognormal(values, flags).quantile(0.9), "utl95_90": limit.value}


def fit(record):
    if "column" in record["data"]:
        values, flags = values_of(record), None
    else:
        values, flags, _ = censored_of(record)
    distribution = "lognormal" if "lnorm" in record["id"] else "normal"
    found = methods.goodness_of_fit(values, flags, distribution=distribution)
    if "ppcc" in record["id"]:
        return {"r": found.r, "stat": found.r, "p": found.p}
    return {"p": found.p_shapiro_wilk if "_sw_" in record["id"] else found.p_anderson_darling}


def student(record):
    return {"ucl95": methods.mean_upper_limits(values_of(record)).student}


def recensored(record):
    values, flags, dates = censored_of(record)
    test = methods.mann_kendall(dates, methods.recensor(values, flags).values)
    return {"p": test.p, "tau": test.s / (values.size * (values.size - 1) / 2)}


BY_CATEGORY = {
    "mann_kendall": kendall,
    "sen_slope": lambda record: {"slope": kendall_and_sen(record)["slope"]},
    "pettitt": change_point,
    "fdr": discoveries,
    "ats": line,
    "seasonal_censored": seasonal_censored,
    "mle_censored_regression": regression,
    "km_ucl": kaplan_meier,
    "km": kaplan_meier,
    "ros": order_statistics,
    "mle": lognormal,
    "quantile_utl": tolerance,
    "ucl": student,
    "hicensor": recensored,
    "seasonal_sen": lambda record: {"slope": blocks(record)["slope"]},
}
BY_CATEGORY |= dict.fromkeys(
    ("mann_kendall_sen", "mann_kendall_sen_irregular_time"), kendall_and_sen
)
BY_CATEGORY |= dict.fromkeys(
    ("hamed_rao", "hamed_rao_lag3", "yue_wang", "pre_whitening", "tfpw"), corrected
)
BY_CATEGORY |= dict.fromkeys(
    ("seasonal_kendall", "correlated_seasonal", "regional_kendall", "multivariate_mk"), blocks
)
BY_CATEGORY |= dict.fromkeys(("power_linear", "min_detectable_trend"), power)
BY_CATEGORY |= dict.fromkeys(("gof", "gof_censored"), fit)
OTHER_P = {"tau_b", "D"}  # of other definitions
LOOSER = {"ats": 2e-2, "mle": 1e-4, "quantile_utl": 1e-4, "gof": 1e-4, "gof_censored": 1e-4}


@pytest.mark.skipif(not FOLDER.exists(), reason=f"{FOLDER} is absent: measured data")
def test_there_are_140_records():
    assert len(records()) == 140


@pytest.mark.parametrize("record", records())
def test_a_record_is_met_or_named_with_its_reason(record):
    reasons = [why for one, why in NOT_OFFERED.items() if re.fullmatch(one, record["id"])]
    if reasons:
        pytest.skip(reasons[0])
    found = BY_CATEGORY[record["category"]](record)
    compared = [key for key in record["expected"] if key in found and key not in OTHER_P]
    assert compared, f"nothing of {record['id']} is compared"
    rtol = LOOSER.get(record["category"], 1e-5 if "Kendall" in record["id"] else 1e-6)
    for key in compared:
        np.testing.assert_allclose(
            found[key], record["expected"][key], rtol=rtol, atol=1e-12, err_msg=key
        )


@pytest.mark.parametrize("n", [4, 6, 8, 12, 20])
def test_power_and_smallest_slope_of_invented_programmes_meet_envstats(n, answer):
    expected = answer("multiplicity_power", f"power/linear_n{n}")
    for slope in (0.1, 0.2, 0.5):
        found = power_of_effect(slope * np.sqrt(n * (n * n - 1) / 12), n - 2)
        expected.met(f"power_{slope}", found)
    expected.met("scaled_mds", detectable_slope(range(n), 1.0))
