"""What is dear to make is made once a run of the tests and read by all its workers."""

import fcntl
import os
import pickle
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

FOLDER = "WORKBENCH_TESTS_ONCE"  # variable that names the folder of a run
Made = TypeVar("Made")


def folder_of_run() -> Path:
    """Folder of this run of the tests, which its workers share and which goes when it ends."""
    return Path(os.environ[FOLDER])


def once(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, from a file of this run where a worker has made it before.

    Parameters
    ----------
    name : str
        Says which it is; the same name is the same thing.
    make : callable
        Makes it, from nothing that a test may have changed.
    """
    folder = os.environ.get(FOLDER)
    if folder is None:
        return make()
    path = Path(folder) / f"{sha256(name.encode()).hexdigest()}.pickle"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_bytes(pickle.dumps(make()))
    return _read(path)


@cache
def _read(path: Path):
    return pickle.loads(path.read_bytes())
