"""Shapes of a map: cut to its frame, and with no more points than can be seen."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Line: TypeAlias = NDArray[np.float64]  # (n_points, 2), or more columns that are carried along


def clipped(ring: Line, width: float, height: float) -> Line:
    """Cut a closed ring to a frame with its lower left corner at nought.

    Parameters
    ----------
    ring : array of float, shape (n_points, n_columns)
        Across, up and what is carried along; the last point is the first.
    width, height : float
        Of the frame.

    Returns
    -------
    array of float
        Closed ring; empty where none of it is in the frame. Parts of a shape that the frame cuts
        apart stay joined by lines along its border.

    References
    ----------
    .. [1] I. E. Sutherland, G. W. Hodgman, "Reentrant polygon clipping," Communications of the ACM,
       vol. 17, pp. 32-42, 1974. doi:10.1145/360767.360802
    """
    points = ring[:-1]
    for column, limit, side in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        points = _half(points, side * (points[:, column] - limit))
    return np.concatenate([points, points[:1]])


def _half(points: Line, inward: NDArray[np.float64]) -> Line:
    """Keep what is on the inner side of a line, given how far inward each point is."""
    inside = inward >= 0
    if inside.all() or not inside.any():
        return points[inside]
    following, next_inward = np.roll(points, -1, axis=0), np.roll(inward, -1)
    crosses = inside != np.roll(inside, -1)
    gap = np.where(crosses, inward - next_inward, 1.0)
    crossing = points + (inward / gap)[:, None] * (following - points)
    both = np.stack([points, crossing], axis=1)
    kept: Line = both[np.column_stack([inside, crosses])]
    return kept


def simplified(line: Line, tolerance: float) -> Line:
    """Leave out points that lie nearer to the line without them than can be seen.

    Parameters
    ----------
    line : array of float, shape (n_points, n_columns)
        Points in their order; a ring ends with its first point.
    tolerance : float
        Greatest distance of a point that is left out, in the unit of the line.

    Returns
    -------
    array of float
        Some of the points, first and last among them; of a ring three at least.

    References
    ----------
    .. [1] D. H. Douglas, T. K. Peucker, "Algorithms for the reduction of the number of points
       required to represent a digitized line or its caricature," Cartographica, vol. 10,
       pp. 112-122, 1973. doi:10.3138/FM57-6770-U75U-7727

    Examples
    --------
    >>> simplified(np.array([[0.0, 0.0], [1.0, 0.1], [2.0, 0.0], [2.0, 2.0]]), 0.5).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0]]
    """
    kept = np.zeros(len(line), dtype=bool)
    kept[[0, -1]] = True
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        away = _distances(line[first + 1 : last, :2], line[first, :2], line[last, :2])
        place = int(away.argmax())
        is_ring = np.array_equal(line[first, :2], line[last, :2])
        if away[place] > tolerance or is_ring:
            middle = first + 1 + place
            kept[middle] = True
            open_parts += [(first, middle), (middle, last)]
    return line[kept]


def _distances(points: Line, start: Line, end: Line) -> NDArray[np.float64]:
    """Distance of points from the segment between two others."""
    along, from_start = end - start, points - start
    length = float(along @ along)
    share = np.clip(from_start @ along / length, 0, 1) if length else np.zeros(len(points))
    apart: NDArray[np.float64] = from_start - share[:, None] * along
    return np.hypot(apart[:, 0], apart[:, 1])


def size(ring: Line) -> float:
    """Longer side of the box around a ring; nought for a single point."""
    return float(np.ptp(ring[:, :2], axis=0).max()) if len(ring) else 0.0
