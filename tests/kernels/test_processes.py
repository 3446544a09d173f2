"""An interrupt is heard, also where Python would swallow it."""

import subprocess
import sys

SWALLOWED = """
import gc, os, signal, time
from workbench.kernels.processes import hear_interrupts

class Ends:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        for _ in range(1000):
            pass  # the signal is handled here, where Python swallows what is raised

hear_interrupts()
try:
    Ends()
    gc.collect()
    time.sleep(1)
    print("not heard")
except KeyboardInterrupt:
    print("heard")
"""


def said(program):
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)


def test_an_interrupt_in_a_callback_is_heard():
    for name in ("SIGINT", "SIGTERM"):
        done = said(SWALLOWED.format(name=name))
        assert done.stdout == "heard\n"
        assert done.stderr == ""


def test_other_errors_in_callbacks_are_still_printed():
    program = SWALLOWED.format(name="SIGINT").replace(
        "os.kill(os.getpid(), signal.SIGINT)", "1 / 0"
    )
    done = said(program)
    assert "ZeroDivisionError" in done.stderr
    assert done.stdout == "not heard\n"


def test_without_it_the_interrupt_is_lost():
    program = SWALLOWED.format(name="SIGINT").replace("\nhear_interrupts()", "")
    assert said(program).stdout == "not heard\n"


def test_an_interrupt_within_an_executed_text_leaves_the_exit_code_to_the_program():
    program = """
import os, signal, sys
from workbench.kernels.processes import Interrupted, hear_interrupts

hear_interrupts()
try:
    exec("os.kill(os.getpid(), signal.SIGINT); signal.pause()")
except Interrupted:
    sys.exit(3)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert done.returncode == 3
