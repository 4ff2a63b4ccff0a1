"""Passages: the kept text of a document, cut into sentences and where the voice changes."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sourcewise.corpus.voices import marks, quotes, segments, speakers, turns
from sourcewise.corpus.voices import stretches as voices
from sourcewise.corpus.voices.marks import Marked
from sourcewise.corpus.voices.quotes import Quote
from sourcewise.corpus.voices.segments import HasSpan, Sentence
from sourcewise.corpus.voices.stretches import Stretch

_Piece = tuple[int, Sentence, int, int, str, str | None, str | None]
"""A part of a sentence: the sentence's number, itself, start, end, voice, speaker, the quotation's id."""
_QUOTED = frozenset({"direct", "partial", "attributed_claim"})
_LETTER = re.compile(r"[^\W_]")


def cut(
    doc_id: str, outlet: str, raw: str, removed: Sequence[HasSpan], headline: tuple[int, int] | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of the tables `passages` and `quotes` for one document, in text order.

    Law: passages are disjoint and in order, none holds a removed character or crosses a sentence, and `text`
    is `raw[start:end]`. Every kept character that is not blank is in exactly one passage, but for the marks
    of the quotations that are cut out (direct, partial, attributed claim) and for a rest of punctuation alone
    beside such a mark. The marks of scare quotes and titles stay in their passage. Paragraphs and sentences
    count from 1 in the document, headline and headings too.
    """
    blocks = segments.find_blocks(raw, removed, headline)
    marked = marks.find_marked(raw, blocks)
    sentences = segments.split(raw, blocks, marked)
    scene, cues = speakers.find_cues(raw, blocks, sentences, marked)
    found = quotes.read_quotes(scene, cues, marked)
    stretches = {stretch.start: stretch for stretch in voices.find_stretches(scene, cues, found)}
    quote_ids = [f"{doc_id}:q{number}" for number in range(1, len(found) + 1)]
    set_off = [item for item in zip(marked, found, quote_ids, strict=True) if item[1].kind in _QUOTED]
    dialogue = turns.find_turns(raw, sentences, scene.people, outlet)
    pieces = _pieces(raw, sentences, set_off, stretches, dialogue)
    passages = [
        {
            "doc_id": doc_id, "passage_id": f"{doc_id}:{number}", "outlet": outlet,
            "paragraph": sentence.paragraph, "sentence": place, "kind": sentence.kind,
            "start": start, "end": end, "voice": voice, "speaker": speaker, "quote_id": quote_id,
            "text": raw[start:end],
        }
        for number, (place, sentence, start, end, voice, speaker, quote_id) in enumerate(pieces, 1)
    ]  # fmt: skip
    rows = [_quote_row(doc_id, quote_id, quote) for quote_id, quote in zip(quote_ids, found, strict=True)]
    return passages, rows


def _pieces(
    raw: str,
    sentences: Sequence[Sentence],
    set_off: Sequence[tuple[Marked, Quote, str]],
    stretches: dict[int, Stretch],
    dialogue: Collection[int],
) -> Iterator[_Piece]:
    """Cut every sentence at the marks that set somebody's words off."""
    at = 0
    for number, sentence in enumerate(sentences, 1):
        while at < len(set_off) and set_off[at][0].outer_end <= sentence.start:
            at += 1
        own = stretches.get(sentence.start)
        silent = "unclear" if sentence.paragraph in dialogue and sentence.kind == "body" else "outlet"
        voice, speaker = (own.voice, own.speaker) if own else (silent, None)
        if at == len(set_off) or set_off[at][0].outer_start >= sentence.end:
            yield number, sentence, sentence.start, sentence.end, voice, speaker, None
            continue
        lower, nearest = sentence.start, at
        while nearest < len(set_off) and set_off[nearest][0].outer_start < sentence.end:
            mark, quote, quote_id = set_off[nearest]
            if span := _worded(raw, lower, mark.outer_start):
                yield number, sentence, *span, voice, speaker, None
            if span := _worded(raw, max(mark.start, sentence.start), min(mark.end, sentence.end)):
                yield number, sentence, *span, "quoted", quote.speaker, quote_id
            lower = min(mark.outer_end, sentence.end)
            nearest += 1
        if span := _worded(raw, lower, sentence.end):
            yield number, sentence, *span, voice, speaker, None


def _worded(raw: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without blanks at its edges; None where only punctuation is left over at a mark."""
    text = raw[start:end]
    if not _LETTER.search(text):
        return None
    return end - len(text.lstrip()), start + len(text.rstrip())


def _quote_row(doc_id: str, quote_id: str, quote: Quote) -> dict[str, Any]:
    """One row of the table of quotations."""
    return {
        "doc_id": doc_id, "quote_id": quote_id, "start": quote.start, "end": quote.end, "kind": quote.kind,
        "speaker": quote.speaker, "speaker_start": quote.speaker_start, "speaker_end": quote.speaker_end,
        "cue": quote.cue, "certain": quote.certain,
    }  # fmt: skip
