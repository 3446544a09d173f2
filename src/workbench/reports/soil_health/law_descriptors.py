"""What the EU Soil Monitoring Law asks for and what was measured of it, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.law_class import HEALTHY
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.law import (
    JudgedSites,
    MeasuredValue,
    SiteVerdict,
    measured,
)
from workbench.reports.soil_health.basis.sites import UNIT_OF_ROW, Sampled
from workbench.reports.soil_health.targets import TARGETS, name_of, shared, standing
from workbench.vocabulary.soil.indicators import indicators
from workbench.vocabulary.soil.monitoring_law import LawDescriptor, law_descriptors
from workbench.vocabulary.substances import substances
from workbench.words.messages import Message
from workbench.words.said import Said, said

JUDGED_HERE, REPORTED, NOT_MEASURED = "judged", "reported", "not-measured"
NO_CODE = "no-code"
NOT_READ = "not read"
OF_ORGANIC_SOILS, ORGANIC_SOIL = "carbon-organic", "organic"


@row
class Descriptor:
    """A descriptor of the law, as it was read, and what was measured of it."""

    part: str = text("part of annex I; empty: an article", "Part")
    name: str = text("descriptor as it was read", "Descriptor")
    measured: str = text("indicator or contaminant that measures it", "Measured as")
    criterion: str = text("criterion as it was read", "Criterion")
    value: str = text("number as it was read", "Value", default="")
    date: str = text("date from which it binds, as it was read", default="")
    binding: str = text("what is binding about it", "Standing")
    how_read: str = text("in which copy it was read", "How it was read")
    use: str = code("law-use", "what the report does with it", "In this report")
    n_sites: int | None = count("sites with a value", "Sites", default=None)
    n_non_detects: int | None = count("non-detects among them", default=None)
    p5: float | None = number("fifth percentile", "5th", unit=UNIT_OF_ROW, default=None)
    median: float | None = number("median", "Median", unit=UNIT_OF_ROW, default=None)
    p95: float | None = number("95th percentile", "95th", unit=UNIT_OF_ROW, default=None)
    unit: str = text("unit of the values", "Unit", default="")
    exemption: str = text("land it does not hold for", default="")
    note: str = text("what was noted about it", default="")
    source: str = text("where it was read")


@row
class DistrictShare:
    """Sites of a soil district in a good state by one descriptor."""

    district: str = text("soil district", "Soil district")
    name: str = text("descriptor", "Descriptor")
    indicator: str = text("code of the indicator or contaminant")
    standing: str = code("target-standing", "target of the EU, of the country, or a reference")
    n_sites: int = count("sites that were judged", "Sites")
    n_good: int = count("sites in a good state", "In good state")
    confidence: float = share("level of the limits")
    n_units: int = count("soil units that they lie in", "Soil units")
    share_met: float | None = share("sites in a good state", "Share in good state")
    share_met_lower: float | None = share("lower limit", "Lower limit", lower_of="share_met")
    share_met_upper: float | None = share("upper limit", "Upper limit", upper_of="share_met")
    n_needed: int | None = count("sites that an interval of the wanted width would need")
    not_concluded: Phrase | None = phrase(
        "what so many sites do not allow to be concluded", "Not concluded"
    )


@row
class NationalValue:
    """A target or trigger value that the country sets itself."""

    name: str = text("descriptor", "Descriptor")
    indicator: str = text("code of it")
    better: str = code("better-side", "side on which a soil is in the better state", "Good is")
    target: float | None = number("sustainable target value", "Target", unit=UNIT_OF_ROW)
    trigger: float | None = number("operational trigger value", "Trigger", unit=UNIT_OF_ROW)
    unit: str = text("unit of both values", "Unit")
    holds_for: str = text("texture, kind of soil and land use they hold for", "Holds for")
    instrument: str = text("law or decree that sets them", "Set by")
    source: str = text("where they were read")


@row
class LawInShort:
    """The descriptors of the law in one row."""

    reported: str = text("indicators and contaminants that are reported without a verdict")
    n_reported: int = count("how many they are")
    not_measured: str = text("indicators of the law that were not measured")
    n_districts: int = count("soil districts with a site that was judged")
    n_shares: int = count("shares of a soil district by descriptor")
    n_open: int = count("of these, shares from which nothing is concluded, or not on which side")


DESCRIPTORS = Table(
    "law_descriptors",
    Descriptor,
    "Descriptors of the EU Soil Monitoring Law as they were read",
    "No measurements are recorded.",
)
DISTRICTS = Table(
    "district_shares",
    DistrictShare,
    "Share of sites in a good state by soil district",
    "No soil district is stated for a site that was judged.",
)
VALUES = Table(
    "national_values", NationalValue, "Values that the country sets itself", "No value was sent."
)
IN_SHORT = Table("law_in_short", LawInShort, "The law in one row", "No measurements are recorded.")
WITHOUT_VERDICT = Message("soil-law-reported", LawInShort, "reported")
DATED = Message("soil-law-dated", Descriptor, "dates")
BY_DISTRICT = Message("soil-law-districts", LawInShort, "district")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """List the descriptors, what was measured of each, and what is known of soil districts."""
    judged_codes = {one.indicator for one in basis.law.verdicts if _is_judged(tables, one.key)}
    rows = law_descriptors().values() if basis.found.n_sites else ()
    made: dict[str, Descriptor] = {}
    for one in rows:
        made |= _described(one, basis.found, judged_codes)
    yield DESCRIPTORS.filled(made)
    parameters = basis.parameters
    districts = dict(_districts(basis.law, parameters.area, parameters.confidence))
    yield DISTRICTS.filled(districts)
    in_short = _in_short(list(made.values()), list(districts.values()))
    yield IN_SHORT.filled({parameters.area: in_short} if made else {})
    yield VALUES.filled(dict(_values(basis.law)))


def _is_judged(tables: Tables, key: str) -> bool:
    """Whether any site was judged by a criterion."""
    one = tables.of(TARGETS).get(key)
    return one is not None and bool(one.n_met + one.n_missed + (one.n_trigger or 0))


def _described(one: LawDescriptor, found: Sampled, judged: set[str]) -> dict[str, Descriptor]:
    """Rows of a descriptor: one for each indicator of it that was measured, else one."""
    known = [name for name in one.indicators if name in {*indicators(), *substances()}]
    having = {name: _of_kind(one, measured(name, found), found) for name in known}
    made = {
        f"{one.descriptor}:{name}": _with_values(one, name, *values, is_judged=name in judged)
        for name, values in having.items()
        if len(values[0])
    }
    use = NOT_MEASURED if known else NO_CODE
    return made or {one.descriptor: _as_read(one, "; ".join(map(name_of, known)), use)}


def _of_kind(
    one: LawDescriptor, values: tuple[pd.DataFrame, str], found: Sampled
) -> tuple[pd.DataFrame, str]:
    """Values of the soils that a descriptor is about: carbon as such is that of organic ones."""
    if one.descriptor != OF_ORGANIC_SOILS:
        return values
    organic = [site for site, soil in found.soils.items() if soil.soil_type == ORGANIC_SOIL]
    return values[0][values[0].index.isin(organic)], values[1]


def _as_read(one: LawDescriptor, name: str, use: str, **more: object) -> Descriptor:
    """Descriptor as it was read."""
    return Descriptor(
        part=one.part,
        name=one.name,
        measured=name,
        criterion=one.criterion,
        value=" ".join(filter(None, (one.value, one.unit))) if one.part and one.value else "",
        date="" if one.part or one.binding == NOT_READ else one.value or one.criterion,
        binding=one.binding,
        how_read=one.how_read,
        use=use,
        exemption=one.exemption,
        note=one.note,
        source=one.source,
        **more,  # type: ignore[arg-type]
    )


def _with_values(
    one: LawDescriptor, name: str, values: pd.DataFrame, unit: str, *, is_judged: bool
) -> Descriptor:
    """Descriptor with the values of the sites."""
    low, median, high = values[MeasuredValue.value].quantile([0.05, 0.5, 0.95])
    return _as_read(
        one,
        name_of(name),
        JUDGED_HERE if is_judged else REPORTED,
        n_sites=len(values),
        n_non_detects=int(values[MeasuredValue.censored].sum()),
        p5=low,
        median=median,
        p95=high,
        unit=unit,
    )


def _districts(
    law: JudgedSites, area: str, confidence: float
) -> Iterator[tuple[str, DistrictShare]]:
    """Share of sites in a good state, by soil district and criterion."""
    for one, verdicts in law.verdicts.items():
        by_district: dict[str, list[SiteVerdict]] = {}
        for verdict in verdicts:
            zone = law.zones.get(verdict.site)
            if zone is not None and zone.district:
                by_district.setdefault(zone.district, []).append(verdict)
        for district, own in sorted(by_district.items()):
            told = shared(own, law, confidence)
            units = {law.zones[each.site].unit for each in own} - {""}
            yield (
                f"{district}:{one.key}",
                DistrictShare(
                    district=district,
                    name=name_of(one.indicator),
                    indicator=one.indicator,
                    standing=standing(one, area),
                    n_sites=told.n_sites,
                    n_good=sum(each.state == HEALTHY for each in own),
                    confidence=confidence,
                    n_units=len(units),
                    share_met=told.share,
                    share_met_lower=told.interval.lower,
                    share_met_upper=told.interval.upper,
                    n_needed=told.n_needed,
                    not_concluded=told.not_concluded,
                ),
            )


def _in_short(rows: list[Descriptor], districts: list[DistrictShare]) -> LawInShort:
    """Put the law in one row."""
    reported = [one.measured for one in rows if one.use == REPORTED]
    return LawInShort(
        reported="; ".join(reported),
        n_reported=len(reported),
        not_measured="; ".join(one.measured for one in rows if one.use == NOT_MEASURED),
        n_districts=len({one.district for one in districts if one.n_sites}),
        n_shares=sum(one.n_sites > 0 for one in districts),
        n_open=sum(one.n_sites > 0 and one.not_concluded is not None for one in districts),
    )


def _values(law: JudgedSites) -> Iterator[tuple[str, NationalValue]]:
    """Values that the country sets itself."""
    for at, one in enumerate(law.own):
        yield (
            f"{one.indicator}:{at}",
            NationalValue(
                name=name_of(one.indicator),
                indicator=one.indicator,
                better=one.better,
                target=one.target,
                trigger=one.trigger,
                unit=one.unit,
                holds_for=", ".join(filter(None, one.conditions)),
                instrument=one.instrument,
                source=one.source,
            ),
        )


def say(tables: Tables) -> Iterator[Said]:
    """Say what was measured and has no verdict, and what the soil districts leave open."""
    for area, one in tables.of(IN_SHORT).items():
        if one.n_reported:
            yield said(WITHOUT_VERDICT, IN_SHORT, area, main="n_reported")
        if one.n_open:
            yield said(BY_DISTRICT, IN_SHORT, area, grade="missing", main="n_open")
    for name, row_of_law in tables.of(DESCRIPTORS).items():
        if not row_of_law.part and row_of_law.date:
            yield said(DATED, DESCRIPTORS, name)


SECTION: Section[Basis] = Section(
    name="law_descriptors",
    tables=(DESCRIPTORS, DISTRICTS, IN_SHORT, VALUES),
    compute=compute,
    say=say,
    messages=(WITHOUT_VERDICT, BY_DISTRICT, DATED),
)
