import re

import pytest

from workbench.errors import InputError
from workbench.inputs.areas.tables_mapping import read_tables_mapping
from workbench.inputs.checks import check_mapping
from workbench.inputs.mapping.mapping import is_tables_mapping
from workbench.words.wording import words_of

PLACE = {"iso3": "XAA", "year": "2015", "sex": "all", "age_band": "all"}
PEOPLE = {"population": {"columns": {"person_years": "n"}}}


def test_a_common_column_fills_the_tables_that_have_it(write_tables):
    mapping = read_tables_mapping(
        write_tables(
            columns={"area_id": "code"},
            constants=PLACE,
            tables={**PEOPLE, "areas": {"columns": {"name": "title"}}},
        )
    )
    assert mapping.columns_of("areas") == {"area_id": "code", "name": "title"}
    assert mapping.constants_of("areas") == {"iso3": "XAA"}
    assert mapping.constants_of("population") == PLACE
    assert mapping.named_columns() == ["code", "n", "title"]


def test_what_is_said_of_one_table_goes_before_what_is_said_of_all(write_tables):
    mapping = read_tables_mapping(
        write_tables(
            columns={"area_id": "code", "year": "when"},
            constants={**PLACE, "year": "1999"},
            tables={**PEOPLE, "covariates": {"constants": {"year": "2011"}, "wide": WIDE}},
        )
    )
    assert mapping.columns_of("population")["year"] == "when"
    assert "year" not in mapping.columns_of("covariates")
    assert mapping.constants_of("covariates") == {"iso3": "XAA", "year": "2011"}


WIDE = {"smokers": {"name": "smoking", "unit": "1"}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"tables": {"people": {}}}, "tables.people"),
        ({"tables": {}}, "at least 1 item"),
        ({"tables": PEOPLE, "constants": {"sexes": "F"}}, "constants.sexes is no column of pop"),
        ({"tables": PEOPLE, "constants": PLACE}, "nothing fills area_id, name a column"),
        ({"tables": {"areas": {"wide": WIDE}}}, "tables.areas: wide is for population"),
        (
            {"tables": {"reference_rates": {}}, "constants": PLACE},
            "tables.reference_rates: nothing fills standard",
        ),
        (
            {"tables": {"covariates": {"wide": {"a": {"name": "x", "unitt": "1"}}}}},
            "unitt is no column",
        ),
        (
            {"tables": {"covariates": {"wide": {"a": {"name": "x"}}}}},
            "nothing fills unit of the column 'a'",
        ),
        (
            {"tables": {"covariates": {"columns": {"value": "v"}, "wide": WIDE}}},
            "value is given twice, by wide and by a column",
        ),
        (
            {"tables": {"reference_rates": {"columns": {"standard": "s"}}}, "constants": PLACE},
            "nothing fills rate or weight",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(write_tables, content, message):
    path = write_tables(**content)
    with pytest.raises(InputError, match=re.escape(message)):
        read_tables_mapping(path)
    assert message in check_mapping(path)[0].in_words(words_of())


def test_a_mapping_without_tables_is_one_of_measurements(write_tables, write_mapping):
    assert is_tables_mapping(write_tables(tables=PEOPLE))
    assert not is_tables_mapping(write_mapping("m.yml"))
