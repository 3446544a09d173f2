"""The fork server: who it serves, when it refuses, and that nothing outlives what owns it."""

import asyncio
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from workbench.kernels import client
from workbench.kernels.client import NoKernelError, fork_kernel, fork_server
from workbench.kernels.processes import SAME_EVERYWHERE
from workbench.kernels.protocol import Request, peer_is_owner

THREADED = (
    "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
)
OWNER = """
import asyncio, json, os, sys, time
from workbench.kernels.client import fork_kernel, fork_server, owned_servers
from workbench.kernels.processes import SAME_EVERYWHERE
from workbench.kernels.protocol import Request
with fork_server([]) as address:
    given = {**os.environ, **SAME_EVERYWHERE}
    request = Request(("-f", "none.json"), sys.argv[1], given)
    kernel = asyncio.run(fork_kernel(address, request))
    print(json.dumps([*owned_servers(), kernel.pid, kernel.supervisor]), flush=True)
    time.sleep(60)
"""


def asked(address, folder, **environment):
    """A kernel of a server that nobody connects to."""
    given = {**os.environ, **SAME_EVERYWHERE, **environment}
    request = Request(("-f", "none.json"), str(folder), given)
    with ThreadPoolExecutor(1) as apart:  # tests of pages leave a running loop in this thread
        return apart.submit(asyncio.run, fork_kernel(address, request)).result()


def gone(*processes, within_s=10):
    """Whether processes end soon."""
    deadline = time.monotonic() + within_s
    while any(is_there(one) for one in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_there(process):
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def own_modules(tmp_path, monkeypatch):
    """Write a module that a server can load."""

    def write(name, text):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        before = os.environ.get("PYTHONPATH", "")
        monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{before}")
        return name

    return write


def test_only_its_owner_can_reach_its_socket(warm_server):
    folder = Path(warm_server).parent.stat()
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert folder.st_uid == os.getuid()


def test_a_client_of_another_user_is_told_from_ones_own(monkeypatch):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert peer_is_owner(ours)
        monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
        assert not peer_is_owner(ours)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("kept = open(__file__)", "forks no kernel: loaded_once left .*loaded_once.py open."),
        (THREADED, "forks no kernel: it has 2 threads, and a fork would take one of them along."),
        (
            "import no_such_module",
            "loaded_once cannot be loaded: No module named 'no_such_module'.",
        ),
    ],
)
def test_a_server_that_cannot_fork_says_why(own_modules, tmp_path, text, reason):
    with (
        fork_server([own_modules("loaded_once", text)]) as address,
        pytest.raises(NoKernelError, match=reason),
    ):
        asked(address, tmp_path)


def test_another_python_path_is_no_work_for_a_server_that_has_started(warm_server, tmp_path):
    reason = "it was started with other values of LC_ALL, PYTHONPATH"
    with pytest.raises(NoKernelError, match=reason):
        asked(warm_server, tmp_path, PYTHONPATH=str(tmp_path), LC_ALL="tr_TR.UTF-8")


def test_a_server_that_is_gone_is_named(tmp_path):
    with pytest.raises(NoKernelError, match="The fork server cannot be reached"):
        asked(str(tmp_path / "socket"), tmp_path)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_how_a_kernel_ended_is_known(warm_server, tmp_path, ending):
    kernel = asked(warm_server, tmp_path)
    assert kernel.poll() is None
    kernel.send_signal(ending)
    assert kernel.wait() == -ending
    assert gone(kernel.pid, kernel.supervisor)


def test_what_left_the_session_of_a_kernel_ends_with_it(ran, tmp_path):
    note = tmp_path / "child"
    ran(
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        f"_ = open({str(note)!r}, 'w').write(str(child.pid))"
    )
    assert gone(int(note.read_text(encoding="utf-8")))


def test_a_kernel_ends_with_its_client(warm_server, tmp_path):
    kernel = asked(warm_server, tmp_path)
    kernel.close()
    assert gone(kernel.pid, kernel.supervisor)


def test_a_kernel_ends_with_its_supervisor_and_the_server_serves_on(warm_server, tmp_path):
    kernel = asked(warm_server, tmp_path)
    os.kill(kernel.supervisor, signal.SIGKILL)
    assert kernel.wait() == -signal.SIGKILL
    assert gone(kernel.pid)
    another = asked(warm_server, tmp_path)
    another.kill()
    assert another.wait() == -signal.SIGKILL


def test_a_server_and_its_kernels_end_with_an_owner_that_is_killed(tmp_path):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    server, kernel, supervisor = json.loads(owner.stdout.readline())
    assert all(is_there(one) for one in (server, kernel, supervisor))
    owner.kill()
    owner.communicate()
    assert gone(server, kernel, supervisor)


def test_a_server_ends_when_it_is_let_go(tmp_path):
    with fork_server([]) as address:
        kernel = asked(address, tmp_path)
        server = psutil.Process(kernel.supervisor).ppid()
        assert server in client.owned_servers()
    assert kernel.wait() == -signal.SIGKILL
    assert gone(server, kernel.pid, kernel.supervisor)
    assert not Path(address).parent.exists()
