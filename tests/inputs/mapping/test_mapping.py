import re

import pytest
import yaml

from workbench.errors import InputError
from workbench.inputs.mapping.mapping import mapping_problems, read_mapping


def test_words_that_yaml_takes_for_something_else_stay_text(tmp_path, write_mapping):
    text = write_mapping().read_text(encoding="utf-8")
    text = text.replace("'-9999'", "NO").replace("plot", "004").replace("sample\n", "1976-07-13\n")
    (tmp_path / "text.yml").write_text(text, encoding="utf-8")

    mapping = read_mapping(tmp_path / "text.yml")
    assert mapping.sentinels == {"NO": "not measured"}
    assert (mapping.columns["site_id"], mapping.columns["sample_id"]) == ("004", "1976-07-13")


OBSERVED = {"substance": "s", "value": "v", "unit": "u", "codes": {"a": "Pb"}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"licnece": "x"}, "mapping.yml: unknown key licnece, known there are owner, licence"),
        (
            {"substances": {"lead": {"substance": "Pb", "unit": "mg/kg", "dl": "1"}}},
            "unknown key substances.lead.dl, known there are substance, unit, lod, loq",
        ),
        ({"substances": {"lead": {"substance": "Pb"}}}, "the key substances.lead.unit is missing"),
        (
            {"substances": {"lead": {"substance": "lead", "unit": "mg/kg"}}},
            "substances.lead: Unknown substance 'lead'. Did you mean Pb (Lead)?",
        ),
        (
            {"substances": {"lead": {"substance": "Pb", "unit": "Mg/kg"}}},
            "substances.lead: Unknown unit 'Mg/kg'. Give one of: %, g/kg, mg/g, mg/kg",
        ),
        (
            {"substances": {"lead": {"substance": "Pb", "unit": "mg/l"}}},
            "substances.lead: 'mg/l' does not measure the same as 'mg/kg'.",
        ),
        (
            {"substances": {c: {"substance": "Pb", "unit": "mg/kg"} for c in ("a", "b")}},
            "substances has Pb in two columns, give one of them",
        ),
        ({"zeros": {"below": 0.1, "reason": "x"}}, "zeros.below needs columns of one unit"),
        ({"zeros": {"below": 0, "reason": "x"}}, "zeros.below: give a number above 0"),
        (
            {"constants": {"iso3": "DE"}},
            "constants.iso3: unknown country code 'DE'",
        ),
        (
            {"constants": {"matrix": "Soil"}},
            "unknown matrix 'Soil', it may be soil, forest_floor, sediment, dust",
        ),
        (
            {"constants": {"iso3": "XAA"}},
            "nothing fills matrix, layer, source_type, fraction, basis, name a column or a",
        ),
        ({"columns": {"value": "lead"}}, "columns.value is no column that a mapping fills"),
        ({"columns": {"iso3": "c"}}, "iso3 is given by two of constants, columns and horizons"),
        ({"horizons": {"O": {"matrix": "soil"}}}, "horizons needs columns.layer"),
        ({"file": {"delimiter": "x"}}, "file.delimiter: 'x' is no delimiter, give one of comma"),
        (
            {"file": {"encoding": "morse"}},
            "file.encoding: unknown encoding 'morse', give one as utf-8, latin-1, cp1252, utf",
        ),
        ({"file": {"encoding": "rot13"}}, "file.encoding: unknown encoding 'rot13'"),
        ({"file": {"encoding": "idna"}}, "file.encoding: 'idna' is no encoding of files"),
        ({"file": {"dates": "m/Y"}}, "file.dates: unknown order 'm/Y', give one of d/m/Y"),
        ({"file": {"thousands": "."}}, "file: decimal and thousands are the same sign"),
        ({"words": {"iso3": {"A": "AUT"}}}, "words.iso3 needs iso3 in columns"),
        ({"otherwise": {"iso3": ["a"]}}, "otherwise.iso3 needs iso3 in columns"),
        ({"joined": {"value": ["a", "b"]}}, "joined.value is no column that a mapping fills"),
        ({"nondetects": {"flags": {"<": "less"}}}, "nondetects.flags.<: give one of 'below'"),
        ({"substances": {}}, "give either substances (a wide file) or observations (a long file)"),
        (
            {
                "substances": {},
                "observations": {"substance": "s", "value": "v", "codes": {"a": "Pb"}},
            },
            "observations: give either unit (a column) or unit_of_all (a unit)",
        ),
        (
            {
                "substances": {},
                "observations": {
                    "substance": "s",
                    "value": "v",
                    "unit": "u",
                    "codes": {"a": "lead"},
                    "units": {"mgs": "Mg/kg"},
                },
            },
            "observations.codes.a: Unknown substance 'lead'. Did you mean Pb (Lead)?; obs",
        ),
        (
            {
                "substances": {
                    "a": {"substance": "Pb", "unit": "%", "lod": {"column": "b", "unit": "l"}}
                }
            },
            "substances.a: 'l' does not measure the same",
        ),
        (
            {"substances": {}, "observations": {**OBSERVED, "dry_matter": ["a"]}},
            "observations.dry_matter has 'a', which observations.codes has as well",
        ),
        (
            {
                "substances": {},
                "observations": {**OBSERVED, "limits": {"Cd": {"below": 1, "unit": "mg/kg"}}},
            },
            "observations.limits.Cd needs a word for Cd in observations.codes",
        ),
        (
            {
                "substances": {},
                "observations": {**OBSERVED, "limits": {"Pb": {"below": 1, "unit": "pH"}}},
            },
            "observations.limits.Pb: 'pH' does not measure the same",
        ),
        ({"sentinels": {"-1": ""}}, "sentinels.-1: this is empty; give a text"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_its_key(write_mapping, changes, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read_mapping(write_mapping(**changes))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("owner: [", "bad.yml is no YAML"),
        ("owner: a\nowner: b\n", "the key 'owner' is given twice"),
        ("just words", "bad.yml holds no keys. A mapping has: owner, licence, file, constants"),
        ("", "bad.yml holds no keys."),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text, message):
    (tmp_path / "bad.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_mapping(tmp_path / "bad.yml")


def test_a_mapping_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"There is no .*none\.yml"):
        read_mapping(tmp_path / "none.yml")


def test_all_that_is_wrong_is_named_at_once(write_mapping):
    path = write_mapping(owner="", typo="x")
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["typo"] == "x"

    with pytest.raises(InputError, match=r"owner: .*; unknown key typo"):
        read_mapping(path)


def test_a_key_with_only_comments_below_it_is_no_key():
    content = {"owner": "o", "licence": "l", "file": None, "sentinels": ""}
    said = mapping_problems(content)
    assert not [one for one in said if one.startswith(("file", "sentinels"))]
