"""The notebook of the gaps report: the parameters of its model, and the results of the command."""

import ast

import pytest
from checkouts import checkout_at
from papermill.inspection import inspect_notebook

from workbench.batch.page.parameters import choose
from workbench.cli.report_set import readings_of
from workbench.reports.gaps.parameters import Parameters

NOT_OF_THE_MODEL = {"store", "output_folder", "origins"}


@pytest.fixture
def shown(project):
    return inspect_notebook(str(project / "notebooks" / "gaps.ipynb"))


def test_the_first_cell_repeats_names_and_defaults_of_the_model(shown):
    given = {name: ast.literal_eval(entry["default"]) for name, entry in shown.items()}
    of_the_model = {name: given[name] for name in given if name not in NOT_OF_THE_MODEL}
    assert of_the_model == Parameters().model_dump()


def test_the_help_of_each_parameter_is_that_of_the_model(shown):
    for name, field in Parameters.model_fields.items():
        assert shown[name]["help"].strip() == field.description.replace("'", '"')


def test_the_parameter_file_is_accepted(project):
    assert choose(checkout_at(project), "gaps", "XAA", []).values["area"] == "XAA"


def test_a_page_is_made_again_when_an_answer_of_its_region_changes():
    assert readings_of("gaps", "XAA")[0][1] == "R-EXAMPLE"
    assert readings_of("gaps", "NOR")[0][1] == readings_of("gaps", "R-LAC")[0][1] == "WORLD"
    assert readings_of("trends", "NOR")[0][1] == "NOR"


def test_a_page_names_each_finding_in_words_and_symbols(gaps_result):
    result = gaps_result("XAA")
    page = result.page.show.matrix._repr_html_()
    assert "\N{WHITE CIRCLE} no" in page
    assert "\N{BLACK CIRCLE} yes" in page
