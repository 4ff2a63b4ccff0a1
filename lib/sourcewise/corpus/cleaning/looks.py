"""Which residue rules are tried at which place of a text: those that a line's beginning leaves possible."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from sourcewise.corpus.cleaning.begins import KNOWN, following
from sourcewise.corpus.cleaning.rule import Rule, Where
from sourcewise.corpus.cleaning.sieve import Sieve

LONGEST = 600  # characters: a longer line is a paragraph, and no line rule is tried on it

PREFIX = 1  # characters of a line that tell which rules can match it: a second costs more than it saves

_Match = Callable[[str, int, int], re.Match[str] | None]
_Try = tuple[Rule, _Match, tuple[str, ...], bool]
"""A rule, how its pattern is matched, the words that it needs, and whether long lines are tried too."""


class Look:
    """The rules that hold at one place, in their order, by how a line begins."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """What can match behind a beginning is found when a line first has it."""
        self.rules = rules
        tries = tuple((rule, _matching(rule), rule.needs, rule.shape == "front") for rule in rules)
        self._tries: dict[str, tuple[_Try, ...]] = {"": tries}

    def tries(self, start: str) -> tuple[_Try, ...]:
        """The rules that can match a line with this beginning."""
        if (tries := self._tries.get(start)) is None:
            before, last = start[:-1], start[-1]
            tries = self.tries(before)
            if KNOWN.issuperset(start):
                tries = tuple(one for one in tries if last in following(one[0].pattern, before))
            self._tries[start] = tries
        return tries


@dataclass(frozen=True)
class Looks:
    """For each place the looks (at the edges one for each number of kept lines between line and edge); the
    rules that look inside every line, those that look before a stated headline, and those that look at the
    whole text.
    """

    at: dict[str, list[Look]]
    inside: tuple[Rule, ...]
    before: tuple[Rule, ...]
    text: tuple[Rule, ...]
    words: frozenset[str] = frozenset()  # names of the rules whose words stand in the text
    dead: defaultdict[Look, set[str]] = field(default_factory=lambda: defaultdict(set), compare=False)
    plain: set[str] = field(default_factory=set, compare=False)  # lines that no inside rule looks at

    def that_may_match(self, text: str) -> "Looks":
        """The same without the rules whose words stand nowhere in `text`, but for those at its edges."""
        rules, sieve = self._with_words
        found = sieve.found(text)
        words = frozenset([rule.name for rule in rules if not found.isdisjoint(rule.needs)])
        inside = tuple([rule for rule in self.inside if rule.name in words or not rule.needs])
        return Looks(self.at, inside, self.before, self.text, words)

    def match(self, places: Sequence[Look], text: str, start: int, end: int) -> tuple[Rule, int] | None:
        """The first rule of these places that matches text[start:end], and where its match ends."""
        line = text[start:end]
        for look in places:
            if line not in self.dead[look] and (hit := self._first(look, text, start, end, line)):
                return hit
        return None

    def _first(self, look: Look, text: str, start: int, end: int, line: str) -> tuple[Rule, int] | None:
        """The first rule of one place; where none can ever match, the line is not looked at there again."""
        short, dead = end - start <= LONGEST, True
        for rule, match, needs, front in look.tries(line[:PREFIX]):
            if needs and not ((rule.reach or rule.name in self.words) and any_in(needs, line)):
                continue
            found = match(text, start, end) if short or front else None
            if found and (rule.sure is None or rule.sure(text, found)):
                return rule, found.end()
            dead = dead and not found
        if dead:
            self.dead[look].add(line)
        return None

    @functools.cached_property
    def _with_words(self) -> tuple[list[Rule], Sieve]:
        at_lines = dict.fromkeys(rule for looks in self.at.values() for rule in looks[0].rules)
        rules = [rule for rule in (*at_lines, *self.inside) if rule.needs and not rule.reach]
        return rules, Sieve(word for rule in rules for word in rule.needs)


def _matching(rule: Rule) -> _Match:
    return rule.pattern.fullmatch if rule.shape == "line" else rule.pattern.match


def any_in(words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words stands in a text."""
    for word in words:  # noqa: SIM110 - any() takes twice as long
        if word in text:
            return True
    return False


def by_place(rules: tuple[Rule, ...]) -> Looks:
    """The rules, sorted by where they look."""
    at = {}
    for where in get_args(Where):
        there = [rule for rule in rules if rule.where == where and rule.shape in ("line", "front")]
        reach = max((rule.reach for rule in there), default=1) or 1
        at[where] = [
            _look(tuple(rule for rule in there if not rule.reach or rule.reach > passed))
            for passed in range(reach)
        ]
    at["below"] = [_look(at["anywhere"][0].rules + at["below"][0].rules)]
    rest = (tuple(rule for rule in rules if rule.shape == shape) for shape in ("inside", "before", "text"))
    return Looks(at, *rest)


@functools.cache
def _look(rules: tuple[Rule, ...]) -> Look:
    return Look(rules)
