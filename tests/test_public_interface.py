"""What an analyst can call has a docstring with an example, which the doctests run."""

import inspect

import pytest

import workbench as wb
from workbench.desk.source_rows import rows_behind
from workbench.findings import EvidenceCell
from workbench.vocabulary.survey.items import survey_items

MODULES = {"methods"}
PERSONAL = {item.item_id for item in survey_items().values() if item.personal}


def described():
    """Public names, with what they stand for."""
    names = [name for name in wb.__all__ if name not in {*MODULES, "__version__"}]
    yield from ((f"wb.{name}", getattr(wb, name)) for name in names if name[0].islower())
    yield from ((f"wb.methods.{name}", getattr(wb.methods, name)) for name in wb.methods.__all__)
    for kind in (wb.Store, wb.Results):
        methods = inspect.getmembers(kind, inspect.isfunction)
        yield from ((f"{kind.__name__}.{n}", m) for n, m in methods if not n.startswith("_"))


def test_each_public_name_has_an_example():
    texts = {name: inspect.getdoc(what) or "" for name, what in described()}
    assert [name for name, text in texts.items() if ">>> " not in text] == []
    assert [name for name, text in texts.items() if not text.splitlines()[0].endswith(".")] == []


def test_completion_offers_what_is_public_and_nothing_else():
    assert dir(wb) == wb.__all__
    assert dir(wb.methods) == wb.methods.__all__
    with pytest.raises(AttributeError, match="workbench has no 'stores'"):
        _ = wb.stores


@pytest.fixture(scope="module")
def page():
    return wb.open_store("example").report("trends", "XAA", substances=["Pb"])


def test_a_sentence_goes_down_to_law_parameters_and_rows_of_the_file(page):
    """Samples of 2022 on agricultural land, compared with the threshold of the example's law."""
    level = next(one.id for one in page.findings if one.id.endswith("@agricultural/level"))
    why = page.why(level)
    assert why.law.frame["Value"].str.contains("Soil Protection Rules").any()
    assert why.parameters.frame.set_index("Parameter")["Where it was set"]["area"] == "default"
    assert {*why.sources["substance"], *why.sources["land_use"]} == {"Pb", "agricultural"}
    assert why.sources["source_row"].ge(2).all()
    assert "Rows of the store (20/" in why._repr_html_()


def test_rows_that_a_parameter_leaves_out_are_not_behind_a_sentence():
    page = wb.open_store("example").report("trends", "XAB", substances=["Pb"], first_year=2014)
    (one,) = (one.id for one in page.findings if one.id.endswith("/comparability"))
    assert page.why(one).sources["sampled_on"].min() >= "2014"


def test_rows_that_count_people_and_texts_of_respondents_are_not_behind_a_sentence():
    """Ids as `XAA:Cd@biomon` name a country, a substance and an item."""
    frames = wb.open_store("example")._source.read(("responses", "outcomes"), "XAA")
    items = frames["responses"]["item_id"].unique()
    outcomes = frames["outcomes"]["outcome"].unique()
    cells = [EvidenceCell("any", row, "any") for row in (*items, *outcomes)]
    found = rows_behind(frames, cells)
    assert set(found["table"]) == {"responses"}
    assert set(items) - set(found["item_id"]) == PERSONAL & set(items) != set()
