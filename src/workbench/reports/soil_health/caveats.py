"""What holds for any report on soil health, whatever its numbers are."""

from __future__ import annotations

STANDING = (
    "Indices of contamination and of health risk are screens. They are no clinical and no "
    "regulatory verdict, and say nothing of any person.",
    "An index says how soils are, not why: no cause is claimed.",
    "A mean makes a low score good by a high one; the weakest indicator stands beside it.",
    "Scores come from curves on file, never from the sites at hand: sites more or fewer change "
    "no score of another.",
    "A contamination index depends on the background that it is measured against.",
    "Intervals are those of drawing other sites of the same kind. Sites that were chosen for a "
    "suspicion do not stand for the country.",
)
