"""The STROBE and RECORD lists, filled by the run: done where it was, and "not done" where not."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.vocabulary.words import read_rows

ALWAYS, NEVER = "always", "never"


def checklist(holds: Mapping[str, bool]) -> pd.DataFrame:
    """Fill the lists of von Elm and others (STROBE [1]_) and Benchimol and others (RECORD [2]_).

    Parameters
    ----------
    holds : mapping of str to bool
        Whether the run had what an item rests on: a negative control outcome, models, ...

    Returns
    -------
    DataFrame
        A row an item: list, item, asks, section of the page, done (yes or not done) and note.

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
    rows = pd.DataFrame(read_rows("reporting_checklist"))
    done = ["yes" if known[when] else "not done" for when in rows["holds_when"]]
    filled = rows.assign(done=done).drop(columns=["holds_when", "source", "verified"])
    return filled.set_index(filled["list"] + " " + filled["item"])
