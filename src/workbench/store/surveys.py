"""Store tables of surveys: who could answer, what was answered, and the laws on file."""

from __future__ import annotations

from workbench.store.columns import (
    COUNTRY_CODE,
    ISO3,
    SOURCE_FILE,
    SOURCE_ROW,
    StoreTable,
    flag,
    number,
    text,
)


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
