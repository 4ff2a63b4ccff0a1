"""Who is who in one article: full names, their short forms, and the descriptions that stand for them."""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from sourcewise.corpus.voices import cues, names
from sourcewise.corpus.voices.segments import Block

_MANY, _REACH, _LONGEST = 300, 20_000, 5
"""How many persons are looked through, how far for a last name alone, how many words a name may have."""
_WORD = re.compile(r"[\w.’'-]+")
_CLAUSE_EDGE = re.compile(r"[.;:!?()\"“”\n\r—](?=\s|$)|[\n\r]")
_EDGES = cues.PREPOSITIONS | cues.SUBORDINATORS | cues.CONJUNCTIONS | cues.AUXILIARIES | cues.DETERMINERS
_DESCRIPTION_STARTS = cues.DETERMINERS | {"who", "is", "was", "then", "now"}


@dataclass(slots=True)
class Person:
    """A person of the article: the full name as first written, where it stands, titles and descriptions."""

    name: str
    first: str
    last: str
    places: list[tuple[int, int]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)

    @property
    def pronoun(self) -> str | None:
        """`he` or `she` where a title or the first name tells."""
        if self.titles & names.SHE or (self.first in names.FEMALE and self.first not in names.MALE):
            return "she"
        if self.titles & names.HE or (self.first in names.MALE and self.first not in names.FEMALE):
            return "he"
        return None


@dataclass(slots=True)
class People:
    """The article's persons by last and by first name."""

    raw: str
    full: dict[tuple[str, str], Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)
    misspelt: dict[str, list[Person]] = field(default_factory=dict)
    everybody: list[Person] = field(default_factory=list)
    """All persons in the order of their first mention."""
    titled: list[tuple[str, Sequence[str], tuple[int, int]]] = field(default_factory=list)
    """Single names with a title ("Mr Trump"): name, titles, span."""


def find_people(raw: str, blocks: Sequence[Block]) -> People:
    """Collect the full names of the body: headlines and headings capitalise words that are no names."""
    people = People(raw)
    for block in blocks:
        if block.kind != "body":
            continue
        for match in names.FULL_NAME.finditer(raw, block.start, block.end):
            _note(people, match.group(), match.start())
    for name, titles, span in people.titled:
        known = max(people.by_last.get(name, [])[:_MANY], key=_mentions, default=None)
        if known is None:
            known = _enter(people, (name,), name)
        known.titles.update(titles)
        known.places.append(span)
    for person in people.full.values():
        person.places.sort()
    people.everybody = sorted(people.full.values(), key=lambda person: person.places[0])
    return people


@functools.lru_cache(maxsize=4096)
def split_name(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut a run of capitalised words into titles and name; the name may be empty."""
    words = tuple(text.split())
    while words and (words[0] in names.LEADING or (_is_shouted(words[0]) and not _is_shouted(words[-1]))):
        words = words[1:]
    cut = len(words)
    if cut > 1 and words[-2] in names.FIRST_NAMES:
        cut -= 2
    while cut and not _is_title(words[cut - 1]):
        cut -= 1
    return words[:cut], words[cut:]


def is_office(text: str) -> bool:
    """Say whether words are an office's and no name's: "Chairman", "chief executive"."""
    words = text.split()
    return all(
        _is_title(word) or word.lower() in names.PERSONS for word in words if word.lower() not in _EDGES
    )


def _is_shouted(word: str) -> bool:
    """Say whether a word of three letters or more is all capitals."""
    return len(word) > 2 and word.isupper() and word.isalpha()


def _is_title(word: str) -> bool:
    """Say whether a word of a name is a title, abbreviated ones ("Sen.") included."""
    if word[-1] == "." and len(word) > 2 and word not in names.SUFFIXES:
        return word.count(".") == 1
    return word in names.TITLES or word in names.OFFICES


def _note(people: People, text: str, start: int) -> None:
    """Enter one run of capitalised words."""
    titles, name = split_name(text)
    if len(name) < 2:
        if name and titles and name[0] not in names.NOT_A_PERSON:
            people.titled.append((name[0], titles, (start + len(text) - len(name[0]), start + len(text))))
        return
    dated = name[0] in cues.MONTHS or name[0] in cues.WEEKDAYS
    if dated or len(name) > _LONGEST or not names.NOT_A_PERSON.isdisjoint(name):
        return
    last = _last_name(name)
    known = people.full.get((name[0], last)) or _enter(people, name, last)
    end = start + len(text)
    known.places.append((end - len(" ".join(name)), end))
    known.titles.update(titles)


def _enter(people: People, name: Sequence[str], last: str) -> Person:
    """Add a person."""
    person = people.full[name[0], last] = Person(" ".join(name), name[0], last)
    people.by_last.setdefault(last, []).append(person)
    people.by_first.setdefault(name[0], []).append(person)
    return person


def by_name(people: People, text: str) -> tuple[str | None, Person | None, bool]:
    """Resolve a name or a short form of it: the full name, the person if known, whether no other fits."""
    _, name = split_name(text)
    if not name:
        return None, None, False
    last = _last_name(name)
    if len(name) > 1:
        known = people.full.get((name[0], last))
        return (known.name if known else " ".join(name)), known, True
    found = people.by_last.get(last) or people.by_first.get(last)
    if not found:
        if last not in people.misspelt:
            people.misspelt[last] = _misspelt(people, last)
        found = people.misspelt[last]
    if not found:
        return last, None, True
    best = max(found[:_MANY], key=_mentions)
    return best.name, best, len(found) == 1


def by_description(people: People, words: Sequence[str], at: int) -> tuple[Person | None, bool]:
    """Find the person last named before `at` whose titles and descriptions hold all of `words`.

    The second value says whether no other fits.
    """
    wanted = {word.lower() for word in words}
    known = people.everybody
    until = bisect_left(known, at, key=lambda person: person.places[0][0])
    fits = [person for person in known[max(0, until - _MANY) : until] if wanted <= _roles(people, person)]
    if not fits:
        return None, False
    return max(fits, key=lambda person: max(start for start, _ in person.places if start < at)), len(
        fits
    ) == 1


def contradicts(people: People, person: Person, words: Sequence[str]) -> bool:
    """Say whether a description names another nationality than the person's own."""
    told = {word.lower() for word in words} & names.DEMONYMS
    own = _roles(people, person) & names.DEMONYMS
    return bool(told and own and told.isdisjoint(own))


def _last_name(name: Sequence[str]) -> str:
    """The last name less "Jr." and its like and less an article ("al-Mawlawi")."""
    last = name[-2] if name[-1] in names.SUFFIXES and len(name) > 1 else name[-1]
    article, mark, rest = last.partition("-")
    return rest if mark and article.islower() else last


def goes_by_last_name(people: People, person: Person) -> bool:
    """Say whether the last name also stands without the full one."""
    start = person.places[0][0]
    return people.raw.count(person.last, start, start + _REACH) > len(person.places)


def _mentions(person: Person) -> int:
    """How often the full name stands in the text."""
    return len(person.places)


def _misspelt(people: People, word: str) -> list[Person]:
    """Persons with a name that has one letter more or less than `word`."""
    if len(word) < 4:
        return []
    near = [
        person
        for person in people.everybody[:_MANY]
        if any(_one_letter_off(part, word) for part in (person.first, person.last))
    ]
    return near if len(near) == 1 else []


def _one_letter_off(one: str, other: str) -> bool:
    """Say whether the longer word becomes the shorter one (of three letters at least) by losing a letter."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or len(long) != len(short) + 1 or short[0] != long[0]:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long)))


def _roles(people: People, person: Person) -> set[str]:
    """Words that the text puts to a full name, in lower case: titles, descriptions before and behind it."""
    if not person.roles:
        for start, end in person.places[:4]:
            before = _CLAUSE_EDGE.split(people.raw[max(0, start - 80) : start])[-1].rstrip()
            apposed = before.endswith(",")
            words = (
                _head(before.removesuffix(",").rpartition(",")[2])
                if apposed
                else _tail(before.rpartition(",")[2])
            )
            if people.raw.startswith(",", end):
                words += _head(_CLAUSE_EDGE.split(people.raw[end + 1 : end + 70])[0].partition(",")[0])
            person.roles.update(word.lower() for word in words)
        person.roles.add("")
    return person.roles


def _head(text: str) -> list[str]:
    """The words of a description from its beginning: "a professor at Yale" gives "professor"."""
    words = _WORD.findall(text)
    while words and words[0].lower() in _DESCRIPTION_STARTS:
        words = words[1:]
    return list(itertools.takewhile(lambda word: word.lower() not in _EDGES, words))[:6]


def _tail(text: str) -> list[str]:
    """The words right before a name: "met with Russian President" gives "Russian President"."""
    words = _WORD.findall(text)[::-1]
    return list(itertools.takewhile(lambda word: word.lower() not in _EDGES, words))[:5]
