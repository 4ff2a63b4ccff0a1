"""Which residue rules are tried at which place of a text, with one quick look for all of them first."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from sourcewise.corpus.rule import Rule, Where

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


Looks = dict[str, list[Look]]


def by_place(rules: tuple[Rule, ...]) -> Looks:
    """For each place the looks; at the edges one for each number of kept lines between line and edge."""
    looks = {}
    for where in get_args(Where):
        there = [rule for rule in rules if rule.where == where]
        reach = max((rule.reach for rule in there), default=1) or 1
        looks[where] = [
            _look(tuple(rule for rule in there if not rule.reach or rule.reach > passed))
            for passed in range(reach)
        ]
    return looks


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
