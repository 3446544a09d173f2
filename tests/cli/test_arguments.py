import subprocess
import sys

from workbench.cli.arguments import Later

LIGHT = "import sys; from workbench.cli import run_command; code = run_command([{}]); "
LIGHT += "heavy = {{'pandas', 'workbench.reports.trends', 'papermill'}} & set(sys.modules); "
LIGHT += "assert not heavy, heavy"


def test_help_and_wrong_use_import_nothing_that_carries_a_command_out():
    for given in ("'--help'", "'ingest', '--help'", "'run', 'trends'"):
        subprocess.run([sys.executable, "-c", LIGHT.format(given)], check=True, capture_output=True)


def test_a_module_that_comes_later_is_the_module_once_something_of_it_is_asked_for():
    assert Later("decimal").Decimal("1.5") == 1.5
