"""The notebook of the health report: the parameters of its model, and what it is made of."""

import ast

import pytest
from checkouts import checkout_at
from papermill.inspection import inspect_notebook

from workbench.batch.page.parameters import choose
from workbench.cli.report_set import SoilReports
from workbench.reports.health.parameters import Parameters

NOT_OF_THE_MODEL = {"store", "output_folder", "origins"}


@pytest.fixture
def shown(project):
    return inspect_notebook(str(project / "notebooks" / "health.ipynb"))


def test_the_first_cell_repeats_names_and_defaults_of_the_model(shown):
    given = {name: ast.literal_eval(entry["default"]) for name, entry in shown.items()}
    of_the_model = {name: given[name] for name in given if name not in NOT_OF_THE_MODEL}
    assert of_the_model == Parameters().model_dump()


def test_the_help_of_each_parameter_is_that_of_the_model(shown):
    for name, field in Parameters.model_fields.items():
        assert shown[name]["help"].strip() == field.description


def test_the_parameter_file_names_the_control_of_the_fictional_countries(project):
    chosen = choose(checkout_at(project), "health", "XAA", [])
    assert chosen.values["negative_control"] == "K35-K37"
    assert chosen.origins["negative_control"] == "parameters/health.yml, areas: XAA"


def test_it_is_a_report_on_one_country():
    assert SoilReports().can_be_about("health", "XAA")
    assert not SoilReports().can_be_about("health", "R-EXAMPLE")
    assert SoilReports().can_be_about("trends", "R-EXAMPLE")
    with pytest.raises(ValueError, match="one country at a time"):
        Parameters(area="R-AFRICA")
