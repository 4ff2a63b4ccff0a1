"""The numbers of a sentence and of a table's cells, and whether they are the same."""

import re
from collections.abc import Iterator

NUMBER = re.compile(r"(?<![\w.,“§/–-])[−+-]?\d[\d,]*(?:\.\d+)?%?(?![\w“/])(?!\.\d)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")  # an article's words
CITED = re.compile(r"[A-Z][\w’'-]+(?: et al\.)?,? (?:19|20)\d\d")


def numbers(sentence: str) -> Iterator[re.Match[str]]:
    """The numbers of a sentence that a reader may ask after."""
    quoted = [match.span() for match in (*QUOTED.finditer(sentence), *CITED.finditer(sentence))]
    for match in NUMBER.finditer(sentence):
        if not any(start <= match.start() < end for start, end in quoted):
            yield match


def same(said: tuple[float, bool] | None, held: tuple[float, bool], number: str) -> bool:
    """Whether a value is the number of a sentence, to the decimals that the sentence has."""
    places = decimals(number)
    known = readings(held, percent=said is not None and said[1])
    return said is not None and any(round(one, places) == round(said[0], places) for one in known)


def readings(held: tuple[float, bool] | None, *, percent: bool) -> list[float]:
    """What a cell's value may be said as: 0.171 also as 17.1%."""
    if held is None:
        return []
    return [held[0], held[0] * 100] if percent and not held[1] else [held[0]]


def decimals(number: str) -> int:
    """Decimals that a number is written with."""
    return len(number.partition(".")[2].rstrip("%"))


def value(text: str) -> tuple[float, bool] | None:
    """A text's number, and whether it is a percentage; none for what is no number."""
    plain = text.replace(",", "").replace("−", "-").strip()
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?%?", plain):
        return None
    return float(plain.rstrip("%")), plain.endswith("%")
