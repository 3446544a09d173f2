"""What figures draw of the numbers that they are given."""

import pytest

from workbench.presentation import charts


def bars(figure):
    """Ends of each bar of a figure."""
    (axes,) = figure.axes
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]


def texts(figure):
    """Texts that stand at bars or points."""
    (axes,) = figure.axes
    return [one.get_text() for one in axes.texts]


def test_the_middle_level_lies_half_on_either_side_and_those_without_one_apart():
    row = charts.diverging.Row("monitoring", (1, 2, 4, 0, 3), n_without=5)
    figure = charts.diverging.draw([row], "ratings")
    ends = [end for bar in bars(figure) for end in bar]
    assert ends == pytest.approx([-5, -4, -4, -2, -2, 2, 2, 5, 5.6, 10.6])
    times = "\N{MULTIPLICATION SIGN}"
    assert texts(figure) == [
        *(f"{level} {times} {n}" for level, n in ((1, 1), (2, 2), (3, 4), (5, 3))),
        f"\N{EN DASH} {times} 5",
    ]


def test_points_at_one_place_have_their_numbers_together():
    places = [("1", 1.0, 0.5), ("2", 0.2, 0.5), ("3", 1.0, 0.5)]
    figure = charts.numbered.draw([charts.numbered.Point(*one) for one in places], ("x", "y"))
    assert texts(figure) == ["2", "1, 3"]
