"""Kernel provisioner: asks the fork server that the environment names for kernels.

Where there is none, or where it refuses, the kernel is an ordinary one, which ends with its parent.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from workbench.kernels import processes
from workbench.kernels.client import SERVER, ForkedKernel, NoKernelError, fork_kernel
from workbench.kernels.processes import SAME_EVERYWHERE
from workbench.kernels.protocol import Request

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
