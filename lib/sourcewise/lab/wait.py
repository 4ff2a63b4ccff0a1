"""Answers that wait until somebody stops typing."""

import asyncio
from collections.abc import Callable

PAUSE = 0.12  # seconds without another letter


def settled(answer: Callable[[], None], *, pause: float = PAUSE) -> Callable[[], None]:
    """A function that calls `answer` once nobody has called it for `pause` seconds.

    Where no event loop runs, as in tests, it answers at once.
    """
    waiting: list[asyncio.TimerHandle] = []

    def later() -> None:
        while waiting:
            waiting.pop().cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            answer()
        else:
            waiting.append(loop.call_later(pause, answer))

    return later
