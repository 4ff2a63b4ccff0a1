"""The texts of a benchmark: pieces of real articles, or articles of the same shape that are made up here."""

import gzip
import itertools
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from synthetic_text import vocabulary

Article = dict[str, Any]

PIECE = 1_000  # characters after which a piece ends with its paragraph
SEED = 20_261_122
MEDIAN, SPREAD = 4_700, 0.65  # characters of an article in `news`, and the deviation of their logarithm
WORDS, OUTLETS, COPIED = 40_000, 60, 0.03

_COMMON = """
the of to and a in that is for on with as was it by at from be are has have had said not but this which who
will would they he she its their an or were been about after more when than one two new can could up out over
"""
_TONE = """
good bad crisis hope great war attack success threat support fear win loss trust angry happy terrible fine
danger peace praise blame strong weak proud guilty safe violent welcome failed
"""
_NOT = ("don't", "isn't", "wasn't", "can't", "didn't", "won't")
_NAMES = (
    "China",
    "Russia",
    "the United States",
    "Germany",
    "Mr. Brown",
    "Dr. Evans",
    "the U.S.",
    "Gov. Hill",
)
_SAID = ("said", "told reporters", "added", "wrote")


def read(file: Path) -> list[Article]:
    """The articles of a file of JSON lines, gzipped or not."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open() as lines:
        return [json.loads(line) for line in lines]


def pieces(articles: Iterable[Article], length: int = PIECE) -> Iterator[str]:
    """Each article cut at paragraph ends into texts of about so many characters."""
    return (piece["text"] for piece in cut(articles, length))


def cut(articles: Iterable[Article], length: int) -> Iterator[Article]:
    """Pieces of articles as articles of their own, with the outlet and day of what they come from."""
    for article in articles:
        held, number = [], itertools.count()
        paragraphs = [*filter(None, map(str.strip, article["text"].split("\n"))), None]
        for paragraph in paragraphs:
            held += [] if paragraph is None else [paragraph]
            if sum(map(len, held)) >= (length / 2 if paragraph is None else length):
                text = "\n\n".join(held)
                yield {**article, "id": f"{article.get('id', '')}-{next(number)}", "text": text}
                held = []


def enough(articles: Iterable[Article], wanted: int) -> tuple[list[Article], list[str]]:
    """The first articles that give so many pieces, and the pieces."""
    used, cut = [], []
    for article in articles:
        if len(cut) >= wanted:
            break
        used.append(article)
        cut += pieces([article])
    return used, cut[:wanted]


def made_up() -> Iterator[Article]:
    """Articles without end: lognormal lengths, Zipf's words, quotations, outlets, near copies.

    What they say means nothing. The k-th word comes in proportion to 1/k, the k-th outlet too.
    """
    rng = random.Random(SEED)
    words = [*_COMMON.split(), *_TONE.split(), *_NOT, *vocabulary(WORDS)]
    earlier: list[str] = []
    for number in itertools.count():
        copied = earlier and rng.random() < COPIED
        text = _edited(rng, rng.choice(earlier)) if copied else _text(rng, words)
        earlier = [*earlier[-199:], text]
        day = f"20{rng.randint(12, 20)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        outlet = f"Outlet {int(OUTLETS ** rng.random())}"
        headline = text.partition(".")[0][:80]
        yield {"id": f"m{number}", "outlet": outlet, "published": day, "headline": headline, "text": text}


def resampled(articles: list[Article], wanted: int) -> Iterator[Article]:
    """Articles of paragraphs drawn from all of them, with the outlet, day and number of paragraphs of one."""
    rng = random.Random(SEED)
    every = [paragraph for one in articles for paragraph in filter(str.strip, one["text"].split("\n"))]
    for number in range(wanted):
        like = articles[number % len(articles)]
        length = sum(1 for paragraph in like["text"].split("\n") if paragraph.strip())
        text = "\n\n".join(rng.choice(every) for _ in range(length))
        yield {**like, "id": f"r{number}", "text": text}


def _text(rng: random.Random, words: list[str]) -> str:
    """Paragraphs of one to four sentences up to a drawn length."""
    wanted, paragraphs, size = rng.lognormvariate(0, SPREAD) * MEDIAN, [], 0
    while size < wanted:
        paragraphs.append(" ".join(_sentence(rng, words) for _ in range(rng.randint(1, 4))))
        size += len(paragraphs[-1])
    return "\n\n".join(paragraphs)


def _sentence(rng: random.Random, words: list[str]) -> str:
    """Eight to thirty words; some name somebody, some are quoted."""
    drawn = [words[int(len(words) ** rng.random()) - 1] for _ in range(rng.randint(8, 30))]
    if rng.random() < 0.3:
        drawn.insert(rng.randrange(1, len(drawn)), rng.choice(_NAMES))
    said = " ".join(drawn)
    said = said[0].upper() + said[1:]
    return f"“{said},” {rng.choice(_NAMES)} {rng.choice(_SAID)}." if rng.random() < 0.2 else f"{said}."


def _edited(rng: random.Random, text: str) -> str:
    """A copy with one word in fifty replaced."""
    tones = _TONE.split()
    return " ".join(rng.choice(tones) if rng.random() < 0.02 else word for word in text.split(" "))
