"""Lines of longitude and latitude, and the length of a scale bar: round numbers on a map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.presentation.cartography.map_frames import MapFrame
from workbench.presentation.cartography.polygons import simplified
from workbench.presentation.cartography.projections import Points

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
MOST_LINES = 6
LINE_POINTS = 40
TOLERANCE = 0.2  # points: a bend that is smaller is not seen
BAR_SHARE = 0.3  # of the width of a frame that a scale bar takes at most


@dataclass(frozen=True)
class GridLine:
    """A meridian or a parallel.

    Attributes
    ----------
    degrees, step : float
        Its longitude or latitude, and how far the next line is. [degrees]
    is_meridian : bool
        Which of the two it is.
    points : array of float, shape (n_points, 2)
        Its course in the frame. [points of the page]
    end : float or None
        Where a meridian meets the lower edge of the frame, a parallel the left one; None where it
        does not.
    """

    degrees: float
    step: float
    is_meridian: bool
    points: Points
    end: float | None


def step_of(low: float, high: float) -> float:
    """Degrees between two lines of a graticule that reaches from one to another.

    Examples
    --------
    >>> step_of(33.1, 42.7), step_of(10.0, 198.0)
    (2.0, 30.0)
    """
    wanted = (high - low) / MOST_LINES
    return next((one for one in STEPS if one >= wanted), STEPS[-1])


def decimals_of(step: float) -> int:
    """Digits behind the point that multiples of a step need.

    Examples
    --------
    >>> decimals_of(5.0), decimals_of(0.5), decimals_of(0.02)
    (0, 1, 2)
    """
    return max(0, -math.floor(math.log10(step)))


def graticule(frame: MapFrame) -> Iterator[GridLine]:
    """Give the meridians and parallels of a frame."""
    west, south, east, north = frame.box
    latitudes = np.linspace(south, north, LINE_POINTS)
    longitudes = np.linspace(west, east, LINE_POINTS)
    step = step_of(west, east)
    for degrees in _multiples(step, west, east):
        positions = np.column_stack([np.full(LINE_POINTS, degrees), latitudes])
        yield GridLine(degrees, step, True, *_course(frame, positions, 0))
    step = step_of(south, north)
    for degrees in _multiples(step, south, north):
        if abs(degrees) < 90:
            positions = np.column_stack([longitudes, np.full(LINE_POINTS, degrees)])
            yield GridLine(degrees, step, False, *_course(frame, positions, 1))


def _multiples(step: float, low: float, high: float) -> Sequence[float]:
    """Multiples of a step in a span."""
    return [step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _course(frame: MapFrame, positions: Points, fixed: int) -> tuple[Points, float | None]:
    """Course of a line of one longitude (0) or latitude (1), and where it meets its edge."""
    points = frame.to_points(positions)
    side, along = points[:, 1 - fixed], points[:, fixed]
    crossing = np.flatnonzero((side[:-1] < 0) != (side[1:] < 0))
    shares = side[crossing] / (side[crossing] - side[crossing + 1])
    ends = along[crossing] + shares * (along[crossing + 1] - along[crossing])
    length = (frame.width, frame.height)[fixed]
    end = next((one for one in ends.tolist() if 0 <= one <= length), None)
    return simplified(points, TOLERANCE), end


def bar_km(frame: MapFrame) -> float:
    """Length of a scale bar: one, two or five times a power of ten.

    Parameters
    ----------
    frame : MapFrame
        The bar takes at most three tenths of its width. [km]

    Returns
    -------
    float
        Length. [km]
    """
    most = BAR_SHARE * frame.width * frame.km_per_point
    power = 10.0 ** math.floor(math.log10(most))
    return max(times * power for times in (1, 2, 5) if times * power <= most)
