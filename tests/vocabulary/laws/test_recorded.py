"""Laws on file: words of the store, and a source in each row."""

from workbench.inputs.tables import TABLES
from workbench.vocabulary.laws.recorded import laws
from workbench.vocabulary.places import is_fictional, places

ALLOWED = {column.name: column.allowed for column in TABLES["legislation"]}


def test_every_law_is_there_once_with_a_source():
    assert len({law.code for law in laws()}) == len(laws()) == 182
    assert len({(law.iso3, law.topic, law.instrument, law.level) for law in laws()}) == len(laws())
    assert all(law.source and law.instrument for law in laws())
    assert sum(law.verified == "yes" for law in laws()) == 123


def test_words_are_those_of_the_store_or_say_why_a_law_is_no_more():
    assert {law.stage for law in laws()} <= {*ALLOWED["stage"], "superseded", "repealed"}
    assert {law.level for law in laws()} <= {*ALLOWED["level"], "supranational"}
    assert all(law.year.isdecimal() for law in laws() if law.year)


def test_laws_are_of_real_countries_or_of_several():
    assert {law.iso3 for law in laws()} <= {"EU", "INT", *places()}
    assert not any(is_fictional(law.iso3) for law in laws())
