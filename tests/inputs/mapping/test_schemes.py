import re

import pytest

from workbench.errors import InputError
from workbench.store.reading import open_store

READS = ("measurements",)
CONSTANTS = {"iso3": "XAA", "matrix": "soil", "layer": "top", "basis": "dry"}
COLUMNS = {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}
HEADER = "plot,date,use,how,lead\n"


@pytest.fixture
def ingest_words(ingest_text):
    def ingest(rows, constants=(), **changes):
        columns = COLUMNS | {"land_use": "use", "fraction": "how"}
        fixed = {**CONSTANTS, "source_type": "unknown", **dict(constants)}
        given = {"columns": columns, "constants": fixed, "substances": LEAD, **changes}
        return ingest_text(HEADER + rows, **given)

    return ingest


def test_codes_of_land_cover_and_names_of_digestions_are_read(ingest_words, store):
    schemes = {"land_use": "CORINE", "fraction": "methods"}
    rows = "1,2004,211,ISO 11466,5\n2,2004,1.2.1,XRF,5\n3,2004,,DTPA,5\n"
    report = ingest_words(rows, schemes=schemes)
    read = open_store(str(store)).read(READS, "XAA")["measurements"]

    assert report.n_used == 3
    assert read["land_use"].tolist()[:2] == ["agricultural", "Industrial or commercial units"]
    assert read["land_use"].isna().tolist() == [False, False, True]
    assert read["fraction"].tolist() == ["aqua_regia", "total", "extractable"]
    assert read["extractant"].isna().tolist() == [True, True, False]
    assert read["extractant"].tolist()[2] == "DTPA"


def test_an_extractant_that_the_mapping_gives_is_kept(ingest_words, store):
    schemes = {"land_use": "words", "fraction": "methods"}
    ingest_words("1,2004,Acker,EDTA,5\n", {"extractant": "0.05 M EDTA"}, schemes=schemes)
    read = open_store(str(store)).read(READS, "XAA")["measurements"]
    assert read["extractant"].tolist() == ["0.05 M EDTA"]


def test_words_that_a_scheme_does_not_have_are_quarantined(ingest_words):
    schemes = {"land_use": "CORINE", "fraction": "methods"}
    rows = "1,2004,999,ISO 11466,5\n2,2004,211,ICP-MS,5\n3,2004,211,,5\n"
    report = ingest_words(rows, schemes=schemes)
    assert report.reasons == {
        "missing fraction": 1,
        "unknown fraction 'ICP-MS'": 1,
        "unknown land_use '999'": 1,
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schemes": {"land_use": "IPCC"}}, "schemes.land_use: unknown scheme 'IPCC', known are"),
        ({"schemes": {"matrix": "words"}}, "schemes.matrix: unknown scheme 'words'"),
        (
            {"schemes": {"land_use": "CORINE"}, "words": {"land_use": {"211": "agricultural"}}},
            "land_use is given by both schemes and words, give it once",
        ),
        (
            {"schemes": {"land_use": "CORINE"}, "columns": COLUMNS | {"fraction": "how"}},
            "schemes.land_use needs land_use in columns",
        ),
    ],
)
def test_a_scheme_that_cannot_be_used_is_refused(ingest_words, changes, message):
    with pytest.raises(InputError, match=re.escape(message)):
        ingest_words("1,2004,211,XRF,5\n", **changes)
