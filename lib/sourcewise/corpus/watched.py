"""A bar with what is left, where somebody sits before the reading of a corpus."""

import sys
from collections.abc import Callable

DELAY = 1.0  # seconds before the bar shows: what is read sooner needs none


def bar() -> Callable[[int, int], None] | None:
    """What to tell of each document that is done, and of how many; None where nobody watches.

    Somebody watches on a terminal and in a notebook that is run by hand: a run sets TQDM_DISABLE.
    """
    in_notebook = "ipykernel" in sys.modules
    if not in_notebook and not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    shown = tqdm(desc="reading", unit=" articles", file=sys.stderr, leave=in_notebook, delay=DELAY)

    def each(done: int, of: int) -> None:
        shown.total = of
        shown.update(done - shown.n)
        if done == of:
            shown.close()

    return each
