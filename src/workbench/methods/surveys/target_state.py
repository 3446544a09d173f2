"""Whether a target is met, as far as the answers tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.intervals import Interval

State = Literal["met", "not met", "inconclusive", "no target"]
WEAKEST_FIRST: tuple[State, ...] = ("no target", "not met", "inconclusive", "met")


@dataclass(frozen=True)
class TargetState:
    """State from the interval, and the state that no missing answer can change."""

    target: float | None
    state: State
    state_under_bounds: State


@dataclass(frozen=True)
class EachState:
    """State of a target that each of several units has to meet."""

    state: State
    n_met: int
    n_units: int
    missing: tuple[str, ...]  # below the target
    unknown: tuple[str, ...]  # nothing was heard of them


def target_state(interval: Interval, bounds: Interval, target: float | None) -> TargetState:
    """Judge a share against a target, from its interval and from its bounds.

    Met where all of the interval is at or above the target, not met where all of it is below, else
    inconclusive, which is also said where there is no interval. A plan that names no number has no
    target: it is never met or missed.

    Parameters
    ----------
    interval : Interval
        Of the share, from its sample. [share, 0 to 1]
    bounds : Interval
        Of the share in the frame, without assumptions. [share, 0 to 1]
    target : float or None
        Share to reach; None where the plan names no number. [share, 0 to 1]

    Returns
    -------
    TargetState

    Raises
    ------
    ParameterError
        If the target is not from 0 to 1.

    Examples
    --------
    >>> target_state(Interval(0.54, 0.73), Interval(0.29, 0.83), 0.5)
    TargetState(target=0.5, state='met', state_under_bounds='inconclusive')
    """
    if target is not None and not 0 <= target <= 1:
        raise ParameterError(f"The target is {target:g}. Give a share, as 0.8 for 80 %.")
    return TargetState(target, _state(interval, target), _state(bounds, target))


def weaker(one: State, other: State) -> State:
    """Give the state that claims less of the target: met only where both are.

    Examples
    --------
    >>> weaker("met", "inconclusive"), weaker("inconclusive", "not met")
    ('inconclusive', 'not met')
    """
    return min(one, other, key=WEAKEST_FIRST.index)


def each_has(counts: Mapping[str, int | None], least: int = 1) -> EachState:
    """Judge whether each unit has at least a number of something, as one laboratory a region.

    Parameters
    ----------
    counts : mapping of str to int or None
        Number that each unit has; None where it is not known.
    least : int
        Number that each must have.

    Returns
    -------
    EachState
        Not met as soon as one unit is known to lack it.

    Raises
    ------
    SeriesError
        If there is no unit, or a count is not a whole number from 0.
    ParameterError
        If `least` is below 1.

    Examples
    --------
    >>> each_has({"Asia": 2, "Pacific": 0, "Africa": None})
    EachState(state='not met', n_met=1, n_units=3, missing=('Pacific',), unknown=('Africa',))
    """
    if least < 1:
        raise ParameterError(f"Each must have {least}. Give 1 or more.")
    if not counts:
        raise SeriesError("There are no units to judge. Give each with its count, or None.")
    known = {unit: count for unit, count in counts.items() if count is not None}
    odd = [unit for unit, count in known.items() if count < 0 or not float(count).is_integer()]
    if odd:
        raise SeriesError(
            f"The count of {odd[0]} is {known[odd[0]]:g}. Give a whole number from 0."
        )
    missing = tuple(unit for unit, count in known.items() if count < least)
    unknown = tuple(unit for unit in counts if unit not in known)
    without_missing: State = "inconclusive" if unknown else "met"
    state: State = "not met" if missing else without_missing
    return EachState(state, len(known) - len(missing), len(counts), missing, unknown)


def _state(interval: Interval, target: float | None) -> State:
    """Judge one interval; NaN is neither above nor below."""
    if target is None:
        return "no target"
    if interval.lower >= target:
        return "met"
    return "not met" if interval.upper < target else "inconclusive"
