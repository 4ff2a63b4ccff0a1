"""What speakers are, where the text says so: officials, experts, and others.

A role word counts where it stands with the name: in the words before it ("Foreign Minister Wang Yi"), between
commas behind it ("Jane Doe, a professor at ..."), or in the description that stands for a name ("a White
House official"). Words and places are data (`data/roles.yaml`). A speaker whom the text does not place has no
role: that is no finding about the speaker.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pandas as pd
import yaml

from sourcewise.analysis import names

ROLES = ("official", "expert", "other")
COLUMNS = ["doc_id", "speaker", "role", "said", "passage_id"]
REACH = 90  # characters before and behind a name that are looked at

_TITLES = frozenset(
    {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "The", "When", "But", "And", "If"}
)
_PLURAL = "(?:s|es)?"
_EDGE = re.compile(
    r"[,;:()\"“”!?\n]|(?<![A-Z])(?<!Sen)(?<!Gov)(?<!Rep)(?<!Gen)(?<!Col)(?<!Prof)(?<!Rev)\.\s|[—–]"
)
_BESIDE = re.compile(
    r"\s*,\s*(?:who (?:is|was|serves as|heads|leads)\s+)?([^,;:.()\"“”!?\n—–]{2,90})[,.;—–)]"
)
_LEADING = re.compile(r"^(?:(?:of|for|the|and|to|at|’s|'s|then|as) )+(?=\S)")
_HEAD = re.compile(r"\b(?:of|at|for|from|in|with|who|that|close|and|on|to|whose|familiar|such|not)\b|[,(]")
_PARTLY = re.compile(
    r"^(?:one|two|three|four|some|many|most|several|both|all|a number) of (?=\S)", re.IGNORECASE
)
_FOR = re.compile(r"\b(?:of|at|for|from|in|with)\b")
_NAMED = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]s)|[’']s)\s.*$")
_OF = re.compile(r"\s+of\s+([^,;:()\"“”!?\n—–]{3,80}?)(?=[,;.]|\s(?:said|says|told|noted|added)\b|$)")
_SPEAKING = re.compile(
    r"\b(?:said|says|say|told|added|wrote|and|but|or|while|when|with whom|who|according)\b"
)
_STEPS = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|of|for|the|and|to|at|’s|'s|former|then|prime|deputy|vice|foreign|assistant|acting|senior|chief|"
    r"top|press|political|legal|military|independent|retired|longtime|fellow|state|party|house|law|security|policy|"
    r"economics|science|history|research|[a-z]+ist|[a-z]+man|[a-z]+woman)\s+)*$"
)


@dataclass(frozen=True)
class Lexicon:
    """Expressions for the words and places of each role, and for offices that the place decides."""

    words: dict[str, re.Pattern[str]]
    places: dict[str, re.Pattern[str]]
    depends: re.Pattern[str]


def load(path: Path | str | None = None) -> Lexicon:
    """The words of roles, from a YAML file of the shipped one's form; None: the shipped one.

    Raises FileNotFoundError, or ValueError with the file and what is wrong.
    """
    file = resources.files("sourcewise") / "data" / "roles.yaml" if path is None else Path(path)
    if not file.is_file():
        raise FileNotFoundError(f"{file} is not there: give the YAML file with your words of roles")
    try:
        content = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        words = {role: _any_of(content[role]["words"]) for role in ROLES}
        places = {role: _any_of(content[role]["places"]) for role in ROLES}
        return Lexicon(words, places, _any_of(content["depends"]))
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{file.name} is no file of roles ({str(error).splitlines()[0]}): it needs `official`, `expert` "
            "and `other`, each with lists `words` and `places`, and the list `depends`"
        ) from error


def roles(passages: pd.DataFrame, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """The role of every speaker of every document: doc_id, speaker, role, said, passage_id; by doc_id and
    speaker.

    `said`: the words that say so, and `passage_id` where they stand; all three null where none do. The first
    place of a document that says so decides.
    """
    lexicon = lexicon or load()
    body = passages[passages["kind"] == "body"]
    speakers = body.dropna(subset=["speaker"]).groupby("doc_id")["speaker"].unique()
    texts = body[body["doc_id"].isin(speakers.index)].groupby("doc_id", sort=True)
    rows = [
        row for doc_id, part in texts for row in _of_document(doc_id, part, sorted(speakers[doc_id]), lexicon)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def _of_document(
    doc_id: str, part: pd.DataFrame, speakers: list[str], lexicon: Lexicon
) -> Iterator[tuple[str, str, str | None, str | None, str | None]]:
    """A row a speaker of one document."""
    texts = list(zip(part["passage_id"].tolist(), part["text"].tolist(), strict=True))
    first = dict(zip(part["speaker"].tolist()[::-1], part["passage_id"].tolist()[::-1], strict=True))
    for speaker in speakers:
        found = _described(speaker, lexicon)
        where = first[speaker] if found else None
        forms = _forms(speaker, texts, lexicon) if not found and _is_name(speaker) else []
        for passage_id, text in texts if forms else []:
            if found := _at_name(speaker, forms, text, lexicon):
                where = passage_id
                break
        yield doc_id, speaker, *(found or (None, None)), where


def _is_name(speaker: str) -> bool:
    """Whether the speaker is known by a name, not by a description."""
    return speaker[:1].isupper() and len(speaker) <= names.LONGEST


def _forms(speaker: str, texts: list[tuple[str, str]], lexicon: Lexicon) -> list[str]:
    """The name, and the last name where no one else in the document has it."""
    *first, last = speaker.split()
    if not first or not last[:1].isupper():
        return [speaker]
    before = re.compile(rf"([A-Z][\w.’'-]*)\s+{re.escape(last)}(?!\w)")
    others = {word for _, text in texts for word in before.findall(text)} - {*first, *_TITLES}
    others = {word for word in others if not _best(lexicon.words, word.casefold().rstrip("."))}
    return [speaker] if others else [speaker, last]


def _at_name(speaker: str, forms: list[str], text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that stands with a name in a text, and its words."""
    for name in forms:
        at = text.find(name)
        while at >= 0:
            whole = not (text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum())
            if whole and (found := _around(text, at, at + len(name), name == speaker, lexicon)):
                return found
            at = text.find(name, at + len(name))
    return None


def _around(text: str, start: int, end: int, whole: bool, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role in the words before a name, between commas beside it, or in the place that it is "of"."""
    parts = _EDGE.split(text[max(0, start - REACH) : start])
    steps = _STEPS.search(parts[-1])
    title = parts[-1][steps.start() :].strip() if steps else ""
    if title and (found := _told(title, lexicon)) and (whole or _ends(title, lexicon)):
        return found
    if not whole:
        return None
    beside = _BESIDE.match(text, end, end + REACH + 20)
    if beside and not _SPEAKING.search(beside[1]) and (found := _told(beside[1], lexicon)):
        return found
    if not parts[-1].strip() and len(parts) > 1 and text[end : end + 1] == ",":
        named = _NAMED.search(parts[-2])
        return _told(named[0], lexicon) if named and not _SPEAKING.search(named[0]) else None
    place = _OF.match(text, end, end + REACH)
    role = next((role for role in ROLES if place and lexicon.places[role].search(place[1].casefold())), None)
    return (role, " ".join(place[0].split())) if role else None


def _ends(title: str, lexicon: Lexicon) -> bool:
    """Whether a word of a role stands right before the name, where that is a last name alone."""
    found = [match for role in ROLES for match in lexicon.words[role].finditer(title.casefold())]
    return any(not title[match.end() :].strip(". ") for match in found)


def _told(words: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that some words tell, and the words; the place decides where the office does not."""
    text = words.casefold()
    head = _FOR.split(text, maxsplit=1)[0]
    said = _LEADING.sub("", " ".join(words.split()))
    office, found = _last(lexicon.depends, head), _best(lexicon.words, head)
    placed = min(
        ((match.start(), role) for role in ROLES if (match := lexicon.places[role].search(text))),
        default=None,
    )
    if office and (not found or office >= found[0]):
        role = placed[1] if placed else found[1] if found and head == text else None
        return (role, said) if role else None
    if found := found or _best(lexicon.words, text):
        return found[1], said
    ends = _best(lexicon.places, text)
    return (ends[1], said) if ends and ends[0] == len(text) else None


def _described(speaker: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that a speaker's description ends in; a person's name tells none ("Sam Singer")."""
    words = speaker.split()
    name = all(word[:1].isupper() for word in words) and not (len(words) == 1 and speaker.endswith("s"))
    head = _HEAD.split(_PARTLY.sub("", speaker), maxsplit=1)[0].strip().casefold()
    kinds = [lexicon.places] if name else [lexicon.words, lexicon.places, {"other": lexicon.depends}]
    ends = [match.end() for kind in kinds for found in kind.values() for match in found.finditer(head)]
    return _told(speaker if name else head, lexicon) if head and len(head) in ends else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends; 0 where there is none."""
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _best(patterns: dict[str, re.Pattern[str]], text: str) -> tuple[int, str] | None:
    """The role whose word ends last, and where; of those that end together the first role."""
    ends = [(_last(patterns[role], text), -number) for number, role in enumerate(ROLES)]
    end, number = max(ends)
    return (end, ROLES[-number]) if end else None


def _any_of(words: list[str]) -> re.Pattern[str]:
    """One expression for whole words, singular or plural."""
    longest = sorted((str(word).casefold() for word in words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))}){_PLURAL}(?![\w'’-])")
