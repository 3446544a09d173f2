"""Kernel provisioner, manager and client: kernels are forked where that can be, none is waited for.

The provisioner asks the fork server that the environment names. Where there is none, or where it
refuses, the kernel is an ordinary one, which ends with its parent.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type

from workbench.kernels import processes
from workbench.kernels.client import (
    PROVISIONER,
    PROVISIONERS,
    SERVER,
    ForkedKernel,
    NoKernelError,
    fork_kernel,
)
from workbench.kernels.processes import SAME_EVERYWHERE
from workbench.kernels.protocol import Request

ASKED_AGAIN_S = 1.0
HEARD_WITHIN_S = 0.2
LOG = logging.getLogger("workbench.kernels")
LAUNCHER = [sys.executable, "-m", "ipykernel_launcher"]


class ForkProvisioner(LocalProvisioner):
    """Provisioner whose kernels are forked where that can be."""

    process: Any = None

    @property
    def supervisor(self) -> int | None:
        """Process of a forked kernel's supervisor; None for an ordinary kernel."""
        return self.process.supervisor if isinstance(self.process, ForkedKernel) else None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Fork a kernel, or start one.

        Parameters
        ----------
        cmd : list of str
            Command of the kernel.
        **kwargs
            As `subprocess` takes them: `env` and `cwd` among them.

        Returns
        -------
        dict
            How to connect to it.
        """
        environment = dict(kwargs.get("env") or os.environ)
        address = environment.pop(SERVER, "")
        if not address or cmd[:3] != LAUNCHER:
            return await self._launch_ordinary(cmd, {**kwargs, "env": environment})
        folder = str(kwargs.get("cwd") or Path.cwd())
        request = Request(tuple(cmd[3:]), folder, {**environment, **SAME_EVERYWHERE})
        try:
            self.process = await fork_kernel(address, request)
        except NoKernelError as error:
            _say_once(f"{error} Ordinary kernels are started instead, which takes longer.")
            return await self._launch_ordinary(cmd, {**kwargs, "env": environment})
        self.pid, self.pgid, self.cwd = self.process.pid, None, folder
        return self.connection_info

    async def _launch_ordinary(
        self, cmd: Sequence[str], kwargs: dict[str, Any]
    ) -> KernelConnectionInfo:
        """Start an ordinary kernel that ends with this process."""
        bound = [sys.executable, "-I", processes.__file__, str(os.getpid())]
        return await super().launch_kernel([*bound, *cmd], **kwargs)

    async def wait(self) -> int | None:
        """Wait until the kernel ended."""
        if not isinstance(self.process, ForkedKernel):
            return await super().wait()
        kernel = self.process
        while kernel.poll() is None:
            await kernel.hear()
        self.process = None
        return kernel.returncode


@cache
def _say_once(message: str) -> None:
    """Warn, once in this process, that kernels are not forked."""
    LOG.warning("%s", message)


class ReadyClient(AsyncKernelClient):
    """Client that is ready once it hears a kernel on both channels.

    The one of jupyter_client then waits for 0.2 s of silence, in which nothing happens.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers.

        Parameters
        ----------
        timeout : float, optional
            Seconds after which it is given up.

        Raises
        ------
        RuntimeError
            If it died, or did not answer in time; nbclient expects this class.
        """
        ends_at = time.monotonic() + (timeout or float("inf"))
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > ends_at:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        """Ask once, and say whether the answer came on both channels."""
        self.kernel_info()
        try:
            message = await self.shell_channel.get_msg(timeout=ASKED_AGAIN_S)
            await self.iopub_channel.get_msg(timeout=HEARD_WITHIN_S)
        except Empty:
            return False
        if message["msg_type"] != "kernel_info_reply":
            return False
        self._handle_kernel_info_reply(message)
        return True


class ForkingManager(AsyncKernelManager):
    """Manager whose kernels are forked by the server that the environment names."""

    client_factory = Type(klass=AsyncKernelClient, default_value=ReadyClient)
    provisioner: Any

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """Specification of the kernel, with our provisioner."""
        spec = super().kernel_spec
        if spec is not None:
            register_provisioner()
            spec.metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER, "config": {}}
        return spec

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        """Wait for the end of a kernel, without looking again and again."""
        if self.provisioner is not None and isinstance(self.provisioner.process, ForkedKernel):
            await self.provisioner.wait()
            return
        await super()._async_wait(pollinterval)


def register_provisioner() -> None:
    """Make the provisioner known also where the package runs from a checkout, not installed."""
    known = KernelProvisionerFactory.instance().provisioners
    place = f"{ForkProvisioner.__module__}:{ForkProvisioner.__name__}"
    known.setdefault(PROVISIONER, EntryPoint(PROVISIONER, place, PROVISIONERS))
