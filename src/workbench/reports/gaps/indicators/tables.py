"""Declares the tables on INSOP's indicators: their state, and what the page shows of it."""

from __future__ import annotations

from workbench.findings.rows import Phrase, Table, code, phrase, row, share, text
from workbench.reports.gaps.basis.shares import ShareOfYes
from workbench.reports.gaps.phrases import DueBy, ScopeName


@row
class Counted:
    """What an indicator counts."""

    indicator: str = code("indicator", "code of the indicator")
    meaning: str = text("what is counted")


@row
class IndicatorState(ShareOfYes, Counted):  # the columns of the last one come first
    """State of an indicator in a scope; without counts where it cannot be computed."""

    share_of_answers: float | None = share(
        "yes, of those that answered", default=None, apart_from="target"
    )
    share_weighted: float | None = share(
        "share of the frame, each region with its weight", default=None, apart_from="target"
    )
    share_lower: float | None = share(
        "lower limit of the share of the frame",
        default=None,
        lower_of="share_weighted",
        apart_from="target",
    )
    share_upper: float | None = share(
        "upper limit of the share of the frame",
        default=None,
        upper_of="share_weighted",
        apart_from="target",
    )
    share_least: float | None = share(
        "share, were all without an answer a no", default=None, apart_from="target"
    )
    share_most: float | None = share(
        "share, were all without an answer a yes", default=None, apart_from="target"
    )
    target: float | None = share("share, or number in each region, that the action plan names")
    due: DueBy = phrase("when it is due, and of which wave the state is")
    state: str = code(
        "target-state",
        "met, not met, inconclusive, no target or not computable; the weaker one",
    )
    state_of_answers: str = code(
        "target-state", "state by those that answered, allowing for chance"
    )
    state_under_bounds: str = code("target-state", "state that no missing answer could change")
    why: tuple[Phrase, ...] = phrase("what the state rests on, or what is needed")
    units_counted: tuple[Phrase, ...] = phrase(
        "countries that count, or regions that have it", is_list=True
    )


@row
class ShareAlone(Phrase):
    """A share, with as many digits as tell it from the target."""

    value: float = share("the share", apart_from="target")
    target: float | None = share("target that it is compared with")


@row
class ShareRange(Phrase):
    """Limits of a share, with as many digits as tell them from the target."""

    lower: float = share("lower limit", apart_from="target")
    upper: float = share("upper limit", apart_from="target")
    target: float | None = share("target that they are compared with")


@row
class IndicatorShown:
    """An indicator as the page shows it."""

    meaning: str = text("what is counted", "Indicator")
    scope_name: ScopeName = phrase("scope", "Of")
    state: str = code("target-state", "the weaker state", "State")
    state_of_answers: str = code(
        "target-state", "state by those that answered", "By those that answered"
    )
    state_under_bounds: str = code(
        "target-state", "state that no answer could change", "Whatever the others say"
    )
    of_answers: Phrase | None = phrase("share of those that answered", "Of answered")
    weighted: Phrase | None = phrase("share of the frame, weighted", "Weighted")
    by_chance: Phrase | None = phrase("limits of that share", "Allowing for chance")
    bounds: Phrase | None = phrase("limits without assumptions", "Without assumptions")


INDICATORS = Table(
    "indicators", IndicatorState, "Indicators of INSOP's action plan", "No indicator."
)
SHOWN = Table("indicators", IndicatorShown, INDICATORS.title, INDICATORS.empty)
