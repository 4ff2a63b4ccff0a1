"""How varied the words of each article are, by measures that do not follow its length as the number of
different words does.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaln

from sourcewise.analysis.words.streams import Stream

WINDOW = 100  # words of MATTR's window
SAMPLE = 42  # words that HD-D draws
FACTOR = 0.72  # type-token ratio at which MTLD begins anew
LEAST = 100  # words below which none of the three is stable (Koizumi and In'nami 2012)


def diversity(stream: Stream, *, window: int = WINDOW, least: int = LEAST) -> pd.DataFrame:
    """Each document's words, different, mattr, mtld, hdd, and reason, by doc_id: a row a document.

    `stream`: of all words; those left out of it are skipped. Articles of fewer than `least` words have nulls
    and the reason, and so has mattr below `window` words. Lengths from 100 to 2,000 words may be compared
    (McCarthy and Jarvis 2010); of `different` alone none may. Raises ValueError for `window` or `least` below
    2.
    """
    if min(window, least) < 2:
        raise ValueError(f"window is {window} and least {least}; each must be 2 or more")
    document, names = stream.documents
    there = stream.ids >= 0
    ids, sizes = stream.ids[there], np.bincount(document[there], minlength=len(names))
    rows = []
    for name, words in zip(names, np.split(ids, np.cumsum(sizes))[:-1], strict=True):
        n, enough = len(words), len(words) >= least
        row = {"doc_id": name, "words": n, "different": len(np.unique(words))}
        row["mattr"] = mattr(words, window=window) if enough and n >= window else None
        row["mtld"] = mtld(words) if enough else None
        row["hdd"] = hdd(words) if enough and n >= SAMPLE else None
        row["reason"] = "" if row["mattr"] is not None else f"Under {max(least, window)} words."
        rows.append(row)
    types = {"doc_id": "str", "words": "Int64", "different": "Int64", "reason": "str"}
    types |= dict.fromkeys(("mattr", "mtld", "hdd"), "Float64")
    columns = ["doc_id", "words", "different", "mattr", "mtld", "hdd", "reason"]
    return pd.DataFrame(rows, columns=columns).astype(types).sort_values("doc_id", ignore_index=True)


def mattr(words: np.ndarray | Sequence[int], *, window: int = WINDOW) -> float:
    """Mean share of different words over all windows of `window` words, 0 to 1 (Covington and McFall 2010).

    `words`: numbers or names, in order. Raises ValueError where there are fewer than `window`.
    """
    codes = pd.factorize(np.asarray(words))[0]
    n = len(codes)
    if n < window:
        raise ValueError(f"the text has {n} words, and a window {window}; take a smaller window")
    order = np.argsort(codes, kind="stable")
    again = codes[order][1:] == codes[order][:-1]
    before = np.full(n, -1)
    before[order[1:][again]] = order[:-1][again]
    place = np.arange(n)
    # a word is new to the windows that begin behind its last place, and at or before its own
    first, last = np.maximum(before + 1, place - window + 1), np.minimum(place, n - window)
    return float(np.maximum(last - np.maximum(first, 0) + 1, 0).sum() / window / (n - window + 1))


def mtld(words: np.ndarray | Sequence[int], *, factor: float = FACTOR) -> float:
    """Mean length of stretches until the share of different words has fallen to `factor`, forward and
    backward (McCarthy and Jarvis 2010; the rest counts in part, as in the package lexicalrichness).

    A text whose words are all different has its own length. Raises ValueError for no words.
    """
    words = pd.factorize(np.asarray(words))[0].tolist()
    if not words:
        raise ValueError("the text has no words")
    return float(np.mean([len(words) / max(_factors(side, factor), 1e-12) for side in (words, words[::-1])]))


def hdd(words: np.ndarray | Sequence[int], *, sample: int = SAMPLE) -> float:
    """Expected share of different words among `sample` that are drawn without replacement, 0 to 1 (McCarthy
    and Jarvis 2007). Raises ValueError where there are fewer.
    """
    times = np.bincount(pd.factorize(np.asarray(words))[0])
    n = int(times.sum())
    if n < sample:
        raise ValueError(f"the text has {n} words, and HD-D draws {sample}; take a longer text")
    rest = n - times
    possible = rest >= sample
    log = gammaln(rest[possible] + 1) - gammaln(rest[possible] - sample + 1)
    never = np.zeros(len(times))
    never[possible] = np.exp(log - gammaln(n + 1) + gammaln(n - sample + 1))
    return float((1 - never).sum() / sample)


def _factors(words: list[int], factor: float) -> float:
    """How many stretches, the last in part; 1 where every word is different."""
    seen: set[int] = set()
    found = size = 0
    for word in words:
        size += 1
        seen.add(word)
        if len(seen) <= factor * size:
            found, size = found + 1, 0
            seen.clear()
    rest = (1 - len(seen) / size) / (1 - factor) if size else 0.0
    return found + rest or 1.0
