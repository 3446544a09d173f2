"""Rows of the tables of indicators, domains and sites, and of the whole country."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.pollution import Pollution
from workbench.reports.soil_health.scores import NO_INDICATOR, Scored
from workbench.reports.soil_health.sites import Sampled
from workbench.reports.soil_health.uncertainty import Drawn, Estimate
from workbench.vocabulary import places
from workbench.vocabulary.indicators import DOMAINS, indicator
from workbench.vocabulary.scoring_curves import indicators_of, scoring_set

HUNDRED = 100.0
NO_SITES = "nothing on file"
ENOUGH = "every domain has an index at some site, but no site has all four"


def indicators(scored: Scored, drawn: Drawn, parameters: Parameters) -> dict[str, Row]:
    """Rows of the indicators of the set, those without a score with the reason."""
    return {code: _indicator(code, scored, drawn) for code in indicators_of(parameters.scoring_set)}


def _indicator(code: str, scored: Scored, drawn: Drawn) -> Row:
    """Row of one indicator."""
    values = scored.measured[scored.measured["indicator"] == code]
    scores = scored.table.scores
    own = scores[scores["indicator"] == code]
    lost = scored.table.left_out
    reasons = lost[lost["indicator"] == code]["reason"]
    row: Row = {
        "name": indicator(code).name,
        "domain": indicator(code).domain,
        "unit": values["unit"].iloc[0] if len(values) else indicator(code).unit,
        "n_sites": len(values),
        "median": float(values["value"].median()) if len(values) else np.nan,
        "n_scored": len(own),
        "n_beyond": int(own["beyond_ends"].sum()) if len(own) else 0,
        "why": _most_common(reasons) if len(values) else "not on file",
        "caution": _most_common(own["caution"]),
        "verified": _verified(own["verified"]),
    }
    return row | _estimate("score", drawn.indicators.get(code))


def domains(scored: Scored, drawn: Drawn) -> dict[str, Row]:
    """Rows of the four domains, also of those that cannot have an index."""
    return {name: _domain(name, scored, drawn) for name in DOMAINS}


def _domain(name: str, scored: Scored, drawn: Drawn) -> Row:
    """Row of one domain."""
    own = scored.domains[scored.domains["domain"] == name]
    if own.empty:
        why = NO_SITES if name in scored.weights else NO_INDICATOR
        return {"domain": name, "n_with_index": 0, "why": why, "share_complete": np.nan}
    scores = scored.table.scores
    means = scores[scores["domain"] == name].groupby("indicator")["score"].mean()
    never = [code for code in scored.weights[name] if code not in means.index]
    row: Row = {
        "domain": name,
        "n_with_index": int(own["index"].notna().sum()),
        "share_complete": float(own["completeness"].mean()),
        "missing": names(never),
        "why": _most_common(own["reason"]),
    }
    if len(means):
        row |= {
            "weakest": indicator(str(means.idxmin())).name,
            "weakest_score": HUNDRED * float(means.min()),
        }
    return row | _estimate("index", drawn.domains.get(name))


def sites(scored: Scored) -> dict[str, Row]:
    """Rows of all sites, with why one has no index."""
    by_domain = scored.domains.pivot_table(
        index="sample_id", columns="domain", values="index", dropna=False
    )
    of_domains = HUNDRED * by_domain.reindex(columns=list(DOMAINS)).astype(float)
    rows = scored.overall.set_index("sample_id")
    frame = pd.DataFrame(
        {
            "site": rows.index.astype(str),
            "index": HUNDRED * rows["index"],
            **{name: of_domains[name].reindex(rows.index) for name in DOMAINS},
            "weakest": [indicator(code).name if code else "" for code in rows["weakest"]],
            "weakest_score": HUNDRED * rows["minimum"],
            "why": rows["reason"],
            "missing": rows["missing"],
        },
        index=rows.index,
    )
    return {
        str(row["site"]): {str(name): cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    }


def overview(
    found: Sampled,
    scored: Scored,
    drawn: Drawn,
    polluted: Pollution,
    parameters: Parameters,
) -> Row:
    """Row of the country."""
    means = scored.table.scores.groupby("indicator")["score"].mean()
    years = found.latest["year"]
    row: Row = {
        "area_name": places.place_name(parameters.area),
        "n_sites": found.n_sites,
        "n_measurements": found.read,
        "unused": _unused(found),
        "first_year": int(years.min()) if len(years) else None,
        "last_year": int(years.max()) if len(years) else None,
        "scoring_set": parameters.scoring_set,
        "set_status": scoring_set(parameters.scoring_set).status,
        "n_indicators": len(indicators_of(parameters.scoring_set)),
        "n_scored": len(means),
        "n_with_index": int(scored.overall["index"].notna().sum()),
        "confidence": parameters.confidence,
        "n_draws": drawn.n_draws,
        "class": drawn.class_words,
        "why_no_index": _why_no_index(scored),
        "backgrounds": "; ".join(dict.fromkeys(one.background.name for one in polluted.compared)),
        "fitting": ", ".join(one.background_id for one in polluted.fitting),
        "unverified": ", ".join(parameters.unverified),
    }
    if len(means):
        row |= {
            "weakest": indicator(str(means.idxmin())).name,
            "weakest_score": HUNDRED * float(means.min()),
        }
    return row | _estimate("index", drawn.overall)


def _unused(found: Sampled) -> str:
    """Reasons why measurements are not used, each with how many they are."""
    counts: dict[str, int] = {}
    for one in found.left_out:
        counts[one.why] = counts.get(one.why, 0) + one.count
    return "; ".join(f"{why} ({count})" for why, count in counts.items())


def names(codes: Sequence[str]) -> str:
    """Names of indicators, with commas."""
    return ", ".join(indicator(code).name for code in codes)


def _why_no_index(scored: Scored) -> str:
    """Name the domains that lack an index at every site; empty where a site has all four."""
    if scored.overall["index"].notna().any():
        return ""
    having = set(scored.domains[scored.domains["index"].notna()]["domain"])
    lacking = [name for name in DOMAINS if name not in having]
    return f"no index of: {', '.join(lacking)}" if lacking else ENOUGH


def _estimate(column: str, found: Estimate | None) -> Row:
    """Cells of an estimate and its limits, from 0 to 100."""
    if found is None:
        return {}
    return {
        column: HUNDRED * found.value,
        f"{column}_lower": HUNDRED * found.lower,
        f"{column}_upper": HUNDRED * found.upper,
    }


def _most_common(words: pd.Series) -> str:
    """Most common of the words that are not empty."""
    said = words[words != ""]
    return str(said.mode().iloc[0]) if len(said) else ""


def _verified(words: pd.Series) -> str:
    """Give the least good of what is said of the curves."""
    return next((word for word in ("no", "partial", "yes") if (words == word).any()), "")
