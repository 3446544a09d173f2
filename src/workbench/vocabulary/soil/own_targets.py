"""Target and trigger values that a country sets itself: which apply, what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from workbench.vocabulary.distinct import note, texts_of
from workbench.vocabulary.soil.indicators import indicators
from workbench.vocabulary.soil.monitoring_law import descriptor_of
from workbench.vocabulary.soil.targets import SoilTarget
from workbench.vocabulary.substances import substances

NATIONAL = "set by the country itself"


@dataclass(frozen=True)
class OwnTarget:
    """Values of one country for one indicator or contaminant.

    Attributes
    ----------
    indicator, unit : str
        What they are for, and the unit of both.
    better : {"below", "above"}
        Side of a value on which a soil is in the better state.
    target, trigger : float or None
        Sustainable target value and operational trigger value; None where it is not set.
    texture_class, soil_type, land_use : str
        What they hold for; empty: any.
    instrument, source : str
        What sets them, and where they were read.
    """

    indicator: str
    unit: str
    better: Literal["below", "above"]
    target: float | None
    trigger: float | None
    texture_class: str
    soil_type: str
    land_use: str
    instrument: str
    source: str

    @property
    def conditions(self) -> tuple[str, str, str]:
        """Texture, kind of soil and land use that it holds for; empty: any."""
        return self.texture_class, self.soil_type, self.land_use

    @property
    def as_target(self) -> SoilTarget | None:
        """The sustainable target value, as `soil_target_state` takes it."""
        return None if self.target is None else self._at(self.target)

    @property
    def as_trigger(self) -> SoilTarget | None:
        """The trigger value: it is reached by what misses it, a value equal to it too."""
        return None if self.trigger is None else self._at(self.trigger)

    def _at(self, value: float) -> SoilTarget:
        """One of the values, for any soil: `applying` has looked at the conditions."""
        known = descriptor_of(self.indicator)
        return SoilTarget(
            row_id=f"{self.indicator}:{value:g}",
            set_id="EU-SML-2025",
            part="B" if known is None or known.part not in {"A", "B", "C"} else _part(known.part),
            indicator=self.indicator,
            unit=self.unit,
            method="",
            comparison=self.better,
            value=value,
            value_text=f"{value:g}",
            textures=(),
            soil="",
            exempt=(),
            regions="",
            kind=NATIONAL,
            valid_from="",
            note="",
            source=self.source,
            verified="yes",
        )


def _part(part: str) -> Literal["A", "B", "C"]:
    """Part of the annex, as a target has it."""
    return "A" if part == "A" else "C" if part == "C" else "B"


def applying(
    given: Sequence[OwnTarget], texture_class: str, soil_type: str, land_use: str
) -> OwnTarget | None:
    """Values that hold for a soil: those with the most conditions that it meets.

    Parameters
    ----------
    given : sequence of OwnTarget
        Of one indicator.
    texture_class, soil_type, land_use : str
        Of the soil; empty where it is not stated, which meets no condition.

    Returns
    -------
    OwnTarget or None
        None where no row holds for the soil.

    Examples
    --------
    >>> common = ("P_ext", "mg/kg", "below", 60.0, None)
    >>> any_soil = OwnTarget(*common, "", "", "", "Decree 1", "p. 2")
    >>> sand = OwnTarget(*common, "sand", "", "", "Decree 1", "p. 3")
    >>> [applying([any_soil, sand], texture, "", "").source for texture in ("sand", "clay", "")]
    ['p. 3', 'p. 2', 'p. 2']
    """
    soil = (texture_class, soil_type, land_use)
    fitting = [
        one
        for one in given
        if all(
            not wanted or wanted == has for wanted, has in zip(one.conditions, soil, strict=True)
        )
    ]
    return max(fitting, key=lambda one: sum(map(bool, one.conditions)), default=None)


def note_faults_of_targets(rows: pd.DataFrame) -> None:
    """Write down what is wrong with rows of `own_soil_targets`, beyond what each column may hold.

    Parameters
    ----------
    rows : DataFrame
        Columns of the store table, and `reason`, which is filled in where it is empty.
    """
    known = {*indicators(), *substances()}
    strange = texts_of(
        rows["indicator"].fillna(""), lambda text: "" if text in known else f"unknown {text!r}"
    )
    note(rows, (strange != "") & rows["indicator"].notna(), strange)
    note(rows, rows["target"].isna() & rows["trigger"].isna(), "neither target nor trigger")
    below, above = rows["better"] == "below", rows["better"] == "above"
    is_stricter = (below & (rows["trigger"] < rows["target"])) | (
        above & (rows["trigger"] > rows["target"])
    )
    note(rows, is_stricter, "the trigger is stricter than the target")
