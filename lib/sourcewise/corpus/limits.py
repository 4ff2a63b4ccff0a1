"""A limit of processor time for what a stranger's text is put through, so that none holds up all others."""

import contextlib
import signal
import threading
from collections.abc import Iterator

LEAST, PER_MILLION = 30.0, 30.0
"""Seconds of a core for one text, and more for every million characters: some thirty times what they take."""
SLOW = (
    "takes longer to read than any article of its length, and is left out; save its text alone, or divide it"
)


class TooSlowError(BaseException):
    """A text has used up its time. No Exception: nothing on the way may take it for an error of its own."""


@contextlib.contextmanager
def at_most(characters: int) -> Iterator[None]:
    """Raise TooSlowError in what takes more processor time than a text of so many characters may.

    There is no limit on Windows, which has no such clock, and none in a thread beside the main one.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LEAST + PER_MILLION * characters / 1e6)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)


def _stop(*_: object) -> None:
    raise TooSlowError
