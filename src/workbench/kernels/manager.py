"""Kernel manager and client for a run of notebooks: they wait no longer than a kernel needs."""

from __future__ import annotations

import time
from importlib.metadata import EntryPoint
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Type

from workbench.kernels.client import PROVISIONER, PROVISIONERS, ForkedKernel
from workbench.kernels.provisioner import ForkProvisioner

ASKED_AGAIN_S = 1.0
HEARD_WITHIN_S = 0.2


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
