"""How near the reading of news comes to hand marks, set by set, side by side.

`python benchmarks/marks.py FILE` takes the file of JSON lines (gzipped or not; keys `id`, `text`) that the
articles of `tests/gold/news` come from: their texts are found by id and held to their sha256. The rules of
the marks, and what they leave in doubt, are in `tests/gold/news/README.md`.

- residue: a removed span is right where 90 % of it (blanks aside) is marked; a marked one is found where 90 %
  of it is removed.
- dates, bylines: an article is right where no date and no person is given that the marks lack.
- quotations: direct, partial and attributed claims outside residue, by exact span. Speakers: of these, where
  the marks name one, the same person by name, or by the place that names him.
- reported speech: sentences outside residue and quotations; one is found where they share half their span.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.corpus.cleaning.repeated import count
from sourcewise.corpus.document import parse
from sourcewise.corpus.inputs.read import RawDocument

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "news"
SETS = ("open", "second", "third", "fourth", "frozen")
SET_OFF = ("direct", "partial", "attributed_claim")
MOST = 0.9  # of a span of residue, that it counts as found or right
HALF = 0.5  # of two sentences' span, that they count as one

Span = tuple[int, int]
Row = dict[str, Any]


@dataclass
class Tally:
    """Right ones, of those found and of those marked, and what went wrong."""

    right: float = 0
    found: int = 0
    right_of_marked: float = 0
    marked: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, found: Sequence[bool], marked: Sequence[bool]) -> None:
        """Enter whether each found one is right and each marked one found."""
        self.right += sum(found)
        self.found += len(found)
        self.right_of_marked += sum(marked)
        self.marked += len(marked)

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """Share of the marked that are found."""
        return self.right_of_marked / self.marked if self.marked else float("nan")

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--set", choices=SETS, dest="chosen", help="one set of marks alone")
    parser.add_argument(
        "--counted",
        action="store_true",
        help="what repeats in an outlet of FILE goes, and FILE's headlines count",
    )
    parser.add_argument("--what", default="", help="only measures whose name begins so")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list N errors of each measure")
    given = parser.parse_args()
    chosen = (given.chosen,) if given.chosen else SETS
    texts = _texts(given.file, [mark for name in chosen for mark in _marks(name)])
    known = _known(given.file) if given.counted else {}
    scores = {name: score(((mark, texts[mark["id"]]) for mark in _marks(name)), known) for name in chosen}
    measures = [measure for measure in scores[chosen[0]] if measure.startswith(given.what)]
    table = {
        (name, column): [getattr(scores[name][measure], column) for measure in measures]
        for name in chosen
        for column in ("precision", "recall", "f1", "found", "marked")
    }
    print(pd.DataFrame(table, index=measures).round(3).to_string())
    for name, measure in ((name, measure) for name in chosen for measure in measures):
        for wrong in scores[name][measure].wrong[: given.worst]:
            print(f"{name}, {measure}: {wrong}")


def score(
    articles: Iterable[tuple[Row, str]], known: Mapping[str, tuple[Collection[str], str]]
) -> dict[str, Tally]:
    """The tallies of every measure over marked articles and their texts; `known`: by article the furniture
    of its outlet and its stated headline.
    """
    tallies: dict[str, Tally] = {}
    for mark, text in articles:
        repeated, headline = known.get(mark["id"], (frozenset(), ""))
        of_file = (mark["id"], f"{mark['id']}.txt", None, mark["sha256"], "utf-8", "text")
        stated = {"headline": headline} if headline else {}
        document = RawDocument(*of_file, text, stated=stated, provenance="table")
        rows = parse(document, given={}, repeated=repeated)
        for measure in (_residue, _fields, _quotations, _reported):
            for name, found, marked, wrong in measure(mark, text, rows):
                tally = tallies.setdefault(name, Tally())
                tally.add(found, marked)
                tally.wrong += [f"{mark['id']} {said}" for said in wrong]
    return tallies


Scored = Iterator[tuple[str, list[bool], list[bool], list[str]]]


def _residue(mark: Row, text: str, rows: dict[str, list[Row]]) -> Scored:
    """Removed spans against marked ones, and characters."""
    removed = [(row["start"], row["end"]) for row in rows["removed"]]
    gold = [(row["start"], row["end"]) for row in mark["residue"]]
    out, there = _places(text, removed), _places(text, gold)
    right = [_share(_places(text, [span]), there) >= MOST for span in removed]
    found = [_share(_places(text, [span]), out) >= MOST for span in gold]
    wrong = [
        *(
            _told("wrongly removed", text, span, rows["removed"][n]["rule"])
            for n, span in _not(right, removed)
        ),
        *(_told("missed", text, span, mark["residue"][n]["kind"]) for n, span in _not(found, gold)),
    ]
    yield "residue, spans", right, found, wrong
    yield "residue, characters", [at in there for at in out], [at in out for at in there], []


def _fields(mark: Row, text: str, rows: dict[str, list[Row]]) -> Scored:
    """Dates and bylines: whether an article's are right or null; and whether what is marked is given."""
    for name, fields in (
        ("dates right or null", ("published", "updated")),
        ("bylines right or null", ("byline",)),
    ):
        told = [row for row in rows["fields"] if row["field"] in fields and row["value"] is not None]
        gold = [row for row in mark["fields"] if row["field"] in fields]
        false = [row for row in told if not any(_meet(row, other) for other in gold)]
        given = [any(_meet(row, other) for other in told) for row in gold if row.get("certain", True)]
        wrong = [_told("false", text, (row["start"], row["end"]), row["field"]) for row in false]
        yield name, [not false], given, wrong


def _quotations(mark: Row, text: str, rows: dict[str, list[Row]]) -> Scored:
    """Quotations by exact span, and the speakers of those that are found."""
    residue = [(row["start"], row["end"]) for row in mark["residue"]]
    gold = {
        (row["start"], row["end"]): row
        for row in mark["quotes"]
        if row["kind"] in SET_OFF and not row.get("in_residue")
    }
    others = {(row["start"], row["end"]) for row in mark["quotes"]} - gold.keys()
    told = {
        _trimmed(text, row): row
        for row in rows["quotes"]
        if row["kind"] in SET_OFF and not any(start <= row["start"] < end for start, end in residue)
    }
    right, found = [span in gold for span in told], [span in told for span in gold]
    doubt = {span: "marked as scare or title" if span in others else "no such quotation" for span in told}
    wrong = [
        *(_told(doubt[span], text, span, told[span]["kind"]) for _, span in _not(right, list(told))),
        *(_told("missed", text, span, gold[span]["kind"]) for _, span in _not(found, list(gold))),
    ]
    yield "quotations", right, found, wrong
    marked = [span for span in gold if not gold[span].get("block")]
    yield "quotations in marks", right, [span in told for span in marked], []
    both = [span for span in gold if span in told and gold[span]["speaker"]]
    same = [_same_speaker(text, told[span], gold[span]) for span in both]
    named = [hit for span, hit in zip(both, same, strict=True) if told[span]["speaker"]]
    wrong = [
        _told(f"speaker {told[s]['speaker']!r}, not {text[slice(*gold[s]['speaker'])]!r}", text, s, "")
        for _, s in _not(same, both)
    ]
    yield "speakers", named, same, wrong


def _same_speaker(text: str, told: Row, gold: Row) -> bool:
    """Whether both name one person or body: one name within the other, or the same place."""
    if not told["speaker"]:
        return False
    one, other = (set(_words(name)) for name in (told["speaker"], text[slice(*gold["speaker"])]))
    if one and other and (one <= other or other <= one):
        return True
    place = (told["speaker_start"], told["speaker_end"])
    spans = [tuple(span) for span in (gold["speaker"], gold["mention"]) if span]
    return place[0] is not None and any(_shared(place, span) > 0 for span in spans)


def _reported(mark: Row, text: str, rows: dict[str, list[Row]]) -> Scored:
    """Sentences of reported speech: all, and without the weak ones (neither asked for nor held against)."""
    gold = [row for row in mark["reported"] if not row.get("in_residue")]
    passages = pd.DataFrame(rows["passages"])
    told: list[Span] = []
    if len(passages):
        sentences = passages.groupby("sentence").agg(start=("start", "min"), end=("end", "max"))
        voiced = passages[passages["voice"] == "reported"]["sentence"].unique()
        told = [(int(start), int(end)) for start, end in sentences.loc[voiced].to_numpy()]
    spans = [(row["start"], row["end"]) for row in gold]
    right = [any(_alike(span, other) for other in spans) for span in told]
    found = [any(_alike(span, other) for other in told) for span in spans]
    wrong = [
        *(_told("not reported", text, span, "") for _, span in _not(right, told)),
        *(
            _told("missed", text, span, "weak" if gold[n].get("weak") else "")
            for n, span in _not(found, spans)
        ),
    ]
    yield "reported speech", right, found, wrong
    weak = [span for row, span in zip(gold, spans, strict=True) if row.get("weak")]
    strong = [hit for row, hit in zip(gold, found, strict=True) if not row.get("weak")]
    kept = [
        hit for span, hit in zip(told, right, strict=True) if not any(_alike(span, other) for other in weak)
    ]
    yield "reported speech, weak ones aside", kept, strong, []


def _alike(one: Span, other: Span) -> bool:
    return _shared(one, other) >= HALF * (max(one[1], other[1]) - min(one[0], other[0]))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _meet(one: Row, other: Row) -> bool:
    return (
        one["start"] is not None and _shared((one["start"], one["end"]), (other["start"], other["end"])) > 0
    )


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def _share(part: set[int], whole: set[int]) -> float:
    return len(part & whole) / len(part) if part else 1.0


def _trimmed(text: str, row: Row) -> Span:
    inside = text[row["start"] : row["end"]]
    return row["start"] + len(inside) - len(inside.lstrip()), row["start"] + len(inside.rstrip())


def _words(name: str) -> list[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return [word for word in letters.split() if word not in ("the", "s", "mr", "mrs", "ms", "dr")]


def _not(hits: Sequence[bool], things: Sequence[Any]) -> list[tuple[int, Any]]:
    return [(number, thing) for number, (hit, thing) in enumerate(zip(hits, things, strict=True)) if not hit]


def _told(what: str, text: str, span: Span, note: str) -> str:
    start, end = span
    shown = (
        text[start:end] if end - start <= 160 else f"{text[start : start + 100]} ... {text[end - 50 : end]}"
    )
    return f"{start}:{end} {what} {note}: {shown!r}"


def _marks(name: str) -> list[Row]:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def _known(path: Path) -> dict[str, tuple[frozenset[str], str]]:
    """What a run knows of each article beside its text: the lines that its outlet repeats, its headline."""
    rows = list(_rows(path))
    counted = count((row["outlet"], row["text"]) for row in rows)
    return {row["id"]: (counted.of(row["outlet"]), row.get("headline") or "") for row in rows}


def _rows(path: Path) -> Iterator[Row]:
    opened: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _texts(path: Path, marks: Sequence[Row]) -> dict[str, str]:
    """Texts by id. Raises ValueError where one is missing or another text."""
    texts = {row["id"]: row["text"] for row in _rows(path)}
    for mark in marks:
        sha256 = hashlib.sha256(texts.get(mark["id"], "").encode()).hexdigest()
        if sha256 != mark["sha256"]:
            raise ValueError(f"{path} does not hold article {mark['id']} as it was marked")
    return {mark["id"]: texts[mark["id"]] for mark in marks}


if __name__ == "__main__":
    main()
