"""Contamination indices of samples as tables, with what a background cannot be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.methods.bounded import Bounded, bounded_concentrations
from workbench.methods.contamination import (
    ContaminationIndices,
    contamination_indices,
    degree_scale,
    risk_scale,
)
from workbench.methods.index_class import class_names
from workbench.vocabulary.soil.references import (
    Background,
    BackgroundContent,
    NoBackground,
    index_classes,
    toxic_responses,
)

NO_RESPONSE = "no toxic response on file"
UNREAD_RESPONSE = "the toxic response was not compared with its source"
NOT_ALL = "not all substances were measured"


@dataclass(frozen=True)
class Sampled:
    """What was measured: matrix and fraction in the words of the store, and the substances."""

    matrix: str
    fraction: str
    substances: tuple[str, ...]


@dataclass(frozen=True)
class ContaminationTable:
    """Indices by one background.

    Attributes
    ----------
    by_substance : DataFrame
        One row a sample and substance: sample_id, substance, index (`CF`, `Igeo`, `Er`), lower,
        upper, index_class. The bounds are equal where the content is known; a lower one of NaN
        beside an upper one means that there is none, both NaN that nothing was measured.
    by_sample : DataFrame
        One row a sample and index (`PLI`, `Nemerow`, `Cdeg`, `mCd`, `RI`): sample_id, index,
        lower, upper, index_class (with the limits as printed), scaled_class (with those of `Cdeg`
        and `RI` scaled to the substances), reason (why there is none).
    substances, risk_substances : tuple of str
        In the indices, and in the risk index.
    left_out : DataFrame
        One row a substance that is in no index, or not in the risk index: substance, index
        (`all`, `RI`), reason.
    background : Background
        What was divided by; its `caution` belongs beside every number.
    unread : tuple of str
        Substances whose background or toxic response nobody compared with its source.
    """

    by_substance: pd.DataFrame
    by_sample: pd.DataFrame
    substances: tuple[str, ...]
    risk_substances: tuple[str, ...]
    left_out: pd.DataFrame
    background: Background
    unread: tuple[str, ...]


def contamination_table(
    contents: pd.DataFrame, sampled: Sampled, background: Background, *, unverified: bool = False
) -> ContaminationTable:
    """Work out all indices of samples by one background.

    Parameters
    ----------
    contents : DataFrame
        One row a sample and substance: sample_id, substance, value_mg_kg (the limit where
        `censored`), censored. Of one matrix and one fraction.
    sampled : Sampled
        Matrix and fraction, which the background has to match, and the substances to take.
    background : Background
        See `workbench.vocabulary.soil.references`.
    unverified : bool
        Whether backgrounds and toxic responses may be taken that nobody compared with a source.

    Returns
    -------
    ContaminationTable
        With empty tables where the background has none of the substances.

    Raises
    ------
    SeriesError
        If a sample has a substance twice, or a content is negative or 0.

    Examples
    --------
    >>> from workbench.vocabulary.soil.references import background
    >>> contents = pd.DataFrame(
    ...     {"sample_id": "a", "substance": ["Cd"], "value_mg_kg": [0.543], "censored": [False]}
    ... )
    >>> sampled = Sampled("soil", "aqua_regia", ("Cd", "Pb"))
    >>> found = contamination_table(contents, sampled, background("GEMAS-AP"))
    >>> found.by_sample.query("index == 'PLI'")["index_class"].item()
    InClass(name='heavy')
    >>> found.left_out.to_dict("records")[0]["reason"]
    'the content was not compared with its source'
    """
    if contents.duplicated(["sample_id", "substance"]).any():
        raise SeriesError("A sample has a substance more than once. Combine its values first.")
    asked = {
        code: background.content(code, sampled.matrix, sampled.fraction, unverified=unverified)
        for code in sampled.substances
    }
    used = {code: one for code, one in asked.items() if isinstance(one, BackgroundContent)}
    left_out = [
        (code, "all", one.value) for code, one in asked.items() if isinstance(one, NoBackground)
    ]
    refused = {code: reason for code in used if (reason := _no_response(code, unverified))}
    left_out += [(code, "RI", reason) for code, reason in refused.items()]
    risky = tuple(code for code in used if code not in refused)
    unread = [code for code, one in used.items() if one.verified != "yes"]
    unread += [code for code in risky if toxic_responses()[code].verified != "yes"]
    samples = list(dict.fromkeys(contents["sample_id"]))
    return ContaminationTable(
        *_tables(_bounded(contents, samples, used), samples, used, risky),
        substances=tuple(used),
        risk_substances=risky,
        left_out=pd.DataFrame(left_out, columns=["substance", "index", "reason"]),
        background=background,
        unread=tuple(dict.fromkeys(unread)),
    )


def _no_response(substance: str, unverified: bool) -> str:
    """Why a substance is not in the risk index; empty where it is."""
    found = toxic_responses().get(substance)
    if found is None:
        return NO_RESPONSE
    return "" if unverified or found.verified == "yes" else UNREAD_RESPONSE


def _bounded(contents: pd.DataFrame, samples: list[str], used: Iterable[str]) -> Bounded:
    """Contents with a row a sample and a column a substance, as bounds."""
    placed = contents.set_index(["sample_id", "substance"])
    wide = pd.MultiIndex.from_product([samples, list(used)])
    values = placed["value_mg_kg"].astype(float).reindex(wide).to_numpy()
    flags = placed["censored"].astype(float).reindex(wide).fillna(0.0).to_numpy() > 0
    shape = (len(samples), -1) if samples else (0, 0)
    return bounded_concentrations(values.reshape(shape), flags.reshape(shape))


def _tables(
    contents: Bounded,
    samples: list[str],
    used: dict[str, BackgroundContent],
    risky: tuple[str, ...],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables by substance and by sample."""
    if not used or not samples:
        empty = ["sample_id", "index", "lower", "upper", "index_class"]
        by_substance = pd.DataFrame(columns=[*empty[:1], "substance", *empty[1:]])
        return by_substance, pd.DataFrame(columns=[*empty, "scaled_class", "reason"])
    responses = [toxic_responses()[code].factor if code in risky else np.nan for code in used]
    reference = np.array([one.value_mg_kg for one in used.values()])
    found = contamination_indices(contents, reference, responses)
    columns = [place for place, code in enumerate(used) if code in risky]
    risk = Bounded(
        found.risk_factors.lower[:, columns].sum(axis=1),
        found.risk_factors.upper[:, columns].sum(axis=1),
    )
    by_substance = _by_substance(found, samples, list(used))
    scales = {"Cdeg": degree_scale(len(used))}
    indices = {
        "PLI": found.pollution_load,
        "Nemerow": found.nemerow,
        "Cdeg": found.degree,
        "mCd": found.mean_degree,
    }
    if risky:
        indices["RI"] = risk
        scales["RI"] = risk_scale([toxic_responses()[code].factor for code in risky])
    parts = [_by_sample(index, one, samples, scales.get(index)) for index, one in indices.items()]
    return by_substance, pd.concat(parts, ignore_index=True)


def _by_substance(
    found: ContaminationIndices, samples: list[str], codes: list[str]
) -> pd.DataFrame:
    """Rows of every sample and substance."""
    parts = []
    named = {"CF": found.factors, "Igeo": found.geoaccumulation, "Er": found.risk_factors}
    for index, values in named.items():
        flat = Bounded(values.lower.ravel(), values.upper.ravel())
        part = pd.DataFrame(
            {
                "sample_id": np.repeat(np.array(samples, dtype=object), len(codes)),
                "substance": np.tile(np.array(codes, dtype=object), len(samples)),
                "index": index,
                "lower": flat.lower,
                "upper": flat.upper,
                "index_class": class_names(flat, index_classes(index)),
            }
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _by_sample(
    index: str, values: Bounded, samples: list[str], scale: float | None
) -> pd.DataFrame:
    """Rows of one index of every sample."""
    classes = index_classes(index)
    named = class_names(values, classes)
    return pd.DataFrame(
        {
            "sample_id": samples,
            "index": index,
            "lower": values.lower,
            "upper": values.upper,
            "index_class": named,
            "scaled_class": named if scale is None else class_names(values, classes.scaled(scale)),
            "reason": np.where(values.measured, "", NOT_ALL),
        }
    )
