"""Numbers that are known between two bounds: a non-detect lies between 0 and its limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.methods.basics.arrays import Flags, Floats


@dataclass(frozen=True)
class Bounded:
    """Lower and upper bound of each number, equal where it is known.

    Both are NaN where it was not measured. The lower one alone is NaN where the number has no
    lower bound, as the logarithm of a non-detect.
    """

    lower: Floats
    upper: Floats

    @property
    def known(self) -> Flags:
        """Whether each number is known, neither bounded nor missing."""
        return np.asarray(self.lower == self.upper)

    @property
    def measured(self) -> Flags:
        """Whether anything is known of each number."""
        return np.asarray(~np.isnan(self.upper))
