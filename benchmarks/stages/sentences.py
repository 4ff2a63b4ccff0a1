"""Sentences: where each begins and ends, and how often that is wrong on sentences marked by hand."""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from case import Case, Inputs, Stage, Work, megabytes

MARKED = Path(__file__).parents[1] / "sentences.json"
"""Paragraphs with the places at which their sentences begin, by hand."""

Cut = Callable[[str], list[int]]
"""A text -> the places in it at which a sentence begins."""


def sourcewise(*, quoted: bool) -> Cut:
    """The corpus room's own, on text that nothing is removed from; with or without the quotation marks."""
    from sourcewise.corpus.voices import marks, segments

    def cut(text: str) -> list[int]:
        blocks = segments.find_blocks(text, ())
        found = marks.find_marked(text, blocks) if quoted else ()
        return [sentence.start for sentence in segments.split(text, blocks, found)]

    return cut


def nupunkt() -> Cut:
    """nupunkt as it comes."""
    import nupunkt

    nupunkt.sent_spans("It is loaded. It takes a while.")
    return lambda text: [start for start, _ in nupunkt.sent_spans(text)]


def punkt() -> Cut:
    """NLTK's Punkt with the abbreviations that nupunkt ships: its own model takes a download."""
    import nupunkt
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    shipped, parameters = nupunkt.load_default_model()._params, PunktParameters()
    for name in ("abbrev_types", "collocations", "sent_starters"):
        getattr(parameters, name).update(getattr(shipped, name))
    tokenizer = PunktSentenceTokenizer(parameters)
    return lambda text: [start for start, _ in tokenizer.span_tokenize(text)]


def pysbd() -> Cut:
    """pysbd's rules for English, with spans."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [found.start for found in segmenter.segment(text)]


def spacy() -> Cut:
    """spaCy's sentencizer in a blank pipeline."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda text: [sentence.start_char for sentence in nlp(text).sents]


def begin(make: Callable[[], Cut], inputs: Inputs) -> Work:
    """Load what cuts, and cut every text."""
    cut, texts = make(), inputs.pieces

    def work() -> Cut:
        for text in texts:
            cut(text)
        return cut

    return work


def quality(inputs: Inputs, case: Case, cut: Any) -> dict[str, float]:  # noqa: ANN401
    """Errors in a hundred marked sentences (a wrong cut or a missed one), where the articles are there.

    A cut counts by the text that follows it: blanks and marks at a sentence's edge are on either side.
    """
    paragraphs = marked(inputs)
    if not paragraphs:
        return {}
    errors = sentences = 0
    for text, starts in paragraphs:
        sentences += len(starts)
        errors += len(_starts(text, starts) ^ _starts(text, cut(text)))
    return {"errors_in_100": round(100 * errors / sentences, 2), "marked": sentences}


def marked(inputs: Inputs) -> list[tuple[str, list[int]]]:
    """The paragraphs that were marked by hand, whose article is among those that are measured on."""
    there = {
        hashlib.sha256(text.encode()).hexdigest(): text for text in inputs.kept("paragraphs", whole=True)
    }
    rows = json.loads(MARKED.read_text(encoding="utf-8")) if MARKED.exists() else []
    return [(there[row["sha256"]], row["starts"]) for row in rows if row["sha256"] in there]


def _starts(text: str, places: list[int]) -> set[int]:
    """Each place moved on to the first letter or digit, but for the start of the text."""
    found = set()
    for place in places:
        while place < len(text) and not text[place].isalnum():
            place += 1
        found.add(place)
    return found - {min(found, default=0)}


STAGE = Stage(
    "sentences",
    "MB",
    (
        Case("sourcewise", partial(begin, partial(sourcewise, quoted=False))),
        Case("sourcewise, quotation marks too", partial(begin, partial(sourcewise, quoted=True))),
        Case("nupunkt", partial(begin, nupunkt)),
        Case("NLTK Punkt", partial(begin, punkt), most=6_000, asked=5.0),
        Case("pysbd", partial(begin, pysbd), needs="pysbd", most=300),
        Case("spaCy sentencizer", partial(begin, spacy), needs="spacy", most=3_000),
    ),
    megabytes,
    quality=quality,
)
