"""Store tables of surveys and laws: who could answer, what was answered, laws and thresholds."""

from __future__ import annotations

from workbench.store.columns import (
    COUNTRY_CODE,
    DAY_OR_YEAR,
    ISO3,
    MATRICES,
    SOURCE_FILE,
    SOURCE_ROW,
    StoreTable,
    flag,
    number,
    text,
)
from workbench.vocabulary.laws.thresholds import FRACTIONS, VALUE_TYPES


class SurveyFrame(StoreTable, table="frame", is_public=True):
    """Who could answer a survey; one row a country or laboratory."""

    unit_id = text("country code, or number of a laboratory")
    unit_type = text("what is asked", "country", "laboratory")
    iso3 = text("country it is in, ISO 3166-1 alpha-3", pattern=COUNTRY_CODE)
    stratum = text("region (R-AFRICA), or network of laboratories")
    in_frame = flag("true where it counts as one that could answer")
    contacted = text("whether it was asked", "yes", "no", "unknown")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Responses(StoreTable, table="responses", is_public=True):
    """What was answered to a survey; one row a response and question."""

    wave = text("round of the survey, as in 2026")
    response_id = text("response, unique in its file")
    uuid = text("the survey tool's own id; twice where sent twice")
    iso3 = text("country that is answered for, ISO 3166-1 alpha-3", pattern=COUNTRY_CODE)
    role = text(
        "who answers",
        "focal_point",
        "insop",
        "laboratory",
        "regulator",
        "research",
        "other",
        "unknown",
    )
    submitted = text(
        "when it was sent, YYYY-MM-DDTHH:MM:SSZ (UTC)",
        required=False,
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
    )
    complete = flag("true where the last page was sent")
    item_id = text("question, of the vocabulary's survey_items")
    value = text(
        "code, number or text; codes of a multiple choice with a blank between; empty unless "
        "status is answered or invalid",
        required=False,
    )
    status = text(
        "what became of the question; skipped_by_logic was not asked",
        "answered",
        "dont_know",
        "not_applicable",
        "skipped_by_logic",
        "missing",
        "invalid",
    )
    lang = text("language it was answered in, ISO 639-1", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Legislation(StoreTable, table="legislation", is_public=True):
    """Laws on file; one row a law and topic."""

    iso3 = ISO3
    topic = text("what it is about: thresholds, monitoring, ...")
    instrument = text("name of the law, decree, standard or guideline")
    level = text("who made it", "national", "subnational")
    stage = text(
        "how far it is", "none", "drafting", "adopted", "in_force", "implemented", "enforced"
    )
    year = number("year of adoption or of the latest revision", required=False)
    link = text("address of its text", required=False)
    record_id = text("record of FAOLEX or SoiLEX", required=False)
    wave = text("round of the survey it was told in; empty: it is so now", required=False)
    verified = text("whether it was read in its source", "yes", "no")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class SoilexRecords(StoreTable, table="soilex_records", is_public=True):
    """Records of SoiLEX on soil pollution; one row a record of a country."""

    iso3 = ISO3
    record_id = text("number of the record, as LEX-FAOC012345")
    title = text("name of the instrument")
    kind = text("kind of instrument, as SoiLEX names it", required=False)
    year = number("year of the instrument", required=False)
    keywords = text("keywords of the record, with ; between", required=False)
    link = text("address of the record or of its text", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class OwnThresholds(
    StoreTable,
    table="own_thresholds",
    is_public=True,
    key=(
        *("iso3", "substance", "matrix", "land_use", "fraction", "extractant", "value_type"),
        *("instrument", "value"),
    ),
):
    """Thresholds that a country gives itself, used before those that the workbench has on file."""

    iso3 = ISO3
    substance = text("code of the vocabulary of substances")
    matrix = text("what it holds for", *MATRICES)
    land_use = text(
        "use of the land it holds for, in the words of measurements; empty or all: any",
        required=False,
    )
    value = number("the value; a content above it exceeds it", above=0)
    unit = text("unit of value, as mg/kg of dry mass")
    value_type = text("kind of value", *VALUE_TYPES)
    instrument = text("law, decree, standard or guideline that sets it")
    source = text("where it was read, as an address or a page")
    in_force_on = text(
        "since when, YYYY-MM-DD or the year YYYY", required=False, pattern=DAY_OR_YEAR
    )
    native_term = text("what the instrument calls it", required=False)
    fraction = text("what its digestion reaches; empty: any", *FRACTIONS, required=False)
    extractant = text("what it is extracted with, where extractable", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW
