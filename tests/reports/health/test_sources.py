"""Point sources and clusters on the page: which sites are a source, and what is hidden."""

import pandas as pd

from workbench.reports.health.sources import point_sources


def site(name, east, north, kind="point", n=1):
    row = {"site_id": name, "longitude": east, "latitude": north, "source_type": kind}
    return [row | {"value": 1.0}] * n


def test_sites_close_together_are_one_source_and_diffuse_ones_are_none():
    samples = pd.DataFrame(
        [
            *site("A", 10.0, 50.0, n=3),
            *site("B", 10.01, 50.0, n=2),
            *site("C", 11.0, 50.0),
            *site("D", 12.0, 50.0, "diffuse", n=9),
            *site("E", float("nan"), 50.0, n=9),
        ]
    )
    assert point_sources(samples) == {"A": (10.0, 50.0), "C": (11.0, 50.0)}


def test_an_excess_at_a_planted_source_is_found_and_a_cluster_lies_there(changed_example):
    """Cases of a corner of the country are doubled; a site there is a point source."""

    def change(frames):
        areas = frames["areas"]
        middle = areas.loc[areas["area_id"] == "XAA-0505", ["longitude", "latitude"]].iloc[0]
        near = (areas[["longitude", "latitude"]] - middle).abs().max(axis=1) < 0.15
        own, ids = frames["outcomes"], set(areas.loc[near, "area_id"])
        factor = own["area_id"].isin(ids) & (own["outcome"] == "N18")
        frames["outcomes"] = own.assign(cases=own["cases"].where(~factor, 3 * own["cases"]))
        soil = frames["measurements"].iloc[:1]
        planted = soil.assign(
            site_id="smelter",
            source_type="point",
            longitude=middle.iloc[0],
            latitude=middle.iloc[1],
        )
        others = frames["measurements"].assign(source_type="diffuse")
        frames["measurements"] = pd.concat([others, planted], ignore_index=True)

    result = changed_example("XAA", change)
    (row,) = result.rows("sources").values()
    assert (row["source"], row["verdict"]) == ("smelter", "excess")
    assert row["change_upper"] < 0
    (cluster,) = result.rows("clusters").values()
    assert cluster["p"] <= 0.01
    said = " ".join(one.sentence for one in result.findings)
    assert "Source smelter: cases of chronic kidney disease (ICD-10 N18) are more than" in said
