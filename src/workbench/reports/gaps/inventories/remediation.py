"""Sites by stage of management as EEA counts them, progress between rounds, and completeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.findings.rows import code, count, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.surveys.means import ReportedNumbers, stratified_mean
from workbench.presentation.html import HtmlTable
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import given_by_country
from workbench.reports.gaps.basis.scopes import OfScope, Pivot, Scope, by_scope, is_nearest
from workbench.reports.gaps.inventories.counts import FEWEST_TOLD, STATUSES
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

TO_DO, UNDER_WAY, DONE = (
    "inv_point_to_remediate",
    "inv_point_in_remediation",
    "inv_point_remediated",
)
MANAGED = (TO_DO, UNDER_WAY, DONE)
COUNTED, COVERED = "inv_point_confirmed", "inv_point_covered"
Given = Mapping[str, Mapping[str, str]]


@row
class SiteProgress(OfScope):
    """Sites of a status in two rounds, of the countries that told both numbers."""

    status: str = code("inventory-status", "what is counted", "What")
    wave_before: str = text("round before")
    wave: str = text("round of the survey")
    n_matched: int = count("countries that told the number in both rounds")
    n_before: int | None = count("sites that they told of in the round before", default=None)
    n_now: int | None = count("sites that they told of in this round", default=None)
    n_more: int = count("of those countries, with more sites now")
    n_fewer: int = count("of those countries, with fewer sites now")


@row
class ManagedSites(OfScope):
    """Sites that need or needed remediation, of the countries that told all three numbers."""

    n_told: int = count("countries that told all three numbers")
    n_listed: int = count("countries there")
    n_need: int | None = count("sites that need or needed remediation", default=None)
    n_to_do: int | None = count("of those, where it has not begun", default=None)
    n_under_way: int | None = count("of those, under remediation", default=None)
    n_done: int | None = count("of those, remediated or under aftercare", default=None)
    share_done: float | None = share("of those, remediated or under aftercare", default=None)


@row
class CompletedSites(OfScope):
    """Confirmed sites with allowance for what inventories lack, by the countries' own estimates."""

    n_told: int = count("countries that told the number and how much of all it covers")
    n_listed: int = count("countries there")
    n_counted: int | None = count("confirmed sites that they told of", default=None)
    n_completed: int | None = count(
        "sites, were each inventory complete: number over covered share", default=None
    )
    share_covered: float | None = share("confirmed sites, of those", default=None)
    n_expected: int | None = count(
        "sites in all countries there, were those without numbers like others of their region",
        default=None,
    )
    n_expected_lower: int | None = count("lower limit of that", default=None)
    n_expected_upper: int | None = count("upper limit of that", default=None)


PROGRESS = Table("site_progress", SiteProgress, "Progress since the previous round", "No sites.")
MANAGEMENT = Table("managed_sites", ManagedSites, "Sites managed", "No number was reported.")
COMPLETED = Table(
    "completed_sites", CompletedSites, "Sites, incomplete inventories allowed for", "No number."
)
MANAGED_SITES = Message("sites-managed", ManagedSites, "managed")
COMPLETED_SITES = Message("sites-completed", CompletedSites, "completed")
PROGRESS_CELL = Message("progress-cell", SiteProgress)
MESSAGES = (MANAGED_SITES, COMPLETED_SITES, PROGRESS_CELL)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count sites by stage, compare rounds, and allow for incomplete inventories."""
    before, now = given_by_country(basis.before), basis.given
    confidence = basis.parameters.confidence
    yield PROGRESS.filled(
        {
            f"{item}@{scope.code}": _progress(status, item, scope, basis, before)
            for status, item in STATUSES["Point"].items()
            if item.startswith("inv_point_") and basis.before.wave
            for scope in basis.scopes
        }
    )
    yield MANAGEMENT.filled({scope.code: _managed(scope, now) for scope in basis.scopes})
    yield COMPLETED.filled(
        {scope.code: _completed(scope, now, confidence) for scope in basis.scopes}
    )


def _told(given: Given, scope: Scope, item: str) -> dict[str, int]:
    """Give the number that each country of a scope told."""
    return {iso3: int(given[iso3][item]) for iso3 in scope.countries if item in given.get(iso3, {})}


def _progress(status: str, item: str, scope: Scope, basis: Basis, before: Given) -> SiteProgress:
    """Compare the sites of the countries that told of them in both rounds."""
    first, last = _told(before, scope, item), _told(basis.given, scope, item)
    matched = [iso3 for iso3 in first if iso3 in last]
    return SiteProgress(
        scope=scope.code,
        scope_name=scope.name,
        status=status,
        wave_before=basis.before.wave,
        wave=basis.now.wave,
        n_matched=len(matched),
        n_before=sum(first[iso3] for iso3 in matched) if matched else None,
        n_now=sum(last[iso3] for iso3 in matched) if matched else None,
        n_more=sum(last[iso3] > first[iso3] for iso3 in matched),
        n_fewer=sum(last[iso3] < first[iso3] for iso3 in matched),
    )


def _managed(scope: Scope, given: Given) -> ManagedSites:
    """Count the sites that need or needed remediation, where all three numbers were told."""
    numbers = [_told(given, scope, item) for item in MANAGED]
    told = [iso3 for iso3 in numbers[0] if all(iso3 in one for one in numbers)]
    one = ManagedSites(
        scope=scope.code, scope_name=scope.name, n_told=len(told), n_listed=len(scope.countries)
    )
    if not told:
        return one
    to_do, under_way, done = (sum(some[iso3] for iso3 in told) for some in numbers)
    need = to_do + under_way + done
    return replace(
        one,
        n_need=need,
        n_to_do=to_do,
        n_under_way=under_way,
        n_done=done,
        share_done=done / need if need else None,
    )


def _completed(scope: Scope, given: Given, confidence: float) -> CompletedSites:
    """Allow for what the inventories of a scope lack.

    Each number is divided by the share that its country thinks is covered. Where at least
    `FEWEST_TOLD` countries told both, the total of all countries follows as for any number.
    """
    counted, covered = _told(given, scope, COUNTED), _told(given, scope, COVERED)
    whole = {iso3: 100 * counted[iso3] / covered[iso3] for iso3 in counted if iso3 in covered}
    one = CompletedSites(
        scope=scope.code, scope_name=scope.name, n_told=len(whole), n_listed=len(scope.countries)
    )
    if not whole:
        return one
    n_counted, total = sum(counted[iso3] for iso3 in whole), sum(whole.values())
    one = replace(
        one,
        n_counted=n_counted,
        n_completed=round(total),
        share_covered=n_counted / total if total else None,
    )
    strata = {
        region: ReportedNumbers([whole[iso3] for iso3 in units if iso3 in whole], len(units))
        for region, units in scope.strata.items()
    }
    if len(whole) < FEWEST_TOLD or not all(stratum.numbers for stratum in strata.values()):
        return one
    found = stratified_mean(strata, confidence=confidence)
    if found.reason or found.degrees_of_freedom < 1:
        return one
    return replace(
        one,
        n_expected=round(found.total),
        n_expected_lower=max(round(total), round(found.total_interval.lower)),
        n_expected_upper=round(found.total_interval.upper),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many sites were remediated, and how many there are with what inventories lack."""
    managed = tables.of(MANAGEMENT)
    for name, one in managed.items():
        if one.n_need and is_nearest(managed, name):
            yield said(MANAGED_SITES, MANAGEMENT, name, main="share_done")
    completed = tables.of(COMPLETED)
    for name, each in completed.items():
        if each.n_told and is_nearest(completed, name):
            yield said(COMPLETED_SITES, COMPLETED, name, main="n_completed")


def shown_progress(tables: Tables, words: Words) -> HtmlTable:
    """Show the sites of each status in both rounds, of the countries that told of both."""
    pivot: Pivot[SiteProgress] = Pivot(("status",), lambda _: PROGRESS_CELL, "progress-note")
    matched = tables.filled(PROGRESS).kept(lambda one: one.n_matched > 0)
    return by_scope(matched, pivot, words)
