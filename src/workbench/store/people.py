"""Store tables of people: areas, who lives there, what became of them."""

from __future__ import annotations

from workbench.store.columns import (
    AGE_BAND,
    AREA_ID,
    ISO3,
    LARGEST,
    SEX,
    SOURCE_FILE,
    SOURCE_ROW,
    YEAR,
    ColumnContract,
    StoreTable,
    flag,
    number,
    text,
)
from workbench.vocabulary.people.biomarkers import BIOMARKER_UNITS, HUMAN_MATRICES

YES_NO = ("yes", "no")

PERSON_YEARS, MID_YEAR, CENSUS = "person-years", "mid-year", "census"
BY_SEX_AND_AGE, BY_NOTHING = "sex and age", "nothing"


def _stratum() -> ColumnContract:
    """Declare the further group that people of a sex and age are counted by."""
    return text(
        "further group of people, as an ethnicity or a fifth of deprivation; empty: all",
        required=False,
    )


class Areas(StoreTable, table="areas", is_public=True, key=("iso3", "area_id")):
    """Areas that people are counted in."""

    iso3 = ISO3
    area_id = AREA_ID
    name = text("name of the area", required=False)
    parent_id = text("area that it is a part of", required=False)
    longitude = number("centroid, degrees east, WGS 84", required=False, lowest=-180, highest=180)
    latitude = number("centroid, degrees north, WGS 84", required=False, lowest=-90, highest=90)
    x_m = number("centroid to the east in the system of epsg [m]", required=False)
    y_m = number("centroid to the north in the system of epsg [m]", required=False)
    epsg = text("system of x_m, y_m and the geometry; empty: WGS 84", required=False)
    geometry = text("its border, a Polygon or MultiPolygon of GeoJSON", required=False)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class AreaNeighbours(
    StoreTable, table="neighbours", is_public=True, key=("iso3", "area_id", "neighbour_id")
):
    """Which areas lie beside each other."""

    iso3 = ISO3
    area_id = AREA_ID
    neighbour_id = text("area beside it; one row a direction")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Population(
    StoreTable,
    table="population",
    key=("iso3", "area_id", "year", "sex", "age_band", "stratum"),
):
    """Time that people lived in an area; one row a year, sex and age."""

    iso3 = ISO3
    area_id = AREA_ID
    year = YEAR
    sex = SEX
    age_band = AGE_BAND
    stratum = _stratum()
    person_years = number("time lived there [person-years], or persons by counted_as", above=0)
    counted_as = text(
        "what person_years holds: person-years, persons in the middle of the year, or those of a "
        "census; empty: person-years",
        *(PERSON_YEARS, MID_YEAR, CENSUS),
        required=False,
    )
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Outcomes(
    StoreTable,
    table="outcomes",
    key=("iso3", "area_id", "year", "sex", "age_band", "stratum", "outcome", "source"),
):
    """Cases of an outcome, or their rate; one row an area, year, sex and age."""

    iso3 = ISO3
    area_id = AREA_ID
    year = YEAR
    sex = SEX
    age_band = AGE_BAND
    outcome = text("what was counted, as a group of ICD-10")
    stratum = _stratum()
    cases = number("cases; shared ones may be parts; empty beside a rate", required=False, lowest=0)
    rate = number("cases by person-years, where no cases are given", required=False, lowest=0)
    rate_per = number("person-years that rate is per; empty: 1", required=False, above=0)
    expected = number("cases expected, where the register gives them", required=False, lowest=0)
    expected_by = text(
        "what these expected cases allow for; empty: not known",
        *(BY_SEX_AND_AGE, BY_NOTHING),
        required=False,
    )
    source = text("register that counted", required=False)
    completeness = number("share of cases counted, 0 to 1", required=False, lowest=0, highest=1)
    definition = text(
        "case definition, coding or screening; another one is a break", required=False
    )
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class ReferenceRates(
    StoreTable,
    table="reference_rates",
    key=("iso3", "standard", "sex", "age_band", "stratum", "outcome"),
):
    """Rates and standard populations to compare with."""

    iso3 = ISO3
    standard = text("name of the standard population or of the rates")
    sex = SEX
    age_band = AGE_BAND
    stratum = _stratum()
    outcome = text("outcome that a rate is of; empty beside a weight", required=False)
    rate = number("cases [1/person-year]", required=False, lowest=0)
    weight = number("persons of the standard population", required=False, lowest=0)
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Covariates(
    StoreTable, table="covariates", is_public=True, key=("iso3", "area_id", "year", "name")
):
    """What else is known of an area in a year."""

    iso3 = ISO3
    area_id = AREA_ID
    year = YEAR
    name = text("what it is, as in deprivation or smoking")
    value = number("its value [unit]", lowest=-LARGEST)
    unit = text("unit of value; 1 for a share or an index")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW


class Biomonitoring(
    StoreTable,
    table="biomonitoring",
    key=("iso3", "participant", "year", "matrix", "substance", "unit"),
):
    """What was found in people; one row a person, survey year and substance."""

    iso3 = ISO3
    participant = text("pseudonym, unique in its country; it is never shown")
    wave = text("name of the survey wave; empty: its year", required=False)
    year = YEAR
    area_id = text("area that the person lives in", required=False)
    age = number("age in completed years", required=False, lowest=0, highest=120)
    sex = text("F or M", "F", "M", required=False)
    smoker = text("whether the person smokes", *YES_NO, required=False)
    seafood = text("whether fish or seafood was eaten in the days before", *YES_NO, required=False)
    systolic_mmhg = number("systolic blood pressure [mmHg]", required=False, lowest=0)
    creatinine_g_l = number("creatinine in the urine [g/L]", required=False, above=0)
    matrix = text("what was sampled", *HUMAN_MATRICES)
    substance = text("code of the vocabulary of substances")
    value = number("concentration, or the limit where censored is true", above=0)
    unit = text("unit of value and lod", *BIOMARKER_UNITS)
    censored = flag("true where the laboratory saw less than value")
    lod = number("limit of detection or quantification [unit]", required=False, above=0)
    method = text("method or laboratory, where it is not the same in all waves", required=False)
    weight = number("persons that the participant stands for", required=False, above=0)
    stratum = text("stratum of the sample", required=False)
    cluster = text("primary sampling unit in its stratum", required=False)
    original_value = text("the value as it was given; empty beside a flag", required=False)
    original_unit = text("the unit as it was given")
    source_file = SOURCE_FILE
    source_row = SOURCE_ROW
