"""The step plot of detection limits: what it shows, and that no laboratory is told by colour."""

from workbench.presentation.style import LINES


def test_each_step_is_told_in_words(trends_result):
    drawn = trends_result("XAB").page.figures.limits
    assert (
        "Mercury in soil, 0-20 cm: EX-LAB 0.1 mg/kg from 2008, 0.04 mg/kg from 2013, "
        "0.01 mg/kg from 2018."
    ) in drawn.alt
    assert drawn.narrow


def test_the_substance_whose_limit_moved_most_comes_first(trends_result):
    alt = trends_result("XAB").page.figures.limits.alt
    assert alt.index("Mercury") < alt.index("Antimony")


def test_a_limit_of_one_sampling_round_is_no_figure(trends_result):
    drawn = str(trends_result("XAA").page.figures.limits)
    assert drawn.startswith("There is no figure of detection limits because each is known from one")


def test_a_caption_counts_what_changes_unless_series_are_joined(trends_result):
    whole, joined = (trends_result(area).page.figures.slopes.caption for area in ("XAA", "XAC"))
    assert whole.startswith(
        "With strong or weak evidence, 1 of 3 series is rising and 1 is falling."
    )
    assert joined.startswith("Change a year within sites")


def test_without_a_known_limit_there_is_one_line(zinc, judged):
    drawn = str(judged(zinc).page.figures.limits)
    assert drawn.startswith("There is no figure because no detection limit")


def test_lines_differ_in_marker_and_dashes_too():
    assert len({line.marker for line in LINES}) == len({line.dashes for line in LINES}) == 4


def test_two_ways_and_two_laboratories_have_a_line_each(zinc, judged, since):
    zinc["lod"] = since(zinc, 2015).map({False: 2.0, True: 1.0})
    zinc["method"] = since(zinc, 2015).map({False: "AAS", True: "ICP-MS"})
    alt = judged(zinc).page.figures.limits.alt
    assert "EX-LAB, aqua regia, AAS 2 mg/kg from 2008" in alt
    assert "EX-LAB, aqua regia, ICP-MS 1 mg/kg from 2015" in alt


def test_laboratories_that_are_not_drawn_are_spoken_of(zinc, judged):
    zinc["lod"], zinc["lab_id"] = 1.0, "laboratory " + zinc["site_id"].str[-1]
    assert "laboratories with the most limits" in judged(zinc).page.figures.limits.caption
