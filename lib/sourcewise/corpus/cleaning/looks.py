"""Which residue rules are tried at which place of a text, with one quick look for all of them first."""

import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from sourcewise.corpus.cleaning.rule import Rule, Where

_NUMBERS = itertools.count()
LONGEST = 600  # characters: a longer line is a paragraph, and no line rule is tried on it


@dataclass(frozen=True)
class Look:
    """Rules that hold at one place, the patterns of all but the costly ones as two, and its own number."""

    rules: tuple[Rule, ...]
    line: re.Pattern[str]
    front: re.Pattern[str]
    costly: tuple[Rule, ...]
    number: int

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether any rule but a costly one matches text[start:end]."""
        short = end - start <= LONGEST
        return bool((short and self.line.fullmatch(text, start, end)) or self.front.match(text, start, end))


@dataclass(frozen=True)
class Looks:
    """For each place the looks (at the edges one for each number of kept lines between line and edge); the
    rules that look inside every line, and those that look at the whole text.
    """

    at: dict[str, list[Look]]
    inside: tuple[Rule, ...]
    text: tuple[Rule, ...]
    words: frozenset[str] = frozenset()  # names of the rules whose words stand in the text
    seen: dict[tuple[int, str], bool] = field(default_factory=dict, compare=False)  # `may_match`, once a line
    dead: set[tuple[bool, str]] = field(default_factory=set, compare=False)  # lines on which nothing matches

    def that_may_match(self, text: str) -> "Looks":
        """The same without the rules whose words stand nowhere in `text`."""
        words = frozenset(rule.name for rule in self._with_words if _any_in(rule.needs, text))
        inside = tuple(rule for rule in self.inside if rule.name in words or not rule.needs)
        return Looks(self.at, inside, self.text, words)

    def match(self, look: Look, text: str, start: int, end: int) -> tuple[Rule, int] | None:
        """The first rule of one place that matches text[start:end], and where its match ends."""
        line = look.number, text[start:end]
        if (seen := self.seen.get(line)) is None:
            seen = self.seen[line] = look.may_match(text, start, end)
        short = end - start <= LONGEST
        for rule in look.rules if seen else look.costly:
            if rule.needs and rule.name not in self.words:
                continue
            if (short or rule.shape == "front") and (match := rule.match(text, start, end)):
                return rule, match.end()
        return None

    def anywhere(self, text: str, start: int, end: int, *, first: bool) -> tuple[Rule, int] | None:
        """The first match of the rules that hold on every line; `first`: of those that hold on the first."""
        line = first, text[start:end]
        if line in self.dead:
            return None
        for look in self.at["anywhere"] if first else (*self.at["anywhere"], *self.at["below"]):
            if hit := self.match(look, text, start, end):
                return hit
        self.dead.add(line)
        return None

    @functools.cached_property
    def _with_words(self) -> tuple[Rule, ...]:
        costly = (rule for looks in self.at.values() for rule in looks[0].costly)
        return (*costly, *(rule for rule in self.inside if rule.needs))


def _any_in(words: tuple[str, ...], text: str) -> bool:
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
    inside, text = (tuple(rule for rule in rules if rule.shape == shape) for shape in ("inside", "text"))
    return Looks(at, inside, text)


@functools.cache
def _look(rules: tuple[Rule, ...]) -> Look:
    costly = tuple(rule for rule in rules if rule.needs)
    line, front = (
        _any_of(rule for rule in rules if rule.shape == shape and not rule.needs)
        for shape in ("line", "front")
    )
    return Look(rules, line, front, costly, next(_NUMBERS))


def _any_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """All patterns as one, without the names of their groups."""
    patterns = [re.sub(r"\(\?P<\w+>", "(?:", f"(?:{rule.pattern.pattern})") for rule in rules]
    return re.compile("|".join(patterns) or "(?!)")
