"""Results of biomonitoring: limits, flags and units of a file, and what should be asked."""

import numpy as np
import pytest

from workbench.inputs.areas.person_results import HALF, substituted
from workbench.inputs.checks import check_store
from workbench.store.reading import open_store
from workbench.words.wording import words_of

PERSON = {
    "constants": {"iso3": "XAA", "year": "2020", "matrix": "blood", "substance": "Pb"},
    "columns": {"participant": "id", "value": "Pb", "unit": "unit"},
}


@pytest.fixture
def results(take, store):
    """Rows of the store after a file came in, and the report."""

    def made(text, **more):
        columns = PERSON["columns"] | more.pop("columns", {})
        constants = PERSON["constants"] | more.pop("constants", {})
        report = take(
            text, columns=columns, constants=constants, tables={"biomonitoring": {}}, **more
        )
        return open_store(str(store)).read(("biomonitoring",), "XAA")["biomonitoring"], report

    return made


def test_units_become_one_and_what_was_given_is_kept(results):
    rows, report = results(
        "id,Pb,unit\na,3.5,µg/dL\nb,35,ug/L\nc,12,ng/ml\nd,9,nmol/L\ne,9,ug/g creat\n"
    )
    assert rows["value"].to_list() == [35.0, 35.0, 12.0, 9.0]
    assert rows["unit"].to_list() == ["µg/L"] * 3 + ["µg/g creatinine"]
    assert rows["original_unit"].to_list() == ["µg/dL", "ug/L", "ng/ml", "ug/g creat"]
    assert list(report.reasons) == [
        "Unit 'nmol/L' counts moles. Give a mass of the element or compound, as in µg/L."
    ]


def test_a_non_detect_is_a_sign_a_flag_or_a_number_below_the_limit(results):
    rows, report = results(
        "id,Pb,unit,lod,below\na,<2,ug/L,,\nb,1.4,ug/L,2,\nc,1.4,ug/L,,1\nd,,ug/L,2,1\n"
        "e,2.1,ug/L,2,0\nf,0,ug/L,2,0\ng,3,ug/L,,maybe\n",
        columns={"lod": "lod", "censored": "below"},
    )
    assert rows["value"].to_list() == [2.0, 2.0, 1.4, 2.0, 2.1, 2.0]
    assert rows["censored"].to_list() == [True, True, True, True, False, True]
    assert list(report.reasons) == ["censored 'maybe' is neither 1 nor 0"]
    assert report.n_censored == 5


def test_a_number_in_the_place_of_non_detects_is_asked_about(results, store):
    many = [0.07] * 20 + [*np.arange(10, 40) / 100]
    text = "id,Pb,unit\n" + "".join(f"{n},{one:g},ug/L\n" for n, one in enumerate(many))
    _, report = results(text)
    (said,) = (words_of().phrase(one) for one in report.remarks)
    assert "are 0.07 µg/L" in said
    assert "the limit over the square root of two of 0.1" in said
    (problem,) = check_store(str(store))
    assert "Give that limit in the mapping" in problem.in_words(words_of())


def test_the_limit_in_the_mapping_answers_the_question(results):
    many = [0.07] * 20 + [*np.arange(10, 40) / 100]
    text = "id,Pb,unit\n" + "".join(f"{n},{one:g},ug/L\n" for n, one in enumerate(many))
    rows, report = results(text, constants={"lod": "0.1"})
    assert (rows["censored"].sum(), report.remarks) == (20, ())
    assert set(rows["value"][rows["censored"]]) == {0.1}


@pytest.mark.parametrize("values", [[1] * 9 + [2, 3, 4], [0.3] * 9 + [0.31, 0.32, 0.5], [5] * 9])
def test_rounded_and_continuous_results_are_no_substitution(values):
    assert substituted(values) is None


def test_half_the_limit_is_told_from_the_limit_over_root_two():
    found = substituted([0.05] * 9 + [0.10, 0.12, 0.13, 0.15, 0.21])
    assert (found.rule, found.limit) == (HALF, 0.1)


def test_a_blood_pressure_that_nobody_has_is_named(results, store):
    rows = "".join(f"{n},{n + 1},ug/L,{pressure}\n" for n, pressure in enumerate([204] * 30 + [0]))
    _, report = results("id,Pb,unit,sbp\n" + rows, columns={"systolic_mmhg": "sbp"})
    (said,) = (words_of().phrase(one) for one in report.remarks)
    assert said.startswith("Systolic blood pressure (mmHg) cannot be what it is said to be")
    assert "its median is 204, and 1 of 31 values" in said
    assert len(check_store(str(store))) == 1


def test_a_usual_blood_pressure_is_no_problem(results):
    rows = "".join(f"{n},{n + 1},ug/L,{110 + n}\n" for n in range(30))
    _, report = results("id,Pb,unit,sbp\n" + rows, columns={"systolic_mmhg": "sbp"})
    assert report.remarks == ()
