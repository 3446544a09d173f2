"""What figures draw of the numbers that they are given."""

import math
from itertools import pairwise

import pytest

from workbench.presentation import charts
from workbench.presentation.style import DETECT, NON_DETECT


def bars(figure):
    """Ends of each bar of a figure."""
    (axes,) = figure.axes
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]


def texts(figure):
    """Texts that stand at bars or points."""
    (axes,) = figure.axes
    return [one.get_text() for one in axes.texts]


def test_the_middle_level_lies_half_on_either_side_and_those_without_one_apart():
    row = charts.diverging.DivergingRow("monitoring", (1, 2, 4, 0, 3), n_without=5)
    figure = charts.diverging.draw([row], "ratings")
    ends = [end for bar in bars(figure) for end in bar]
    assert ends == pytest.approx([-5, -4, -4, -2, -2, 2, 2, 5, 5.6, 10.6])
    times = "\N{MULTIPLICATION SIGN}"
    assert texts(figure) == [
        *(f"{level} {times} {n}" for level, n in ((1, 1), (2, 2), (3, 4), (5, 3))),
        f"\N{EN DASH} {times} 5",
    ]


def test_each_point_has_its_name_beside_it_also_where_points_are_at_one_place():
    places = [("one", 1.0, 0.5), ("two", 0.2, 0.9), ("three", 1.0, 0.5)]
    figure = charts.named_points.draw(
        [charts.named_points.NamedPoint(*one) for one in places], ("x", "y")
    )
    assert texts(figure) == ["two", "one", "three"]
    heights = [text.get_position()[1] for text in figure.axes[0].texts]
    assert all(one - other > 0.1 for one, other in pairwise(heights))


def test_thresholds_have_their_values_and_close_ones_have_them_together():
    thresholds = [(0.6, "0.6"), (0.61, "0.61"), (1.0, "1")]
    panel = charts.panels.SeriesPanel("Cd", [(2010.0, 0.4, DETECT)], thresholds=thresholds)
    assert texts(charts.panels.draw([panel], "median")) == ["0.6; 0.61", "1"]


def test_lines_of_steps_have_a_legend_only_where_there_are_several():
    lines = [charts.steps.StepsLine(name, [(2020.0, 1.0), (2021.0, 0.5)]) for name in "AB"]
    axis = charts.steps.StepsAxis("limit", "limit by tens", str)
    panels = [charts.steps.StepsPanel("Cd", lines[:1]), charts.steps.StepsPanel("Pb", lines)]
    first, second = charts.steps.draw(panels, axis).axes
    assert (first.get_title(loc="left"), first.get_legend()) == ("Cd, A", None)
    assert len(second.get_legend().get_texts()) == 2


def test_a_caterpillar_has_a_mark_and_an_interval_for_each_value():
    values = [
        charts.caterpillar.Value(0.8, 0.5, 1.1, DETECT),
        charts.caterpillar.Value(1.0, math.nan, math.nan, NON_DETECT),
        charts.caterpillar.Value(1.4, 1.2, 1.7, DETECT),
    ]
    figure = charts.caterpillar.draw(values, "areas", "ratio")
    (axes,) = figure.axes
    line, *marks = axes.lines
    assert set(line.get_ydata()) == {1.0}
    assert [list(one.get_ydata()) for one in marks] == [[0.8, 1.4], [1.0]]
    assert len(axes.collections) == len(values)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("areas", "ratio")


@pytest.fixture
def forests():
    row = charts.forest.ForestRow
    panels = [
        charts.forest.ForestPanel("one", [row("crude", DETECT, 1.2, (1.1, 1.3))]),
        charts.forest.ForestPanel(
            "two", [row("crude", DETECT, 3.0, (2.0, 4.0)), row("open", DETECT, 1.0, (None, None))]
        ),
    ]
    return charts.forest.draw_panels(panels, "rate ratio")


def test_panels_of_forests_share_their_axis(forests):
    first, second = forests.axes
    assert first.get_xlim() == second.get_xlim()
    assert [axes.get_title(loc="left") for axes in forests.axes] == ["one", "two"]
    assert [text.get_text() for text in second.get_yticklabels()] == ["crude", "open"]


def test_an_interval_that_is_not_known_is_not_drawn(forests):
    assert [len(axes.collections) for axes in forests.axes] == [1, 1]


def test_one_date_stands_on_an_axis_of_years_and_not_of_centuries():
    line = charts.steps.StepsLine("EX-LAB", [(2022.0, 0.015)])
    axis = charts.steps.StepsAxis("limit", "limit by tens", str)
    (axes,) = charts.steps.draw([charts.steps.StepsPanel("Mercury", [line])], axis).axes
    assert axes.get_xlim() == (2020.0, 2024.0)


def test_an_axis_by_ratios_has_several_numbers_where_values_are_close_to_one():
    rows = [charts.dots.DotsRow("Lead", [(0.6, 0), (1.9, 0)])]
    (axes,) = charts.dots.draw(rows, [(DETECT, "")], charts.dots.DotsAxis("factor")).axes
    assert [one.get_text() for one in axes.get_xticklabels()][:3] == ["0.5", "0.7", "1.0"]


def test_an_index_is_drawn_on_the_whole_of_its_scale():
    row = charts.forest.ForestRow("Ambervale", DETECT, 0.2, (0.1, 0.3))
    (axes,) = charts.forest.draw([row], "gap index", ends=(0.0, 1.0)).axes
    assert axes.get_xlim() == pytest.approx((-0.02, 1.02))
