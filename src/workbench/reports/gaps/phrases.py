"""What the gaps report names and its reasons: codes with numbers, worded in the catalogue."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, count, flag, phrase, row, text, year


@row
class ScopeName(Phrase):
    """A region, a network of laboratories, or all countries."""

    scope: str = code("scope", "code of the region, of the network, or of all countries")
    is_fictional: bool = flag("whether a real region stands for fictional countries alone")
    by_network: bool = flag("whether its parts are networks of laboratories")


@row
class Extraction(Phrase):
    """What an extraction reaches, with the extractant where it matters."""

    fraction: str = code("fraction", "what it reaches")
    extractant: str = text("extractant", default="")


# Where the list of those that could answer is from


@row
class DeliveredList(Phrase):
    """A list that was delivered to the store."""


@row
class ListOfPlaces(Phrase):
    """The workbench's own table of places."""


# Which responses are not counted


@row
class SentAgain(Phrase):
    """The same response was sent again."""


@row
class NotListed(Phrase):
    """The country is not on the list of those that could answer."""


@row
class AnotherCounted(Phrase):
    """Another response of the country is counted."""


@row
class LaboratoryBeside(Phrase):
    """What a laboratory said of its country, where another answer counts."""


@row
class OtherRegions(Phrase):
    """Countries of other regions."""


# How an interval was made, or why there is none


@row
class ExactInterval(Phrase):
    """Exact, answers as a random sample of the region."""


@row
class WeightedInterval(Phrase):
    """Weighted by region, on the logit."""

    is_cut: bool = flag("whether it ends where the range without assumptions ends")


@row
class WilsonInterval(Phrase):
    """Wilson's, answers as a random sample of more units than are listed."""

    is_cut: bool = flag("whether it ends where the range without assumptions ends")


@row
class NobodyAnswered(Phrase):
    """Nobody answered, in some regions or at all."""

    regions: tuple[ScopeName, ...] = phrase("silent regions; none where all are", is_list=True)


@row
class OneAnswered(Phrase):
    """One country of several answered in some regions, so that no variance can be seen."""

    regions: tuple[ScopeName, ...] = phrase("those regions", is_list=True)


@row
class AppliesToNone(Phrase):
    """It applies to no country."""


# What the state of an indicator rests on


@row
class StateBecause(Phrase):
    """What a state rests on."""

    reason: str = code("state-reason", "met, not met, inconclusive, no target or different")


@row
class WithoutInterval(Phrase):
    """No interval can be given."""

    why: Phrase = phrase("why")


@row
class LackingIn(Phrase):
    """Regions of which no laboratory that answered takes part."""

    regions: tuple[ScopeName, ...] = phrase("those regions", is_list=True)


@row
class SilentIn(Phrase):
    """Regions from which no laboratory answered."""

    regions: tuple[ScopeName, ...] = phrase("those regions", is_list=True)


@row
class EachHas(Phrase):
    """Each region has one at least."""


@row
class ListNeeded(Phrase):
    """A list of the laboratories that could answer is needed."""


@row
class TooManyAnswered(Phrase):
    """More laboratories answered than are listed."""


@row
class NoRegions(Phrase):
    """There is no list of countries by region."""


@row
class DueBy(Phrase):
    """When an indicator is due, and of which wave its state is."""

    least: int | None = count("number that each region is to have; missing for a share")
    year: int | None = year("year that it is due in")
    term: str = text("when it is due, where the plan names no year")
    wave: str = text("round of the survey that its state is of")


@row
class IndicatorOf(Phrase):
    """An indicator in a scope."""

    meaning: str = text("what is counted")
    scope_name: ScopeName = phrase("its name")


# What was answered


@row
class NotGiven(Phrase):
    """No answer was given."""

    status: str = code("not-given", "why: not asked, don't know, or no answer")


@row
class NotInForm(Phrase):
    """The questionnaire does not ask for it."""


@row
class LawRecorded(Phrase):
    """A law is recorded where the answer is that there is none."""

    instrument: str = text("its name")


@row
class Respondent(Phrase):
    """Who answered for a country."""

    name: str = text("country")
    role: str = code("role", "who answered")


@row
class Disagreement(Phrase):
    """What two respondents of a country answered."""

    name: str = text("country")
    role: str = code("role", "who is counted")
    answer: str = text("answer that is counted")
    other_role: str = code("role", "who else answered")
    other_answer: str = text("the other answer")


@row
class SeveralTimes(Phrase):
    """Something that was found several times."""

    what: Phrase = phrase("what it is")
    n_times: int = count("how often")


@row
class TooFewChanged(Phrase):
    """Too few changed for a test."""


@row
class ClassRange(Phrase):
    """All classes that an index may have."""

    lowest: str = code("gap-class", "lowest class")
    highest: str | None = code("gap-class", "highest one; missing where it is the same")


# What is recorded


@row
class ValuesRecorded(Phrase):
    """Values that are recorded, and of which laws."""

    n_values: int = count("values")
    laws: str = text("laws that they are of")


@row
class NoValueRecorded(Phrase):
    """No verified value is recorded."""

    n_not_verified: int = count("values that nobody compared with their source")


@row
class CombinationsRecorded(Phrase):
    """Substances with a land use that have a value."""

    n_values: int = count("substances with a land use")


@row
class LawsRecorded(Phrase):
    """Laws that are recorded."""

    n_laws: int = count("laws")
    laws: str = text("their names")


@row
class NoLawRecorded(Phrase):
    """No verified law in force is recorded."""


@row
class MeasurementsInStore(Phrase):
    """Measurements in the store."""

    n_measurements: int = count("measurements")
    n_sites: int = count("sites that they are of")


@row
class NoMeasurementInStore(Phrase):
    """No measurement is in the store."""


@row
class SitesInStore(Phrase):
    """Sites in the store."""

    n_sites: int = count("sites")


@row
class LastSampled(Phrase):
    """Year of the last samples in the store."""

    year: int = year("year")


@row
class NothingFor(Phrase):
    """What was named and is not recorded."""

    what: str = code("recorded", "values or measurements")
    names: str = text("what was named")


@row
class AlsoFor(Phrase):
    """What is recorded and was not named."""

    what: str = code("recorded", "values or measurements")
    names: str = text("what was not named")


@row
class OwnMeasurements(Phrase):
    """Measurements of the country in one matrix."""

    matrix: str = code("matrix", "what was sampled")


@row
class ProgrammeAndSites(Phrase):
    """A programme or network with its sites."""

    name: Phrase = phrase("its name")
    sites: str = text("its sites")
    verified: str = code("verified", "whether it was read in its source")


@row
class Once(Phrase):
    """No site was visited again."""


@row
class Standard(Phrase):
    """A standard procedure."""

    name: str = text("its name")
    is_in_development: bool = flag("whether it is not finished")
