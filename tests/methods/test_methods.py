import subprocess
import sys

import pytest

from workbench import methods


@pytest.mark.parametrize("name", dir(methods))
def test_what_an_analyst_calls_is_offered_by_name(name):
    found = getattr(methods, name)
    assert callable(found)
    assert found.__name__ == name
    assert found.__module__.startswith("workbench.methods")


def test_an_unknown_method_is_refused_with_those_that_there_are():
    with pytest.raises(AttributeError, match=r"has no 'sens_slope'\. It has: .*sen_slope"):
        methods.sens_slope  # noqa: B018 - asking is what is tried


def test_no_method_is_loaded_before_it_is_asked_for():
    code = "import sys; from workbench import methods; dir(methods); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
