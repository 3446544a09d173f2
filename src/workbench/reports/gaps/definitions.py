"""What the gaps report reads, its parameters and the columns of its tables."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.errors import VocabularyError
from workbench.findings import Column
from workbench.vocabulary import places

READS = ("responses", "frame", "legislation")
OWN_READS = ("measurements",)
LARGEST = 5  # gaps that are named first


class Parameters(BaseModel):
    """Parameters of the gaps report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    wave: str = Field(default="", description="round of the survey, as in '2026'; empty: the last")
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )

    @field_validator("area")
    @classmethod
    def _area_is_known(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return area


def context(area: str) -> str:
    """Area whose answers a page needs: those of its region and of all countries stand beside it.

    Examples
    --------
    >>> context("NOR"), context("R-LAC"), context("XAB")
    ('WORLD', 'WORLD', 'R-EXAMPLE')
    """
    return places.FICTIONAL if places.is_fictional(area) else places.WORLD


def own_reads(area: str) -> tuple[str, ...]:
    """Tables that a page reads of its own country alone, since those of all would be too much.

    Examples
    --------
    >>> own_reads("NOR"), own_reads("WORLD")
    (('measurements',), ())
    """
    return OWN_READS if places.is_country(area) else ()


SCOPE = (
    Column("scope", "", "code of the region, or of all countries"),
    Column("scope_name", "", "its name"),
)
SHARE = (
    Column("n_yes", "", "that said yes, or what is counted"),
    Column("n_answers", "", "that gave an answer that can be counted"),
    Column("n_frame", "", "that could have answered; not applicable ones are outside"),
    Column("share_of_answers", "1", "yes, of those that answered"),
    Column("share_of_frame", "1", "yes, of all that could have answered"),
    Column("share_weighted", "1", "share of the frame, each region with its weight"),
    Column("share_lower", "1", "lower limit of the share of the frame"),
    Column("share_upper", "1", "upper limit of the share of the frame"),
    Column("interval_kind", "", "how that interval was made, or why there is none"),
    Column("share_least", "1", "share, were all without an answer a no"),
    Column("share_most", "1", "share, were all without an answer a yes"),
)

OVERVIEW = (
    Column("area_name", "", "area"),
    Column("wave", "", "round of the survey"),
    Column("wave_before", "", "round before it"),
    Column("answered", "", "whether the country answered; empty for a region"),
    Column("region_name", "", "region of the country"),
    Column("role", "", "who answered for the country"),
    Column("frame_source", "", "where the list of those that could answer is from"),
    Column("n_frame", "", "countries on that list, of the region or of all"),
    Column("n_responses", "", "responses of the wave, of countries and laboratories of the region"),
    Column("n_counted", "", "of those, responses that are counted"),
    Column("n_not_counted", "", "of those, left out with their reason"),
    Column("n_countries_answered", "", "countries of the area that answered"),
    Column("n_contradictions", "", "contradictions"),
    Column("n_conflicts", "", "items on which two respondents of a country disagree"),
    Column("n_ratings", "", "ratings of the importance of the topic that has the fewest"),
    Column("n_rank_moved", "", "countries whose rank is another with the importance rated"),
    Column("n_ranked", "", "countries that have a rank"),
    Column("confidence", "1", "level of the intervals"),
)
PARTICIPATION = (
    *SCOPE,
    Column("n_frame", "", "countries that could have answered"),
    Column("n_answered", "", "countries that answered"),
    Column("share_answered", "1", "response rate"),
    Column("n_usable", "", "countries with a yes, partly or no to one scored item at least"),
    Column("share_usable", "1", "coverage"),
    Column("n_asked", "", "scored items that were asked, over all countries that answered"),
    Column("n_without_answer", "", "of those, without an answer or with an invalid one"),
    Column("n_invalid", "", "of those, invalid"),
    Column("share_without_answer", "1", "item nonresponse"),
    Column("n_dont_know", "", "answered with don't know"),
    Column("share_dont_know", "1", "don't know, of those answered with anything"),
    Column("n_outside", "", "not applicable, or not asked by the logic of the form"),
    Column("heard", "", "countries that answered"),
    Column("unheard", "", "countries that did not"),
)
MATRIX = (
    Column("topic", "", "topic"),
    Column("question", "", "question"),
    Column("answer", "", "answer of the country, with its symbol"),
    Column("severity", "1", "importance times what is lacking"),
    *SCOPE,
    Column("n_partial", "", "that said partly; no yes"),
    Column("n_no", "", "that said no"),
    *SHARE,
)
INDEX = (
    Column("name", "", "country"),
    Column("wave", "", "round of the survey"),
    Column("index", "1", "gap index of what was answered, 1 is the widest gap"),
    Column("index_lower", "1", "index, were all unknown items yes"),
    Column("index_upper", "1", "index, were all unknown items no"),
    Column("share_complete", "1", "importance of what was answered, of what is applicable"),
    Column("gap_class", "", "low, moderate, high or very high, of what was answered"),
    Column("classes", "", "all classes that it may have, whatever its unknown items are"),
    Column("n_unknown", "", "items without an answer"),
    Column("n_items", "", "items that are applicable"),
    Column("rank", "", "rank with equal weights, 1 has the widest gap"),
    Column("n_ranked", "", "countries that have a rank"),
    Column("n_overlapping", "", "countries whose bounds overlap with its own"),
    Column("share_same_rank", "1", "of 1000 random weights, those that give the same rank"),
    Column("rank_random_lower", "", "97.5 % of random weights give this rank or a later one"),
    Column("rank_random_upper", "", "97.5 % of random weights give this rank or an earlier one"),
    Column("index_rated", "1", "gap index with the importance that respondents gave"),
    Column("rank_rated", "", "rank by it"),
    Column("reason", "", "why there is no index"),
)
GAPS = (
    Column("question", "", "question"),
    Column("answer", "", "answer of the country"),
    Column("severity", "1", "importance times what is lacking"),
    Column("scope_name", "", "region that is compared with"),
    Column("n_yes", "", "countries there that said yes"),
    Column("n_partial", "", "countries there that said partly"),
    Column("n_answers", "", "countries there that answered"),
    Column("n_frame", "", "countries there that it may apply to"),
    Column("share_of_answers", "1", "yes, of those that answered"),
)
INDICATORS = (
    Column("indicator", "", "code of the indicator"),
    Column("meaning", "", "what is counted"),
    *SCOPE,
    *SHARE,
    Column("target", "1", "share, or number in each region, that the action plan names"),
    Column("due", "", "when it is due, and of which wave the state is"),
    Column("state", "", "met, not met, inconclusive, no target or not computable; the weaker one"),
    Column("state_of_answers", "", "state by those that answered, allowing for chance"),
    Column("state_under_bounds", "", "state that no missing answer could change"),
    Column("why", "", "what the state rests on, or what is needed"),
    Column("units_counted", "", "countries that count, or regions that have it"),
)
CHANGES = (
    Column("question", "", "question"),
    *SCOPE,
    Column("wave_before", "", "round before"),
    Column("wave", "", "round of the survey"),
    Column("n_matched", "", "countries that answered in both rounds"),
    Column("n_gained", "", "that went to yes"),
    Column("gained", "", "which"),
    Column("n_lost", "", "that went from yes"),
    Column("lost", "", "which"),
    Column("share_change", "1", "share of yes, last less first, of the matched"),
    Column("share_change_lower", "1", "lower limit (Newcombe), from 5 matched countries on"),
    Column("share_change_upper", "1", "upper limit (Newcombe), from 5 matched countries on"),
    Column("p", "1", "exact McNemar test, where so many changed that it could tell"),
    Column("why_no_test", "", "why there is no test"),
    Column("n_entered", "", "answered in the last round alone"),
    Column("n_left", "", "answered in the first round alone"),
)
OWN_CHANGES = (
    Column("question", "", "question"),
    Column("wave_before", "", "round before"),
    Column("before", "", "answer then"),
    Column("wave", "", "round of the survey"),
    Column("now", "", "answer now"),
)
CONTRADICTIONS = (
    Column("name", "", "country"),
    Column("role", "", "who answered"),
    Column("rule", "", "rule"),
    Column("sentence", "", "what does not go together"),
)
CONFLICTS = (
    Column("name", "", "country"),
    Column("question", "", "question"),
    Column("role", "", "who is counted"),
    Column("answer", "", "answer that is counted"),
    Column("other_role", "", "who else answered"),
    Column("other_answer", "", "the other answer"),
)
AGREEMENT = (
    Column("role", "", "who is counted"),
    Column("other_role", "", "who else answered"),
    Column("n_countries", "", "countries that both answered for"),
    Column("n_pairs", "", "scored items that both answered with yes, partly or no"),
    Column("n_agreeing", "", "of those, with the same answer"),
    Column("share_agreeing", "1", "of those, with the same answer"),
    Column("kappa", "1", "agreement beyond chance (Cohen)"),
    Column("kappa_lower", "1", "lower limit (Fleiss, Cohen and Everitt)"),
    Column("kappa_upper", "1", "upper limit"),
    Column("reason", "", "why kappa or its interval is not given"),
)
RATINGS = (
    Column("question", "", "what is rated from 1 to 5"),
    Column("subject", "", "the same in a few words"),
    *SCOPE,
    Column("units", "", "who rates: countries, or laboratories"),
    *(Column(f"n_{level}", "", f"that rate {level}") for level in range(1, 6)),
    Column("n_answers", "", "that rate"),
    Column("n_without", "", "that answered the survey without rating"),
    Column("median", "1", "median rating, 1 to 5"),
    Column("share_high", "1", "that rate 4 or 5, of those that rate"),
    Column("share_high_lower", "1", "lower limit (Wilson)"),
    Column("share_high_upper", "1", "upper limit (Wilson)"),
    Column("importance", "1", "median less 1, over 4; of topics alone"),
)
PRIORITIES = (
    Column("number", "", "place, 1 is the widest gap in what was rated important"),
    Column("topic", "", "topic"),
    Column("importance", "1", "as respondents rated it: median less 1, over 4"),
    Column("deficit", "1", "mean of what is lacking (no 1, partly 0.5, yes 0)"),
    Column("severity", "1", "importance times deficit"),
    Column("n_answers", "", "answers of yes, partly or no that the mean is of"),
)
ACTIONS = (
    Column("action", "", "what is recommended"),
    Column("question", "", "question"),
    Column("answer", "", "answer that it rests on"),
    Column("working_group", "", "working group of INSOP that would see to it"),
    Column("indicator", "", "indicator that it serves"),
)
