"""Dry matter that a long file gives in rows of its own: each sample's contents get it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from workbench.errors import WorkbenchError
from workbench.inputs.distinct import note, texts_of
from workbench.inputs.files.declarations import Observations
from workbench.inputs.files.notation import NumberForm
from workbench.inputs.measurements.readings import RANGES
from workbench.vocabulary.units import factor

OF_A_SAMPLE = ["iso3", "site_id", "sample_id", "sampled_on", "matrix", "layer"]
TAKEN = "dry matter, taken for the other values of its sample"
SEVERAL = "dry matter that differs within its sample, so none is taken"


def dry_matter_of_samples(
    cells: pd.DataFrame, entry: Observations, form: NumberForm
) -> pd.DataFrame:
    """Dry matter of each sample that has rows of it: the least and the most of them.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: fields, `word` for the substance, original_value, known_unit and reason;
        all those of a file, or the results for its pieces are put together.
    entry : Observations
        Which words stand for dry matter.
    form : NumberForm
        How numbers are written.

    Returns
    -------
    DataFrame
        One row a sample: min and max. [% of wet mass]
    """
    shares = _shares(cells, entry, form)
    fits = shares.notna() & (cells["reason"] == "")
    keys = _keys(cells)[fits]
    by_sample = shares[fits].groupby([keys[name] for name in OF_A_SAMPLE])
    return by_sample.agg(["min", "max"])


def joined_dry_matter(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Dry matter of each sample of a file, from that of its pieces.

    Parameters
    ----------
    found : sequence of DataFrame
        Dry matter of the samples of each piece; a sample may be in several of them.
    """
    filled = [samples for samples in found if len(samples)] or found[:1]
    return pd.concat(filled).groupby(level=OF_A_SAMPLE).agg({"min": "min", "max": "max"})


def with_dry_matter(
    cells: pd.DataFrame, found: pd.DataFrame, entry: Observations, form: NumberForm
) -> pd.DataFrame:
    """Cells with the dry matter of their sample; its own rows are no measurements.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, as above.
    found : DataFrame
        Dry matter of each sample.
    entry : Observations
        Which words stand for dry matter.
    form : NumberForm
        How numbers are written.

    Returns
    -------
    DataFrame
        The same, with dry_matter_pct where it was not given beside the value, and with a reason
        in each row of dry matter.
    """
    own = cells["word"].isin(entry.dry_matter)
    of_cell = _keys(cells).join(found, on=OF_A_SAMPLE)
    one = of_cell["min"].where(of_cell["min"] == of_cell["max"])
    cells = cells.assign(dry_matter_pct=cells["dry_matter_pct"].fillna(one))
    said = texts_of(cells["original_value"], lambda text: f"dry matter {text.strip()!r}")
    said += texts_of(cells["known_unit"], " in {!r} is no share".format)
    note(cells, own & _shares(cells, entry, form).isna(), said)
    note(cells, own & one.isna(), SEVERAL)
    note(cells, own, TAKEN)
    return cells


def _keys(cells: pd.DataFrame) -> pd.DataFrame:
    """Fields that name the sample of each cell; one that is not given is empty, and counts."""
    return cells[OF_A_SAMPLE].fillna("")


def _shares(cells: pd.DataFrame, entry: Observations, form: NumberForm) -> pd.Series:
    """Dry matter that rows of it give; nan in all others, and where it is no share."""
    given = cells.loc[cells["word"].isin(entry.dry_matter), ["original_value", "known_unit"]]
    found = [_percent(text, unit, form) for text, unit in given.itertuples(index=False)]
    shares = pd.Series(found, given.index, dtype="float64").reindex(cells.index)
    return shares.where(shares.between(*RANGES["dry_matter_pct"]))


def _percent(text: str, unit: str, form: NumberForm) -> float:
    """Share in percent; nan where a text is no number or a unit none of shares."""
    try:
        return form.number(text.strip()) * factor(unit, "%")
    except WorkbenchError:
        return math.nan
