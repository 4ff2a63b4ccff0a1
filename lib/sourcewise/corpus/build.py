"""A whole corpus: map over its documents, write the tables, list the problems."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

import sourcewise
from sourcewise.corpus import duplicates, passages, read, residue, sidecar, tables
from sourcewise.corpus.fields import Field, find_fields
from sourcewise.corpus.read import Problem, RawDocument

Rows = dict[str, list[dict[str, Any]]]

BUILT = tuple(name for name in tables.COLUMNS if name != "mentions")
INPUTS = "inputs.json"  # beside the tables: what they were built from and by
WORD = re.compile(r"\w+(?:['’\-]\w+)*")
SHORTEST_IDENTIFIED = 20  # words: on less, language identification is a guess


def build(
    folder: Path, out: Path, *, off: Collection[str] = (), each: Callable[[int, int], None] | None = None
) -> dict[str, pd.DataFrame]:
    """Read the corpus in `folder`, write its tables to `out`, all or none; the rest as `read_corpus`."""
    corpus = read_corpus(folder, off=off, each=each)
    beside = out.with_name(f".{out.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    for name, table in corpus.items():
        tables.write(name, table, beside)
    (beside / INPUTS).write_text(_inputs(folder), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    beside.rename(out)
    return corpus


def read_corpus(
    folder: Path, *, off: Collection[str] = (), each: Callable[[int, int], None] | None = None
) -> dict[str, pd.DataFrame]:
    """Read `folder` into the tables of `tables.COLUMNS` (all but `mentions`), a DataFrame each.

    `off` names residue rules to leave out; `each(done, of)` is called after every document. Raises ValueError
    where the folder is missing, holds no article that can be read, or `off` names no rule.
    """
    documents, problems = read.read_folder(folder)
    known, sidecar_problems = sidecar.load_sidecar(folder)
    rows: Rows = {name: [] for name in BUILT}
    for done, document in enumerate(documents, start=1):
        given = known.loc[document.file].dropna().to_dict() if document.file in known.index else {}
        for name, records in parse(document, given=given, off=off).items():
            rows[name].extend(records)
        if each:
            each(done, len(documents))
    rows["problems"] += [asdict(problem) for problem in (*problems, *sidecar_problems)]
    corpus = {name: tables.frame(name, records) for name, records in rows.items()}
    return _count_copies(corpus)


def load(run: Path | str, *, corpus: Path | str = "") -> dict[str, pd.DataFrame]:
    """The tables of RUN/corpus; built from the folder `corpus` where they are missing or it has changed.

    Without `corpus`, or where that folder is gone, the tables stand as they are.
    """
    folder, source = Path(run) / "corpus", Path(corpus)
    known = (folder / INPUTS).read_text(encoding="utf-8") if (folder / INPUTS).exists() else None
    if corpus and (source.exists() or known is None) and known != _inputs(source):
        return build(source, folder)
    return {name: tables.load(name, folder) for name in BUILT}


def parse(document: RawDocument, *, given: Mapping[str, Any], off: Collection[str] = ()) -> Rows:
    """One document to its rows in every table; what the sidecar gives for it (`given`) overrides the text."""
    removed = residue.find_residue(document.raw, off=off)
    found = find_fields(document.raw, removed)
    headline = next(((f.start, f.end) for f in found if f.field == "headline" and f.start is not None), None)
    found = _override(found, given)
    values = _values(found)
    values["outlet"] = values.get("outlet") or tables.unknown_outlet(document.doc_id)
    cut, quotes = passages.cut(document.doc_id, values["outlet"], document.raw, removed, headline)
    text = residue.keep(document.raw, removed)
    article = {**_identity(document), **_own_columns(given), **values, **_measures(text, cut)}
    return {
        "articles": [article],
        "texts": [{"doc_id": document.doc_id, "raw": document.raw, "text": text}],
        "fields": [{"doc_id": document.doc_id, **asdict(field)} for field in found],
        "removed": [
            {"doc_id": document.doc_id, **asdict(span), "text": document.raw[span.start : span.end]}
            for span in removed
        ],
        "quotes": quotes,
        "passages": cut,
        "problems": _problems(document, text, article["language"]),
    }


def _inputs(folder: Path) -> str:
    """The files that a corpus is built from and their sha256, as JSON."""
    names = [
        *read.list_files(folder)[0],
        *([sidecar.SIDECAR] if (folder / sidecar.SIDECAR).is_file() else []),
    ]
    hashes = {name: _sha256(folder / name) for name in sorted(names)}
    return json.dumps({"sourcewise": sourcewise.__version__, "files": hashes}, indent=1) + "\n"


def _sha256(path: Path) -> str:
    """Hash of a file's bytes; a file that cannot be read has a row in `problems`."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"


def _identity(document: RawDocument) -> dict[str, Any]:
    return {name: value for name, value in vars(document).items() if name != "raw"}


def _override(found: list[Field], given: Mapping[str, str]) -> list[Field]:
    """The sidecar gives in place of what was read, and says so; where both agree, the text stands."""
    said = {field.field: field.value for field in reversed(found)}
    told = {
        name: value for name, value in given.items() if name in sidecar.FIELDS and said.get(name) != value
    }
    rows = [_told(name, value, said.get(name)) for name, value in told.items()]
    if "published" in told and "timezone" not in given:
        told["timezone"] = ""  # the text's zone belongs to the date that is overridden
        rows.append(Field("timezone", 1, None, None, None, None, "none", "The sidecar's date states none."))
    kept = [field for field in found if field.field not in told]
    return sorted([*kept, *rows], key=lambda field: (field.field, field.rank))


def _told(name: str, value: str, said: str | None) -> Field:
    """A field as the sidecar gives it."""
    reason = f"overrides {said!r}, read from the text" if said is not None else None
    return Field(name, 1, value, None, None, "sidecar", "sidecar", reason)


def _values(found: list[Field]) -> dict[str, str]:
    """One value an article column: several bylines are joined by a semicolon."""
    values: dict[str, str] = {}
    for field in found:
        if field.value is not None:
            earlier = values.get(field.field)
            values[field.field] = field.value if earlier is None else f"{earlier}; {field.value}"
    return values


def _own_columns(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in sidecar.FIELDS}


def _measures(text: str, cut: list[dict[str, Any]]) -> dict[str, Any]:
    body = [row for row in cut if row["kind"] == "body"]
    characters = sum(row["end"] - row["start"] for row in body)
    quoted = sum(row["end"] - row["start"] for row in body if row["voice"] == "quoted")
    words = sum(len(WORD.findall(row["text"])) for row in body)
    return {
        "language": _language(text, words),
        "n_chars": characters,
        "n_words": words,
        "n_sentences": len({row["sentence"] for row in body}),
        "quoted_share": round(quoted / characters, 6) if characters else None,
    }


def _language(text: str, words: int) -> str | None:
    """ISO 639-1 code by py3langid, or None where the text is too short to tell."""
    if words < SHORTEST_IDENTIFIED:
        return None
    import py3langid

    return py3langid.classify(text)[0]


def _problems(document: RawDocument, text: str, language: str | None) -> list[dict[str, Any]]:
    """What a measure of this article has to know."""
    told = []
    if not text.strip():
        told.append(("residue", "holds no text beside what was removed; it is kept, with nothing to measure"))
    if language not in (None, "en"):
        told.append(("language", f"is in '{language}'; it is kept, and left out of English-only measures"))
    return [
        asdict(Problem(document.file, document.row, kind, f"{document.file} {why}")) for kind, why in told
    ]


def _count_copies(corpus: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Find copies over the whole corpus and write each article's cluster into `articles`."""
    dates = corpus["articles"].set_index("doc_id")["published"]
    copies = duplicates.find_duplicates(corpus["texts"], corpus["passages"], published=dates)
    clusters = copies[copies["level"] == "document"].set_index("doc_id")["cluster_id"]
    articles = corpus["articles"].assign(
        duplicate_cluster=corpus["articles"]["doc_id"].map(clusters).astype("str")
    )
    return {**corpus, "articles": tables.validate("articles", articles), "duplicates": copies}
