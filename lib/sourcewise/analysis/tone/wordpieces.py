"""A sentence and the span of a mention, as the word pieces that the model of `classifier` reads.

The mention stands between two marks. A name, title or description is replaced by one piece that means "the
target", so that the model can't read who it is; a pronoun is left as it stands. A sentence of more than
LONGEST pieces is cut round the mention.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 96  # pieces of one sentence, marks included
AROUND = 1500  # characters read on each side of a mention
OPEN, TARGET, CLOSE = "[unused1]", "[unused2]", "[unused3]"  # BERT's spare pieces: no text yields them
_PRONOUN = re.compile(
    "[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Ww]hom?|[Hh]im|[Hh]ers?|[Tt]hem|[Uu]s|[Mm]e|[Hh]is|[Ii]ts"
    "|[Tt]heirs?|[Oo]urs?|[Mm]y|[Mm]ine|[Yy]ours?|[Ww]hose"
    "|(?:[Hh]im|[Hh]er|[Ii]t|[Mm]y|[Yy]our)self|(?:[Tt]hem|[Oo]ur)selves"
)  # not US, WHO, IT
_OWNER = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])\s*$", re.IGNORECASE)

Span = tuple[int, int]


def encode(sentences: Sequence[str], spans: Sequence[Span]) -> tuple[list[list[int]], list[bool]]:
    """The numbers of each sentence's pieces, and whether the sentence was cut."""
    spans = [_without_owner(text, *span) for text, span in zip(sentences, spans, strict=True)]
    lefts = [text[:start] for text, (start, _) in zip(sentences, spans, strict=True)]
    rights = [text[end:] for text, (_, end) in zip(sentences, spans, strict=True)]
    names = [text[start:end] for text, (start, end) in zip(sentences, spans, strict=True)]
    middles = [[number(OPEN), *middle, number(CLOSE)] for middle in _targets(names)]
    sides = zip(
        _pieces(text[-AROUND:] for text in lefts), _pieces(text[:AROUND] for text in rights), strict=True
    )
    rows = [_window(left, middle, right) for (left, right), middle in zip(sides, middles, strict=True)]
    far = [max(len(left), len(right)) > AROUND for left, right in zip(lefts, rights, strict=True)]
    return [row for row, _ in rows], [cut or beyond for (_, cut), beyond in zip(rows, far, strict=True)]


def is_pronoun(mention: str) -> bool:
    """Whether the model reads the mention as it stands."""
    return _PRONOUN.fullmatch(mention.strip()) is not None


@functools.cache
def tokenizer() -> "Tokenizer":
    """The shipped WordPiece tokenizer (uncased, Devlin et al. 2019), its table cut to the words of news."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(
        (resources.files("sourcewise") / "data/toward/tokenizer.json").read_text("utf-8")
    )


@functools.cache
def number(piece: str) -> int:
    """The number of a piece of the table."""
    found = tokenizer().token_to_id(piece)
    if found is None:
        raise ValueError(f"the tokenizer has no piece {piece!r}")
    return found


def _targets(names: Iterable[str]) -> list[list[int]]:
    """What stands between the marks: a pronoun's own pieces, else the piece of the target."""
    names = list(names)
    own = _pieces(name if is_pronoun(name) else "" for name in names)
    return [pieces or [number(TARGET)] for pieces in own]


def _without_owner(text: str, start: int, end: int) -> Span:
    """The span less an "'s" or "s'" mark at its end: it belongs to the sentence."""
    found = _OWNER.search(text[max(start, end - 10) : end])
    return (start, max(start, end - 10) + found.start()) if found else (start, end)


def _pieces(texts: Iterable[str]) -> list[list[int]]:
    """The pieces of each text, without any marks."""
    return [row.ids for row in tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)]


def _window(left: list[int], middle: list[int], right: list[int]) -> tuple[list[int], bool]:
    """The row of at most LONGEST pieces, and whether it was cut.

    Each side gets half of the room, and what the other leaves over.
    """
    room = LONGEST - len(middle) - 2
    before = min(len(left), max(room // 2, room - len(right)))
    after = min(len(right), room - before)
    row = [number("[CLS]"), *left[len(left) - before :], *middle, *right[:after], number("[SEP]")]
    return row, before < len(left) or after < len(right)
