import re

import pytest
from checkouts import checkout_at

from workbench.batch.page.parameters import check_parameters, choose
from workbench.errors import InputError, ParameterError


@pytest.fixture
def checkout(tmp_path):
    """A project with a parameter file of its own."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "trends.ipynb").touch()
    (tmp_path / "parameters").mkdir()

    def write(text):
        (tmp_path / "parameters" / "trends.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


FILE = "common:\n  first_year: 2000\nareas:\n  NOR:\n    first_year: 2005\n    substances: [Cd]\n"


def test_defaults_have_no_origin(checkout):
    chosen = choose(checkout_at(checkout("")), "trends", "XAA", [])
    assert chosen.values["confidence"] == 0.95
    assert chosen.origins == {}


def test_common_yields_to_area_and_area_to_the_command_line(checkout):
    project = checkout(FILE)
    assert choose(checkout_at(project), "trends", "SWE", []).values["first_year"] == 2000
    assert choose(checkout_at(project), "trends", "NOR", []).values["first_year"] == 2005
    assert (
        choose(checkout_at(project), "trends", "NOR", ["first_year=2010"]).values["first_year"]
        == 2010
    )


def test_each_value_that_is_no_default_says_where_it_comes_from(checkout):
    chosen = choose(checkout_at(checkout(FILE)), "trends", "NOR", ["confidence=0.9"])
    assert chosen.origins == {
        "area": "command line",
        "first_year": "parameters/trends.yml, areas: NOR",
        "substances": "parameters/trends.yml, areas: NOR",
        "confidence": "command line",
    }


def test_no_and_leading_zeros_stay_text(checkout):
    project = checkout("areas:\n  NOR:\n    substances: [NO]\n")
    with pytest.raises(ParameterError, match="Unknown substance 'NO'"):
        choose(checkout_at(project), "trends", "NOR", [])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("first_yaer=2000", "command line: unknown parameter first_yaer. Known are: area, "),
        ("first_year=soon", "command line: first_year is 'soon'. Give a whole number."),
        ("confidence=2", "command line: confidence is 2.0. Give 0.999 or less."),
        ("=5", "command line: unknown parameter . Known are: area, "),
        ("substances=[[[[", "command line: substances is '[[[['. Give words with commas between"),
        ("substances=Cd,Pbb", "command line: substances is ['Cd', 'Pbb']. Unknown substance 'Pbb'"),
        ("first_year", "-p first_year: give a name and a value, as in -p first_year=2000."),
        ("area=XAB", "-p area: the area is given after the report's name"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(project, given, message):
    with pytest.raises(ParameterError, match=re.escape(message)):
        choose(checkout_at(project), "trends", "XAA", [given])


def test_a_wrong_key_in_the_file_names_file_and_area(checkout):
    project = checkout("areas:\n  SWE:\n    frist_year: 2000\n")
    message = "parameters/trends.yml, areas: SWE: unknown parameter frist_year."
    with pytest.raises(ParameterError, match=re.escape(message)):
        check_parameters(checkout_at(project), "trends")


def test_a_list_may_be_written_as_in_the_help(project):
    chosen = choose(checkout_at(project), "trends", "XAA", ["substances=['Cd', 'Pb']"])
    assert chosen.values["substances"] == ["Cd", "Pb"]


@pytest.mark.parametrize(
    "text",
    [
        "comon: {}\n",
        "- a\n",
        "common: 3\n",
        "common: [first_year]\n",
        "common: {area: XAB}\n",
        "areas: [XAA]\n",
        "areas:\n  SWE: 3\n",
        "areas:\n  SWE: [first_year]\n",
        "areas:\n  XQQ: {first_year: 2000}\n",
    ],
)
def test_another_shape_of_file_is_refused(checkout, text):
    with pytest.raises(ParameterError, match=r"trends\.yml"):
        check_parameters(checkout_at(checkout(text)), "trends")


def test_a_key_that_is_given_twice_is_refused(checkout):
    project = checkout("common:\n  first_year: 2000\n  first_year: 2001\n")
    with pytest.raises(InputError, match="'first_year' is given twice"):
        check_parameters(checkout_at(project), "trends")


def test_an_unknown_area_or_report_is_refused(project):
    with pytest.raises(ParameterError, match="Unknown area 'ATLANTIS'"):
        choose(checkout_at(project), "trends", "ATLANTIS", [])
    with pytest.raises(ParameterError, match=r"Known are: country, gaps, .*trends\."):
        choose(checkout_at(project), "weather", "XAA", [])


def test_the_parameters_of_the_project_are_right(project):
    check_parameters(checkout_at(project), "trends")
