"""At a glance: the state of each report, with its foremost finding."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.findings.excluded import Excluded
from workbench.findings.published import PublishedResult
from workbench.findings.rows import Phrase, code, count, row, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation.tiles import Tile, Tiles
from workbench.reports.country.gathered import IN_ORDER, Basis, ReportName
from workbench.reports.country.states import State, state_of, worst
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

NOTHING = "fact"


@row
class ReportState:
    """A report of the area and what it comes to."""

    report: str = code("report", "report", "Report")
    state: str = code("tile-state", "what it comes to: the worst of its findings", "State")
    certainty: str = code("grade", "grade of the foremost finding of that state", "Certainty")
    answer: str = text("its first finding, or why it was not made", "Answer")
    n_findings: int | None = count("findings; missing where it was not made", "Findings")
    n_act: int | None = count("key messages that call for attention")
    n_watch: int | None = count("key messages that are to be watched")
    n_unclear: int | None = count("key messages by which something cannot be told")
    n_excluded: int | None = count("reasons for which data were excluded", "Exclusions")
    first_year: int | None = year("first year of its data", "From")
    last_year: int | None = year("last year of its data", "To")


STATES = Table("report_states", ReportState, "State of each report", "No report was made.")
NOT_MADE = Message("report-not-made", ReportState, "not_made")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Find the state of each report, also of one that was not made."""
    results, not_made = basis.gathered.results, basis.gathered.not_made
    rows = {}
    for name in IN_ORDER:
        if name in results:
            rows[name] = report_state(results[name])
        elif name in not_made:
            rows[name] = _without(name, State.NOT_MADE, not_made[name])
    yield STATES.filled(rows)


def report_state(result: PublishedResult) -> ReportState:
    """Find what a report that was made comes to: the worst of its key messages.

    Parameters
    ----------
    result : PublishedResult
        What it found.

    Returns
    -------
    ReportState
        Its state, with what it was found by.
    """
    first = result.findings[0].sentence if result.findings else ""
    if result.status == "no_data":
        return _without(result.report, State.NO_DATA, first)
    key = {one: state_of(one) for one in result.key}
    state = worst(key.values()) or State.FINE
    years = result.data["years"] or (None, None)
    counts = list(key.values())
    return ReportState(
        report=result.report,
        state=state.value,
        certainty=_certainty(key, state),
        answer=first,
        n_findings=len(result.findings),
        n_act=counts.count(State.ACT),
        n_watch=counts.count(State.WATCH),
        n_unclear=counts.count(State.UNCLEAR),
        n_excluded=result.n_left_out,
        first_year=years[0],
        last_year=years[1],
    )


def _certainty(key: dict[Finding, State | None], state: State) -> str:
    """Grade of the first key message of a state."""
    return next((one.grade for one, its in key.items() if its is state), NOTHING)


def _without(report: str, state: State, why: str) -> ReportState:
    """State of a report without findings."""
    return ReportState(
        report=report,
        state=state.value,
        certainty=NOTHING,
        answer=why,
        n_findings=None,
        n_act=None,
        n_watch=None,
        n_unclear=None,
        n_excluded=None,
        first_year=None,
        last_year=None,
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say which reports could not be made; the others speak for themselves."""
    for name, one in tables.of(STATES).items():
        if one.state == State.NOT_MADE:
            yield said(NOT_MADE, STATES, name, grade="missing")


@row
class OnItsPage(Phrase):
    """What a report excluded is listed on its own page."""

    n_reasons: int = count("reasons")


def excluded(_: Basis, tables: Tables) -> Iterator[Excluded]:
    """Say how much each report excluded; its own page lists it."""
    for one in tables.of(STATES).values():
        if one.n_excluded:
            yield Excluded(
                what=ReportName(report=one.report),
                kind="report",
                why=OnItsPage(n_reasons=one.n_excluded),
                count=None,
            )


def draw(tables: Tables, words: Words) -> Tiles:
    """Show a tile a report, each leading to its page."""
    return Tiles(
        [
            Tile(
                name=words.code("report", one.report),
                address="" if one.state == State.NOT_MADE else page_of(one.report),
                state=one.state,
                state_word=words.code("tile-state", one.state),
                certainty="" if one.certainty == NOTHING else words.code("grade", one.certainty),
                answer=f"{one.answer[:1].upper()}{one.answer[1:]}",
            )
            for one in tables.of(STATES).values()
        ]
    )


def page_of(report: str) -> str:
    """Address of a report from the country page, which lies beside it."""
    return f"{report}.html"


SECTION: Section[Basis] = Section(
    name="tiles",
    tables=(STATES,),
    compute=compute,
    say=say,
    messages=(NOT_MADE,),
    views={"tiles": draw},
    excluded=excluded,
    without_data=True,
)
