"""Which residue rules are tried at which place of a text, with one quick look for all of them first."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from sourcewise.corpus.cleaning.rule import Rule, Where

LONGEST = 600  # characters: a longer line is a paragraph, and no line rule is tried on it


@dataclass(frozen=True)
class Look:
    """Rules that hold at one place, and the patterns of all but the costly ones as two."""

    rules: tuple[Rule, ...]
    line: re.Pattern[str]
    front: re.Pattern[str]
    costly: tuple[Rule, ...]

    def match(self, text: str, start: int, end: int) -> tuple[Rule, int] | None:
        """The first rule that matches text[start:end], and where its match ends."""
        short = end - start <= LONGEST
        seen = (short and self.line.fullmatch(text, start, end)) or self.front.match(text, start, end)
        for rule in self.rules if seen else self.costly:
            if (short or rule.shape == "front") and (match := rule.match(text, start, end)):
                return rule, match.end()
        return None


@dataclass(frozen=True)
class Looks:
    """For each place the looks (at the edges one for each number of kept lines between line and edge); the
    rules that look inside every line, and those that look at the whole text.
    """

    at: dict[str, list[Look]]
    inside: tuple[Rule, ...]
    text: tuple[Rule, ...]
    words: frozenset[str] = frozenset()  # names of the rules whose words stand in the text
    dead: set[tuple[bool, str]] = field(default_factory=set, compare=False)  # lines on which nothing matches

    def that_may_match(self, text: str) -> "Looks":
        """The same without the rules whose words stand nowhere in `text`."""
        words = frozenset(rule.name for rule in self._with_words if _any_in(rule.needs, text))
        at = {where: [_with_words(look, words) for look in looks] for where, looks in self.at.items()}
        inside = tuple(rule for rule in self.inside if rule.name in words or not rule.needs)
        return Looks(at, inside, self.text, words)

    def anywhere(self, text: str, start: int, end: int, *, first: bool) -> tuple[Rule, int] | None:
        """The first match of the rules that hold on every line; `first`: of those that hold on the first."""
        line = first, text[start:end]
        if line in self.dead:
            return None
        for look in self.at["anywhere"] if first else (*self.at["anywhere"], *self.at["below"]):
            if hit := look.match(text, start, end):
                return hit
        self.dead.add(line)
        return None

    @functools.cached_property
    def _with_words(self) -> tuple[Rule, ...]:
        costly = (rule for looks in self.at.values() for rule in looks[0].costly)
        return (*costly, *(rule for rule in self.inside if rule.needs))


def _with_words(look: Look, words: frozenset[str]) -> Look:
    costly = tuple(rule for rule in look.costly if rule.name in words)
    return Look(look.rules, look.line, look.front, costly)


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
    return Look(rules, line, front, costly)


def _any_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    """All patterns as one, without the names of their groups."""
    patterns = [re.sub(r"\(\?P<\w+>", "(?:", f"(?:{rule.pattern.pattern})") for rule in rules]
    return re.compile("|".join(patterns) or "(?!)")
