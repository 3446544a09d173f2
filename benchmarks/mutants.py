"""Changes rules of the code one at a time, and names the changes that no test notices.

Run as `make mutants`. The mutants, and the tests that hold each rule, are listed in `mutants.toml`:
named ones by hand, each with the one test of its name, and of some modules every comparison and
every number. A changed module exists only in the memory of a process that runs its tests; files
are never written.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from mutations import Code, Mutant, MutantError, named_mutants, other_mutants

LIST = Path(__file__).with_suffix(".toml")
SPARE_SECONDS = 10  # of processor time, beyond three times what the tests take of an unchanged rule
HIGHEST_SHARE = 0.1  # of the others that may survive
PASSED, FAILED, INTERRUPTED = 0, 1, 2  # how pytest ends where tests ran, or a module is broken
OPTIONS = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # what is imported before the tests
)


class _Changed(SourceFileLoader):
    """Loads the text of a mutant in place of its file."""

    def __init__(self, mutant: Mutant, path: Path) -> None:
        super().__init__(mutant.module, str(path))
        self.text = mutant.source

    def get_code(self, fullname: str) -> CodeType:
        """Compile the changed text; nothing is cached."""
        del fullname
        return compile(self.text, self.path, "exec", dont_inherit=True)


@dataclass(frozen=True)
class _Finder(MetaPathFinder):
    """Finds the module of a mutant before anything else does."""

    mutant: Mutant
    path: Path

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the changed module, and leave the others to the usual finders."""
        del path, target
        if fullname != self.mutant.module:
            return None
        loader = _Changed(self.mutant, self.path)
        return spec_from_file_location(fullname, self.path, loader=loader)


def survivors(mutants: Sequence[Mutant], code: Code, n_jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Run the tests of each mutant.

    Yields
    ------
    tuple of Mutant and bool
        Each mutant in turn, and whether it survives.

    Raises
    ------
    MutantError
        If its tests fail without the change, or end otherwise than tests do.
    """
    of_module: dict[str, list[Mutant]] = {}
    for one in mutants:
        of_module.setdefault(one.module, []).append(one)
    for module, those in of_module.items():
        tests = sorted({test for one in those for test in one.tests})
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            limit, loaded = _unchanged(tests, code, Path(folder))
            changing = code.dependents(module)
            server = _Server(code, those, limit, [name for name in loaded if name not in changing])
            told = Path(folder) / "told"
            pid = _fork(partial(server.serve, n_jobs, told))
            if os.waitpid(pid, 0)[1]:
                raise MutantError(f"The runs of {module} ended early. Look at the lines above.")
            alive = set(json.loads(told.read_text(encoding="utf-8")))
        yield from ((one, place in alive) for place, one in enumerate(those))


def _unchanged(tests: Sequence[str], code: Code, folder: Path) -> tuple[int, list[str]]:
    """Run tests without a change: a limit for runs with one [s], and modules that they import."""
    loaded, output = folder / "loaded", folder / "output"

    def tell(ended: int) -> None:
        if ended == PASSED:
            there = [name for name, one in sys.modules.items() if _can_wait(name, one, code)]
            loaded.write_text(json.dumps(there), encoding="utf-8")

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    os.waitpid(_fork(lambda: tell(_pytest(tests, code, output))), 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not loaded.exists():
        raise MutantError(
            f"The tests fail without any change: {', '.join(tests)}. They said:\n"
            f"{output.read_text(encoding='utf-8')}"
        )
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return SPARE_SECONDS + round(3 * taken), json.loads(loaded.read_text(encoding="utf-8"))


def _can_wait(name: str, module: ModuleType, code: Code) -> bool:
    """Whether a module may be imported once for all mutants: not those of the tests."""
    path = getattr(module, "__file__", None)
    if not path or name == "__main__":
        return False
    is_own = Path(path).is_relative_to(code.root) and "site-packages" not in Path(path).parts
    return not is_own or Path(path).is_relative_to(code.root / "src")


@dataclass(frozen=True)
class _Server:
    """Process that has imported what no mutant of a module changes."""

    code: Code
    mutants: Sequence[Mutant]
    limit: int  # of the processor time of a mutant [s]
    preload: Iterable[str]

    def serve(self, n_jobs: int, told: Path) -> None:
        """Give each mutant a process of its own, and write the places of those that survive."""
        for name in self.preload:
            with suppress(ImportError):  # an optional part of a package that is gone again
                importlib.import_module(name)
        running: dict[int, int] = {}
        alive: list[int] = []
        waiting = list(range(len(self.mutants)))
        while waiting or running:
            while waiting and len(running) < n_jobs:
                place = waiting.pop(0)
                running[_fork(partial(self.run, self.mutants[place]))] = place
            pid, status = os.wait()
            place, ended = running.pop(pid), os.waitstatus_to_exitcode(status)
            self.print(self.mutants[place], survives=ended == PASSED)
            if ended == PASSED:
                alive.append(place)
            elif ended > INTERRUPTED:
                raise MutantError(f"{self.mutants[place]}: pytest ended with {ended}.")
        told.write_text(json.dumps(alive), encoding="utf-8")

    def print(self, mutant: Mutant, *, survives: bool) -> None:
        """Print a mutant that survives, and every one that has a name."""
        if survives or mutant.name:
            print(f"{'SURVIVES' if survives else 'killed  '}  {mutant.where}  {mutant.what}")

    def run(self, mutant: Mutant) -> None:
        """Run the tests of a mutant in this process, which ends where they take too long."""
        resource.setrlimit(resource.RLIMIT_CPU, (self.limit, self.limit + 1))
        signal.alarm(20 * self.limit)  # for a mutant that only waits
        sys.meta_path.insert(0, _Finder(mutant, self.code.path(mutant.module)))
        sys.exit(_pytest(mutant.tests, self.code, Path(os.devnull)))


def _pytest(tests: Sequence[str], code: Code, output: Path) -> int:
    """Run tests in this process."""
    import pytest  # noqa: PLC0415 - not in the process that starts all others
    from hypothesis import Phase, settings  # noqa: PLC0415

    # Any example that fails will do: to look for the smallest one takes most of the time.
    settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")
    os.chdir(code.root)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.gettempdir()
    with output.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        return int(pytest.main([*OPTIONS, *tests]))


def _fork(run: Callable[[], object]) -> int:
    """Start a process that runs a function and ends with its exit code."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    ended = FAILED
    try:
        run()
        ended = PASSED
    except SystemExit as end:
        ended = end.code if isinstance(end.code, int) else FAILED
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(ended)


def chosen(
    named: list[Mutant], others: list[Mutant], only: Sequence[str], sample: int | None
) -> tuple[list[Mutant], list[Mutant]]:
    """Choose the mutants to run: all, those of some names or modules, a sample of the others.

    Raises
    ------
    MutantError
        If a name is that of no mutant and no module.
    """
    strange = {*only} - {one.name for one in named} - {one.module for one in others}
    if strange:
        known = ", ".join([one.name for one in named] + sorted({one.module for one in others}))
        raise MutantError(f"Unknown: {', '.join(sorted(strange))}. Known are: {known}.")
    if only:
        named = [one for one in named if one.name in only]
        others = [one for one in others if one.module in only]
    if sample is not None and sample < len(others):
        places = random.Random(time.strftime("%F")).sample(range(len(others)), sample)
        others = [others[place] for place in sorted(places)]
    return named, others


def judged(mutants: Sequence[Mutant], code: Code, n_jobs: int) -> int:
    """Run mutants, print those that survive, and by module how many do; give their number."""
    alive = {one for one, survives in survivors(mutants, code, n_jobs) if survives}
    n_of_module = Counter(one.module for one in mutants if not one.name)
    n_alive = Counter(one.module for one in alive)
    for module, n_mutants in n_of_module.items():
        print(f"{n_alive[module]} of {n_mutants} survive in {module}")
    return len(alive)


def main() -> None:
    """Print the mutants that survive, and how many did."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", action="append", default=[], help="name or module, repeatable")
    asked.add_argument("--sample", type=int, help="so many of the others, chosen anew each day")
    asked.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    asked.add_argument("--list", type=Path, default=LIST, help="list of the mutants")
    options = asked.parse_args()
    listed = tomllib.loads(options.list.read_text(encoding="utf-8"))
    code = Code(options.list.resolve().parents[1])
    sys.path[0] = str(code.root / "src")  # the folder of this file would hide packages
    try:
        named, others = chosen(
            named_mutants(listed, code), other_mutants(listed, code), options.only, options.sample
        )
        n_named, n_others = (judged(those, code, options.jobs) for those in (named, others))
    except MutantError as error:
        sys.exit(str(error))
    print(f"survivors: {n_named} of {len(named)} named; {n_others} of {len(others)} others")
    sys.exit(1 if n_named or n_others > HIGHEST_SHARE * len(others) else 0)


if __name__ == "__main__":
    main()
