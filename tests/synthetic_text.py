"""Synthetic corpora as folders of text: sentences that hold the words of a drawn corpus as often as counted.

Between counted terms stand function words, so that what is counted of a text is what was drawn, and beside it
the words of attributions ("said Anna Smith, a teacher") and of moods ("China was happy"), which are no terms.
"""

import functools
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from synthetic import Corpus

_NOUNS = """
harbour budget bridge market river engine road island winter summer garden village tower weather window
kitchen ticket journey factory museum platform meadow orchard library valley mountain picture ship region
season quarter border pipeline railway airport tunnel canal lake forest field farm cattle sheep corn rice
sugar coffee tea bread butter cheese apple lemon pepper salt oil gas steel copper iron timber cotton silk
leather glass brick stone marble clay cement roof floor ceiling corridor stair ladder door gate fence
lantern lamp candle clock calendar map atlas globe compass camera telephone radio television computer
keyboard screen cable satellite rocket planet moon comet orbit gravity laboratory microscope telescope
formula equation fraction triangle circle square cube cylinder angle curve surface volume weight length
width height distance bicycle tram truck lorry ferry boat sail deck cabin crew passenger luggage suitcase
passport visa tariff wage salary pension mortgage loan currency coin banknote ledger invoice receipt
contract clause treaty summit consulate province district county municipality statute decree ordinance
census ballot election clinic ward surgery vaccine tablet bandage kidney lung shoulder elbow finger uniform
jacket coat scarf glove hat shoe boot button pocket thread needle piano violin flute drum guitar orchestra
choir opera theatre stage curtain poem chapter shelf desk table bench sofa carpet chimney
"""
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
_ENDINGS = ("zan", "vek", "zim", "vor", "zul")  # of words that are no English

_BEFORE = (  # function words by how many words before a noun they stand
    "the the the the the the the this that their our its his her each every",
    "of in at on for from by with to about above under along around between through",
    "was is was is was is was is was is was is was is was is",
    "he she it he she it this that he she it he she it there she",
    "and because although while when where as since until if unless though whereas whether and and",
)
_LAST = "them us him you it this that these those her them us him you it this"  # of a part without a noun
_FUNCTION = np.array([line.split() for line in (*_BEFORE, _LAST)], dtype=object)
_END, _WAYS = len(_BEFORE), _FUNCTION.shape[1]
_GOOD, _BAD = ("good", "happy", "excellent", "glad"), ("bad", "awful", "sad", "terrible")
_NAMES = ("Alice", "Carol", "Edward", "Helen", "Laura", "Michael", "Robert", "Susan")
_SURNAMES = ("Adams", "Brown", "Clark", "Evans", "Harris", "Johnson", "Miller", "Smith")
_ROLES = ("teacher", "farmer", "doctor", "lawyer", "nurse", "plumber", "baker", "gardener")

SAYS = 5  # words of "said Anna Smith, a teacher"
QUOTE = 4  # words of the shortest quotation
MOODY = 0.4  # of the sentences: those that say what China was, as far as quotations leave room
MOOD = 3  # words of "China was happy"
STEEP = 6.0  # of the moods of an article of tone t, .5 + t / 6 are good


@functools.cache
def vocabulary(n: int) -> tuple[str, ...]:
    """The terms of a vocabulary of `n` (1 or more), the most frequent first: nouns, then made-up words."""
    return tuple(itertools.islice(itertools.chain(_NOUNS.split(), map(made_up, itertools.count())), n))


def made_up(number: int) -> str:
    """A pronounceable word of seven letters or more that is no English; another for each `number`."""
    size = len(_SYLLABLES)
    rest, number = divmod(number, size**2)
    rest, ending = divmod(rest, len(_ENDINGS))
    places = [*divmod(number * 2477 % size**2, size)]  # neighbours look unlike each other
    while rest:
        rest, place = divmod(rest, size)
        places.append(place)
    return "".join(_SYLLABLES[place] for place in places) + _ENDINGS[ending]


def write(corpus: "Corpus", folder: Path, *, sidecar: bool = True) -> None:
    """Write each article to `folder`/DOC_ID.txt, UTF-8, and what is known of it to sources.csv.

    Read back, an article has the terms, the words and the sentences of the tables. Its quoted share is near
    the drawn one up to about .6, and a single sentence quotes nobody. Of its sentences on China the share
    that is good is .5 + tone / 6, between a tone of -3 and 3.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids = corpus.articles["doc_id"]
    for row, doc_id in enumerate(ids.tolist()):
        (folder / f"{doc_id}.txt").write_bytes(text(corpus, row).encode("utf-8"))
    if sidecar:
        known = corpus.articles[["outlet", "published", "byline", "story"]]
        known.insert(0, "file", ids + ".txt")
        known.to_csv(folder / "sources.csv", index=False)


def text(corpus: "Corpus", row: int) -> str:
    """The text of one article: paragraphs of 2 to 4 sentences, an empty line between."""
    origin = int(corpus.origin[row])
    rng = np.random.default_rng(np.random.SeedSequence(corpus.seed, spawn_key=(0, origin)))
    tokens = _tokens(corpus, row, origin, rng)
    n = int(corpus.articles["n_sentences"].iat[origin])
    lengths = _lengths(int(corpus.words[origin]), n, rng)
    inside, moody = _plan(lengths, corpus.values["quoted_share"].iat[origin], rng)
    rest = lengths - inside - SAYS * (inside > 0) - MOOD * moody
    moods = _moods(int(moody.sum()), corpus.values["tone"].iat[origin], rng)
    words = iter(_fill(np.column_stack([inside, rest]).ravel(), corpus.terms[tokens], rng))
    speakers = _speakers(n, rng)
    sentences = [
        _sentence(_next(words, quoted), _next(words, own), next(moods) if mood else "", speaker)
        for quoted, own, mood, speaker in zip(
            inside.tolist(), rest.tolist(), moody.tolist(), speakers, strict=True
        )
    ]
    cuts = [0, *_cuts(n, rng), n]
    return "\n\n".join(" ".join(sentences[a:b]) for a, b in itertools.pairwise(cuts)) + "\n"


def _tokens(corpus: "Corpus", row: int, origin: int, rng: np.random.Generator) -> np.ndarray:
    """The columns of the terms of an article in their order; a near copy has others in the place of some."""
    bounds = corpus.counts.indptr[origin : origin + 2]
    columns, times = corpus.counts.indices[slice(*bounds)], corpus.counts.data[slice(*bounds)]
    tokens = rng.permutation(np.repeat(columns, times))
    if row != origin:
        more = (corpus.counts[row] - corpus.counts[origin]).toarray().ravel()
        every = np.arange(len(more))
        gone, come = (np.repeat(every, np.maximum(sign * more, 0)) for sign in (-1, 1))
        for old, new in zip(gone, come, strict=True):
            tokens[np.flatnonzero(tokens == old)[0]] = new
    return tokens


def _lengths(words: int, n: int, rng: np.random.Generator) -> np.ndarray:
    """Words of each of `n` sentences."""
    edges = np.arange(n + 1) * (words / n)
    edges[1:-1] += rng.uniform(-0.2, 0.2, n - 1) * (words / n)
    return np.diff(np.rint(edges).astype(int))


def _plan(lengths: np.ndarray, quoted: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """How many words of each sentence are inside marks, and which of the others say what China was."""
    order = rng.permutation(len(lengths))
    room = np.where(lengths >= SAYS + QUOTE, lengths - SAYS, 0)[order]
    room[-1] = 0  # one sentence says what China was, whatever is quoted
    inside = np.clip(round(quoted * lengths.sum()) - (np.cumsum(room) - room), 0, room)
    inside[inside < QUOTE] = 0
    free = order[inside == 0]
    moody = np.isin(np.arange(len(lengths)), free[-max(1, round(MOODY * len(lengths))) :])
    return inside[np.argsort(order)], moody


def _moods(n: int, tone: float, rng: np.random.Generator) -> Iterator[str]:
    """What China was in `n` sentences of an article of this tone."""
    good = int(n * min(max(0.5 + tone / STEEP, 0), 1) + rng.random())
    which = rng.integers(len(_GOOD), size=n).tolist()
    words = [(_GOOD if place < good else _BAD)[one] for place, one in enumerate(which)]
    return iter([words[place] for place in rng.permutation(n).tolist()])


def _fill(sizes: np.ndarray, terms: np.ndarray, rng: np.random.Generator) -> list[str]:
    """The words of stretches of these sizes, one after the other: `terms` at chance places, but for the first
    of a stretch, and function words that lead up to each, or to the end of its stretch.
    """
    sizes = sizes[sizes > 0]
    ends = np.cumsum(sizes)
    place, first = np.arange(ends[-1]), np.zeros(ends[-1], dtype=bool)
    first[ends - sizes] = True
    is_term = np.zeros(len(place), dtype=bool)
    is_term[rng.permutation(np.flatnonzero(~first))[: len(terms)]] = True
    halt = is_term.copy()
    halt[ends - 1] = True
    ahead = np.minimum.accumulate(np.where(halt, place, len(place))[::-1])[::-1]  # the next term or end
    kind = (ahead - place - is_term[ahead]) % _END
    kind[(kind == 0) & ~((ahead == place + 1) & is_term[ahead])] = _END
    words = _FUNCTION[kind, rng.integers(_WAYS, size=len(place))]
    words[is_term] = terms
    return words.tolist()


def _speakers(n: int, rng: np.random.Generator) -> list[str]:
    """`n` persons as an attribution names them."""
    drawn = rng.integers(len(_NAMES), size=(n, 3)).tolist()
    return [f"{_NAMES[a]} {_SURNAMES[b]}, a {_ROLES[c]}" for a, b, c in drawn]


def _next(words: Iterator[str], n: int) -> str:
    """The next `n` words."""
    return " ".join(itertools.islice(words, n))


def _sentence(quoted: str, own: str, mood: str, speaker: str) -> str:
    """A sentence that quotes, one that says what China was, or a plain one."""
    if quoted:
        return f"“{quoted.capitalize()},” said {speaker}{', ' if own else ''}{own}."
    if mood:
        return f"China was {mood} {own}.".replace(" .", ".")
    return f"{own.capitalize()}."


def _cuts(n: int, rng: np.random.Generator) -> list[int]:
    """After which of `n` sentences a paragraph ends, but for the last."""
    cuts = np.cumsum(rng.integers(2, 5, size=n)).tolist()
    cuts = [cut for cut in cuts if cut <= n - 2]
    last = cuts[-1] if cuts else 0
    return [*cuts, last + 2] if n - last == 5 else cuts
