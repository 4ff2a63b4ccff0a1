"""What a match of a pattern can begin with, so that most rules need not be tried on a line.

`re` tells nothing of this that is public; this walks over what its parser makes of a pattern. Whatever it
does not know it takes for possible: a rule may be tried in vain, and none is passed over that would match.
"""

import functools
import re
import string
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

KNOWN = frozenset(string.ascii_letters + string.digits + string.punctuation + " “”‘’«»—–•")
"""The characters that are told apart."""

_Parts = Iterable[tuple[Any, Any]]
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_EMPTY = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)
_ONE = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)
_CLASSES = {
    codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W", codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D",
}  # fmt: skip


@functools.cache
def following(pattern: re.Pattern[str], start: str) -> frozenset[str]:
    """Those of KNOWN that can stand behind `start` where a match begins with it: all where it can end there.

    `start` holds characters of KNOWN alone.
    """
    found: set[str] = set()
    ended = _walk(_parsed(pattern), {0}, start, pattern.flags, found)
    return KNOWN if ended else frozenset(found)


@functools.cache
def _parsed(pattern: re.Pattern[str]) -> _Parts:
    return list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _walk(parts: _Parts, places: set[int], start: str, flags: int, found: set[str]) -> set[int]:
    """The places in `start` that are reached behind the parts; `found` takes what can follow all of it."""
    for code, value in parts:
        if not places:
            break
        places = _over(code, value, places, start, flags, found)
    return places


def _over(
    code: Any,  # noqa: ANN401
    value: Any,  # noqa: ANN401
    places: set[int],
    start: str,
    flags: int,
    found: set[str],
) -> set[int]:
    """`_walk` over one part."""
    if code in _ONE:
        held = _held(code, value, flags)
        if len(start) in places:
            found |= held
        return {at + 1 for at in places if at < len(start) and start[at] in held}
    if code is codes.SUBPATTERN:
        _, added, taken, parts = value
        return _walk(parts, places, start, (flags | added) & ~taken, found)
    if code is codes.BRANCH:
        return set().union(*(_walk(parts, places, start, flags, found) for parts in value[1]))
    if code in _REPEATS:
        least, most, parts = value
        reached = set() if least else set(places)
        for turn in range(1, min(most, least + len(start) + 1) + 1):
            places = _walk(parts, places, start, flags, found)
            reached |= places if turn >= least else set()
        return reached
    if code not in _EMPTY:
        found |= KNOWN
    return places


def _held(code: Any, value: Any, flags: int) -> frozenset[str]:  # noqa: ANN401
    """The characters of KNOWN that a part stands for which stands for one."""
    if code is codes.LITERAL:
        return _with_case(chr(value), flags)
    if code is not codes.IN:
        return KNOWN
    items = [_of_item(*item, flags) for item in value if item[0] is not codes.NEGATE]
    held = frozenset().union(*items)
    if len(items) == len(value):
        return held
    return KNOWN if flags & re.IGNORECASE else KNOWN - held


@functools.cache
def _of_item(code: Any, value: Any, flags: int) -> frozenset[str]:  # noqa: ANN401
    """The characters of KNOWN that one item of a set stands for."""
    if code is codes.LITERAL:
        return _with_case(chr(value), flags)
    if code is codes.RANGE:
        one_of = map(chr, range(value[0], min(value[1], 0x2FFF) + 1))
        return frozenset().union(*(_with_case(one, flags) for one in one_of))
    return frozenset(one for one in KNOWN if re.match(_CLASSES[value], one))


@functools.cache
def _with_case(one: str, flags: int) -> frozenset[str]:
    """A character where it is one of KNOWN, in both cases where case does not count."""
    both = {one, one.lower(), one.upper()} if flags & re.IGNORECASE else {one}
    return KNOWN & both
