"""What a residue rule is, and the pieces of pattern that several rules share."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["line", "front", "inside", "before", "text"]
Where = Literal["anywhere", "below", "top", "end"]


@dataclass(frozen=True)
class Rule:
    """One kind of line, or part of a line, that is not the article.

    `shape` line: the pattern matches a whole line, trimmed of blanks; front: it matches a line's beginning;
    inside: it is found anywhere in a line, of any length (of a group `cut` only that group goes); before: it
    matches all that stands before the stated headline on the first line; text: not a pattern but
    `spans(text, lines)` finds it in the whole text.
    `where` top and end: only the first or last `reach` kept lines are seen; below: all kept lines but the
    first, which may be a headline. Named groups of the pattern are the fields that the text states there.
    `needs`: one of these must stand in the line (so that costly patterns see few lines). `sure(text, match)`
    may refuse a match by what stands before it. `removes` is an example that goes; `leaves` is one that
    stays, in the same place.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    removes: str
    leaves: str
    shape: Shape = "line"
    where: Where = "anywhere"
    reach: int = 0
    version: int = 1
    needs: tuple[str, ...] = ()
    sure: Callable[[str, re.Match[str]], bool] | None = None
    spans: Callable[[str, Sequence[tuple[int, int]]], Iterator[tuple[int, int]]] | None = None

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of an inside rule on the line text[start:end], from left to right."""
        for found in self.pattern.finditer(text, start, end):
            if self.sure is None or self.sure(text, found):
                yield found


def either(alternatives: str) -> str:
    """A group of alternatives over several lines; the line breaks and the blanks after them don't count."""
    return f"(?:{''.join(line.lstrip() for line in alternatives.strip().splitlines())})"


NEVER = re.compile("(?!)")  # of a rule that is no pattern
DASH = r"(?:--+|[—–-])"
BULLET = r"(?:[•●■▪⦁*—–-]+\s?)?"
EDGE = r"[\W_]{0,12}"  # bounded: a line of nothing but marks must not cost its square
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_WORD = rf"{_CAPITAL}[\w.’'-]{{0,30}}"
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|la|le|van|von|bin|bint|ibn|al|el|ten|ter|y|e)"
_NO_NAME = either("""
    A|Air|All|An|And|Any|Are|As|At|Both|But|Choice|Comparison|Contrast|Day|Default|Definition|Design|Early|
    Every|Far|For|Force|From|Hand|He|Her|Here|His|How|If|In|Invitation|Is|It|Its|Land|Last|Late|Law|Many|
    Mid|More|Most|My|Next|Night|No|Not|Now|On|One|Only|Or|Our|Popular|Sea|She|So|Some|That|The|Their|Then|
    There|These|They|This|To|Today|Way|We|What|When|Where|Which|Who|Why|With|You|Your|January|February|
    March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|
    Friday|Saturday|Sunday
""")
_HOUSE = either("""
    Agency|Associated|Breaking|Bureau|Center|Centre|Channel|Columnist|Contributors?|Correspondents?|Council|
    Daily|Desk|Editors?|Foundation|Institute|Journal|Magazine|Media|Network|News|Newsroom|Opinion|Post|
    Press|Producer|Radio|Reporters?|Reuters|Review|School|Services?|Special|Staff|Team|Times|Today|TODAY|
    Tribune|University|Writers?
""")
_TWO_WORDS = rf"(?={_CAPITAL}[\w.’'-]{{0,30}}\s(?:{_PARTICLE}\s){{0,2}}{_CAPITAL})"  # seen at once
PERSON = (
    rf"{_TWO_WORDS}(?!(?i:{_NO_NAME})\b)(?!(?:[\w.’'-]+\s){{0,3}}{_HOUSE}\b)"
    rf"{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,3}}(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?"
)
PEOPLE = rf"{PERSON}(?:(?:,\s(?:and\s)?|\sand\s|\s&\s){PERSON}){{0,9}}"
ROLE = either("""
    advis[eo]r|ambassador|analyst|anchor|attorney|author|chair(?:man|woman)?|columnist|commentator|
    contributor|correspondent|counsel|dean|director|economist|editor|editor[- ]in[- ]chief|executive|expert|
    fellow|founder|historian|host|journalist|lawyer|lecturer|observer|philosopher|president|professor|
    producer|reporter|researcher|scholar|scientist|secretary|strategist|student|teacher|writer
""")
