"""The run of the mutants tells those that tests notice from those that survive."""

import subprocess
import sys

import pytest

RULE = "def over(value):\n    return value > 1\n"
TESTS = """
from toy.rule import over


def test_far():
    assert over(2) and not over(0)


def test_near():
    assert not over(1)
"""
LIST = """
[modules]
"toy.rule" = ["tests/test_rule.py::test_far"]

[[named]]
name = "turned round"
module = "toy.rule"
old = "value > 1"
new = "value < 1"
test = "tests/test_rule.py::test_far"

[[named]]
name = "at the limit"
module = "toy.rule"
old = "value > 1"
new = "value >= 1"
test = "tests/test_rule.py::test_far"
"""


@pytest.fixture
def run(project):
    """What the run of some mutants says."""

    def said(*options):
        command = [sys.executable, project / "benchmarks" / "mutants.py", "--jobs", "1", *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return said


@pytest.fixture
def toy(tmp_path):
    """A package of one rule with its tests, and a list of mutants of it."""

    def made(text=LIST):
        files = {
            "src/toy/__init__.py": "",
            "src/toy/rule.py": RULE,
            "tests/test_rule.py": TESTS,
            "benchmarks/mutants.toml": text,
        }
        for name, written in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written, encoding="utf-8")
        return "--list", tmp_path / "benchmarks" / "mutants.toml"

    return made


def test_a_change_that_no_test_notices_survives_and_is_named(run, toy):
    done = run(*toy())
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "killed    src/toy/rule.py:2  turned round",
        "SURVIVES  src/toy/rule.py:2  at the limit",
        "SURVIVES  src/toy/rule.py:2  over: `value >= 1` for `value > 1`",
        "SURVIVES  src/toy/rule.py:2  over: `0` for `1` in `value > 1`",
        "2 of 3 survive in toy.rule",
        "survivors: 1 of 2 named; 2 of 3 others",
    ]
    assert done.returncode == 1


def test_a_change_is_noticed_where_the_limit_itself_is_tested(run, toy):
    done = run(*toy(LIST.replace("test_far", "test_near")), "--only", "at the limit")
    assert done.stdout.splitlines()[-1] == "survivors: 0 of 1 named; 0 of 0 others"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        (LIST.replace('"value > 1"', '"value"'), "'value' occurs 2 times in"),
        (LIST.replace('"value > 1"', '"amount"'), "'amount' occurs 0 times in"),
        (LIST.replace('"toy.rule"', '"toy.gone"'), "Give the name that toy.gone has now."),
        (LIST + '[[equivalent]]\nwhat = "rule.x"\nwhy = "none"\n', "No such mutant: rule.x."),
        (LIST.replace("::test_far", "::test_gone"), "The tests fail without any change"),
    ],
)
def test_a_list_that_does_not_fit_the_code_is_refused(run, toy, listed, message):
    done = run(*toy(listed))
    assert message in done.stderr
    assert done.returncode == 1


def test_two_named_rules_are_held_by_tests_of_their_own(run):
    names = ("finite population correction dropped", "dermal hazard without GIABS")
    done = run(*(part for name in names for part in ("--only", name)))
    assert done.stdout.splitlines()[-1] == "survivors: 0 of 2 named; 0 of 0 others", done.stderr
