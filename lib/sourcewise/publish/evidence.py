"""Passages quoted as evidence, and findings with the passages that show them."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from sourcewise.publish import output, safe
from sourcewise.publish.formats import NONE

About = Mapping[str, tuple[str, str]]  # of each article: its date, and the file and row that it was read from

PASSAGES = 12  # quoted at once; more is reading, not evidence
FINDINGS, MANY = 150, 60  # findings shown at once; from the second on, each with fewer passages
FOLDED, FEWER = 12, 6  # passages under a finding
VALUES = 40  # articles whose values are listed under a finding

VOICES = {
    "outlet": "the outlet’s own words",
    "quoted": "quoted",
    "reported": "reported",
    "unclear": "voice unclear",
}


def passages(
    frame: pd.DataFrame, *, articles: pd.DataFrame | None = None, rows: int | None = PASSAGES
) -> None:
    """Quote the first `rows` (None: all) passages, each with outlet, date, voice, speaker and place in `raw`.

    `frame` has the columns of table `passages`; dates are those of `articles`. Text is escaped.
    """
    shown = frame if rows is None else frame.head(rows)
    dates = dates_of(articles)
    note = f"The first {len(shown):,} of {len(frame):,} passages." if len(shown) < len(frame) else ""
    note = note or ("" if len(frame) else "No passages.")
    html = quoted(shown, dates) + (f'<p class="sw-note">{note}</p>\n' if note else "")
    plain = [f"“{row.text}” ({_source(row, dates)})" for row in shown.itertuples()]
    output.emit(html, "\n\n".join([*plain, note] if note else plain))


def findings(found: pd.DataFrame, passages: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Show findings in their order: statement, n, interval or why there is none, and the evidence, folded.

    Each has the id `safe.anchor("finding", key)`, to link to. Of more than 150, those that carry an interval
    or a p stand first, and a sentence says how many are left to the run's files. Raises ValueError where a
    finding names a passage that is not in `passages`.
    """
    by_id = passages.set_index("passage_id", drop=False)
    dates = dates_of(articles)
    shown, note = _first(found)
    most = FOLDED if len(shown) <= MANY else FEWER
    cards = [_card(row, by_id, dates, most) for row in shown.to_dict("records")]
    plain = [f"{row['statement']} ({_facts(row)})" for row in shown.to_dict("records")]
    nothing = '<p class="sw-say">No findings.</p>'
    more = f'\n<p class="sw-note">{note}</p>' if note else ""
    output.emit(
        ("\n".join(cards) or nothing) + more, "\n".join([*plain, note] if note else plain) or "No findings."
    )


def _first(found: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The findings to show, and a sentence on those that are not."""
    if len(found) <= FINDINGS:
        return found, ""
    supported = found[["low", "p"]].notna().any(axis=1)
    shown = (
        found.assign(last=~supported).sort_values("last", kind="stable").head(FINDINGS).drop(columns="last")
    )
    note = f"{FINDINGS} of {len(found):,} findings, first those with an interval or a p: findings/ has all."
    return shown, note


def _card(row: dict[str, Any], by_id: pd.DataFrame, dates: About, most: int) -> str:
    """One finding."""
    evidence = [str(part) for part in _list(row.get("evidence"))]
    missing = [part for part in evidence if part not in by_id.index]
    if missing:
        raise ValueError(f"finding {row['key']!r} names passage {missing[0]!r}, which is not in the table")
    made_in = _made_in(row.get("notebook"), row.get("cell"))
    folds = _folded(by_id.loc[evidence], dates, row["key"], most) + _values(row.get("values"), row["key"])
    return (
        f'<article class="sw-finding {safe.NO_MATH}" id="{safe.anchor("finding", row["key"])}">\n'
        f'<p class="sw-statement">{safe.escape(row["statement"])}</p>\n'
        f'<p class="sw-facts">{safe.escape(_facts(row))}{made_in}</p>\n'
        f"{folds}</article>"
    )


def _made_in(notebook: object, cell: object) -> str:
    """A link to the cell that a finding comes from, in its part of the report."""
    if not _given(notebook):
        return ""
    mark = (
        safe.cell_anchor(str(notebook), str(cell)) if _given(cell) else safe.anchor("notebook", str(notebook))
    )
    return f' · from <a href="#{mark}">{safe.escape(notebook)}</a>'


def _folded(shown: pd.DataFrame, about: About, key: str, most: int) -> str:
    """The passages behind a finding, folded away."""
    if shown.empty:
        return ""
    count = f"{len(shown):,} passage{'s' if len(shown) > 1 else ''}"
    more = (
        f"<p>The first {most} of {count}; the run's findings name them all.</p>" if len(shown) > most else ""
    )
    return (
        f'<details id="{safe.anchor("evidence", key)}"><summary>Evidence: {count}</summary>\n'
        f"{quoted(shown.head(most), about)}{more}</details>\n"
    )


def _values(values: object, key: str) -> str:
    """The values of the articles behind a finding, folded away; none for one, whose value is the estimate."""
    pairs = sorted(_mapping(values).items())
    if len(pairs) < 2:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{safe.escape(doc)}</th>'
        f'<td class="sw-right">{safe.escape(_number(value))}</td></tr>\n'
        for doc, value in pairs[:VALUES]
    )
    heads = '<th scope="col">article</th><th scope="col" class="sw-right">value</th>'
    more = f"<p>The first {VALUES} of {len(pairs):,} articles.</p>" if len(pairs) > VALUES else ""
    return (
        f'<details class="sw-values" id="{safe.anchor("values", key)}"><summary>Value of each '
        f'article</summary>\n<table class="sw-table">\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>{more}</details>\n"
    )


def _facts(row: Mapping[str, Any]) -> str:
    """What stands behind a statement: articles, estimate, interval or the reason for none, p."""
    count = row.get("n_articles")
    facts = [f"{int(count):,} article{'' if int(count) == 1 else 's'}"] if _given(count) else []
    if _given(row.get("estimate")):
        facts.append(f"estimate {_number(row['estimate'])}")
    if _given(row.get("low")) and _given(row.get("high")):
        facts.append(f"interval {_number(row['low'])} to {_number(row['high'])}")
    if _given(row.get("p")):
        facts.append("p < .001" if row["p"] < 0.001 else f"p = {row['p']:.3f}")
    return " · ".join([*facts, *([str(row["reason"])] if _given(row.get("reason")) else [])])


def quoted(shown: pd.DataFrame, dates: About) -> str:
    """Passages as a list of quotations, in HTML; `dates` is what `dates_of` gives of their articles."""
    items = "\n".join(
        f'<li><blockquote dir="auto">{safe.escape(row.text)}</blockquote>'
        f'<p class="sw-source">{safe.escape(_source(row, dates))}</p></li>'
        for row in shown.itertuples()
    )
    return f'<ul class="sw-passages {safe.NO_MATH}">\n{items}\n</ul>\n'


def _source(row: NamedTuple, about: About) -> str:
    """Who says it, when, in which voice, and where it stands in the raw text."""
    voice = VOICES.get(row.voice, row.voice)
    speaker = getattr(row, "speaker", None)
    who = f"{voice}: {speaker}" if _given(speaker) else voice
    date, file = about.get(row.doc_id, ("no date", ""))
    place = f"{row.passage_id}, characters {row.start}–{row.end}{f' of {file}' if file else ''}"
    return " · ".join([row.outlet, date, who, place])


def dates_of(articles: pd.DataFrame | None) -> About:
    """Date of each article, and the file and row that it was read from."""
    if articles is None:
        return {}
    blank = [None] * len(articles)
    columns = [articles[name] if name in articles.columns else blank for name in ("published", "file", "row")]
    rows = zip(articles["doc_id"], *columns, strict=True)
    return {
        doc: (
            str(date) if _given(date) else "no date",
            f"{file if _given(file) else ''}{f', row {row}' if _given(row) else ''}",
        )
        for doc, date, file, row in rows
    }


def _given(value: object) -> bool:
    """Whether there is a value, and text that is not empty."""
    return not (pd.api.types.is_scalar(value) and (pd.isna(value) or value == ""))


def _list(value: object) -> list[Any]:
    """A list from what a table holds: a list, an array, JSON, or nothing."""
    if isinstance(value, str):
        return json.loads(value) if value else []
    return [] if not pd.api.types.is_list_like(value) else list(value)


def _mapping(value: object) -> dict[str, Any]:
    """A mapping from what a table holds: a mapping, pairs, JSON, or nothing."""
    if isinstance(value, str):
        value = json.loads(value) if value else {}
    return {str(key): part for key, part in dict(value if pd.api.types.is_list_like(value) else {}).items()}


def _number(value: object) -> str:
    """A number with three decimals and a true minus sign; whole numbers without; a dash for none."""
    if value is None or pd.isna(value):
        return NONE
    if not pd.api.types.is_number(value):
        return str(value)
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:.3f}"
    return text.replace("-", "\u2212")
