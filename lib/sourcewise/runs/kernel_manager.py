"""How papermill gets kernels: forked by a server where there is one, and cold ones elsewhere."""

import contextlib
import os
import queue
import time
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Unicode

from sourcewise.runs.kernel_process import Process

START = 120.0  # seconds in which a kernel must answer
GRACE = 5.0  # seconds in which a killed one must be gone


class Provisioner(LocalProvisioner):
    """Starts and ends one kernel; `server` is the address of what forks it."""

    server = Unicode()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - what it gets is jupyter_client's
        """Start the kernel that the command would start cold."""
        if not self.server:
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(kwargs.get("cwd") or Path.cwd())
        environment = {**kwargs["env"], "JPY_PARENT_PID": str(os.getpid())}
        try:
            request = {"command": cmd, "environment": environment, "folder": folder}
            self.process = Process(self.server, request)
        except OSError:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and see to it at once: who waits for it looks ten times a second."""
        await super().kill(restart)
        if isinstance(self.process, Process):
            self.process.poll(GRACE)


class Client(AsyncKernelClient):
    """Takes a kernel for ready when it answers, not when it has then been silent for a fifth of a second.

    What a kernel says of its start is not taken for a cell's: nbclient looks what a message answers.
    """

    async def wait_for_ready(self, timeout: float = START) -> None:
        """Return when the kernel answers on both channels. Raises RuntimeError where it does not."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.kernel_info()
            with contextlib.suppress(queue.Empty):
                await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=0.2)
                return
            if not await self.is_alive():
                raise RuntimeError("it died before it answered")
        raise RuntimeError(f"it did not answer in {timeout:.0f} s")


class KernelManager(AsyncKernelManager):
    """Has the kernel forked by the server that its specification names."""

    client_factory = Client

    def __init__(self, **kwargs: object) -> None:
        """Read where the server is."""
        super().__init__(**kwargs)
        server = self.kernel_spec.metadata["server"]
        self.provisioner = Provisioner(server=server, kernel_spec=self.kernel_spec, parent=self)
