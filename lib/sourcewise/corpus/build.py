"""A whole corpus: read in batches, written as tables, copies and stories found over all of it.

What parses articles is imported where a corpus is built: a notebook of a run only loads its tables.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import sourcewise
from sourcewise import memory
from sourcewise.corpus import tables, watched, window
from sourcewise.corpus.held import Tables
from sourcewise.corpus.inputs import read
from sourcewise.corpus.inputs.columns import check_given
from sourcewise.corpus.window import Window
from sourcewise.files import hash_file

if TYPE_CHECKING:
    from sourcewise.corpus.batches import Parsed, Source

BUILT = tuple(name for name in tables.COLUMNS if name != "mentions")
INPUTS = "inputs.json"  # beside the tables: what they were built from and by
PART = 20_000_000  # characters of raw text in one part of a table, and ROWS for each article
ROWS = 1_000  # what the rows of its fields weigh, in characters
COPIED = ("doc_id", "outlet", "kind", "paragraph", "start", "end", "text")  # of passages, to find copies by
WHOLE = ("articles", "problems")  # tables that are held in memory until all documents are read


def build(
    folder: Path | str,
    out: Path,
    *,
    off: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    proposed: bool = False,
    since: str = "",
    until: str = "",
    workers: int = 1,
    each: Callable[[int, int], None] | None = None,
) -> None:
    """Read the corpus in `folder` and write its tables (`BUILT`) to `out`, all or none.

    `off` names residue rules to leave out; `columns` the columns of tables that hold a field, where their
    names do not tell; with `proposed`, articles of which no story is given count to the one that is proposed
    for them (table `stories`); of articles published before the day `since` or after `until`, or at no known
    date where either is given, only a problem stays; `workers` processes parse; `each(done, of)` tells of
    documents as they are done. Raises ValueError where the folder is missing, holds no article that can be
    read, `off` names no rule, `columns` no field, or `since` and `until` no day.
    """
    from sourcewise.corpus.batches import Source
    from sourcewise.corpus.cleaning import residue

    dates = Window(since, until)
    source = Source(Path(folder), dict(columns or {}), frozenset(off))
    check_given(columns)
    residue.find_residue("", off=off)
    beside = out.with_name(f".{out.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        whole = _read(source, beside, dates, workers=workers, each=each)
        if whole["articles"].empty:
            raise ValueError(_nothing(source.folder, whole["problems"]))
        _relate(whole, beside, proposed=proposed)
        (beside / INPUTS).write_text(_inputs(source.folder, off, columns, proposed, dates), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        beside.rename(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def read_corpus(folder: Path | str, **options: Any) -> dict[str, pd.DataFrame]:  # noqa: ANN401
    """The tables of the corpus in `folder`, a DataFrame each; options and errors are those of `build`."""
    with tempfile.TemporaryDirectory() as kept:
        build(folder, Path(kept) / "corpus", **options)
        return {name: tables.load(name, Path(kept) / "corpus") for name in BUILT}


def load(
    run: Path | str,
    *,
    corpus: Path | str = "",
    off: Collection[str] | None = None,
    columns: Mapping[str, str] | None = None,
    proposed: bool | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Tables:
    """The tables of RUN/corpus; built from the folder `corpus` where they are missing or it has changed.

    Each is read when it is asked for by its name, and held as long as somebody uses it. `off`, `columns`,
    `proposed`, `since` and `until` as `build` has them; None: as the tables were built. Without `corpus`, or
    where that folder is gone, the tables stand as they are.
    """
    folder, source = Path(run) / "corpus", Path(corpus)
    known = (folder / INPUTS).read_text(encoding="utf-8") if (folder / INPUTS).exists() else None
    if corpus and (source.exists() or known is None):
        before = json.loads(known or "{}")
        off = before.get("off", ()) if off is None else off
        columns = before.get("columns", {}) if columns is None else columns
        proposed = before.get("proposed", False) if proposed is None else proposed
        dates = before.get("dates", ["", ""])
        dates = Window(*(old if new is None else new for old, new in zip(dates, (since, until), strict=True)))
        if known != _inputs(source, off, columns, proposed, dates):
            how = {"off": off, "columns": columns, "proposed": proposed}
            build(source, folder, **how, since=dates.since, until=dates.until, each=watched.bar())
    return Tables(folder, BUILT)


class _Parts:
    """Writes tables as they grow: one file each, or from the second part on a folder of parts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number, self.size = folder, 0, 0
        self.waiting: list[dict[str, pd.DataFrame]] = []

    def add(self, frames: dict[str, pd.DataFrame], size: int) -> bool:
        """Take the frames of a batch that weighs `size` characters; tell whether it filled a part."""
        self.waiting.append(frames)
        self.size += size
        if self.size < PART:
            return False
        self._write(self.number)
        self.number += 1
        return True

    def close(self) -> None:
        """Write what is left."""
        if self.waiting:
            self._write(self.number if self.number else None)

    def _write(self, part: int | None) -> None:
        for name in self.waiting[0]:
            table = pd.concat([frames[name] for frames in self.waiting], ignore_index=True)
            tables.write(name, table, self.folder, part=part)
        self.waiting, self.size = [], 0


def _read(
    source: "Source", out: Path, dates: Window, *, workers: int, each: Callable[[int, int], None] | None
) -> dict[str, pd.DataFrame]:
    """Parse all documents and write their tables; the tables that are held in memory."""
    from sourcewise.corpus import batches
    from sourcewise.corpus.inputs import sidecar

    entries, problems = read.entries(source.folder)
    known, of_sidecar = sidecar.load_sidecar(source.folder)
    seen = batches.survey(source, entries, known)
    source = replace(source, repeated=seen.repeated, acronyms=seen.acronyms, orders=seen.orders)
    noted = tables.frame("problems", [asdict(problem) for problem in (*problems, *of_sidecar)])
    whole: dict[str, list[pd.DataFrame]] = {"articles": [tables.frame("articles", [])], "problems": [noted]}
    parts, done = _Parts(out), 0
    for parsed in batches.parse_all(source, entries, known, workers=workers, kept=seen.kept):
        frames = window.keep(parsed.frames, dates) if dates else parsed.frames
        for name in WHOLE:
            whole[name].append(frames[name])
        rest = {name: table for name, table in frames.items() if name not in WHOLE}
        if parts.add(rest, parsed.characters + ROWS * parsed.documents):
            # in one piece, since many small ones keep the memory round them from being given back
            whole = {name: [_joined(name, held)] for name, held in whole.items()}
            memory.give_back()
        done = _tell(each, done, parsed, seen.documents)
    parts.close()
    return {name: _joined(name, frames) for name, frames in whole.items()}


def _tell(each: Callable[[int, int], None] | None, done: int, parsed: "Parsed", count: int) -> int:
    """Tell of every document that is done; a file that changed since it was counted changes the number."""
    for number in range(done + 1, done + parsed.documents + 1):
        if each:
            each(number, max(count, number))
    return done + parsed.documents


def _joined(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One table of the frames of all batches, whose own columns may differ."""
    table = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    if name == "problems":
        return table.sort_values(["file", "row", "kind"], kind="stable", ignore_index=True)
    own = [column for column in table.columns if column not in tables.COLUMNS[name]]
    return table[[*tables.COLUMNS[name], *own]].astype(tables.COLUMNS[name] | dict.fromkeys(own, tables.TEXT))


def _relate(whole: dict[str, pd.DataFrame], out: Path, *, proposed: bool) -> None:
    """Find copies and stories over the whole corpus, tell each article of its own, and write the rest."""
    from sourcewise.corpus.copies import duplicates, stories

    articles = whole["articles"]
    memory.give_back()
    texts = tables.parts("texts", out, columns=("doc_id", "text"))
    passages = tables.parts("passages", out, columns=COPIED)
    dates = articles.set_index("doc_id")["published"]
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        copies = duplicates.find_duplicates(texts, passages, published=dates, scratch=Path(scratch))
    copies["agency"] = duplicates.wire(copies, articles).astype(tables.TEXT)
    clusters = copies[copies["level"] == "document"].set_index("doc_id")["cluster_id"]
    articles["duplicate_cluster"] = articles["doc_id"].map(clusters).astype(tables.TEXT)
    memory.give_back()
    found = stories.propose(articles, tables.parts("texts", out, columns=("doc_id", "text")))
    found = tables.frame("stories", found.to_dict("records"))
    if proposed:
        story = articles["doc_id"].map(found.set_index("doc_id")["story"])
        articles["story"] = articles["story"].fillna(story).astype(tables.TEXT)
    rest = {"articles": articles, "problems": whole["problems"], "duplicates": copies, "stories": found}
    for name, table in rest.items():
        tables.write(name, table, out)


def _nothing(folder: Path, problems: pd.DataFrame) -> str:
    """Why there is no corpus."""
    tried = f" ({' '.join(problems['message'].head(3))})" if len(problems) else ""
    return f"{folder} holds no article that can be read: put .txt files, web pages or tables into it{tried}"


def _inputs(
    folder: Path,
    off: Collection[str],
    columns: Mapping[str, str] | None,
    proposed: bool,
    dates: Window,
) -> str:
    """The files that a corpus is built from with their sha256, and how it is read, as JSON."""
    names = [
        *read.list_files(folder)[0],
        *([read.SIDECAR] if (folder / read.SIDECAR).is_file() else []),
    ]
    how = {
        "sourcewise": sourcewise.__version__,
        "off": sorted(off),
        "columns": dict(sorted((columns or {}).items())),
        "proposed": proposed,
        "dates": [dates.since, dates.until],
        "files": {name: _sha256(folder / name) for name in sorted(names)},
    }
    return json.dumps(how, indent=1, ensure_ascii=False) + "\n"


def _sha256(path: Path) -> str:
    """Hash of a file's bytes; a file that cannot be read has a row in `problems`."""
    try:
        return hash_file(path)
    except OSError:
        return "unreadable"
