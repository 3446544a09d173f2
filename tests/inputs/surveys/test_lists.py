import re

import pytest
import yaml

from workbench.errors import InputError, StoreError
from workbench.inputs.checks import check_store
from workbench.inputs.surveys.lists import ingest_list, read_list_mapping
from workbench.inputs.surveys.sampling_frame import units_in_frame
from workbench.store.reading import open_store

HEADER = "laboratory,country,network,contacted\n"
LAWS = "country,topic,instrument,level,stage,year,link,record_id,verified\n"


@pytest.fixture
def take(tmp_path, project):
    """Take a text into a store by a shipped mapping; gives the lines that are printed."""

    def take_text(text, mapping="laboratories", name="list.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        rules = project / f"parameters/surveys/{mapping}.yml"
        return ingest_list(tmp_path / name, rules, tmp_path / "store")

    return take_text


def test_a_frame_of_laboratories_comes_into_the_store(take, tmp_path):
    assert take(HEADER + "L1,XAA,AFRILAB,yes\nL2,Namibia,AFRILAB,unknown\n") == [
        "2 rows of list.csv were taken in as frame."
    ]
    assert check_store(str(tmp_path / "store")) == []
    frame = open_store(str(tmp_path / "store")).read(("frame",), "NAM")["frame"]
    laboratories = units_in_frame(frame, "laboratory")
    assert list(laboratories["unit_id"]) == ["L2"]
    assert list(laboratories["source_row"]) == [3]


def test_a_list_that_comes_again_replaces_its_rows(take):
    take(HEADER + "L1,XAA,AFRILAB,yes\nL2,XAB,AFRILAB,no\n")
    assert take(HEADER + "L1,XAA,AFRILAB,yes\n") == [
        "1 row of list.csv was taken in as frame.",
        "2 rows of an earlier file of this name were replaced.",
    ]


def test_a_law_without_year_is_a_law_of_no_known_year(take, tmp_path):
    take(
        LAWS + 'XAA,legislation,"Soil Act, part 1",national,in_force,,,LEX-1,yes\n'
        "XAA,thresholds,Decree,national,adopted,2011,https://law.example,,no\n",
        "legislation",
    )
    laws = open_store(str(tmp_path / "store")).read(("legislation",), "XAA")["legislation"]
    assert laws["year"].isna().to_list() == [True, False]
    assert list(laws["instrument"]) == ["Soil Act, part 1", "Decree"]
    assert check_store(str(tmp_path / "store")) == []


def test_all_cells_that_are_wrong_are_named_and_nothing_is_stored(take, tmp_path):
    with pytest.raises(InputError) as caught:
        take(HEADER + "L1,Atlantis,AFRILAB,perhaps\n,XAA,,yes\nL1,XAA,AFRILAB,yes\n")
    for said in (
        "row 2, iso3: Unknown country 'Atlantis'",
        "row 2, contacted: 'perhaps' is none of yes, no, unknown",
        "row 3, unit_id: is empty, and each row needs it",
        "row 3, stratum: is empty",
        "Nothing was stored.",
    ):
        assert said in str(caught.value)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("text", "mapping", "message"),
    [
        (HEADER + "L1,XAA,A,yes\nL1,XAB,A,no\n", "laboratories", "L1 stands in row 2 too"),
        ("laboratory\nL1\n", "laboratories", "has no column 'country'"),
        (LAWS + "XAA,t,i,local,none,,,,no\n", "legislation", "'local' is none of national"),
        (LAWS + "XAA,t,i,national,none,MMX,,,no\n", "legislation", "'MMX' is no whole number"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(take, text, mapping, message):
    with pytest.raises(InputError, match=re.escape(message)):
        take(text, mapping)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns": {"lab": "a"}}, "lab is no column, those are unit_id, unit_type, iso3"),
        ({"constants": {}}, "nothing fills unit_type, name a column or a constant"),
        ({"table": "measurements"}, "table: give one of 'frame', 'legislation' or"),
        ({"rows": "2"}, "rows: there is no such key"),
    ],
)
def test_a_mapping_of_a_list_that_makes_no_sense_is_refused(project, tmp_path, changes, message):
    shipped = (project / "parameters/surveys/laboratories.yml").read_text(encoding="utf-8")
    path = tmp_path / "list.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(shipped), **changes}), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_list_mapping(path)


def test_the_built_in_store_takes_no_list(tmp_path):
    with pytest.raises(StoreError, match=re.escape("The store `example` is built in.")):
        ingest_list(tmp_path / "a.csv", tmp_path / "m.yml", "example")
