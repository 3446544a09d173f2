"""What follows from the findings, each action by a rule that stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.reports.soil_health.inventory import Row

LOW_SCORE = 40.0
Made = Mapping[str, Mapping[str, Row]]


def actions(made: Made) -> dict[str, Row]:
    """Rows of what to do next.

    Parameters
    ----------
    made : mapping
        Rows of the tables of the report by their name.
    """
    rules: tuple[Callable[[Made], dict[str, Row]], ...] = (
        _measure,
        _low_scores,
        _targets,
        _backgrounds,
        _risks,
    )
    return {key: row for rule in rules for key, row in rule(made).items()}


def _measure(made: Made) -> dict[str, Row]:
    """Measure what a domain lacks."""
    by_domain: dict[str, list[str]] = {}
    for row in made["missing"].values():
        by_domain.setdefault(str(row["domain"]), []).append(str(row["name"]))
    return {
        f"measure:{domain}": _row(
            f"measure, or send: {'; '.join(names)}",
            f"not on file in the domain {domain}",
            "an indicator or contaminant that is asked for is not on file",
        )
        for domain, names in by_domain.items()
    }


def _low_scores(made: Made) -> dict[str, Row]:
    """Look into indicators with a low mean score."""
    return {
        f"score:{code}": _row(
            f"look into {row['name']}",
            f"mean score {row['score']:.3g}",
            f"mean score below {LOW_SCORE:g}",
        )
        for code, row in made["indicators"].items()
        if float(str(row.get("score", "nan"))) < LOW_SCORE  # NaN, no score, is not
    }


def _targets(made: Made) -> dict[str, Row]:
    """Look into sites that miss a target."""
    return {
        f"target:{code}": _row(
            f"look into the sites that miss the target for {row['name']}",
            f"{row['n_missed']} sites miss {row['target']}",
            "a target is missed at any site",
        )
        for code, row in made["targets"].items()
        if row["n_missed"]
    }


def _backgrounds(made: Made) -> dict[str, Row]:
    """Settle the background where it decides."""
    flipping = [
        str(row["index"]) for row in made["contamination"].values() if row["flips"] == "yes"
    ]
    if not flipping:
        return {}
    return {
        "background": _row(
            "agree on a background of the country, by region and fraction",
            f"the class flips with the background: {', '.join(flipping)}",
            "a class is another one with the other background",
        )
    }


def _risks(made: Made) -> dict[str, Row]:
    """Look closer where a screen is above one."""
    above = {
        f"risk:{key}": _row(
            "assess exposure on the sites themselves",
            f"hazard index of {row['receptor']} by {row['risk_set']}: {row['hi']:.3g}",
            "a hazard index over all organs above 1",
        )
        for key, row in made["hazard"].items()
        if row["organ"] == "all" and "hi" in row and float(str(row["hi"])) > 1
    }
    of_cancer = {
        f"risk:{key}": _row(
            "assess exposure on the sites themselves",
            f"added lifetime cancer risk by {row['risk_set']}: {row['ilcr']:.1e}",
            "a lifetime cancer risk above the range that US EPA treats as acceptable",
        )
        for key, row in made["hazard"].items()
        if row.get("acceptable") == "above"
    }
    return above | of_cancer


def _row(action: str, because: str, rule: str) -> Row:
    """Row of one action."""
    return {"action": action, "because": because, "rule": rule}
