"""Tables are read by the declaration of their rows, and a cell that is wrong is named."""

import re
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pkgutil import walk_packages
from typing import Annotated, Literal

import pytest

from workbench import vocabulary
from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Barred, Cell, Given, Numeral, Spaced, fields_of
from workbench.vocabulary.table import TABLES, CsvTable, Grouped, listing, read_rows

SHIPPED = {
    file.name.removesuffix(".csv")
    for file in files("workbench.vocabulary").joinpath("tables").iterdir()
    if file.name.endswith(".csv")
}
READ_AS_TEXT = {"reporting_checklist", "survey_region_overlaps"}  # shown, or checked by a test
NO_SOURCE = {
    "column_words",
    "table_words",  # words of headings: this project's own
    "threshold_instruments",  # of the rows of thresholds, which have a source
    "threshold_kinds",
    "threshold_sources",
}


def declared():
    """Tables that a module of the vocabulary declares, by file."""
    modules = [one.name for one in walk_packages(vocabulary.__path__, f"{vocabulary.__name__}.")]
    names = [one for name in modules for one in vars(import_module(name)).values()]
    owners = [getattr(one, "__self__", one) for one in names]
    owners = [one.table if isinstance(one, Grouped) else one for one in owners]
    return {one.file: one for one in owners if isinstance(one, CsvTable)}


@dataclass(frozen=True)
class Sampled:
    code: str
    word: Literal["soil", "dust", ""]
    share: float | None
    visits: int
    is_known: bool
    regions: tuple[str, ...]
    textures: Barred
    counted: Spaced
    scale: dict[str, float]
    labels: Annotated[dict[str, str], Cell(columns=("label_en", "label_fr"))]
    numbers: Annotated[tuple[float | None, ...], Cell(columns=("p1", "p2"))]
    as_written: Numeral
    source: Given


SAMPLES = CsvTable("samples", Sampled, key="code", kind="sample")
HEADER = (
    "code,word,share,visits,is_known,regions,textures,counted,scale,"
    "label_en,label_fr,p1,p2,as_written,source\n"
)
CELLS = "a,soil,1/13,3,yes,DEU;FRA,sand|silt loam,4 5,yes=1;no=0,soil,sol,0.5,,7.0,Annex 1"
GOOD = dict(zip(HEADER.strip().split(","), CELLS.split(","), strict=True))


def file_of(*rows):
    """Text of a file with rows that differ from a good one in some cells."""
    return HEADER + "".join(",".join({**GOOD, **row}.values()) + "\n" for row in rows)


def test_cells_are_read_as_the_types_of_their_fields():
    ((row,), problems) = SAMPLES._read(file_of({}))
    assert problems == []
    assert row == Sampled(
        code="a",
        word="soil",
        share=1 / 13,
        visits=3,
        is_known=True,
        regions=("DEU", "FRA"),
        textures=("sand", "silt loam"),
        counted=("4", "5"),
        scale={"yes": 1.0, "no": 0.0},
        labels={"en": "soil", "fr": "sol"},
        numbers=(0.5, None),
        as_written="7.0",
        source="Annex 1",
    )


def test_what_is_empty_is_nothing_where_it_may_be():
    cells = dict.fromkeys(("word", "share", "regions", "scale", "p1", "as_written"), "")
    ((row,), problems) = SAMPLES._read(file_of(cells))
    assert problems == []
    assert (row.word, row.share, row.regions, row.scale) == ("", None, (), {})
    assert (row.numbers, row.as_written) == ((None, None), "")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"word": "mud"}, "word 'mud' is none of soil, dust, empty"),
        ({"share": "1/0"}, "share '1/0' is no number"),
        ({"share": "nan"}, "share 'nan' is no number"),
        ({"visits": ""}, "visits is no number"),
        ({"visits": "2.5"}, "visits '2.5' is no whole number"),
        ({"is_known": "true"}, "is_known 'true' is none of yes, no"),
        ({"is_known": ""}, "is_known '' is none of yes, no"),
        ({"scale": "yes"}, "scale 'yes' has a part that is not as in name=value"),
        ({"scale": "yes=one"}, "scale 'yes=one' is no number"),
        ({"p2": "x"}, "p2 'x' is no number"),
        ({"as_written": "7O"}, "as_written '7O' is no number"),
        ({"source": ""}, "source is empty"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_row_and_column(cells, problem):
    assert SAMPLES.problems(file_of({}, {"code": "b", **cells})) == [f"row 3 (b): {problem}"]


def test_every_wrong_cell_of_a_row_is_named():
    found = SAMPLES.problems(file_of({"word": "mud", "source": ""}))
    assert [line.split()[3] for line in found] == ["word", "source"]


def test_a_key_that_stands_twice_is_named():
    assert SAMPLES.problems(file_of({}, {})) == ["row 3 (a): code stands in the table twice"]
    pairs = CsvTable("samples", Sampled, key=("code", "word"))
    assert pairs.problems(file_of({}, {"word": "dust"})) == []
    (found,) = pairs.problems(file_of({}, {}))
    assert found == "row 3 (a): code with word stands in the table twice"


def test_another_header_or_a_row_of_another_length_is_named():
    assert SAMPLES.problems("code,word\n") == [
        f"the header is not that of the table. Give {HEADER.strip()}"
    ]
    assert SAMPLES.problems("") == SAMPLES.problems("code\n")
    found = SAMPLES.problems(file_of({"word": "mud"}) + "a,soil\n")
    assert found[0].startswith("row 2 (a): word 'mud'")
    assert found[1:] == ["row 3: has 2 cells, the header 15"]


def test_what_else_is_wrong_is_asked_of_rows_that_can_be_read():
    found = SAMPLES.problems(file_of({}, {"code": "b", "word": "mud"}), also=lambda _: ["odd"])
    assert found == ["row 2 (a): odd", "row 3 (b): word 'mud' is none of soil, dust, empty"]


def test_a_file_with_a_wrong_cell_is_not_read():
    @dataclass(frozen=True)
    class Response:
        substance: str
        toxic_response: int
        of_hakanson: Literal["yes"]
        source: str
        verified: str

    wrong = CsvTable("toxic_responses", Response, key="substance")
    with pytest.raises(VocabularyError, match=r"toxic_responses.csv, row \d+ \(.*\): of_hakanson"):
        wrong.rows()


def test_an_unknown_key_is_refused_with_the_nearest():
    places = declared()["places"]
    assert places.find("DEU").name == "Germany"
    with pytest.raises(VocabularyError, match=re.escape("Did you mean DEU (Germany)?")):
        places.find("deu")


def test_every_file_is_declared_once_and_can_be_read():
    assert {*declared(), *READ_AS_TEXT} == SHIPPED
    for table in declared().values():
        assert table.rows(), table.file
        assert table.key, table.file


def test_every_row_has_a_source_and_says_whether_it_was_read_there():
    for name in set(declared()) - NO_SOURCE:
        needed = {
            column
            for one in fields_of(declared()[name].row)
            if one.needed
            for column in one.columns
        }
        assert {"source", "verified"} <= needed, name


@pytest.mark.parametrize("table", TABLES)
def test_each_row_of_a_table_is_a_line_with_its_source(table):
    lines = listing(table)
    assert len(lines) == len(read_rows(table)) > 0
    assert all("; source: " in line and "; verified: " in line for line in lines)


def test_no_name_lists_the_tables():
    assert [line.split()[0] for line in listing("")] == list(TABLES)


def test_an_unknown_table_is_refused():
    with pytest.raises(VocabularyError, match=re.escape("Unknown table 'network'. Did you mean")):
        listing("network")
