"""What was read and not used: responses that are not counted, indicators without a state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.findings.excluded import Excluded, Named
from workbench.findings.tables import Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import RESPONSE, WHY_NOT_COUNTED, ChosenResponse
from workbench.reports.gaps.indicators import INDICATORS, NOT_COMPUTABLE
from workbench.reports.gaps.phrases import IndicatorOf, OtherRegions
from workbench.reports.report import Section
from workbench.store.surveys import Responses
from workbench.vocabulary import places


def excluded(basis: Basis, tables: Tables) -> Iterator[Excluded]:
    """Name responses that are not counted, and indicators that cannot be computed."""
    yield from _responses(basis)
    for one in tables.of(INDICATORS).values():
        if one.state == NOT_COMPUTABLE:
            what = IndicatorOf(meaning=one.meaning, scope_name=one.scope_name)
            yield Excluded(what=what, kind="indicators", why=one.why, count=0)


def _responses(basis: Basis) -> Iterator[Excluded]:
    """Responses that are not counted, by reason: those of the region by name, then the others."""
    heads = basis.now.left_out.drop_duplicates(RESPONSE)
    is_near = heads[Responses.iso3].isin({*basis.scopes[0].countries, basis.area})
    for named, some in ((True, heads[is_near]), (False, heads[~is_near])):
        for why, rows in some.groupby(ChosenResponse.why):
            yield Excluded(
                what=Named(name=_names(rows[Responses.iso3])) if named else OtherRegions(),
                kind="responses",
                why=WHY_NOT_COUNTED[str(why)],
                count=len(rows),
            )


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries, each once."""
    return ", ".join(places.place_name(iso3) for iso3 in sorted(set(iso3s)))


SECTION: Section[Basis] = Section(name="left_out", excluded=excluded)
