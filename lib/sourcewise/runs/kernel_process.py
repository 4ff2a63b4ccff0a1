"""Forked kernels: the server that forks them is started, asked for one, and told to end."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sourcewise.runs import isolation

# What libraries must know when the server loads them: the backend that a kernel sets before its first cell,
# and that no thread is wanted.
EARLY = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}

ANSWER = 60.0  # seconds in which a server must have loaded, and have forked
GRACE = 5.0  # seconds in which a server that is told to end may do so


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Start a server, which loads while the caller goes on; give its address, "" where there can be none.

    `folder` must be open to nobody else. The server ends with the block or with this process, whatever ends
    that, and the kernels end with it. On Linux alone: elsewhere what a kernel needs does not survive a fork.
    """
    server = None
    with contextlib.suppress(OSError):  # the folder's name is too long for a socket
        server = _start(folder) if sys.platform == "linux" else None
    try:
        yield str(folder / "kernels") if server else ""
    finally:
        if server:
            _end(server)


class Process:
    """A forked kernel's process: what `subprocess.Popen` is to a cold one's, in the part that is used.

    `request`: the `command` of a cold kernel, its `environment` and `folder`. Raises OSError where no server
    is at the address, or it does not answer.
    """

    stdin = stdout = stderr = None

    def __init__(self, server: str, request: Mapping[str, Any]) -> None:
        """Have it forked."""
        self.returncode: int | None = None
        self._channel = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._channel.settimeout(ANSWER)
            self._channel.connect(server)
            self._channel.send(json.dumps(request).encode())
            said, _, number = self._channel.recv(64).decode().partition(" ")
            if said != "began":
                raise ConnectionResetError("no kernel could be forked")
            self.pid = int(number)
        except OSError:
            self._channel.close()
            raise

    def poll(self, seconds: float = 0) -> int | None:
        """What it ended with, or None if it still runs after so many seconds."""
        if self.returncode is None:
            poll = select.poll()
            poll.register(self._channel, select.POLLIN)
            if not poll.poll(seconds * 1000):
                return None
        return self.wait()

    def wait(self) -> int:
        """What it ended with, once it has."""
        if self.returncode is None:
            told = b""
            self._channel.settimeout(None)
            with contextlib.suppress(ConnectionResetError):
                told = self._channel.recv(64)
            self._channel.close()
            if not told:  # the server was killed: the kernel would see it within a second
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)
            self.returncode = int(told.removeprefix(b"ended ") or -signal.SIGKILL)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _start(folder: Path) -> subprocess.Popen:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(folder / "kernels"))
        listener.listen()
        number = listener.fileno()
        return subprocess.Popen(
            [sys.executable, "-m", "sourcewise.runs.kernel_server", str(number)],
            stdin=subprocess.PIPE, env=isolation.prepare(folder / "server") | EARLY, pass_fds=[number],
            start_new_session=True,
        )  # fmt: skip


def _end(server: subprocess.Popen) -> None:
    server.stdin.close()
    try:
        server.wait(GRACE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
