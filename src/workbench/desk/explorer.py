"""A report with its parameters as widgets: change one, and see what differs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from html import escape
from importlib.util import find_spec
from typing import Any

import pandas as pd

from workbench.desk.parameter_listing import ParameterDescription, parameters_in
from workbench.desk.stores import open_store
from workbench.errors import ReportError, WorkbenchError
from workbench.findings import Finding
from workbench.findings.comparison import what_differs
from workbench.findings.rows import Phrase, count, row
from workbench.presentation.html import HtmlTable
from workbench.presentation.page import Page
from workbench.store.measurements import Measurements
from workbench.words.said import UNGRADED
from workbench.words.wording import Words, words_of

WIDGETS = ("ipywidgets", "itables", "anywidget")  # the extra `desk`
IN_A_SERVER = "JPY_SESSION_NAME"  # set by Jupyter for kernels of notebooks that somebody opened
WAIT_S = 0.6  # without another change, before the report is worked out again
AREA, SUBSTANCES = "area", "substances"
LISTS = "list"
UNITS = {"1": ""}  # of a count or a share
WIDE = {"width": "26rem"}
LOOKS: dict[str, Any] = {  # cells are filled up to several lines, so that no column is cut off
    "classes": "display compact",
    "style": "width:100%;margin:0;white-space:normal",
}


@row
class Recomputed(Phrase):
    """What differs from the findings at the values that an explorer was opened with."""

    n_findings: int = count("findings now")
    n_new: int = count("findings that were not there")
    n_gone: int = count("findings that are no longer there")
    n_changed: int = count("findings with another grade, number or sentence")
    n_differ: int = count("all of these")


class Explorer:
    """A report whose parameters can be changed in place.

    In JupyterLab it is shown as widgets: a control a parameter, a line that says what differs from
    the values it was opened with, the findings, and for the one that is chosen its sites and their
    rows. Elsewhere (papermill, a page, a script) it is shown as a plain table of the findings.

    Parameters
    ----------
    report, area : str
        Report, and the area that it begins with.
    store : str
        Address of the store.
    is_interactive : bool
        Whether it is shown as widgets.
    parameters : mapping of str to object
        Values of parameters to begin with.
    """

    def __init__(
        self,
        report: str,
        area: str,
        *,
        store: str,
        is_interactive: bool,
        parameters: Mapping[str, Any],
    ) -> None:
        self.report, self.is_interactive = report, is_interactive
        self._store, self._words = open_store(store), words_of()
        self.given = {AREA: area, **parameters}
        self.first = self.page = self._store.report(report, **self.given)
        self._shown: _Widgets | None = None

    def set(self, **parameters: Any) -> Recomputed:  # noqa: ANN401 - checked by the model
        """Change parameters and work the report out again.

        Parameters
        ----------
        **parameters
            Parameters of the report, `area` among them.

        Returns
        -------
        Recomputed
            How many findings are new, gone or changed.

        Raises
        ------
        ParameterError
            If a parameter is unknown or does not fit; then nothing changes.
        """
        values = self.given | parameters
        page = self._store.report(self.report, **values)
        self.given, self.page = values, page
        return differences_of(self.first.findings, page.findings)

    @property
    def findings(self) -> pd.DataFrame:
        """Findings of the page as it is now, by id."""
        return findings_of(self.page, self._words)

    def sites_of(self, finding_id: str) -> pd.DataFrame:
        """Summarise the rows behind a finding by site.

        Parameters
        ----------
        finding_id : str
            Id of a finding.

        Returns
        -------
        DataFrame
            A row a site and substance: rows, first and last date, lowest and highest value; empty
            where the finding is about no single sites.
        """
        rows = self.page.why(finding_id).sources
        by = [Measurements.site_id, Measurements.substance]
        if rows.empty or not {*by, Measurements.value} <= set(rows):
            return pd.DataFrame()
        grouped = rows.dropna(subset=by).groupby(by, as_index=False)
        return grouped.agg(
            rows=(Measurements.value, "size"),
            first=(Measurements.sampled_on, "min"),
            last=(Measurements.sampled_on, "max"),
            lowest=(Measurements.value, "min"),
            highest=(Measurements.value, "max"),
        )

    def rows_of(self, finding_id: str, site: str | None = None) -> pd.DataFrame:
        """Give the rows of the store behind a finding.

        Parameters
        ----------
        finding_id : str
            Id of a finding.
        site : str, optional
            Only those of this site.

        Returns
        -------
        DataFrame
            With `source_file` and `source_row`.
        """
        rows = self.page.why(finding_id).sources
        if site is None or rows.empty:
            return rows
        return rows[rows[Measurements.site_id] == site].reset_index(drop=True)

    def plain(self) -> HtmlTable:
        """Give the findings as a plain table, as a page shows it."""
        caption = self._words.plain(f"report-{self.report}")
        return HtmlTable(self.findings.reset_index(drop=True), caption=caption)

    def _repr_mimebundle_(
        self,
        include: Iterable[str] | None = None,
        exclude: Iterable[str] | None = None,
    ) -> Any:  # noqa: ANN401 - as IPython takes it
        plain = {"text/html": self.plain()._repr_html_(), "text/plain": repr(self)}
        if not self.is_interactive:
            return plain
        if self._shown is None:
            self._shown = _Widgets(self, self._words)
        shown = self._shown.box._repr_mimebundle_(include=include, exclude=exclude)
        data = shown[0] if isinstance(shown, tuple) else shown
        return {**plain, **data}

    def __repr__(self) -> str:
        return f"Explorer of {self.report}: {len(self.page.findings)} findings of {self.page.area}"


def explore(
    report: str = "trends",
    area: str = "XAA",
    *,
    store: str = "example",
    interactive: bool | None = None,
    **parameters: Any,  # noqa: ANN401 - checked by the model of the report
) -> Explorer:
    """Explore a report with its parameters as widgets.

    Parameters
    ----------
    report, area : str
        Report, and the area that it begins with.
    store : str
        Folder of a store, or `example`.
    interactive : bool, optional
        Whether it is shown as widgets; by default where a notebook is open in Jupyter and the extra
        `desk` is installed.
    **parameters
        Parameters of the report to begin with, as in `first_year=2000`.

    Returns
    -------
    Explorer
        `.page`, `.findings`, `.set(...)`, `.sites_of(id)` and `.rows_of(id, site)`.

    Raises
    ------
    ParameterError
        If there is no such report, or a parameter is unknown or does not fit.
    ReportError
        If widgets are asked for and the extra `desk` is not installed.

    Examples
    --------
    >>> explorer = explore("trends", "XAB", substances=["Cd", "Pb"])
    >>> explorer.set(substances=["Pb"]).n_gone > 0
    True
    """
    missing = [name for name in WIDGETS if find_spec(name) is None]
    if interactive and missing:
        raise ReportError(
            f"Widgets need {', '.join(missing)}: pip install 'workbench[desk]'. "
            "Without interactive=True the findings are shown as a plain table."
        )
    is_open = IN_A_SERVER in os.environ and not missing
    is_interactive = is_open if interactive is None else interactive
    return Explorer(report, area, store=store, is_interactive=is_interactive, parameters=parameters)


def differences_of(before: Iterable[Finding], now: Iterable[Finding]) -> Recomputed:
    """Count what differs between the findings of two pages.

    Parameters
    ----------
    before, now : iterable of Finding
        Findings of each.

    Returns
    -------
    Recomputed
        Findings that are new, gone or changed.
    """
    olds, news = ({one.id: one for one in page} for page in (before, now))
    both = [name for name in news if name in olds]
    n_new, n_gone = len(news) - len(both), len(olds) - len(both)
    n_changed = sum(bool(what_differs(olds[name], news[name])) for name in both)
    return Recomputed(
        n_findings=len(news),
        n_new=n_new,
        n_gone=n_gone,
        n_changed=n_changed,
        n_differ=n_new + n_gone + n_changed,
    )


def findings_of(page: Page, words: Words) -> pd.DataFrame:
    """List the findings of a page: sentence, grade, number, interval and unit.

    Parameters
    ----------
    page : Page
        The page.
    words : Words
        Words of the headings.

    Returns
    -------
    DataFrame
        By id of the finding.
    """
    names = [words.plain(f"explore-{name}") for name in ("sentence", "grade", "value", "interval")]
    rows = [
        (
            one.sentence,
            "" if one.grade == UNGRADED else words.code("grade", one.grade),
            "" if one.value is None else f"{one.value:.6g} {UNITS.get(one.unit, one.unit)}".strip(),
            "" if one.interval is None else f"{one.interval[0]:.4g} to {one.interval[1]:.4g}",
        )
        for one in page.findings
    ]
    return pd.DataFrame(rows, index=[one.id for one in page.findings], columns=names)


class _Widgets:
    """Controls, the line of what differs, and three tables: findings, sites, rows."""

    def __init__(self, explorer: Explorer, words: Words) -> None:
        import ipywidgets as widgets  # noqa: PLC0415 - an extra
        from itables.widget import ITable  # noqa: PLC0415 - an extra

        self.explorer, self.words = explorer, words
        self.line = widgets.HTML()
        self.controls = {one.name: self._control(one) for one in parameters_in(explorer.report)}
        frame = explorer.findings.reset_index(drop=True)
        self.findings = ITable(frame, select="single", **LOOKS)
        self.sites = ITable(pd.DataFrame(), select="single", **LOOKS)
        self.rows = ITable(pd.DataFrame(), **LOOKS)
        self.findings.observe(self._chosen_finding, "selected_rows")
        self.sites.observe(self._chosen_site, "selected_rows")
        self._due: asyncio.TimerHandle | None = None
        controls = widgets.GridBox(
            [*self.controls.values()],
            layout={"grid_template_columns": "repeat(auto-fit, minmax(26rem, 1fr))"},
        )
        self.below = [
            widgets.VBox([widgets.HTML(f"<h4>{escape(words.plain(heading))}</h4>"), table])
            for heading, table in (("explore-sites", self.sites), ("explore-rows", self.rows))
        ]
        heading = widgets.HTML(f"<h4>{escape(words.plain('explore-findings'))}</h4>")
        self.box = widgets.VBox([controls, self.line, heading, self.findings, *self.below])
        self._show_below(is_shown=False)
        self._say(differences_of(explorer.first.findings, explorer.page.findings))

    def _control(self, one: ParameterDescription) -> Any:  # noqa: ANN401 - any widget
        """Make the control of a parameter from its description."""
        import ipywidgets as widgets  # noqa: PLC0415 - an extra

        value = self.explorer.given.get(one.name, one.default)
        about: dict[str, Any] = {
            "description": one.name.replace("_", " "),
            "description_tooltip": one.meaning,
            "style": {"description_width": "11rem"},
            "layout": WIDE,
        }
        store = self.explorer._store
        if one.name == AREA:
            made = widgets.Dropdown(options=[*store.areas().index], value=value, **about)
        elif one.name == SUBSTANCES:
            known = sorted(set(store.measurements(str(self.explorer.given[AREA]))["substance"]))
            made = widgets.SelectMultiple(options=known, value=tuple(value), rows=4, **about)
        elif one.choices:
            made = widgets.Dropdown(options=[*one.choices], value=value, **about)
        elif one.kind == "true or false":
            made = widgets.Checkbox(value=value, **about)
        elif one.kind in {"number", "whole number"}:
            bounded = widgets.BoundedIntText if one.kind[0] == "w" else widgets.BoundedFloatText
            made = bounded(value=value, min=one.lowest, max=one.highest, **about)
            made.step = 1 if one.kind[0] == "w" else 0.01
        else:
            text = ", ".join(value) if one.kind.startswith(LISTS) else str(value)
            made = widgets.Text(value=text, continuous_update=True, **about)
        made.observe(self._changed, "value")
        return made

    def _given(self) -> dict[str, Any]:
        """Values of all controls, in the types of the parameters."""
        found = {}
        for one in parameters_in(self.explorer.report):
            value = self.controls[one.name].value
            if one.kind.startswith(LISTS):
                parts = value.split(",") if isinstance(value, str) else value
                value = [part.strip() for part in parts if part.strip()]
            found[one.name] = value
        return found

    def _changed(self, _: object) -> None:
        """Work the report out again once no other change comes for a moment."""
        self.line.value = f"<p>{escape(self.words.plain('explore-working'))}</p>"
        if self._due is not None:
            self._due.cancel()
        self._due = _later(WAIT_S, self._recompute)

    def _recompute(self) -> None:
        """Work the report out with the values of the controls; what does not fit is said."""
        try:
            difference = self.explorer.set(**self._given())
        except WorkbenchError as error:
            self.line.value = f"<p role='alert'><b>{escape(str(error))}</b></p>"
            return
        self.findings.update(self.explorer.findings.reset_index(drop=True))
        self._show_below(is_shown=False)
        self._say(difference)

    def _show_below(self, *, is_shown: bool) -> None:
        """Show or hide the tables of the finding that is chosen."""
        for one in self.below:
            one.layout.display = "" if is_shown else "none"

    def _say(self, difference: Recomputed) -> None:
        """Say what differs from the values it was opened with."""
        self.line.value = f"<p role='status'>{escape(self.words.phrase(difference))}</p>"

    def _chosen(self) -> str | None:
        """Id of the finding that is chosen; None where none is."""
        chosen = self.findings.selected_rows
        return self.explorer.page.findings[chosen[0]].id if chosen else None

    def _chosen_finding(self, _: object) -> None:
        """Show the sites and rows of the finding that is chosen."""
        finding = self._chosen()
        if finding is None:
            return
        self._sites = self.explorer.sites_of(finding)
        self.sites.update(self._sites)
        self.rows.update(self.explorer.rows_of(finding))
        self._show_below(is_shown=True)

    def _chosen_site(self, _: object) -> None:
        """Show the rows of the site that is chosen."""
        finding, chosen = self._chosen(), self.sites.selected_rows
        if finding is None or not chosen:
            return
        site = str(self._sites[Measurements.site_id].iloc[chosen[0]])
        self.rows.update(self.explorer.rows_of(finding, site))


def _later(delay_s: float, what: Callable[[], None]) -> asyncio.TimerHandle | None:
    """Do something after a while where a loop runs, as in a kernel; else at once."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        what()
        return None
    return loop.call_later(delay_s, what)
