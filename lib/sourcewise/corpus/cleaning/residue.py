"""Residue: what stands in a text and is not the article, found by a table of rules and never deleted.

A removed span is a row in the ledger: where it stands in `raw`, what it is, which rule found it. The lines
that become fields (dateline, byline, publication line) are residue too; the headline is not.
"""

import difflib
import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sourcewise.corpus.cleaning import (
    authors,
    calls,
    charts,
    credits,
    datelines,
    editing,
    furniture,
    headed,
    headers,
    inline,
    links,
    markdown,
    notes,
    outside,
    pictures,
    pointers,
    programmes,
    readers,
    rows,
    sources,
    updates,
)
from sourcewise.corpus.cleaning import repeated as counted
from sourcewise.corpus.cleaning.looks import Look, Looks, any_in, by_place
from sourcewise.corpus.cleaning.rule import Rule

RULES: tuple[Rule, ...] = (
    *markdown.RULES, *headers.RULES, *datelines.RULES, *credits.RULES, *authors.RULES, *notes.RULES,
    *calls.RULES, *programmes.RULES, *pointers.RULES, *furniture.RULES, *editing.RULES, *pictures.RULES,
    *charts.RULES, *links.RULES, *readers.RULES, *sources.RULES, *updates.RULES, *inline.RULES,
    *outside.RULES, *rows.RULES, *headed.RULES, *counted.RULES,
)  # fmt: skip
SEAM = 40  # characters: longer than any word in a rule's `needs`
BLANKS = " \t\u00a0\u3000"

_LINE = re.compile(r"\S(?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?")

Found = tuple[int, int, Rule]
Lines = list[tuple[int, int]]


@dataclass(frozen=True)
class Removed:
    """One removed span of `raw`, half open, in code points."""

    start: int
    end: int
    kind: str
    rule: str
    rule_version: int


def find_residue(
    raw: str,
    *,
    off: Collection[str] = (),
    repeated: Collection[str] = frozenset(),
    headline: str = "",
) -> list[Removed]:
    """Find what is not the article, sorted and disjoint; `off` names rules to leave out.

    `repeated` are whole lines, trimmed, that are page furniture of this outlet (`repeated.count`); `headline`
    is what another source states as the headline, so that what is glued to its front is seen.

    The rules see the text that is kept so far, until they find nothing more: on
    `keep(raw, find_residue(raw))` they find nothing. Raises ValueError where `off` holds a name that no
    rule has.
    """
    rules = _looks(frozenset(off))
    text, kept, removed = raw, [(0, len(raw))], []
    lines, looks = _lines(raw), rules.that_may_match(raw)
    headed_stage = functools.partial(_headed, headline=headline)
    counted_stage = functools.partial(_counted, known=repeated)
    stages = (_whole, _from_top, _from_end, _anywhere, _inside, headed_stage, counted_stage)
    turns, quiet = itertools.cycle(stages), 0
    while quiet < len(stages):
        if found := list(next(turns)(text, lines, looks)):
            removed += _in_raw(found, kept)
            removed.sort(key=lambda span: span.start)
            kept = _complement(removed, len(raw))
            text = "".join(raw[start:end] for start, end in kept)
            lines = _lines(text)
        quiet = 0 if found else quiet + 1
        if removed and quiet == len(stages):
            words = rules.that_may_match(_seams(text, kept)).words
            if not words <= looks.words:  # a cut has brought the parts of a rule's word together
                looks, quiet = rules.that_may_match(text), 0
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


def _whole(text: str, lines: Lines, looks: Looks) -> Iterator[Found]:
    """What the rules find that look at the whole text; of two finds that overlap the first rule's counts."""
    taken: list[tuple[int, int]] = []
    for rule in looks.text:
        for start, end in rule.spans(text, lines) if rule.spans else ():
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield start, end, rule


def _counted(text: str, lines: Lines, looks: Looks, *, known: Collection[str]) -> Iterator[Found]:
    """What was found by counting over the outlet's articles."""
    for rule in looks.text if known else ():
        if not rule.spans:
            yield from ((*span, rule) for span in lines if text[slice(*span)] in known)


def _headed(text: str, lines: Lines, looks: Looks, *, headline: str) -> Iterator[Found]:
    """What stands before the stated headline on the first line, by the first rule that takes all of it."""
    span = headed.find(text, *lines[0], headline) if headline and lines else None
    if span and (front := headed.before(text, lines[0][0], span[0])):
        for rule in looks.before:
            if rule.pattern.fullmatch(front):
                yield lines[0][0], span[0], rule
                return


def _anywhere(text: str, lines: Lines, looks: Looks) -> Iterator[Found]:
    """What the rules find that hold on every line, or on every line but the first."""
    for number, (start, end) in enumerate(lines):
        places = looks.at["below" if number else "anywhere"]
        if text[start:end] not in looks.dead[places[0]]:
            yield from _cut(text, start, end, places, looks)[1]


def _inside(text: str, lines: Lines, looks: Looks) -> Iterator[Found]:
    """What the inside rules find; of two finds that overlap the first rule's counts."""
    for start, end in lines if looks.inside else ():
        if (line := text[start:end]) in looks.plain:
            continue
        rules = [rule for rule in looks.inside if any_in(rule.needs, line) or not rule.needs]
        if not rules:
            looks.plain.add(line)
        taken: list[tuple[int, int]] = []
        for rule in rules:
            for match in rule.find(text, start, end):
                span = _out_of_line(text, *_cut_of(match), (start, end))
                at = bisect_left(taken, span)
                if (not at or taken[at - 1][1] <= span[0]) and (at == len(taken) or span[1] <= taken[at][0]):
                    taken.insert(at, span)
                    yield (*span, rule)


def _cut_of(match: re.Match[str]) -> tuple[int, int]:
    """What an inside rule cuts out: the group `cut`, so that a pattern may ask for what stands before."""
    return match.span("cut") if "cut" in match.re.groupindex else match.span()


def _out_of_line(text: str, start: int, end: int, line: tuple[int, int]) -> tuple[int, int]:
    """A find with the blanks after it, so that one blank is left between the words on both sides."""
    while end < line[1] and text[end] in BLANKS and (start == line[0] or text[start - 1] in BLANKS):
        end += 1
    return start, end


def _from_top(text: str, lines: Lines, looks: Looks) -> Iterator[Found]:
    return _from_edge(text, looks, "top", enumerate(lines))


def _from_end(text: str, lines: Lines, looks: Looks) -> Iterator[Found]:
    return _from_edge(text, looks, "end", zip(reversed(range(len(lines))), reversed(lines), strict=True))


def _from_edge(
    text: str, looks: Looks, edge: str, lines: Iterable[tuple[int, tuple[int, int]]]
) -> Iterator[Found]:
    """What the rules of one edge find, line by line inwards, until no rule reaches further."""
    passed, at_edge = 0, looks.at[edge]
    for number, (start, end) in lines:
        if passed == len(at_edge):
            return
        first = (passed if edge == "top" else number) == 0
        places = (at_edge[passed], *looks.at["anywhere" if first else "below"])
        rest, found = _cut(text, start, end, places, looks)
        yield from found
        passed += rest < end


def _cut(text: str, start: int, end: int, places: Sequence[Look], looks: Looks) -> tuple[int, list[Found]]:
    """Cut fronts off a line, or all of it, until no rule matches: where the rest begins, and what was cut."""
    found: list[Found] = []
    while start < end and (hit := looks.match(places, text, start, end)):
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


def _lines(text: str) -> Lines:
    """The lines that hold more than blanks, as spans without the blanks at their edges."""
    return [line.span() for line in _LINE.finditer(text)]


def _seams(text: str, kept: list[tuple[int, int]]) -> str:
    """The kept text on both sides of every cut, as far as a rule's longest word reaches."""
    cuts = itertools.accumulate(end - start for start, end in kept)
    return "\n".join(text[max(0, cut - SEAM) : cut + SEAM] for cut in cuts)


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
