"""Seconds and peak memory of a program that runs in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

AROUND = """
import resource, sys, time
{prepare}
begins = time.perf_counter()
said = {call}
seconds = time.perf_counter() - begins
unit = 1024 if sys.platform == "linux" else 1 << 20
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, said)
"""


@dataclass(frozen=True)
class Measured:
    """What one call took: seconds, peak memory of its process in MiB, and what it said."""

    seconds: float
    mebibytes: float
    said: str


def measure(prepare: str, call: str, *arguments: object) -> Measured:
    """Run a call in a process of its own; what `prepare` imports counts as memory, not as time."""
    program = AROUND.format(prepare=prepare, call=call)
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, mebibytes, said = done.stdout.split(maxsplit=2)
    return Measured(float(seconds), float(mebibytes), said.strip())
