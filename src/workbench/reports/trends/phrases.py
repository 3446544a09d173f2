"""What the trends report names and why it does not judge: codes with numbers, worded elsewhere."""

from __future__ import annotations

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    row,
    share,
    text,
    year,
)


@row
class FamilyLabel(Phrase):
    """A substance in one country, matrix and layer."""

    country: str | None = code("country", "country; missing where the page is on one")
    substance: str = code("substance", "code of the substance")
    matrix: str = code("matrix", "what was sampled")
    layer: str = text("horizon or depth")


@row
class SubstanceName(Phrase):
    """A substance, named within a sentence."""

    substance: str = code("substance-within", "code of the substance")


@row
class SubstanceIn(SubstanceName):
    """A substance in one matrix and layer, named within a sentence."""

    matrix: str = code("matrix", "what was sampled")
    layer: str = text("horizon or depth")


@row
class SeriesOf(Phrase):
    """So many series."""

    n_series: int = count("series")


@row
class Way(Phrase):
    """How a series was measured."""

    fraction: str = code("fraction", "what the digestion reaches")
    extractant: str | None = text("what it was extracted with")
    method: str | None = text("method group of the laboratory")
    basis: str = code("basis", "dry or wet mass")


@row
class SeriesLabel(FamilyLabel):
    """A series: a substance, where in the soil and how it was measured."""

    way: Way = phrase("how it was measured")
    site: str | None = text("the only site; missing where there are several")


@row
class NotStated(Phrase):
    """Not stated."""


@row
class Depth(Phrase):
    """Depth of a sample."""

    top_cm: float = number("upper end", unit="cm")
    bottom_cm: float = number("lower end", unit="cm")


# Why samples are in no series


@row
class SampledEarly(Phrase):
    """Sampled before the parameter first_year."""

    first_year: int = year("the parameter")


@row
class NotAsked(Phrase):
    """Not among the parameter substances."""


@row
class NoContaminant(Phrase):
    """A property or nutrient, judged only where it is named."""

    group: str = code("substance-group", "group of the vocabulary")


@row
class SoilProperty(NoContaminant):
    """A property of the soil that is used to choose thresholds."""


@row
class OtherUnit(Phrase):
    """Not given in mg/kg."""


@row
class Refused(Phrase):
    """A method refuses the series."""

    error: str = text("what is wrong with it")


# What may look like a trend


@row
class NoSiteTwice(Phrase):
    """No site was sampled twice."""


@row
class NoMonthTwice(Phrase):
    """No site that is sampled through the seasons was sampled in the same month of two rounds."""


@row
class BreakAt(Phrase):
    """What changed beside the soil, and whether the trend stands without it."""

    name: str = code("break-of", "what changed")
    year: int = year("from which on it differs from the first rounds")
    is_unstated: bool = flag("whether it is only stated in some rounds")
    leaves: str = code("break-leaves", "whether the trend stands without it")


@row
class StrataDiffer(Phrase):
    """Kinds of sites change differently, so that they have no change in common."""

    column: str = code("stratum-column", "what the sites differ in")


@row
class AssumedCampaigns(Phrase):
    """What campaigns may differ by was assumed."""

    source: str = code("campaign-source", "where it comes from")


@row
class Correlated(Phrase):
    """Sampling rounds follow each other."""

    rho: float = number("lag-1 correlation of rounds without the trend", unit="1")


@row
class PanelMoved(Phrase):
    """Later rounds sampled other sites."""

    towards: str = code("panel-towards", "cleaner or dirtier sites")


@row
class JoinedByDate(Phrase):
    """Samples without a campaign were counted with the campaign of their date."""

    n_measurements: int = count("samples")


# Whether visits can be compared


@row
class Converted(Phrase):
    """Units were converted."""


@row
class RuleBecause(Phrase):
    """Why a rule is applied."""

    rule: str = code("rule", "the rule")


@row
class LimitFellReason(Phrase):
    """The detection limit fell."""


@row
class SuggestedAtMost(Phrase):
    """A trend is not called clear."""


@row
class Circumstance(Phrase):
    """How something was measured: laboratory, method, fraction, basis or depth."""

    name: str = code("circumstance", "which")


@row
class Unstated(Phrase):
    """What is not stated of all measurements, so that a change would not be seen."""

    parts: tuple[Circumstance, ...] = phrase("what", is_list=True)


@row
class ChangeOf(Phrase):
    """What changed from one series to the next."""

    name: str = code("circumstance", "which")
    before: str = code("measured", "before")
    after: str = code("measured", "after")


@row
class TookOver(Phrase):
    """A series takes over from another."""

    changes: tuple[ChangeOf, ...] = phrase("what changed", is_list=True)
    from_year: int = year("first year of the later one")
    overlap_until: int | None = year("last year of the earlier one, where both were measured")


@row
class WithinASeries(Phrase):
    """What changed within the series of a break."""

    what: tuple[Phrase, ...] = phrase("what", is_list=True)


@row
class UnknownTwice(Phrase):
    """Series that differ only in how "not stated" is written."""


@row
class OneVisit(Phrase):
    """One visit, nothing to compare it with."""


@row
class NotComparable(Phrase):
    """Not comparable."""

    why: Phrase = phrase("why")


@row
class Comparable(Phrase):
    """Comparable, after rules, with caution, or as far as is stated."""

    rules: tuple[Phrase, ...] = phrase("rules that are applied", is_list=True)
    proviso: str | None = code("proviso", "with caution, or as far as is stated")


@row
class WayApart(Phrase):
    """What a way of measuring has other than those it is joined with; nothing is not stated."""

    fraction: str | None = code("fraction", "what the digestion reaches")
    extractant: str | None = text("what it was extracted with")
    method: str | None = text("method group of the laboratory")


@row
class MethodsJoined(Phrase):
    """Ways of measuring whose results were joined to those of the main one by one rule."""

    methods: tuple[WayApart, ...] = phrase("which", is_list=True)
    rule: str = code("join-rule", "rule by which it was joined")
    n_compared: int = count("sites and rounds, or control samples, that both measured")
    shift: float | None = share("what it reads higher by; missing where that was not taken out")


@row
class SideBySide(Phrase):
    """Measured in several ways side by side."""

    n_series: int = count("ways")


@row
class InYear(Phrase):
    """A year of a break."""

    year: int = year("year")


@row
class BreakIn(Phrase):
    """A break, or several."""

    n_years: int = count("years with a break")
    years: tuple[InYear, ...] = phrase("years", is_list=True)


# Kinds of sites, and why they are not judged


@row
class SourceTypeStratum(Phrase):
    """Sites of one kind of source."""

    source_type: str = code("kind-of-source", "kind of source")


@row
class LandUseStratum(Phrase):
    """Sites of one land use."""

    land_use: str = code("land-use", "land use")


@row
class WaysJoined(Phrase):
    """Several ways of measuring, joined."""

    n_ways: int = count("ways")


@row
class OrderOpen(Phrase):
    """Non-detects leave the order of all values open."""


@row
class FewDetected(Phrase):
    """Too few detected values connect the sampling rounds."""


@row
class ChangeOfSites(Phrase):
    """What sites on a map do."""

    change: str = code("site-change", "rising, falling, both or neither")


# Why there is no threshold


@row
class NoThreshold(Phrase):
    """No threshold applies."""

    because: str = code("threshold-reason", "which condition was not met")


@row
class OtherBasis(Phrase):
    """Given per wet mass, or the basis is unknown."""


@row
class NotInReferenceSet(Phrase):
    """The reference set has no threshold."""


@row
class LawFraction(Phrase):
    """Fraction that a law means."""

    fraction: str = code("fraction", "which")
    is_stated: bool = flag("whether it was read in the law")


def part_of(stratum: str) -> Phrase | None:
    """Name the kind of sites of a stratum, given as column=word.

    Returns
    -------
    Phrase or None
        None for all sites.
    """
    column, _, word = stratum.partition("=")
    if not stratum:
        return None
    by_column = {"source_type": SourceTypeStratum(source_type=word)}
    return by_column.get(column, LandUseStratum(land_use=word))
