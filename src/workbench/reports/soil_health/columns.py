"""Columns of the tables of the soil health report, each with its unit and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.findings import Column

FROM_WHERE = (
    Column("source", "", "where it was read"),
    Column("verified", "", "whether it was compared with its source"),
)

OVERVIEW = (
    Column("area_name", "", "country"),
    Column("n_sites", "", "sites with any value that is used"),
    Column("n_measurements", "", "measurements that were read"),
    Column("unused", "", "why measurements are not used, with how many they are"),
    Column("first_year", "", "first year of the latest values"),
    Column("last_year", "", "last year of the latest values"),
    Column("n_present", "", "properties and contaminants on file"),
    Column("present", "", "their names"),
    Column("missing", "", "indicators of the set and common contaminants that are not on file"),
    Column("scoring_set", "", "set of scoring curves"),
    Column("set_status", "", "published, or for trial"),
    Column("n_indicators", "", "indicators of the set"),
    Column("n_scored", "", "of those, scored at any site"),
    Column("n_with_index", "", "sites with an index over all domains"),
    Column("index", "0-100", "mean index of the sites"),
    Column("index_lower", "0-100", "lower limit"),
    Column("index_upper", "0-100", "upper limit"),
    Column("confidence", "1", "level of the intervals"),
    Column("n_draws", "", "draws of sites and of the laboratory"),
    Column("class", "", "class of the index, or the two that it lies between"),
    Column("why_no_index", "", "what is missing for an index"),
    Column("weakest", "", "indicator with the lowest mean score"),
    Column("weakest_score", "0-100", "its mean score"),
    Column("backgrounds", "", "backgrounds in use"),
    Column("flipping", "", "indices whose class is another one with the other background"),
    Column("unverified", "", "sets whose unverified rows may be used"),
    Column("fitting", "", "backgrounds on file that fit what was measured"),
)
PRESENT = (
    Column("name", "", "property or contaminant"),
    Column("group", "", "group of the vocabulary"),
    Column("fraction", "", "what the digestion reaches"),
    Column("n_sites", "", "sites with a value"),
    Column("n_non_detects", "", "of those, below their limit"),
    Column("median", "", "median of the sites, non-detects at their limit"),
    Column("p5", "", "fifth percentile"),
    Column("p95", "", "95th percentile"),
    Column("unit", "", "unit of the values"),
    Column("years", "", "years of the latest values"),
)
MISSING = (
    Column("name", "", "what is not on file"),
    Column("domain", "", "domain that it is part of"),
    Column("needed_for", "", "what it is needed for"),
)
INDICATORS = (
    Column("name", "", "indicator"),
    Column("domain", "", "domain"),
    Column("unit", "", "unit of the values, that of the curve"),
    Column("n_sites", "", "sites with a value"),
    Column("median", "", "median of the values"),
    Column("n_scored", "", "sites with a score"),
    Column("score", "0-100", "mean score"),
    Column("score_lower", "0-100", "lower limit"),
    Column("score_upper", "0-100", "upper limit"),
    Column("n_beyond", "", "values beyond the ends of the curve"),
    Column("why", "", "why sites have no score, the most common reason"),
    Column("caution", "", "what has to be said beside the score"),
    Column("verified", "", "whether the curve was compared with its source"),
)
DOMAINS = (
    Column("domain", "", "physical, chemical, biological, contamination"),
    Column("index", "0-100", "mean index of the sites"),
    Column("index_lower", "0-100", "lower limit"),
    Column("index_upper", "0-100", "upper limit"),
    Column("n_with_index", "", "sites with an index"),
    Column("share_complete", "1", "weight of the indicators with a score, mean of the sites"),
    Column("weakest", "", "indicator with the lowest mean score"),
    Column("weakest_score", "0-100", "its mean score"),
    Column("missing", "", "indicators that no site has a score of"),
    Column("why", "", "why there is no index"),
)
TARGETS = (
    Column("name", "", "descriptor"),
    Column("target", "", "target that is compared with"),
    Column("standing", "", "target of the EU, which is not binding, or a reference elsewhere"),
    Column("n_met", "", "sites that meet it"),
    Column("n_missed", "", "sites that miss it"),
    Column("n_exempt", "", "sites on exempt land"),
    Column("n_not_assessable", "", "sites that cannot be assessed"),
    Column("share_met", "1", "of those met or missed"),
    Column("share_met_lower", "1", "lower limit"),
    Column("share_met_upper", "1", "upper limit"),
    Column("why", "", "why sites cannot be assessed, the most common reason"),
    *FROM_WHERE,
)
SUBSTANCES = (
    Column("substance", "", "contaminant"),
    Column("fraction", "", "what the digestion reaches"),
    Column("background", "", "what it is compared with"),
    Column("background_id", "", "its id"),
    Column("background_mg_kg", "mg/kg", "its content"),
    Column("n_sites", "", "sites"),
    Column("n_non_detects", "", "of those, below their limit"),
    Column("median_mg_kg", "mg/kg", "median of the sites, non-detects at their limit"),
    Column("cf", "1", "contamination factor, median"),
    Column("cf_class", "", "its class"),
    Column("igeo", "1", "index of geo-accumulation, median"),
    Column("igeo_class", "", "its class"),
    Column("ef", "1", "enrichment factor, median of the detects"),
    Column("ef_class", "", "its class"),
    Column("ef_correlation", "1", "rank correlation with the reference element"),
    Column("er", "1", "ecological risk factor, median"),
    Column("er_class", "", "its class"),
    Column("why", "", "why there is none"),
    Column("verified", "", "whether the content was compared with its source"),
)
CONTAMINATION = (
    Column("index", "", "index of several substances"),
    Column("fraction", "", "what the digestion reaches"),
    Column("background", "", "background in use"),
    Column("substances", "", "substances in it"),
    Column("n_sites", "", "sites that have all of them"),
    Column("value_lower", "1", "median of the sites, non-detects at 0"),
    Column("value", "1", "median of the sites, non-detects at their limit"),
    Column("class", "", "class, or the two that it lies between"),
    Column("share_highest", "1", "sites in the two highest classes"),
    Column("limits", "", "limits of the classes, scaled to the substances"),
    Column("other_background", "", "background beside it"),
    Column("other_value", "1", "median from that one"),
    Column("other_class", "", "class from that one"),
    Column("flips", "", "whether the class is another one: yes, no, or nothing beside it"),
    Column("caution", "", "what has to be said of the background"),
)
QUOTIENTS = tuple(
    Column(f"{receptor}_{route}", "1", f"hazard quotient of a {receptor}, {meaning}")
    for receptor in ("child", "adult")
    for route, meaning in (
        ("ingestion", "swallowed"), ("dermal", "through the skin"), ("inhalation", "breathed in"),
        ("hq", "all routes with a value"),
    )
)  # fmt: skip
RISK = (
    Column("substance", "", "contaminant"),
    Column("fraction", "", "what the digestion reaches"),
    Column("risk_set", "", "set of toxicity values"),
    Column("n_sites", "", "sites"),
    Column("exposure_mg_kg", "mg/kg", "upper limit of the mean that exposure is taken at"),
    Column("rule", "", "rule of that limit"),
    *QUOTIENTS,
    Column("ilcr", "1", "lifetime cancer risk added"),
    Column("screening_mg_kg", "mg/kg", "screening level of lead"),
    Column("above_screening", "", "whether exposure is above it"),
    Column("why", "", "what cannot be given, and why"),
    Column("verified", "", "whether the values were compared with their source"),
)
HAZARD = (
    Column("receptor", "", "child or adult"),
    Column("organ", "", "target organ; all: a screen over all organs"),
    Column("risk_set", "", "set of toxicity values"),
    Column("substances", "", "contaminants in it"),
    Column("hi", "1", "hazard index"),
    Column("ilcr", "1", "lifetime cancer risk added"),
    Column("acceptable", "", "above, within or below the range that US EPA treats as acceptable"),
    Column("acceptable_lower", "1", "lower end of that range, 40 CFR 300.430(e)(2)(i)(A)(2)"),
    Column("acceptable_upper", "1", "upper end of that range"),
    Column("share_sites_above", "1", "sites whose own index is above one"),
    Column("n_sites", "", "sites with any of the contaminants"),
    Column("flips", "", "whether the sets of values put it on both sides of one"),
    Column("key", "", "whether it is among the key messages"),
)
CHECKS = (
    Column("check", "", "what was changed"),
    Column("index", "0-100", "mean index of the sites then"),
    Column("index_lower", "0-100", "lower limit"),
    Column("index_upper", "0-100", "upper limit"),
    Column("difference", "0-100", "from the index of the page"),
    Column("class", "", "class of the index then"),
    Column("changes_class", "", "whether that is another one: yes or no"),
    Column("n_with_index", "", "sites with an index"),
    Column("rank_correlation", "1", "of the sites with their order on the page"),
)
CHANGES = (
    Column("name", "", "property or contaminant"),
    Column("unit", "", "unit"),
    Column("n_sites", "", "sites that were visited twice"),
    Column("first_year", "", "median of the first years"),
    Column("last_year", "", "median of the last years"),
    Column("first", "", "mean of the first visit"),
    Column("last", "", "mean of the last visit"),
    Column("change", "", "mean change of the sites"),
    Column("change_lower", "", "lower limit"),
    Column("change_upper", "", "upper limit"),
    Column("verdict", "", "more, less, cannot tell"),
)
SITES = (
    Column("site", "", "site"),
    Column("index", "0-100", "index over all domains"),
    *(Column(name, "0-100", "index of the domain") for name in
      ("physical", "chemical", "biological", "contamination")),
    Column("weakest", "", "indicator with the lowest score"),
    Column("weakest_score", "0-100", "its score"),
    Column("why", "", "why there is no index"),
    Column("missing", "", "indicators without a score"),
)  # fmt: skip
ACTIONS = (
    Column("action", "", "what to do"),
    Column("because", "", "what calls for it"),
    Column("rule", "", "rule by which it is listed"),
)
CONSTANTS = (
    Column("name", "", "constant"),
    Column("value", "", "its value"),
    Column("unit", "", "unit"),
    Column("used_for", "", "what it is used for"),
    *FROM_WHERE,
)

TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "overview": ("The country in one row", OVERVIEW),
    "present": ("What is on file", PRESENT),
    "missing": ("What is not on file", MISSING),
    "indicators": ("Indicators", INDICATORS),
    "domains": ("Domains", DOMAINS),
    "targets": ("Targets of the EU Soil Monitoring Law", TARGETS),
    "substances": ("Contaminants beside backgrounds", SUBSTANCES),
    "contamination": ("Indices of several contaminants", CONTAMINATION),
    "risk": ("Screening of health risk by contaminant", RISK),
    "hazard": ("Hazard index by target organ", HAZARD),
    "checks": ("What becomes of the index", CHECKS),
    "changes": ("Change on sites that were visited again", CHANGES),
    "sites": ("Sites", SITES),
    "actions": ("What to do next", ACTIONS),
    "constants": ("Constants in use", CONSTANTS),
}
