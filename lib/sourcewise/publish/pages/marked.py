"""Articles as they were read: each raw text whole, what was removed, quoted and reported coloured in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sourcewise.corpus.tables import UNKNOWN
from sourcewise.publish import output, safe
from sourcewise.publish.pages.page import render, shipped

PARTS = ("texts", "fields", "removed", "quotes", "passages", "signs")
ARTICLES = 200  # shown unless told otherwise: more is no page that a browser likes
SHOWN = (
    "outlet", "published", "updated", "byline", "affiliation", "dateline_place", "agency", "section", "genre",
    "language", "story", "duplicate_cluster",
)  # fmt: skip
LEGEND = {
    "headline": "headline",
    "heading": "heading inside the text",
    "quoted": "quoted: somebody else’s words in marks",
    "reported": "reported: somebody else’s words without marks",
    "unclear": "unclear: goes on after reported words, or is a turn of a dialogue",
    "scare": "marks without a speaker: scare quotes, titles",
    "removed": "removed: not the article, or lifted into a field",
    "sign": "sign of translated or machine-made text: to be looked at",
}

Tables = Mapping[str, pd.DataFrame]


class Stretch(NamedTuple):
    """A stretch of raw text, the classes that it is drawn by, and what is known of it, for the pointer."""

    text: str
    classes: str
    tip: str


def write(path: Path, tables: Tables, *, title: str, most: int = ARTICLES) -> Path:
    """Write one HTML page that needs nothing else, of the first `most` articles; return its path.

    `tables`: those of a corpus, each with the rows of these articles at least. Text is escaped; the page runs
    no script and reaches nowhere.
    """
    articles = tables["articles"]
    of = {name: dict(list(tables[name].groupby("doc_id"))) for name in PARTS}
    shown = [_article(row, of) for row in articles.head(most).to_dict("records")]
    styles = shipped("report.css"), shipped("marked.css")
    page = render(
        "marked.html.jinja", styles, title=title, articles=shown, legend=LEGEND,
        count=len(articles), problems=[_plain(text) for text in tables["problems"]["message"]],
        fields=_by_outlet(tables),
    )  # fmt: skip
    return output.write(path, page)


def stretches(raw: str, spans: Sequence[tuple[int, int, str, str]]) -> Iterator[Stretch]:
    """Cut `raw` wherever one of `spans` (start, end, class, tip) begins or ends; all of `raw`, in order."""
    edges = sorted({0, len(raw), *(edge for start, end, _, _ in spans for edge in (start, end))})
    waiting = sorted(spans)
    here: list[tuple[int, int, str, str]] = []
    for start, end in pairwise(edges):
        while waiting and waiting[0][0] <= start:
            here.append(waiting.pop(0))
        here = [span for span in here if span[1] > start]
        tip = "; ".join(dict.fromkeys(span[3] for span in here if span[3]))
        yield Stretch(_plain(raw[start:end]), " ".join(dict.fromkeys(span[2] for span in here)), tip)


def _article(row: Mapping[str, Any], of: Mapping[str, Mapping[str, pd.DataFrame]]) -> dict[str, Any]:
    """What the page shows of one article."""
    own = {name: parts[row["doc_id"]] for name, parts in of.items() if row["doc_id"] in parts}
    known = [(name.replace("_", " "), _plain(row[name])) for name in SHOWN if pd.notna(row.get(name))]
    fields = own["fields"] if "fields" in own else pd.DataFrame(columns=["field", "value", "reason"])
    missing = fields[fields["value"].isna()]
    return {
        "id": safe.anchor("article", row["doc_id"]),
        "title": _plain(row["headline"]) if pd.notna(row["headline"]) else f"no headline ({row['doc_id']})",
        "file": _plain(row["file"]) + (f", row {row['row']}" if pd.notna(row["row"]) else ""),
        "known": known,
        "missing": list(zip(missing["field"], map(_plain, missing["reason"]), strict=True)),
        "stretches": list(stretches(own["texts"]["raw"].iloc[0], list(spans(own)))),
    }  # fmt: skip


def spans(own: Mapping[str, pd.DataFrame]) -> Iterator[tuple[int, int, str, str]]:
    """Every coloured span of one article, whose rows of the tables are `own`: start, end, class, tip."""
    for row in own["removed"].itertuples() if "removed" in own else ():
        yield row.start, row.end, "removed", f"removed: {row.kind}, by rule {row.rule}"
    for row in own["passages"].itertuples() if "passages" in own else ():
        if row.kind != "body":
            yield row.start, row.end, row.kind, row.kind
        elif row.voice != "outlet":
            speaker = f" · {row.speaker}" if pd.notna(row.speaker) else " · speaker unknown"
            yield row.start, row.end, row.voice, f"{row.voice}{speaker}"
    for row in own["quotes"].itertuples() if "quotes" in own else ():
        if row.kind in ("scare", "title"):
            yield row.start, row.end, "scare", f"{row.kind} quotation"
    for row in own["signs"].itertuples() if "signs" in own else ():
        yield row.start, row.end, "sign", f"sign: {row.kind}"


def _by_outlet(tables: Tables) -> dict[str, Any]:
    """In how many articles of each outlet each field was found."""
    first = tables["fields"][tables["fields"]["rank"].fillna(1) == 1]
    outlets = tables["articles"].set_index("doc_id")["outlet"]
    outlets = outlets.mask(outlets.str.startswith(UNKNOWN), "unknown")
    found = first.assign(outlet=first["doc_id"].map(outlets), found=first["value"].notna())
    counts = found.pivot_table(index="outlet", columns="field", values="found", aggfunc="sum").astype(int)
    articles = outlets.value_counts()
    rows = [(_plain(outlet), int(articles[outlet]), *counts.loc[outlet]) for outlet in counts.index]
    return {
        "heads": ["outlet", "articles", *(name.replace("_", " ") for name in counts.columns)],
        "rows": rows,
    }


def _plain(value: object) -> str:
    """Text that HTML can hold; the template escapes it."""
    return safe.printable(str(value))
