"""One document to its rows in every table: what was removed, what it states, whose words it holds."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from sourcewise.corpus import tables
from sourcewise.corpus.cleaning import residue
from sourcewise.corpus.fields import override
from sourcewise.corpus.fields.dates import Order
from sourcewise.corpus.fields.field import FIELDS, Field
from sourcewise.corpus.fields.found import find_fields
from sourcewise.corpus.fields.structure import from_structure
from sourcewise.corpus.inputs.raw import RawDocument, problem
from sourcewise.corpus.language import identify
from sourcewise.corpus.signs import find_signs
from sourcewise.corpus.voices import passages

Rows = dict[str, list[dict[str, Any]]]

PARSED = ("articles", "texts", "fields", "removed", "quotes", "passages", "signs", "problems")
DATES = ("published", "updated", "crawled")
IDENTITY = ("doc_id", "file", "row", "sha256", "encoding", "extractor")
WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def parse(
    document: RawDocument,
    *,
    given: Mapping[str, Any],
    off: Collection[str] = (),
    repeated: Collection[str] = frozenset(),
    acronyms: Collection[str] = frozenset(),
    order: Order | None = None,
) -> Rows:
    """One document to its rows in every table of PARSED.

    What the file's structure states overrides the text, and what the sidecar gives (`given`) overrides both;
    `off` and `repeated` as `residue.find_residue` has them, `acronyms` those that need no long form here,
    `order` what the file's dates in figures put first.
    """
    raw = document.raw
    stated = from_structure(document.stated, document.provenance, order=order)
    told = given.get("headline") or next((field.value for field in stated if field.field == "headline"), "")
    removed = residue.find_residue(raw, off=off, repeated=repeated, headline=told or "")
    dated = bool(given.get("published")) or any(field.field == "published" for field in stated)
    found = find_fields(raw, removed, dated=dated, headline=told or "")
    headline = next(((f.start, f.end) for f in found if f.field == "headline" and f.start is not None), None)
    found = override.by_structure(found, stated)
    found = override.by_sidecar(found, given)
    values = _values(found)
    values["outlet"] = values.get("outlet") or tables.unknown_outlet(document.doc_id)
    cut, quotes = passages.cut(document.doc_id, values["outlet"], raw, removed, headline)
    text = residue.keep(raw, removed)
    signs = find_signs(raw, cut, common=acronyms)
    own = {name: value for name, value in {**document.stated, **given}.items() if name not in FIELDS}
    article = {**_identity(document), **own, **values, **_measures(text, cut)}
    doc_id = {"doc_id": document.doc_id}
    return {
        "articles": [article],
        "texts": [{**doc_id, "raw": raw, "text": text}],
        "fields": [{**doc_id, **vars(field)} for field in found],
        "removed": [{**doc_id, **vars(span), "text": raw[span.start : span.end]} for span in removed],
        "quotes": quotes,
        "passages": cut,
        "signs": [{**doc_id, **vars(sign), "text": raw[sign.start : sign.end]} for sign in signs],
        "problems": _problems(document, stated, text, article["language"]),
    }


def _identity(document: RawDocument) -> dict[str, Any]:
    """What says which document this is, and how it was read."""
    return {name: getattr(document, name) for name in IDENTITY}


def _values(found: list[Field]) -> dict[str, str]:
    """One value an article column: several bylines are joined by a semicolon."""
    values: dict[str, str] = {}
    for field in found:
        if field.value is not None:
            earlier = values.get(field.field)
            values[field.field] = field.value if earlier is None else f"{earlier}; {field.value}"
    return values


def _measures(text: str, cut: list[dict[str, Any]]) -> dict[str, Any]:
    body = [row for row in cut if row["kind"] == "body"]
    lengths = [row["end"] - row["start"] for row in body]
    characters = sum(lengths)
    quoted = sum(length for row, length in zip(body, lengths, strict=True) if row["voice"] == "quoted")
    words = len(WORD.findall("\n".join([row["text"] for row in body])))
    return {
        "language": identify(text, n_words=words),
        "n_chars": characters,
        "n_words": words,
        "n_sentences": len({row["sentence"] for row in body}),
        "quoted_share": round(quoted / characters, 6) if characters else None,
    }


def _problems(
    document: RawDocument, stated: list[Field], text: str, language: str | None
) -> list[dict[str, Any]]:
    """What a measure of this article has to know."""
    told = [
        ("field", f"has a date that can't be read: {field.reason}")
        for field in stated
        if field.field in DATES and field.value is None
    ]
    if not text.strip():
        told.append(("residue", "holds no text beside what was removed; it is kept, with nothing to measure"))
    if language not in (None, "en"):
        told.append(("language", f"is in '{language}'; it is kept, and left out of English-only measures"))
    return [vars(problem(document.file, kind, why.rstrip("."), row=document.row)) for kind, why in told]
