"""The command `workbench`, a file a group of commands; nothing else of the package prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from workbench import __version__
from workbench.cli import data_commands, report_commands
from workbench.cli.arguments import FAILED, HELP, INTERRUPTED, OK, WRONG_USE
from workbench.errors import InputError, ReportError, WorkbenchError
from workbench.kernels.processes import hear_interrupts

INTERRUPTED_BY_SIGNAL = 130  # what typer makes of Ctrl-C

app = typer.Typer(
    name="workbench",
    help="Country reports on soil pollution, from measurements to a page that can be traced back.",
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=HELP,
    pretty_exceptions_enable=False,
)
for group in (report_commands, data_commands):
    app.add_typer(group.app)


def main() -> None:
    """Run the command; an error that a user can mend is one line, without a traceback."""
    hear_interrupts()
    try:
        code = run_command(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED_BY_SIGNAL
    if code == INTERRUPTED_BY_SIGNAL:
        _print_error("interrupted; what was there before is unchanged.")  # loads nothing any more
        code = INTERRUPTED
    raise SystemExit(code)


def run_command(given: Sequence[str]) -> int:
    """Run a command; what is wrong is printed in one line.

    Parameters
    ----------
    given : sequence of str
        The verb and its arguments, as a shell gives them.

    Returns
    -------
    int
        Its exit code.
    """
    debug = "--debug" in given
    arguments = [argument for argument in given if argument != "--debug"]
    try:
        return app(args=arguments, standalone_mode=False, prog_name="workbench") or OK
    except typer.Abort:
        return INTERRUPTED_BY_SIGNAL
    except typer.TyperException as error:
        _print_error(error.format_message())
        return WRONG_USE
    except (WorkbenchError, OSError) as error:
        if debug:
            raise
        _print_error(_in_words(error))
        return FAILED if isinstance(error, ReportError) else WRONG_USE


def _print_error(message: str) -> None:
    """Print what is wrong, where no result is printed."""
    print(f"workbench: {message}", file=sys.stderr)


def _in_words(error: Exception) -> str:
    """Say what is wrong; of the system's own errors, with the place and what would help."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return str(
            InputError(
                f"{where}{error.strerror}. Check the path, the rights to it and the free space."
            )
        )
    return str(error)


def _print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"workbench {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Its version.")
    ] = False,
) -> None:
    """Read the options before the verb; --debug is taken by `main`."""
    del debug, version
