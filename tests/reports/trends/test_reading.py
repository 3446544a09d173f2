"""What a reader meets first, and reasons that say what would help."""

import pandas as pd
import pytest

FULL_YEAR = [f"{month:02d}" for month in (1, 4, 7, 10)]


def sentences(result):
    return [finding.sentence for finding in result.findings]


def at_dates(zinc, dates_of_site):
    """One value of each site at each of its dates."""
    rows = [(site, date) for site, dates in dates_of_site.items() for date in dates]
    made = pd.DataFrame(rows, columns=["site_id", "sampled_on"])
    first = zinc.drop_duplicates("site_id").drop(columns="sampled_on")
    return made.merge(first, on="site_id").assign(campaign="")


def test_one_site_of_many_months_takes_no_pair_from_the_others(zinc, judged):
    sites = [f"XAA-{number:03d}" for number in range(1, 7)]
    dates = {site: ["2002-09-15", "2006-05-15"] for site in sites}
    dates[sites[0]] = [f"2002-{month}-15" for month in FULL_YEAR] + ["2006-05-15"]
    (trend,) = judged(at_dates(zinc, dates)).rows("trends").values()
    assert (trend["n_pairs"], trend["grade"]) == (6, "no-evidence")
    assert "the sampling month changed in 2006" in trend["caution"]


def test_months_that_never_come_again_are_the_reason(zinc, judged):
    quarters = [f"2002-{month}-15" for month in FULL_YEAR]
    later = [f"2006-{month}-15" for month in ("02", "05", "08", "11")]
    samples = at_dates(zinc, {f"XAA-{number:03d}": quarters + later for number in range(1, 4)})
    said = [one for one in sentences(judged(samples)) if "cannot be judged" in one]
    assert "no site was sampled in the same month of two rounds" in said[0]


@pytest.mark.parametrize(
    ("is_open", "advice"),
    [
        (True, "Sampling the same sites again with a lower detection limit would allow it."),
        (False, "Sampling the same sites again would allow it."),
    ],
)
def test_a_lower_limit_is_advised_only_where_there_are_non_detects(zinc, judged, is_open, advice):
    dates = {f"XAA-{number:03d}": [f"{2002 + number % 2}-09-15"] for number in range(1, 7)}
    samples = at_dates(zinc, dates).assign(censored=is_open)
    assert any(one.endswith(advice) for one in sentences(judged(samples)))


def test_the_longest_record_comes_first(zinc, judged):
    short = zinc[zinc["sampled_on"].str[:4].isin(["2010", "2011", "2012"])]
    told = sentences(judged(pd.concat([short.assign(substance="As"), zinc])))
    changes = list(
        dict.fromkeys(one.split(" in ")[0] for one in told if "confidence interval" in one)
    )
    assert changes == ["Zinc", "Arsenic"]


def test_samples_of_one_year_are_not_said_to_go_to_another(zinc, judged):
    result = judged(zinc[zinc["sampled_on"].str[:4] == "2010"])
    assert any(one.endswith("24 sites, all of 2010.") for one in sentences(result))


def test_a_record_that_ended_long_ago_is_not_the_headline(zinc, judged):
    year = zinc["sampled_on"].str[:4].astype(int)
    early = zinc[year <= 2013].assign(fraction="aqua_regia")
    early["value"] *= 1.2 ** (year - 2008)
    later = zinc.assign(fraction="total", sampled_on=(year + 16).astype(str))
    told = sentences(judged(pd.concat([early, later])))
    (headline,) = [one for one in told if "The data are" in one and "measurements at" in one]
    assert "zinc" in headline
    assert "increase" not in headline
