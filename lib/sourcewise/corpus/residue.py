"""Residue: what stands in a text and is not the article, found by a table of rules and never deleted.

A removed span is a row in the ledger: where it stands in `raw`, what it is, which rule found it. The lines
that become fields (dateline, byline, publication line) are residue too; the headline is not.
"""

import difflib
import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sourcewise.corpus import calls, credits, datelines, furniture, headers, notes
from sourcewise.corpus.looks import Look, Looks, by_place
from sourcewise.corpus.rule import Rule

RULES: tuple[Rule, ...] = (
    *headers.RULES, *datelines.RULES, *credits.RULES, *notes.RULES, *calls.RULES, *furniture.RULES,
)  # fmt: skip
BLANKS = " \t\u00a0\u3000"

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")

Found = tuple[int, int, Rule]


@dataclass(frozen=True)
class Removed:
    """One removed span of `raw`, half open, in code points."""

    start: int
    end: int
    kind: str
    rule: str
    rule_version: int


def find_residue(raw: str, *, off: Collection[str] = ()) -> list[Removed]:
    """Find what is not the article, sorted and disjoint; `off` names rules to leave out.

    The rules see the text that is kept so far, until they find nothing more: on
    `keep(raw, find_residue(raw))` they find nothing. Raises ValueError where `off` holds a name that no
    rule has.
    """
    looks = _looks(frozenset(off))
    text, kept, removed = raw, [(0, len(raw))], []
    stages, quiet = itertools.cycle((_from_top, _from_end, _anywhere)), 0
    while quiet < 3:
        found = list(next(stages)(text, looks))
        quiet = 0 if found else quiet + 1
        if found:
            removed += _in_raw(found, kept)
            removed.sort(key=lambda span: span.start)
            kept = _complement(removed, len(raw))
            text = "".join(raw[start:end] for start, end in kept)
    return removed


def keep(raw: str, removed: Iterable[Removed]) -> str:
    """`raw` less the removed spans (sorted, disjoint): the text that is analysed."""
    return "".join(raw[start:end] for start, end in _complement(removed, len(raw)))


@functools.cache
def _looks(off: frozenset[str]) -> Looks:
    names = [rule.name for rule in RULES]
    for name in sorted(off - set(names)):
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the rules are {', '.join(names)}"
        raise ValueError(f"no residue rule is called '{name}': {hint}")
    return by_place(tuple(rule for rule in RULES if rule.name not in off))


def _anywhere(text: str, looks: Looks) -> Iterator[Found]:
    """What the rules find that hold on every line, or on every line but the first."""
    first, below = looks["anywhere"], [*looks["anywhere"], *looks["below"]]
    for number, (start, end) in enumerate(_lines(text)):
        yield from _cut(text, start, end, below if number else first)[1]


def _from_top(text: str, looks: Looks) -> Iterator[Found]:
    return _from_edge(text, looks, "top", enumerate(_lines(text)))


def _from_end(text: str, looks: Looks) -> Iterator[Found]:
    return _from_edge(text, looks, "end", reversed(list(enumerate(_lines(text)))))


def _from_edge(
    text: str, looks: Looks, edge: str, lines: Iterable[tuple[int, tuple[int, int]]]
) -> Iterator[Found]:
    """What the rules of one edge find, line by line inwards, until no rule reaches further."""
    passed = 0
    for number, (start, end) in lines:
        if passed == len(looks[edge]):
            return
        first = (passed if edge == "top" else number) == 0
        at_line = [looks[edge][passed], *looks["anywhere"], *([] if first else looks["below"])]
        rest, found = _cut(text, start, end, at_line)
        yield from found
        passed += rest < end


def _cut(text: str, start: int, end: int, looks: list[Look]) -> tuple[int, list[Found]]:
    """Cut fronts off a line, or all of it, until no rule matches: where the rest begins, and what was cut."""
    found: list[Found] = []
    while start < end and (hit := next(filter(None, (look.match(text, start, end) for look in looks)), None)):
        rule, to = hit
        edges = (start, to) if found else _with_blanks(text, start, to, rule)
        found.append((*edges, rule))
        start = max(to, edges[1])
    return start, found


def _with_blanks(text: str, start: int, end: int, rule: Rule) -> tuple[int, int]:
    """The cut front of a line with the blanks round it; a whole line leaves its blanks."""
    while rule.shape == "front" and start > 0 and text[start - 1] in BLANKS:
        start -= 1
    while rule.shape == "front" and end < len(text) and text[end] in BLANKS:
        end += 1
    return start, end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold more than blanks, as spans without the blanks at their edges."""
    for match in _LINE.finditer(text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(stripped)


def _in_raw(found: Iterable[Found], kept: list[tuple[int, int]]) -> Iterator[Removed]:
    """Spans of the kept text as spans of raw: in pieces where something was removed inside one."""
    passed = [0, *itertools.accumulate(end - start for start, end in kept)]
    for start, end, rule in found:
        piece = bisect_right(passed, start) - 1
        while piece < len(kept) and passed[piece] < end:
            shift = kept[piece][0] - passed[piece]
            yield Removed(
                max(start, passed[piece]) + shift, min(end, passed[piece + 1]) + shift,
                rule.kind, rule.name, rule.version,
            )  # fmt: skip
            piece += 1


def _complement(removed: Iterable[Removed], length: int) -> list[tuple[int, int]]:
    """What lies between sorted, disjoint spans, from 0 to `length`."""
    edges = [0, *itertools.chain.from_iterable((span.start, span.end) for span in removed), length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
