"""Tables for a reader: the law beside each threshold, and no column that says nothing."""

from examples.store import all_rows

LEAD = "iso3 == 'XAE' and substance == 'Pb' and land_use == 'agricultural'"


def headings(table):
    return list(table.frame.columns)


def test_the_law_of_a_reference_set_stands_beside_each_threshold(judged):
    lead = all_rows("measurements").query(LEAD)
    row = judged(lead, reference_set="KOR").page.show.comparisons.frame.iloc[0]
    assert (row["Threshold"], row["Law of"]) == ("200", "South Korea")
    assert "Law of" not in headings(judged(lead).page.show.comparisons)


def test_a_column_without_any_value_is_not_shown(trends_result):
    assert headings(trends_result("XAE").page.show.comparisons) == [
        "Series",
        "Sampling round",
        "Land use",
        "Samples",
        "Why no share",
    ]


def test_an_area_without_data_has_no_empty_tables_and_figures(trends_result):
    page = trends_result("XAF").page
    for table in ("comparability", "conditions", "comparisons", "trends", "sensitivity"):
        assert str(page.show[table]) == ""
    assert not any(str(page.figures[name]) for name in ("map", "coverage", "limits", "series"))


def test_the_picture_of_the_series_names_the_law_of_a_reference_set(judged):
    lead = all_rows("measurements").query(LEAD)
    drawn = judged(lead, reference_set="KOR").page.figures.series
    assert "(reference set: law of South Korea)" in drawn.caption
    assert "threshold 200 mg/kg" in drawn.alt
    assert "reference set" not in judged(lead).page.figures.series.caption


def test_periods_are_shown_with_units_laboratories_and_limits(trends_result):
    periods = trends_result("XAB").page.show.conditions.frame
    mercury = periods.query("Series.str.startswith('Mercury')")
    columns = ["From", "To", "Unit given", "Laboratory", "Depth", "Highest limit"]
    assert mercury[columns].to_numpy().tolist() == [
        ["2008", "2012", "mg/kg", "EX-LAB", "0-20 cm", "0.1"],
        ["2013", "2017", "mg/kg", "EX-LAB", "0-20 cm", "0.04"],
        ["2018", "2022", "mg/kg", "EX-LAB", "0-20 cm", "0.01"],
    ]
