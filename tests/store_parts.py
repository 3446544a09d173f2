"""How the matrix of pages makes a page by functions, without a kernel."""

from found import found

from workbench.reports import parameters_of

FILTERS = {
    "trends": ({"first_year": 2100}, {"substances": ["Be"]}, {"reference_set": "KOR"}),
    "gaps": ({"wave": "2024"},),
    "health": (
        {"exposures": ["Be"]},
        {"outcomes": ["Z99"]},
        {"lag_years": 60},
        {"fewest_samples": 100},
        {"confounders": ["none_such"], "demography": []},
        {"by_sex": True, "exposures": ["Cd"], "outcomes": ["N18"]},
    ),
    "soil_health": (
        {"risk_sets": ["EPA-2023"]},
        {"backgrounds": ["GEMAS-AP"]},
        {"scoring_set": "CASH-2017"},
        {"reference_element": "Fe"},
    ),
}


def reads_of(report):
    """Tables that a report reads."""
    readings = parameters_of(report).readings("XAA")
    return tuple(dict.fromkeys(table for tables, _ in readings for table in tables))


def made(report, frames, area, *, undrawn=(), **given):
    """HTML of all that a page shows but for figures that are not asked for, and its tables."""
    quick = {"n_draws": 100} if report == "soil_health" else {}
    page = found(report, frames, area=area, **(quick | given)).page
    gone = {name for part in page.parts if part.is_hidden for name in part.figures} | {*undrawn}
    drawn = [page.figures[name] for name in page.figures if name not in gone]
    assert all(map(str, drawn)), "a figure says neither what it shows nor why it is not drawn"
    in_article = {name for part in page.parts for name in part.tables}
    beside = [page.excluded, *(page.notes[name] for name in page.notes)]
    beside += [page.show[name] for name in page.show if name not in in_article]
    shown = (page._repr_html_(), *(one._repr_html_() for one in beside))
    return "\n".join(shown), list(page.rows.values())
