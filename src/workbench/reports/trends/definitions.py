"""What the trends report reads, its parameters and the columns of its tables."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.errors import VocabularyError
from workbench.findings import Column
from workbench.vocabulary import places
from workbench.vocabulary import substances as vocabulary
from workbench.vocabulary.threshold_rows import sets

READS = ("measurements",)
SUGGESTED_P = 0.10  # up to this p a direction is mentioned, as one that may be chance
SAME_SITES = 0.8  # from this share of sites at every visit on, visits are of the same sites
SEEN_WITHIN_SITES = 1.645  # z from which a direction is seen within sites (one-sided 5 %)
SILENT_ABOVE = 2  # a limit this many times above all detects of its series tells of no trend
DEPTH_CHANGE = 0.1  # change of the sampling depth between visits that may look like a trend
FEWEST_FOR_P90 = 10  # samples that a ninetieth percentile needs
NOT_STATED = "not stated"
FEWEST_PAIRS = 6  # pairs with which a sign test can reach p 0.05


class Parameters(BaseModel):
    """Parameters of the trends report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    substances: list[str] = Field(
        default=[], description="codes to judge, as in ['Cd', 'Pb']; empty: every contaminant"
    )
    first_year: int = Field(
        default=1900, ge=1900, le=2100, description="samples taken before it are left out"
    )
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )
    false_discovery_rate: float = Field(
        default=0.05, ge=0.001, le=0.2, description="share of false trends among those called clear"
    )
    reference_set: str = Field(
        default="",
        description="country (DEU), or EU, whose thresholds are compared with; empty: the own",
    )

    @field_validator("area")
    @classmethod
    def _area_is_known(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return area

    @field_validator("substances")
    @classmethod
    def _substances_are_known(cls, codes: list[str]) -> list[str]:
        try:
            for code in codes:
                vocabulary.substance(code)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return codes

    @field_validator("reference_set")
    @classmethod
    def _reference_set_is_known(cls, code: str) -> str:
        if code and code not in sets():
            known = ", ".join(sorted(sets()))
            raise ValueError(f"There is no set of thresholds {code!r}. There are: {known}.")
        return code


SERIES = (
    Column("iso3", "", "country"),
    Column("label", "", "the series in words"),
    Column("substance", "", "code of the substance"),
    Column("substance_name", "", "name of the substance"),
    Column("matrix", "", "what was sampled"),
    Column("layer", "", "horizon or depth"),
    Column("fraction", "", "what the digestion reaches"),
    Column("extractant", "", "what it was extracted with"),
    Column("basis", "", "dry or wet mass"),
    Column("method", "", "method group of the laboratory"),
    Column("first_year", "", "year of the first visit"),
    Column("last_year", "", "year of the last visit"),
    Column("n_visits", "", "visits: campaigns, or calendar years where none is named"),
    Column("n_sites", "", "sites"),
    Column("n_sites_every_visit", "", "sites sampled at every visit"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their detection limit"),
    Column("share_non_detects", "1", "share of the measurements below their limit"),
    Column("first_limit_mg_kg", "mg/kg", "highest limit at the first visit with a known one"),
    Column("last_limit_mg_kg", "mg/kg", "highest limit at the last visit with a known one"),
    Column("compared_at_mg_kg", "mg/kg", "limit at and below which all visits are treated alike"),
    Column("rung", "", "what the number of visits allows: none, level or trend"),
    Column("rung_reason", "", "why no more than that"),
)

VISITS = (
    Column("series", "", "series"),
    Column("visit", "", "campaign or calendar year"),
    Column("decimal_year", "year", "median date of the samples"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their limit"),
    Column("median_mg_kg", "mg/kg", "median, or its upper bound where below_limit is true"),
    Column("below_limit", "", "whether non-detects leave the median open"),
    Column("highest_limit_mg_kg", "mg/kg", "highest limit among the non-detects"),
)

LEVELS = (
    Column("label", "", "the series in words"),
    Column("visit", "", "last visit"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their limit"),
    Column("summary_method", "", "how non-detects were dealt with"),
    Column("median_mg_kg", "mg/kg", "median"),
    Column("mean_mg_kg", "mg/kg", "mean"),
    Column("p90_mg_kg", "mg/kg", "ninetieth percentile"),
)

COMPARABILITY = (
    Column("label", "", "substance, matrix and layer"),
    Column("substance_name", "", "name of the substance"),
    Column("n_series", "", "series: ways in which it was measured"),
    Column("first_year", "", "year of the first visit"),
    Column("last_year", "", "year of the last visit"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their detection limit"),
    Column("standing", "", "as counted in the table overview: comparable, after a rule and so on"),
    Column("verdict", "", "whether the visits can be compared, and after which rule"),
    Column("reasons", "", "why it is not simply comparable"),
    Column("break_year", "", "year of the first break between two series"),
    Column("compared_at_mg_kg", "mg/kg", "highest limit that visits of a series are compared at"),
)

CONDITIONS = (
    Column("series", "", "series"),
    Column("label", "", "the series in words"),
    Column("first_year", "", "year of the first visit measured in this way"),
    Column("last_year", "", "year of the last visit measured in this way"),
    Column("n_visits", "", "visits"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their detection limit"),
    Column("given_units", "", "units as the laboratory gave them"),
    Column("laboratories", "", "laboratories"),
    Column("depth", "", "depth of the samples"),
    Column("fraction", "", "what the digestion reaches"),
    Column("extractant", "", "what it was extracted with"),
    Column("method", "", "method group of the laboratory"),
    Column("basis", "", "dry or wet mass"),
    Column("lowest_limit_mg_kg", "mg/kg", "lowest detection limit"),
    Column("highest_limit_mg_kg", "mg/kg", "highest detection limit"),
)

LIMITS = (
    Column("family", "", "row of the table comparability"),
    Column("series", "", "series"),
    Column("way", "", "digestion and method of the series"),
    Column("laboratory", "", "laboratory"),
    Column("visit", "", "campaign or calendar year"),
    Column("decimal_year", "year", "median date of the samples"),
    Column("n_limits", "", "measurements whose limit is known"),
    Column("n_non_detects", "", "measurements below their limit"),
    Column("lowest_limit_mg_kg", "mg/kg", "lowest limit"),
    Column("highest_limit_mg_kg", "mg/kg", "highest limit"),
)

COMPARISONS = (
    Column("series", "", "series"),
    Column("label", "", "the series in words"),
    Column("visit", "", "last visit"),
    Column("land_use", "", "use of the land, or that it is not stated"),
    Column("n_measurements", "", "measurements"),
    Column("threshold_mg_kg", "mg/kg", "threshold that applies to this land use"),
    Column("instrument", "", "law that sets it"),
    Column("value_type", "", "kind of value, as in trigger/screening"),
    Column("native_term", "", "what the law calls it"),
    Column("law_of", "", "country whose law is compared with, or EU"),
    Column("law_of_name", "", "its name"),
    Column("whose_law", "", "own, or reference set: the law of another, asked for by name"),
    Column("law_fraction", "", "fraction that the law means; assumed where not read in it"),
    Column("n_above", "", "measurements above the threshold"),
    Column("n_undecided", "", "measurements whose limit is above the threshold"),
    Column("share_above", "1", "share above the threshold"),
    Column("share_above_lower", "1", "lower limit of that share (Wilson)"),
    Column("share_above_upper", "1", "upper limit of that share (Wilson)"),
    Column("confidence", "1", "level of that interval"),
    Column("why_not_compared", "", "why no share is given"),
)

TRENDS = (
    Column("label", "", "the series in words"),
    Column("first_year", "", "year of the first visit"),
    Column("last_year", "", "year of the last visit"),
    Column("n_visits", "", "visits"),
    Column("n_detects", "", "visits whose median is above the limit they are compared at"),
    Column("compared_at_mg_kg", "mg/kg", "limit at and below which all visits are treated alike"),
    Column("s", "", "Mann-Kendall S"),
    Column("p", "1", "two-sided p of the Mann-Kendall test"),
    Column("p_method", "", "exact, or normal approximation"),
    Column("q", "1", "p after Benjamini-Hochberg over the trend tests of the country"),
    Column("n_tests", "", "trend tests of the country"),
    Column("direction", "", "rising, falling or none"),
    Column("grade", "", "clear, suggested or cannot tell"),
    Column("verdict", "", "what may be said of the direction"),
    Column("caution", "", "what changed between visits and may look like a trend"),
    Column("n_sites", "", "sites"),
    Column("n_sites_every_visit", "", "sites sampled at every visit"),
    Column("s_within_sites", "", "sum of S within each site"),
    Column("z_within_sites", "1", "z of that sum, sites taken as independent"),
    Column("slope_mg_kg_year", "mg/kg/year", "Sen's slope on real dates"),
    Column("slope_low_mg_kg_year", "mg/kg/year", "lowest Sen's slope that non-detects allow"),
    Column("slope_high_mg_kg_year", "mg/kg/year", "highest Sen's slope that non-detects allow"),
    Column("slope_lower_mg_kg_year", "mg/kg/year", "lower limit of the slope"),
    Column("slope_upper_mg_kg_year", "mg/kg/year", "upper limit of the slope"),
    Column("confidence", "1", "level of that interval"),
    Column("change_per_year", "1/year", "slope over the median of the visits"),
    Column("change_per_year_low", "1/year", "lowest that non-detects allow"),
    Column("change_per_year_high", "1/year", "highest that non-detects allow"),
    Column("change_per_year_lower", "1/year", "lower limit of that"),
    Column("change_per_year_upper", "1/year", "upper limit of that"),
    Column("intercept_mg_kg", "mg/kg", "value of Sen's line at year 0"),
)

CHANGES = (
    Column("label", "", "the series in words"),
    Column("why_no_trend", "", "why no trend could be tested"),
    Column("first_visit", "", "first visit"),
    Column("last_visit", "", "last visit"),
    Column("n_pairs", "", "sites sampled at both visits"),
    Column("n_up", "", "sites that are certainly higher"),
    Column("n_down", "", "sites that are certainly lower"),
    Column("n_undecided", "", "sites whose order is open"),
    Column("p", "1", "two-sided p of the sign test"),
    Column("q", "1", "p after Benjamini-Hochberg over the sign tests of the country"),
    Column("median_difference_mg_kg", "mg/kg", "median of last less first, where all is detected"),
    Column("caution", "", "what changed between visits and may look like a change"),
)

SITES = (
    Column("site_id", "", "site"),
    Column("iso3", "", "country"),
    Column("n_visits", "", "visits: campaigns, or calendar years where none is named"),
    Column("first_year", "", "year of the first visit"),
    Column("last_year", "", "year of the last visit"),
    Column("n_measurements", "", "measurements"),
    Column("n_non_detects", "", "measurements below their detection limit"),
)

OVERVIEW = (
    Column("area_name", "", "area"),
    Column("n_measurements", "", "measurements read"),
    Column("n_used", "", "measurements used in some series"),
    Column("n_below_stated_limit", "", "numbers at or below their limit, read as non-detects"),
    Column("n_sites", "", "sites"),
    Column("n_series", "", "series"),
    Column("n_trends", "", "series tested for a trend"),
    Column("n_clear", "", "series with a clear trend"),
    Column("n_not_judged", "", "series not tested for a trend"),
    Column("n_not_compared", "", "series without a threshold that applies"),
    Column("n_at_last_visits", "", "measurements of the last visits"),
    Column("n_without_threshold", "", "of those, without a threshold that applies"),
    Column("reference_set_name", "", "whose thresholds were asked for by name"),
    Column("n_families", "", "substances, each in one matrix and layer"),
    Column("n_comparable", "", "of those, comparable over time as they are"),
    Column("n_as_far_as_stated", "", "comparable, as far as is stated"),
    Column("n_after_rule", "", "comparable after a rule"),
    Column("n_with_caution", "", "comparable with caution"),
    Column("n_hidden", "", "hidden by the limit, so that nothing is left to compare"),
    Column("n_not_comparable", "", "not comparable: no site was sampled twice"),
    Column("n_breaks", "", "with a break"),
    Column("n_not_joined", "", "measured in several ways side by side"),
    Column("n_one_visit", "", "with one visit, so that nothing is compared"),
    Column("first_year", "", "year of the first sample"),
    Column("last_year", "", "year of the last sample"),
    Column("false_discovery_rate", "1", "share of false trends allowed among the clear ones"),
    Column("confidence", "1", "level of the intervals"),
)
