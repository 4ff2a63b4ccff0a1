"""Which of many words stand in a text, where most of them stand in none."""

from collections.abc import Iterable

import numpy as np

RUN = 3  # characters
_SIZE = 1 << 16  # marks: a page of text sets one in twenty
_TIMES = np.array([40_503, 10_007, 97], dtype=np.uint32)  # odd, and far apart in their last 16 bits


class Sieve:
    """Looks for the words of which a text has all runs of three characters, and for no others.

    `in` reads the whole text for every word that is not there; here the text is read once for all of them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """`words` may stand inside others, and hold any character."""
        known = dict.fromkeys(words)
        self._short = [word for word in known if len(word) <= RUN]
        self._long = [word for word in known if len(word) > RUN]
        runs = [_runs(word) for word in self._long]
        self._runs = np.concatenate([*runs, np.array([], dtype=np.uint32)])
        self._starts = np.cumsum([0, *map(len, runs)])[:-1]

    def found(self, text: str) -> set[str]:
        """The words that stand in `text`."""
        marked = np.zeros(_SIZE, dtype=bool)
        marked[_runs(text)] = True
        may = np.logical_and.reduceat(marked[self._runs], self._starts) if self._long else ()
        worth = [self._long[place] for place in np.flatnonzero(may).tolist()]
        return {word for word in (*self._short, *worth) if word in text}


def _runs(text: str) -> np.ndarray:
    """A number below _SIZE for every run of RUN characters; those outside Latin-1 are one."""
    letters = np.frombuffer(text.encode("latin-1", "replace"), dtype=np.uint8).astype(np.uint32)
    runs = max(len(letters) - RUN + 1, 0)
    mixed = sum(letters[step : step + runs] * _TIMES[step] for step in range(RUN))
    return mixed & np.uint32(_SIZE - 1)
