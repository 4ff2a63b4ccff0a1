"""Page furniture that no rule knows: lines that stand in many articles of one outlet, found by counting.

A line counts once an article, and copies of an article count once; short lines, questions and marks that
divide a text stay, since subheads and dividing lines repeat as well. Counting takes one pass and, beside 8
bytes an article, memory that does not grow with the corpus: a sketch of counters (count-min: Cormode and
Muthukrishnan, Journal of Algorithms 55, 2005) holds the lines that were seen once or twice, a Bloom filter
which line was met in which text, and only lines seen more often are kept by name. What two keys share by
chance makes a count wrong by one or two in a corpus of a million articles, never in a small one.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sourcewise.corpus.cleaning.rule import NEVER, Rule

LEAST_ARTICLES = 5  # of the outlet that hold the line
LEAST_SHARE = 0.005  # of the outlet's articles that hold it
LEAST_WORDS, LONGEST = 6, 200  # words and characters of a line that may be furniture
SEEN = 3  # times in the sketch, that a line is kept by name
WIDTH = 1 << 24  # counters in each of two rows of the sketch: 32 MB; bytes of the filter: 16 MB
_ALL = (1 << 64) - 1

_LINE = re.compile(r"\S(?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?")

RULES = (
    Rule(
        "repeated_line",
        "page_furniture",
        NEVER,
        removes="Read all about it in our harbour guide.",
        leaves="What happens next to the harbour?",
        shape="text",
    ),
)


@dataclass(frozen=True)
class Repeated:
    """For each outlet the lines, trimmed, that are page furniture."""

    lines: dict[str, frozenset[str]]

    def of(self, outlet: str) -> frozenset[str]:
        """The furniture of one outlet; empty for one that was not counted."""
        return self.lines.get(outlet, frozenset())


def count(texts: Iterable[tuple[str, str]]) -> Repeated:
    """Find the page furniture of every outlet in (outlet, text) pairs, in any order.

    A line is furniture where it stands in at least LEAST_ARTICLES articles of the outlet that are no copies
    of each other (no two share their longest line), and in at least LEAST_SHARE of them.
    """
    sketch, pairs = (bytearray(WIDTH), bytearray(WIDTH)), bytearray(WIDTH)
    articles: dict[str, set[int]] = {}
    often: dict[str, Counter[str]] = {}
    for outlet, text in texts:
        lines = set(_LINE.findall(text))
        body = _hash(outlet, max(lines, key=lambda line: (len(line), line), default=""))
        articles.setdefault(outlet, set()).add(body)
        known = often.setdefault(outlet, Counter())
        for line in filter(may_be_furniture, lines):
            key = _hash(outlet, line)
            if _is_known_pair(pairs, key ^ (body * 3 & _ALL)):
                continue
            if line in known:
                known[line] += 1
            elif seen := _count_one(sketch, key):
                known[line] = seen
    return Repeated({name: _furniture(lines, len(articles[name])) for name, lines in sorted(often.items())})


def may_be_furniture(line: str) -> bool:
    """Whether a trimmed line is one that may be furniture at all, by its length and form."""
    return (
        len(line) <= LONGEST
        and line.count(" ") >= LEAST_WORDS - 1
        and not line.endswith(("?", ":", "”", '"'))
    )


def _furniture(lines: Counter[str], articles: int) -> frozenset[str]:
    least = max(LEAST_ARTICLES, LEAST_SHARE * articles)
    return frozenset(line for line, times in lines.items() if times >= least)


def _hash(outlet: str, line: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(f"{outlet}\n{line}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _count_one(sketch: tuple[bytearray, bytearray], key: int) -> int:
    """Count one more of `key` in the sketch; how often it was seen where that is SEEN or more, else 0."""
    places = key % WIDTH, (key >> 32) % WIDTH
    for row, place in zip(sketch, places, strict=True):
        row[place] = min(255, row[place] + 1)
    seen = min(row[place] for row, place in zip(sketch, places, strict=True))
    return seen if seen >= SEEN else 0


def _is_known_pair(pairs: bytearray, key: int) -> bool:
    """Whether a line's pair with a text was met before, by two bits of a Bloom filter; it is met now."""
    known = True
    for place in ((key >> 3) % WIDTH, (key >> 35) % WIDTH):
        bit = 1 << (key & 7)
        known = known and bool(pairs[place] & bit)
        pairs[place] |= bit
    return known
