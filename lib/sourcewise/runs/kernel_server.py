"""A process that has loaded what most notebooks load, and forks a kernel of itself when asked for one.

    python -m sourcewise.runs.kernel_server LISTENER

LISTENER is the number of a listening socket. A fork spares a notebook the second or two that a kernel takes
to load, and shares with others nothing that either can change.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LOADED = (
    # what a kernel loads, when it is loaded and when it starts
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "debugpy.server",
    "IPython.extensions.storemagic", "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "pdb",
    "psutil", "sqlite3", "tornado.platform.asyncio",
    # what most notebooks load
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf", "matplotlib.backends.backend_svg",
    "matplotlib.pyplot", "numpy.random", "pandas", "pyarrow.parquet", "scipy.stats", "sklearn.decomposition",
    "sklearn.feature_extraction.text", "sourcewise.analysis.compare", "sourcewise.corpus.build",
    "sourcewise.publish.charts", "sourcewise.publish.show",
)  # fmt: skip

LONGEST = 1 << 20  # bytes of a request


@dataclass(frozen=True)
class _Kernel:
    """A forked process, a number that is ready when it has ended, and the channel to who asked for it."""

    pid: int
    ended: int
    channel: socket.socket

    def finish(self) -> None:
        """End it with all that it started, and tell who asked what it ended with."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):  # nobody is there any more
            self.channel.send(f"ended {os.waitstatus_to_exitcode(status)}".encode())
        self.close()

    def close(self) -> None:
        os.close(self.ended)
        self.channel.close()


def main(listener: socket.socket) -> None:
    """Load, and serve until standard input ends. A fork leaves the loop and becomes a kernel."""
    if Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    before = dict(os.environ)
    for name in LOADED:
        with contextlib.suppress(Exception):  # the notebook that needs it will tell
            importlib.import_module(name)
    added = {name: value for name, value in os.environ.items() if name not in before}
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        return  # a fork has one thread, and may wait for the others for ever
    gc.freeze()
    with listener:
        channel = _serve(listener)
    if channel:
        _become(channel, added)


def _serve(listener: socket.socket) -> socket.socket | None:
    """Fork for each that connects. Return the channel to it in the fork, and nothing in the server."""
    kernels: list[_Kernel] = []
    while True:
        ready = _wait(listener, kernels)
        over = [one for one in kernels if 0 in ready or ready & {one.ended, one.channel.fileno()}]
        kernels = [one for one in kernels if one not in over]
        for one in over:
            one.finish()
        if 0 in ready:
            return None
        if listener.fileno() in ready:
            channel, _ = listener.accept()
            pid = os.fork()
            if not pid:
                for one in kernels:
                    one.close()
                return channel
            kernels.append(_Kernel(pid, os.pidfd_open(pid), channel))


def _wait(listener: socket.socket, kernels: list[_Kernel]) -> set[int]:
    """Wait until somebody asks, a kernel ended, or somebody is gone; return the numbers that say so."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    poll.register(0, 0)  # that the other end is gone is told unasked
    for one in kernels:
        poll.register(one.ended, select.POLLIN)
        poll.register(one.channel, 0)
    return {number for number, _ in poll.poll()}


def _become(channel: socket.socket, added: Mapping[str, str]) -> None:
    """Be what the command of a request would have started cold; `added`: what libraries set when loaded."""
    with channel:
        os.setsid()
        request = channel.recv(LONGEST)
        if not request:
            return
        asked = json.loads(request)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"] | added)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.modules["numpy.random"].seed()  # else all forks would draw the same; `random` does so by itself
        channel.send(f"began {os.getpid()}".encode())
    _, _, module, *arguments = asked["command"]
    sys.argv = [module, *arguments, f"--IPKernelApp.parent_handle={os.getppid()}"]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
