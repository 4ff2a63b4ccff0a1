"""Who is meant: a name, a pronoun or a description resolved to a full name, or to its own words."""

import functools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sourcewise.corpus.voices import cues, names, people, phrases, subjects
from sourcewise.corpus.voices.people import People, Person
from sourcewise.corpus.voices.segments import Sentence

_PERSONS = 300
"""How many persons are looked through."""
_NEAR, _FAR = 8, 40
"""How many sentences back a pronoun and a description reach."""
_GENERIC_WORDS = 2
"""A description of more words than these says too much to stand for whoever spoke last."""
_POSSESSIVE = ("'s", "’s")
_NO_SUBJECT = cues.ADVERBS | cues.words("neither nor somehow perhaps maybe watch listen let’s let's")
"""Words that a sentence can begin with and no speaker's description."""


class Meant(NamedTuple):
    """Who a mention means: the speaker's name (None: nobody that can be named), the person, whether sure."""

    speaker: str | None = None
    person: Person | None = None
    sure: bool = False


NOBODY = Meant()


@dataclass(slots=True)
class Scene:
    """What has been read of an article so far: its people, its sentences, and who has spoken in each."""

    raw: str
    sentences: Sequence[Sentence]
    people: People
    spoken: dict[int, list[tuple[int, Meant]]] = field(default_factory=dict)
    single: set[str] = field(default_factory=set)
    """The speakers so far that are one person each."""
    openings: dict[int, Person | None] = field(default_factory=dict)
    """The person that a sentence begins with, of those that were looked at whole."""


def hear(scene: Scene, index: int, at: int, meant: Meant) -> None:
    """Keep that somebody spoke in sentence `index`, mentioned at `at`."""
    if meant.speaker:
        scene.spoken.setdefault(index, []).append((at, meant))
        if _is_one(meant):
            scene.single.add(meant.speaker)


def resolve(scene: Scene, index: int, start: int, end: int) -> Meant:
    """Say who the words of sentence `index` from `start` to `end` mean."""
    text = " ".join(scene.raw[start:end].split())
    words = text.split(" ")
    pronoun = words[0].lower().replace("’", "'").removesuffix("'s").removesuffix("'d")
    if pronoun in ("he", "she"):
        return _antecedent(scene, index, start, pronoun)
    if pronoun in cues.PRONOUNS or phrases.is_contracted(pronoun):
        return NOBODY
    if name := _named(text):
        return Meant(*people.by_name(scene.people, name))
    return _described(scene, index, start, words)


def opening_subject(scene: Scene, index: int) -> Meant:
    """Say who sentence `index` is about, by the subject that it begins with."""
    sentence = scene.sentences[index]
    found = subjects.first(scene.raw, sentence.start, sentence.end)
    return resolve(scene, index, found.start, found.end) if found else NOBODY


@functools.lru_cache(maxsize=4096)
def _named(text: str) -> str | None:
    """The name that a mention ends in: all of it, or what follows a description ("the actor Sean Penn")."""
    office, _, rest = text.rpartition(" and ")
    if office:
        text = rest if people.is_office(office) and not people.is_office(rest) else ""
    if not text or not (text[-1].isalnum() or text.endswith(".")):
        return None
    matches = list(names.NAME.finditer(text))
    if not matches or matches[-1].end() < len(text):
        return None
    name = matches[-1].group()
    titles, own = people.split_name(name)
    head = text[: matches[-1].start()].split()
    if not own or (head and head[-1].lower() in cues.PREPOSITIONS):
        return None
    institution = not names.NOT_A_PERSON.isdisjoint(own)
    if head and head[-1].endswith(_POSSESSIVE) and institution:
        return None
    proper = len(head) == 1 and head[0].lower() in cues.DETERMINERS
    return None if proper and (institution or not titles) else name


def _described(scene: Scene, index: int, at: int, words: list[str]) -> Meant:
    """Resolve a description: to a person with such a title, to the last speaker, or to its own words."""
    content = [word for word in words if word.lower() not in cues.DETERMINERS]
    if not content or words[0].lower() in _NO_SUBJECT:
        return NOBODY
    determiner = words[0].lower()
    if determiner not in ("the", "this", "his", "her", "their") or content[-1].lower() not in names.PERSONS:
        return Meant(_own_words(words), None, True)
    plain = [word for word in content if word.lower() not in names.DEMONYMS]
    for wanted in (content, plain):
        person, only = people.by_description(scene.people, wanted, at) if wanted else (None, False)
        if person and not people.contradicts(scene.people, person, content):
            return Meant(person.name, person, only)
    generic = len(plain) <= _GENERIC_WORDS and not any(word.endswith(_POSSESSIVE) for word in plain)
    last = _antecedent(scene, index, at, None) if generic and determiner in ("the", "this") else NOBODY
    if last.speaker and _fits(scene, last, content):
        return last
    return Meant(_own_words(words))


def _fits(scene: Scene, meant: Meant, content: list[str]) -> bool:
    """Say whether a description can stand for a speaker: no other nationality, no other noun."""
    assert meant.speaker is not None
    if meant.person:
        return not people.contradicts(scene.people, meant.person, content)
    return meant.speaker[0].isupper() or meant.speaker.rpartition(" ")[2] == content[-1]


def _antecedent(scene: Scene, index: int, at: int, pronoun: str | None) -> Meant:
    """Find who a pronoun or a description goes back to: the last that spoke or that a sentence began with."""
    paragraph = scene.sentences[index].paragraph
    for place in range(index, max(-1, index - (_NEAR if pronoun else _FAR)), -1):
        near = paragraph - scene.sentences[place].paragraph <= 1
        for start, meant in reversed(scene.spoken.get(place, ())[-_NEAR:]):
            if start < at and _is_one(meant) and _agrees(meant.person, pronoun):
                alone = pronoun is None and scene.single == {meant.speaker}
                return Meant(meant.speaker, meant.person, near or alone)
        person = _begins_with(scene, place, at) if pronoun else None
        if person and _agrees(person, pronoun):
            return Meant(person.name, person, False)
    return _only_one_named(scene, index, at, pronoun) if pronoun else NOBODY


def _only_one_named(scene: Scene, index: int, at: int, pronoun: str) -> Meant:
    """The one person named shortly before a pronoun, if no other that it could stand for is."""
    begin = scene.sentences[max(0, index - 2)].start
    near = [
        person
        for person in scene.people.everybody[:_PERSONS]
        if _agrees(person, pronoun) and _is_named(person, begin, at)
    ]
    return Meant(near[0].name, near[0], False) if len(near) == 1 else NOBODY


def _is_named(person: Person, begin: int, end: int) -> bool:
    """Say whether a full name begins in a stretch of text."""
    at = bisect_left(person.places, (begin, 0))
    return at < len(person.places) and person.places[at][0] < end


def _agrees(person: Person | None, pronoun: str | None) -> bool:
    """Say whether a pronoun can stand for a person."""
    return pronoun is None or person is None or person.pronoun in (None, pronoun)


def _begins_with(scene: Scene, index: int, at: int) -> Person | None:
    """`_opening_person`, looked for once in a sentence that ends before `at`."""
    if scene.sentences[index].end > at:
        return _opening_person(scene, index, at)
    if index not in scene.openings:
        scene.openings[index] = _opening_person(scene, index, at)
    return scene.openings[index]


def _opening_person(scene: Scene, index: int, at: int) -> Person | None:
    """The person whose name sentence `index` begins with, where it begins before `at`."""
    sentence = scene.sentences[index]
    if sentence.kind != "body" or sentence.start >= at:
        return None
    found = subjects.first(scene.raw, sentence.start, min(sentence.end, at))
    name = _named(scene.raw[found.start : found.end]) if found else None
    person = people.by_name(scene.people, name)[1] if name else None
    if person is None or found is None:
        return None
    told = person.titles or person.pronoun or people.goes_by_last_name(scene.people, person)
    return person if told or scene.raw.startswith(",", found.end) else None


def _is_one(meant: Meant) -> bool:
    """Say whether a speaker can be one person, not a group, an institution or a document."""
    if meant.person:
        return True
    words = (meant.speaker or "").split()
    if not words or words[0][0].islower():
        return bool(words) and words[-1].lower() in names.PERSONS
    return len(words) == 1 or names.NOT_A_PERSON.isdisjoint(words)


def _own_words(words: list[str]) -> str:
    """A description as it stands, its determiner in lower case; a proper name loses its "the"."""
    if words[0].lower() not in cues.DETERMINERS:
        return " ".join(words)
    proper = words[0].lower() == "the" and all(word[0].isupper() for word in words[1:])
    return " ".join(words[1:] if proper else [words[0].lower(), *words[1:]])
