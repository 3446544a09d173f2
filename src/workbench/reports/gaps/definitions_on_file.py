"""Columns of the tables on thresholds, laws, inventories, procedures and measurements."""

from __future__ import annotations

from workbench.findings import Column
from workbench.reports.gaps.definitions import SCOPE

NEAR = "countries of the region"
WHOLE = "all countries"

THRESHOLD_OVERVIEW = (
    Column("name", "", "area"),
    Column("n_values", "", "values in force and verified, of the country, or of all of the area"),
    Column("n_substances", "", "substances that they are for"),
    Column("n_land_uses", "", "land uses that they are for"),
    Column(
        "n_not_verified", "", "values in force that nobody compared with their source: not used"
    ),
    Column("n_not_compared", "", "values of the country with another unit or an unknown fraction"),
    Column("instruments", "", "laws that they are from"),
    Column("n_holes", "", "substances and land uses with a value in another country and none here"),
    Column("n_holes_near", "", "of those, where a country of the region has a value"),
    Column("n_countries", "", "countries of the area that have a value in force and verified"),
    Column("n_listed", "", "countries that could have"),
    Column("near_name", "", "region"),
    Column("whole_name", "", "name of all countries"),
)
THRESHOLDS = (
    Column("substance", "", "substance"),
    Column("group", "", "its chemical group"),
    Column("land_use", "", "land use, or all"),
    Column("state", "", "on file, for all or some land uses, not verified, or hole"),
    Column("n_values", "", "values of the country in force and verified"),
    Column("value_types", "", "kinds of value"),
    Column("fractions", "", "what their digestions reach"),
    Column("units", "", "units of the law"),
    Column("years", "", "years of the law"),
    Column("n_near", "", "other countries of the region that have a value"),
    Column("n_whole", "", "of all other countries, those that have a value"),
)
COMPARISON = (
    Column("substance", "", "substance"),
    Column("land_use", "", "land use"),
    Column("value_type", "", "kind of value"),
    Column("fraction", "", "what the digestion reaches, and the extractant"),
    Column("fraction_basis", "", "whether the text that was read states it, or it is assumed"),
    Column("n_own", "", "values of the country, as for classes of pH or texture"),
    Column("own_mg_kg", "mg/kg dry matter", "its value, of several the median"),
    Column("own_lowest_mg_kg", "mg/kg dry matter", "its lowest value"),
    Column("own_highest_mg_kg", "mg/kg dry matter", "its highest value"),
    Column("years", "", "year of the law"),
    *SCOPE,
    Column("n_countries", "", "other countries there with such a value"),
    Column("n_assumed", "", "of those, where the fraction is assumed"),
    Column("median_mg_kg", "mg/kg dry matter", "median of theirs, each country counting once"),
    Column("lowest_mg_kg", "mg/kg dry matter", "lowest of theirs"),
    Column("highest_mg_kg", "mg/kg dry matter", "highest of theirs"),
    Column("ratio", "1", "own value over the median"),
)
BESIDE = (
    Column("name", "", "country"),
    Column("question", "", "question"),
    Column("answer", "", "what was answered"),
    Column("on_file", "", "what is on file, or in the store"),
    Column("kind", "", "to be checked: both cannot hold; to be sent: nothing on file bears it out"),
)
LAWS = (
    Column("name", "", "country"),
    Column("topic", "", "topic"),
    Column("instrument", "", "instrument"),
    Column("level", "", "national or subnational"),
    Column("stage", "", "stage now"),
    Column("before", "", "stage in the round before"),
    Column("change", "", "change of the stage since then"),
    Column("year", "", "year of adoption or of the latest revision"),
    Column("record", "", "record of FAOLEX or SoiLEX, or of an official journal"),
    Column("verified", "", "whether it was read in its source"),
)
LAW_TOPICS = (
    Column("topic", "", "topic"),
    Column("own_stage", "", "furthest stage of the country"),
    *SCOPE,
    Column("n_countries", "", "countries there with an instrument on file"),
    Column("n_in_force", "", "of those, with one in force"),
    Column("n_listed", "", "countries there"),
)
INVENTORY = (
    Column("source_type", "", "point or diffuse sources"),
    Column("status", "", "what is counted"),
    Column("answer", "", "answer of the country"),
    *SCOPE,
    Column("n_countries", "", "countries there that told it"),
    Column("n_listed", "", "countries there"),
    Column("n_yes", "", "of those, that said yes"),
    Column("share_told", "1", "completeness: countries that told it, of all"),
    Column("n_sites", "", "sites that they told of"),
)
NAMED = (
    Column("item", "", "code of the question"),
    Column("question", "", "question"),
    Column("choice", "", "answer that may be named"),
    Column("own", "", "whether the country named it"),
    *SCOPE,
    Column("n_named", "", "countries there that named it"),
    Column("n_answers", "", "countries there that answered the question"),
    Column("n_listed", "", "countries there"),
)
LABORATORIES = (
    *SCOPE,
    Column("n_answered", "", "laboratories that answered"),
    Column("n_aware", "", "that know how to use the SOPs (4 or 5 of 5)"),
    Column("n_aware_answers", "", "that answered this"),
    Column("n_develop", "", "that take part in developing SOPs"),
    Column("n_develop_answers", "", "that answered this"),
    Column("n_proficiency", "", "that took part in a proficiency test within 24 months"),
    Column("n_proficiency_answers", "", "that answered this"),
)
PROCEDURES = (
    Column("substance", "", "substance, or group, as the survey asks for it"),
    Column("fraction", "", "what the extraction reaches"),
    Column("extractant", "", "extractant; empty where the fraction says it"),
    Column("procedures", "", "standard procedures that were read in their source"),
    Column("not_verified", "", "standard procedures that were not"),
    Column("n_thresholds", "", "values in force of the country with this fraction"),
    Column("n_measurements", "", "measurements of the country with this fraction"),
    Column("n_laboratories", "", "laboratories of the country that determine the substance"),
    Column("n_laboratories_near", "", "laboratories of the region that do"),
    Column("n_laboratories_whole", "", "laboratories of all countries that do"),
)
PROGRAMMES = (
    Column("name", "", "programme or network"),
    Column("kind", "", "own measurements, national network, or one of several countries"),
    Column("where", "", "countries that it is in"),
    Column("sites", "", "sites"),
    Column("determinands", "", "what is determined"),
    Column("depth", "", "depth"),
    Column("fraction", "", "what the digestion reaches"),
    Column("interval_years", "", "years between visits"),
    Column("since", "", "first year"),
    Column("last", "", "last year, of own measurements"),
    Column("verified", "", "whether the row was read in its source"),
)
TEXTS = (
    Column("language", "", "language that the questionnaire was answered in"),
    Column("n_texts", "", "comments of those who consented that texts are stored"),
    Column("n_countries", "", "countries that they are from"),
    Column("n_words", "", "words in all"),
    Column("median_words", "", "median of the words of a comment"),
)
TERMS = (
    Column("term", "", "substance"),
    Column("n_texts", "", "comments that name it"),
    Column("n_all", "", "comments"),
)
