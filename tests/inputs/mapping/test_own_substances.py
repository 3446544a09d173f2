"""Substances that a mapping declares, which the vocabulary does not have."""

import re

import pytest

import workbench as wb
from workbench.errors import InputError
from workbench.inputs.checks import check_store
from workbench.vocabulary.substances import own_substance, substance

OWN = {"FLX": {"name": "Fluxapyroxad", "cas": "907204-31-3", "group": "pesticide"}}
CODE = "Fluxapyroxad [CAS 907204-31-3, pesticide]"
FIXED = {
    "iso3": "XAA",
    "matrix": "soil",
    "layer": "top",
    "basis": "dry",
    "fraction": "total",
    "source_type": "unknown",
}
COLUMNS = {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"}


@pytest.fixture
def ingest_own(ingest_text):
    def ingest(text, **changes):
        given = {"constants": FIXED, "columns": COLUMNS, "own_substances": OWN}
        return ingest_text(text, **{**given, **changes})

    return ingest


def test_a_declared_substance_is_taken_from_a_wide_file(ingest_own, rows_of, store):
    wide = {"flx": {"substance": "FLX", "unit": "µg/kg"}}
    ingest_own("plot,date,flx\n1,2004,500\n", substances=wide)
    one = rows_of("XAA").iloc[0]
    assert (one["substance"], one["value"], one["unit"]) == (CODE, 0.5, "mg/kg")
    assert check_store(str(store)) == []


def test_a_declared_substance_is_taken_from_a_long_file(ingest_own, rows_of):
    long = {"substance": "what", "value": "value", "unit_of_all": "mg/kg"}
    ingest_own(
        "plot,date,what,value\n1,2004,F-500,<0.5\n",
        observations={
            **long,
            "codes": {"F-500": "FLX"},
            "limits": {"FLX": {"below": "0.5", "unit": "mg/kg"}},
        },
        substances={},
    )
    one = rows_of("XAA").iloc[0]
    assert (one["substance"], one["value"], one["censored"]) == (CODE, 0.5, True)


def test_a_report_calls_a_declared_substance_by_its_name(ingest_own, store):
    # a report is made, which takes a second: it is where a name that nobody knows would fail
    rows = "".join(
        f"{n},{year},{n + year - 2000}\n" for n in range(9) for year in range(2004, 2014)
    )
    wide = {"flx": {"substance": "FLX", "unit": "mg/kg"}}
    ingest_own(f"plot,date,flx\n{rows}", substances=wide)
    page = wb.open_store(store).report("trends", "XAA")
    assert "in fluxapyroxad." in str(page.messages.summary)


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"name": "Plomb", "group": "metal"}, "'Plomb' is in the vocabulary as Pb (Lead). Give"),
        (
            {"name": "New lead", "cas": "7439-92-1", "group": "metal"},
            "'New lead' is in the vocabulary as Pb (Lead)",
        ),
        ({"name": "Novum", "group": "metals"}, "Group 'metals' of 'Novum' is none of BTEX, "),
        ({"name": "Novum", "cas": "907204-31-4", "group": "metal"}, "its last digit checks it"),
        ({"name": "No", "group": "metal"}, "is none of 3 to 80 characters"),
        ({"name": "A [b] c", "group": "metal"}, "without square brackets"),
    ],
)
def test_what_is_no_new_substance_is_refused(ingest_own, declared, message):
    with pytest.raises(InputError, match=re.escape(message)):
        ingest_own(
            "plot,date,a\n1,2004,5\n",
            own_substances={"N": declared},
            substances={"a": {"substance": "N", "unit": "mg/kg"}},
        )


def test_a_code_of_the_vocabulary_cannot_be_declared(ingest_own):
    with pytest.raises(InputError, match="'Pb' is a code of the vocabulary"):
        ingest_own("plot,date,a\n1,2004,5\n", own_substances={"Pb": OWN["FLX"]})


def test_a_code_says_all_that_is_known_of_its_substance():
    own = substance(own_substance("Novum", "", "metal"))
    assert (own.name, own.cas, own.group, own.unit) == ("Novum", "", "metal", "mg/kg")
