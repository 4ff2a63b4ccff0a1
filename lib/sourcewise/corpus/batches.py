"""Documents in batches, parsed by several processes, in an order that hangs on the files alone."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from sourcewise.corpus import limits, tables
from sourcewise.corpus.cleaning.repeated import Repeated, count
from sourcewise.corpus.document import PARSED, Rows, parse
from sourcewise.corpus.fields.dates import Order, order_of
from sourcewise.corpus.inputs import read, sidecar
from sourcewise.corpus.inputs.listing import TABLES
from sourcewise.corpus.inputs.raw import problem
from sourcewise.corpus.inputs.read import Entry, Problem, RawDocument
from sourcewise.corpus.signs import common_acronyms, find_acronyms
from sourcewise.spread import spread

IN_FIGURES = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
FILES, CHARACTERS = 32, 500_000  # of one batch at most: files; characters of a table's rows, or a row more
KEPT = 20_000_000  # characters that are kept in memory between the survey and the parse

Found = RawDocument | Problem


@dataclass(frozen=True)
class Source:
    """Where documents come from and how they are read, the same for every batch."""

    folder: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    repeated: Repeated = field(default_factory=lambda: Repeated({}))
    acronyms: frozenset[str] = frozenset()
    orders: Mapping[tuple[str, str], Order] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """What only the whole corpus tells: how many documents there are, the lines that an outlet repeats,
    common acronyms, and what dates in figures put first, by table and outlet.

    `kept` holds what the first entries were read as, up to KEPT characters, so that they are read once.
    """

    documents: int
    repeated: Repeated
    acronyms: frozenset[str]
    orders: Mapping[tuple[str, str], Order]
    kept: dict[Entry, list[Found]]


@dataclass(frozen=True)
class Batch:
    """A piece of work: files, and what was already read of them; or what was read of a table; and the
    sidecar's rows for it.
    """

    known: pd.DataFrame
    entries: tuple[Entry, ...] = ()
    found: tuple[Found, ...] = ()
    kept: Mapping[Entry, list[Found]] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """A batch's rows in every table, its number of documents, and their characters."""

    frames: dict[str, pd.DataFrame]
    documents: int
    characters: int


def survey(source: Source, entries: Iterable[Entry], known: pd.DataFrame) -> Survey:
    """One pass ahead, over all texts.

    Web pages are not read for it: what repeats in them was left out when their text was extracted.
    """
    documents = size = 0
    acronyms: Counter[str] = Counter()
    figures: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    kept: dict[Entry, list[Found]] = {}

    def texts() -> Iterator[tuple[str, str]]:
        nonlocal documents, size
        for entry in entries:
            if entry.kind == "page":
                documents += 1
                continue
            kept[entry] = []
            for one in _read(source, entry):
                if entry in kept:
                    kept[entry].append(one)
                if isinstance(one, RawDocument):
                    documents += 1
                    size += len(one.raw)
                    acronyms.update(find_acronyms(one.raw))
                    outlet, date = _outlet(one, known), one.stated.get("published", "")
                    if IN_FIGURES.match(date):
                        figures[one.file, outlet].append(date)
                    yield outlet, one.raw
                if size > KEPT:
                    kept.pop(entry, None)

    repeated = count(texts())
    orders = {place: order for place, dates in figures.items() if (order := order_of(dates))}
    return Survey(documents, repeated, common_acronyms(acronyms), orders, kept)


def parse_all(
    source: Source,
    entries: Iterable[Entry],
    known: pd.DataFrame,
    *,
    workers: int = 1,
    kept: dict[Entry, list[Found]] | None = None,
) -> Iterator[Parsed]:
    """Every batch parsed, in the order of `entries`, by `workers` processes, or a scheduler's (`spread`);
    `kept` is the survey's, and emptied.
    """
    pieces = ((batch,) for batch in cut(source, entries, known, kept={} if kept is None else kept))
    return spread(parse_batch, (source,), pieces, jobs=workers)


def cut(
    source: Source, entries: Iterable[Entry], known: pd.DataFrame, *, kept: dict[Entry, list[Found]]
) -> Iterator[Batch]:
    """Cut the work: FILES files with one article each, or the rows of a table up to CHARACTERS characters."""
    for of_table, group in itertools.groupby(entries, key=lambda entry: entry.kind in TABLES):
        if not of_table:
            for files in _batched(group, FILES):
                held = {entry: kept.pop(entry) for entry in files if entry in kept}
                yield Batch(_of(known, [entry.file for entry in files]), entries=files, kept=held)
            continue
        for entry in group:
            rows = kept.pop(entry, None)
            for found in _by_size(_read(source, entry) if rows is None else rows):
                names = [entry.file, *(f"{entry.file}#{one.row}" for one in found)]
                yield Batch(_of(known, names), found=found)


def parse_batch(source: Source, batch: Batch) -> Parsed:
    """Read what is still to be read of a batch, and parse it."""
    rows: Rows = {name: [] for name in PARSED}
    characters = 0
    files = (batch.kept[entry] if entry in batch.kept else _read(source, entry) for entry in batch.entries)
    for one in itertools.chain(batch.found, *files):
        if isinstance(one, Problem):
            rows["problems"].append(asdict(one))
            continue
        given = sidecar.given_for(batch.known, one)
        outlet = _outlet(one, batch.known)
        how = {
            "off": source.off,
            "repeated": source.repeated.of(outlet),
            "acronyms": source.acronyms,
            "order": source.orders.get((one.file, outlet)),
        }
        try:
            with limits.at_most(len(one.raw)):
                parsed = parse(one, given=given, **how)
        except limits.TooSlowError:
            rows["problems"].append(vars(problem(one.file, "slow", limits.SLOW, row=one.row)))
            continue
        for name, records in parsed.items():
            rows[name].extend(records)
        characters += len(one.raw)
    frames = {name: tables.frame(name, records) for name, records in rows.items()}
    return Parsed(frames, len(rows["articles"]), characters)


def _read(source: Source, entry: Entry) -> Iterator[Found]:
    return read.documents(source.folder, entry, columns=source.columns)


def _of(known: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The rows of the sidecar with these names."""
    places = known.index.get_indexer_for(names)
    return known.iloc[places[places >= 0]]


def _outlet(document: RawDocument, known: pd.DataFrame) -> str:
    """The outlet as far as it is known before the text is read."""
    given = sidecar.given_for(known, document)
    return given.get("outlet") or document.stated.get("outlet") or ""


def _by_size(found: Iterable[Found]) -> Iterator[tuple[Found, ...]]:
    """Groups of neighbours that hold CHARACTERS characters, or all that is left."""
    group: list[Found] = []
    size = 0
    for one in found:
        group.append(one)
        size += len(one.raw) if isinstance(one, RawDocument) else 0
        if size >= CHARACTERS:
            yield tuple(group)
            group, size = [], 0
    if group:
        yield tuple(group)


def _batched(entries: Iterable[Entry], size: int) -> Iterator[tuple[Entry, ...]]:
    rest = iter(entries)
    while group := tuple(itertools.islice(rest, size)):
        yield group
