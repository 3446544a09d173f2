"""The STROBE and RECORD lists, filled by the run: done where it was, and "not done" where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.findings.rows import code, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.health.basis import Basis
from workbench.reports.report import Section
from workbench.store.people import Outcomes
from workbench.vocabulary.table import read_rows

ALWAYS, NEVER = "always", "never"


@row
class ChecklistItem:
    """An item of STROBE or RECORD, and whether the run did it."""

    list: str = code("reporting-list", "STROBE or RECORD", "List")
    item: str = text("number of the item", "Item")
    asks: str = text("what it asks for", "Asks for")
    section: str = text("where it is on the page", "Section")
    done: str = code("done", "yes, or not done", "Done")
    note: str = text("remark", "Remark")


CHECKLIST = Table("checklist", ChecklistItem, "Items of the checklists", "No list.")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Fill both lists by what the run had."""
    outcomes = basis.linked.outcomes
    yield CHECKLIST.filled(
        checklist(
            {
                "prespecified": any(one.question.prespecified for one in basis.judged),
                "models": any(not one.obstacle for one in basis.judged),
                "control": bool(basis.counts.controls),
                "by_sex": basis.parameters.by_sex,
                "sources": bool(outcomes[Outcomes.source].notna().any()),
                "completeness": bool(outcomes[Outcomes.completeness].notna().any()),
            }
        )
    )


def checklist(holds: Mapping[str, bool]) -> dict[str, ChecklistItem]:
    """Fill the lists of von Elm and others (STROBE [1]_) and Benchimol and others (RECORD [2]_).

    Parameters
    ----------
    holds : mapping of str to bool
        Whether the run had what an item rests on: a negative control outcome, models, ...

    Returns
    -------
    dict of str to ChecklistItem
        Items under their list and number.

    References
    ----------
    .. [1] E. von Elm et al., "The Strengthening the Reporting of Observational Studies in
       Epidemiology (STROBE) statement," PLoS Med., vol. 4, e296, 2007.
       doi:10.1371/journal.pmed.0040296
    .. [2] E. I. Benchimol et al., "The REporting of studies Conducted using Observational
       Routinely-collected health Data (RECORD) statement," PLoS Med., vol. 12, e1001885, 2015.
       doi:10.1371/journal.pmed.1001885
    """
    known = {ALWAYS: True, NEVER: False, **holds}
    filled = [
        ChecklistItem(
            done="yes" if known[given["holds_when"]] else "not done",
            **{name: cell for name, cell in given.items() if name in CHECKLIST.columns},
        )
        for given in read_rows("reporting_checklist")
    ]
    return {f"{one.list} {one.item}": one for one in filled}


SECTION: Section[Basis] = Section(name="checklist", tables=(CHECKLIST,), compute=compute)
