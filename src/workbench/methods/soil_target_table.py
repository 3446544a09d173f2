"""States of all targets of a set for all samples, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from workbench.methods.soil_target_state import (
    Conversion,
    Measurement,
    SoilTargetState,
    TargetSoil,
    soc_clay_ratio,
    soil_target_state,
)
from workbench.vocabulary.soil.targets import SoilTarget

COLUMNS = (
    "sample_id",
    "indicator",
    "criterion",
    "state",
    "value",
    "unit",
    "reason",
    "conversion",
    "row_id",
)
NOTHING_STATED = TargetSoil()
RATIO = "SOC_clay"


def soil_target_table(
    values: pd.DataFrame,
    soils: Mapping[str, TargetSoil],
    targets: Sequence[SoilTarget],
    *,
    conversions: Sequence[Conversion] = (),
    as_reference: bool = False,
) -> pd.DataFrame:
    """Judge every sample by every target; what was not measured is not assessable.

    The ratio of carbon to clay is worked out where a sample has both.

    Parameters
    ----------
    values : DataFrame
        One row a sample and indicator: sample_id, indicator, value (the limit where `censored`),
        unit, censored.
    soils : mapping of str to TargetSoil
        Soil of each sample; nothing is stated of one without.
    targets : sequence of SoilTarget
        See `workbench.vocabulary.soil.targets.targets_of`.
    conversions : sequence of Conversion
        Those that are declared.
    as_reference : bool
        Whether a law may be compared with where it does not hold.

    Returns
    -------
    DataFrame
        One row a sample and target: sample_id, indicator, criterion (`< 4 dS/m`; empty where the
        law has no number), state (met, missed, exempt, not assessable), value and unit (of the
        target), reason, conversion (source of the one that was used), row_id of the target.

    Raises
    ------
    SeriesError
        If a conversion has no source.
    VocabularyError
        If the status of some land is unknown.
    UnitError
        If carbon or clay is given in another unit than a mass fraction.

    Examples
    --------
    >>> from workbench.vocabulary.soil.targets import targets_of
    >>> rows = [("a", "SOC", 20.0, "g/kg", False), ("a", "clay", 25.0, "%", False)]
    >>> columns = ["sample_id", "indicator", "value", "unit", "censored"]
    >>> found = soil_target_table(
    ...     pd.DataFrame(rows, columns=columns), {"a": TargetSoil("FIN")}, targets_of("EU-SML-2025")
    ... )
    >>> found[["indicator", "state"]].head(2).to_dict("records")
    [{'indicator': 'EC_e', 'state': 'not assessable'}, {'indicator': 'SOC_clay', 'state': 'met'}]
    """
    rows = []
    for sample, part in values.groupby("sample_id", sort=False):
        measured = {one.indicator: one for one in _measurements(part)}
        if RATIO not in measured and {"SOC", "clay"} <= measured.keys():
            measured[RATIO] = _ratio(measured["SOC"], measured["clay"])
        soil = soils.get(str(sample), NOTHING_STATED)
        for target in targets:
            state = _state(target, measured, soil, conversions, as_reference=as_reference)
            rows.append(_row(str(sample), target, state))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _measurements(part: pd.DataFrame) -> Iterator[Measurement]:
    """Values of one sample."""
    for row in part.to_dict("records"):
        yield Measurement(row["indicator"], float(row["value"]), row["unit"], bool(row["censored"]))


def _ratio(carbon: Measurement, clay: Measurement) -> Measurement:
    """Ratio of carbon to clay; no number where clay is a non-detect."""
    ratio = soc_clay_ratio(carbon.value, carbon.unit, clay.value, clay.unit)
    value = float("nan") if clay.censored else ratio.value
    return Measurement(RATIO, value, ratio.unit, carbon.censored)


def _state(
    target: SoilTarget,
    measured: Mapping[str, Measurement],
    soil: TargetSoil,
    conversions: Sequence[Conversion],
    *,
    as_reference: bool,
) -> SoilTargetState:
    """Judge by what was measured itself, else by what a declared conversion is from."""
    into = [one for one in conversions if one.indicator_to == target.indicator]
    used = next((one for one in into if one.indicator_from in measured), None)
    value = measured.get(target.indicator)
    if value is None and used is not None:
        value = measured[used.indicator_from]
    absent = Measurement(target.indicator, float("nan"), target.unit)
    return soil_target_state(
        target, value or absent, soil, conversion=used, as_reference=as_reference
    )


def _row(sample: str, target: SoilTarget, state: SoilTargetState) -> tuple[object, ...]:
    """Row of the table."""
    return (
        sample,
        target.indicator,
        target.criterion,
        state.state,
        state.value,
        target.unit,
        state.reason,
        state.conversion.source if state.conversion else "",
        target.row_id,
    )
