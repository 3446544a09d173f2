import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.survey.conditions import holds, items_of

ANSWERS = {"monitoring": "no", "mon_sites": "3", "leg_year": "2010", "had": "Cd Pb"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", True),
        ("${monitoring}='no'", True),
        ("${monitoring} != 'no'", False),
        ("${mon_sites}>0 and ${mon_sites}<=3", True),
        ("${mon_sites}>${leg_year}", False),
        ("${mon_sites}<${leg_year}", True),
        ("${nothing}<1 or ${nothing}>=1", False),
        ("${nothing}=''", True),
        ("selected(${had}, 'Pb')", True),
        ("selected(${had}, 'P')", False),
        ("${monitoring}='no' and (${mon_sites}>5 or ${leg_year}=2010)", True),
        ("${monitoring}='yes' and ${mon_sites}>5 or ${leg_year}=2010", True),
    ],
)
def test_a_condition_is_true_or_not(condition, expected):
    assert holds(condition, ANSWERS) is expected


@pytest.mark.parametrize(
    "condition",
    [
        "${monitoring}='no",
        "${monitoring}",
        "__import__('os')",
        "selected(${had})",
        "${a}.b='c'",
        "${mon_sites}+1>2",
        "1<${mon_sites}<3",
        "not(${monitoring}='no')",
    ],
)
def test_a_text_that_is_no_condition_is_refused(condition):
    with pytest.raises(VocabularyError, match=re.escape("is no condition on answers. Write it as")):
        holds(condition, ANSWERS)


def test_the_items_of_a_condition_are_named_once():
    assert items_of("${a_1}='x' or ${a_1}='y' and selected(${b}, 'c')") == ("a_1", "b")
