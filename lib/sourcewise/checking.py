"""The first look at a new corpus: what was read, what no one states, what could not be used."""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import click
import pandas as pd

from sourcewise.corpus import build, summary, tables, watched
from sourcewise.publish import output, sheets, terminal
from sourcewise.publish.pages import marked

DOCUMENT = ["doc_id", "outlet", "published", "n_words", "quoted_share", "language", "headline"]


def check(
    corpus: Path,
    *,
    rows: int,
    page: Path | None = None,
    articles: int = marked.ARTICLES,
    sidecar: Path | None = None,
    off: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
) -> None:
    """Read `corpus` and print what is in it; write a page of `articles` articles, and a sidecar to fill in.

    `rows` is how many rows of each table are printed; the rest is as `build.build` has it. Raises ValueError
    as that does, and where `sidecar` is already there.
    """
    if sidecar is not None and sidecar.exists():
        raise ValueError(f"{sidecar} is already there: name a new file, or move that one away")
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "corpus"
        build.build(corpus, folder, off=off, columns=columns, workers=workers, each=watched.bar())
        found = {name: tables.load(name, folder) for name in ("articles", "fields", "problems")}
        _print(found, rows)
        if sidecar is not None:
            texts = tables.load("texts", folder, columns=["doc_id", "text"])
            output.write(sidecar, sheets.to_csv(summary.draft(found["articles"], texts)))
            click.echo(f"A sidecar to fill in is {sidecar}")
        if page is not None:
            shown = found | _of_articles(folder, found["articles"]["doc_id"].head(articles))
            name = terminal.printable(corpus.resolve().name)
            marked.write(page, shown, title=f"How the articles in {name} were read", most=articles)
            click.echo(f"The page is {page}")


def _print(found: Mapping[str, pd.DataFrame], rows: int) -> None:
    """The tables of a check, one after another."""
    articles, fields = found["articles"], found["fields"]
    terminal.table("Outlets", summary.outlets(articles), rows=rows)
    terminal.table("Documents", articles[DOCUMENT], rows=rows)
    terminal.table("Fields", summary.provenance(fields), rows=rows)
    terminal.table("Not found", summary.missing(fields), rows=rows, widest=110)
    click.echo(summary.wanted(articles) + "\n")
    terminal.sentences("Problems", found["problems"]["message"], rows=rows)


def _of_articles(folder: Path, wanted: pd.Series) -> dict[str, pd.DataFrame]:
    """The rows of some articles in the tables that are read part by part."""
    kept = {}
    for name in ("texts", "removed", "quotes", "passages", "signs"):
        parts: Iterator[pd.DataFrame] = tables.parts(name, folder)
        kept[name] = pd.concat([part[part["doc_id"].isin(wanted)] for part in parts], ignore_index=True)
    return kept
