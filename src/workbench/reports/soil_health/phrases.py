"""What the soil health report names and why it does not judge: codes with numbers."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, count, number, phrase, row, text, year

# Why measurements are not used


@row
class NotSoil(Phrase):
    """Something else than soil was sampled."""

    matrix: str = code("matrix", "what was sampled")


@row
class TooDeep(Phrase):
    """The sample reaches below the topsoil."""

    limit_cm: float = number("lower end of the topsoil", unit="cm")


@row
class BeginsBelow(Phrase):
    """The sample begins below the surface."""


@row
class AnotherLayer(Phrase):
    """The layer is one below the topsoil by its name, without depths."""


@row
class LayerNotStated(Phrase):
    """Neither the depth nor the name of the layer says that it is topsoil."""


@row
class PerWetMass(Phrase):
    """Given per wet mass."""


@row
class NotInItsUnit(Phrase):
    """In another unit than that of the vocabulary."""


@row
class LimitOfProperty(Phrase):
    """Limit of a property, which says little."""


@row
class Unused(Phrase):
    """Measurements that are not used for a reason."""

    why: Phrase = phrase("the reason")
    n_measurements: int = count("how many they are")


# What contents are compared with


@row
class ContentsBy(Phrase):
    """Contents of contaminants in one fraction."""

    fraction: str = code("fraction", "what the digestion reaches")


@row
class ContentsComparedWith(ContentsBy):
    """Contents in one fraction compared with a background."""

    background: str = text("background")


@row
class NoContent(Phrase):
    """A background gives no content."""

    because: str = code("no-background", "which condition was not met")


@row
class NoBackgroundNamed(Phrase):
    """The parameters name no background."""


@row
class RockBackground(Phrase):
    """The contents of the background are those of rock."""


# Why there is no index


@row
class NoIndicator(Phrase):
    """The scoring set has no indicator of the domain."""


@row
class NothingMeasured(Phrase):
    """Nothing of it was measured."""


@row
class NoSiteHasAll(Phrase):
    """Every domain has an index at some site, but no site has all four."""


# Why a target says nothing


@row
class OwnForOtherSoils(Phrase):
    """The country sets values, for other soils or land uses."""


# How toxicity is known


@row
class ToxicityParameter(Phrase):
    """A parameter of the toxicity of a substance."""

    parameter: str = code("toxicity", "which")


@row
class ValuesVerified(Phrase):
    """All toxicity values in use were compared with their source."""


@row
class ValuesUnread(Phrase):
    """Toxicity values in use that were not compared with their source."""

    parameters: tuple[ToxicityParameter, ...] = phrase("which", is_list=True)


@row
class ValuesNotUsed(ValuesUnread):
    """Toxicity values that are not used, since they were not compared with their source."""


@row
class ChromiumNotSpecified(Phrase):
    """Total chromium was measured; toxicity values are for chromium VI and III."""


@row
class LeadHasNoDose(Phrase):
    """Lead has no reference dose; it is compared with a screening level."""


@row
class NoToxicity(Phrase):
    """The set has no toxicity value for the substance."""


# What something is used for


@row
class UsedFor(Phrase):
    """What a number or a measurement is used for."""

    use: str = code("use", "which use")
    scoring_set: str | None = text("set of scoring curves, where it is for scores", default=None)


@row
class YearsMeasured(Phrase):
    """First and last year of values."""

    first_year: int = year("first year")
    last_year: int | None = year("last year; missing where it is the first")


@row
class DependsOnBackground(Phrase):
    """The class of an index is another one with the other background."""

    index: str = code("contamination-index", "index of several substances")
    used: Phrase = phrase("class with the background in use")
    other: Phrase = phrase("class with the other background")
