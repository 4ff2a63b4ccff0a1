"""The article reader: a text as it was read, with what was removed, quoted, reported and named coloured."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sourcewise.analysis import targets
from sourcewise.lab import controls
from sourcewise.publish import safe
from sourcewise.publish.pages import marked

LISTED = 200  # articles in the list at once: to be narrowed by words
KEY = ("removed", "quoted", "reported", "unclear", "target")


class Article:
    """Its fields, the text, and `box`, which is shown."""

    def __init__(
        self, run: Path | str, tables: Mapping[str, pd.DataFrame], *, names: list[str], doc_id: str | None
    ) -> None:
        """Take the tables of a corpus, names of targets to mark, and the article that it opens with."""
        self.tables, self.articles = {name: tables[name] for name in marked.PARTS}, tables["articles"]
        self.rows = {name: table.groupby("doc_id", sort=False).indices for name, table in self.tables.items()}
        self.titles = dict(zip(self.articles["doc_id"], _titles(self.articles), strict=True))
        self.words = controls.text("Find an article", hint="words of its headline, outlet or file")
        self.none = controls.area()
        self.chosen = controls.listed("Article", [], rows=6)
        self.targets = controls.text("Targets", ", ".join(names), hint="such as China, Russia")
        self.wrong, self.text = controls.area(), controls.area()
        footer, self._changed = controls.parameters(run, lambda: {"targets": self._names()})
        controls.when_changed([self.words], self.narrow)
        controls.when_changed([self.chosen, self.targets], self.answer)
        self.box = controls.together(
            self.words, self.none, self.chosen, self.targets, self.wrong, self.text, footer
        )
        self.narrow(first=doc_id)

    def narrow(self, *, first: str | None = None) -> None:
        """List the articles that hold every word that is typed."""
        wanted = self.words.value.casefold().split()
        found = [
            (title, doc) for doc, title in self.titles.items() if all(w in title.casefold() for w in wanted)
        ]
        more = f"The first {LISTED} of {len(found):,} articles." if len(found) > LISTED else ""
        controls.fault(
            self.none, "" if found else "No article has all these words in headline, outlet or file."
        )
        if more:
            controls.say(self.none, more)
        if found:
            shown = found[:LISTED]
            if first in self.titles:
                shown = [(self.titles[first], first), *(one for one in shown if one[1] != first)]
            self.chosen.options = shown
            self.chosen.value = shown[0][1]
            self.answer()

    def answer(self) -> None:
        """Show the article; a target that is not known is told under its field."""
        try:
            found = self._mentions(self.chosen.value)
        except ValueError as error:
            controls.fault(self.wrong, error)
            return
        controls.fault(self.wrong, "")
        self.text.value = self.html(self.chosen.value, found)
        self._changed()

    def html(self, doc_id: str, found: pd.DataFrame) -> str:
        """One article: what is known of it, its whole raw text, coloured; every text escaped."""
        own = self._own(doc_id)
        named = [(row.start, row.end, "target", f"target: {row.target}") for row in found.itertuples()]
        raw = own["texts"]["raw"].iloc[0]
        spans = [*marked.spans(own), *named]
        text = "".join(_span(part) for part in marked.stretches(raw, spans))
        key = "".join(f'<span class="sw-{name}">{name}</span>' for name in KEY)
        return (
            f'<p class="sw-shown {safe.NO_MATH}" dir="auto">{safe.escape(self.titles[doc_id])}</p>'
            f'<p class="sw-key" aria-label="Colours">{key}</p>'
            f'<blockquote class="sw-raw sw-scroll {safe.NO_MATH}" dir="auto" tabindex="0" '
            f'aria-label="The article">{text}</blockquote>'
        )

    def twin(self) -> tuple[str, str]:
        """The article that it opens with, folded, as HTML, and its title."""
        doc_id = self.chosen.value
        html = self.html(doc_id, self._mentions(doc_id)).replace(' tabindex="0"', "")
        title = self.titles[doc_id]
        return f"<details><summary>{safe.escape(title)}</summary>{html}</details>", title

    def _own(self, doc_id: str) -> dict[str, pd.DataFrame]:
        """The rows of one article in each table that has any."""
        return {
            name: self.tables[name].iloc[rows[doc_id]] for name, rows in self.rows.items() if doc_id in rows
        }

    def _names(self) -> list[str]:
        return [part.strip() for part in self.targets.value.split(",") if part.strip()]

    def _mentions(self, doc_id: str) -> pd.DataFrame:
        """Mentions of the targets in the body of an article."""
        own = self._own(doc_id).get("passages", self.tables["passages"].head(0))
        names = self._names()
        body = own[own["kind"] == "body"]
        return (
            targets.find_mentions(body, names) if names else pd.DataFrame(columns=["target", "start", "end"])
        )


def _titles(articles: pd.DataFrame) -> list[str]:
    """How each article is called in the list."""
    headline = articles["headline"].fillna("no headline").str.slice(0, 90)
    date = articles["published"].str.slice(0, 10).fillna("no date")
    return (articles["outlet"] + " · " + date + " · " + headline + " · " + articles["file"]).tolist()


def _span(part: marked.Stretch) -> str:
    """A stretch of text; what is known of it shows under the pointer, and when it has the focus."""
    if not part.classes:
        return safe.escape(part.text)
    classes = " ".join(f"sw-{name}" for name in part.classes.split())
    tip = f' title="{safe.escape(part.tip)}" tabindex="0"' if part.tip else ""
    return f'<span class="{classes}"{tip}>{safe.escape(part.text)}</span>'
