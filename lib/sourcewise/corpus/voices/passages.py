"""Passages: the kept text of a document, cut into sentences and where the voice changes."""

from collections.abc import Iterator, Sequence
from typing import Any

from sourcewise.corpus.voices import marks, quotes, segments, speakers
from sourcewise.corpus.voices import stretches as voices
from sourcewise.corpus.voices.marks import Marked
from sourcewise.corpus.voices.quotes import Quote
from sourcewise.corpus.voices.segments import HasSpan, Sentence
from sourcewise.corpus.voices.stretches import Stretch

_QUOTED = frozenset({"direct", "partial", "attributed_claim"})


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
    passages = [
        {"passage_id": f"{doc_id}:{number}", "doc_id": doc_id, "outlet": outlet, **row}
        for number, row in enumerate(_rows(raw, sentences, set_off, stretches), 1)
    ]
    rows = [_quote_row(doc_id, quote_id, quote) for quote_id, quote in zip(quote_ids, found, strict=True)]
    return passages, rows


def _rows(
    raw: str,
    sentences: Sequence[Sentence],
    set_off: Sequence[tuple[Marked, Quote, str]],
    stretches: dict[int, Stretch],
) -> Iterator[dict[str, Any]]:
    """Cut every sentence at the marks that set somebody's words off."""
    at = 0
    for number, sentence in enumerate(sentences, 1):
        while at < len(set_off) and set_off[at][0].outer_end <= sentence.start:
            at += 1
        own = stretches.get(sentence.start)
        voice, speaker = (own.voice, own.speaker) if own else ("outlet", None)
        place = {"paragraph": sentence.paragraph, "sentence": number, "kind": sentence.kind}
        lower, nearest, whole = sentence.start, at, True
        while nearest < len(set_off) and set_off[nearest][0].outer_start < sentence.end:
            mark, quote, quote_id = set_off[nearest]
            yield from _row(raw, lower, mark.outer_start, place, voice, speaker, None)
            inner = max(mark.start, sentence.start), min(mark.end, sentence.end)
            yield from _row(raw, *inner, place, "quoted", quote.speaker, quote_id)
            lower, whole = min(mark.outer_end, sentence.end), False
            nearest += 1
        yield from _row(raw, lower, sentence.end, place, voice, speaker, None, whole=whole)


def _row(
    raw: str,
    start: int,
    end: int,
    place: dict[str, Any],
    voice: str,
    speaker: str | None,
    quote_id: str | None,
    *,
    whole: bool = False,
) -> Iterator[dict[str, Any]]:
    """One passage without blanks at its edges; none where only punctuation is left over at a mark."""
    while start < end and raw[start].isspace():
        start += 1
    while start < end and raw[end - 1].isspace():
        end -= 1
    text = raw[start:end]
    if text and (whole or any(character.isalnum() for character in text)):
        yield {
            **place, "start": start, "end": end, "voice": voice, "speaker": speaker, "quote_id": quote_id,
            "text": text,
        }  # fmt: skip


def _quote_row(doc_id: str, quote_id: str, quote: Quote) -> dict[str, Any]:
    """One row of the table of quotations."""
    return {
        "doc_id": doc_id, "quote_id": quote_id, "start": quote.start, "end": quote.end, "kind": quote.kind,
        "speaker": quote.speaker, "speaker_start": quote.speaker_start, "speaker_end": quote.speaker_end,
        "cue": quote.cue, "certain": quote.certain,
    }  # fmt: skip
