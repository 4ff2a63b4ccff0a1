"""The concordance explorer: a query, outlets, voice and order, answered while one types."""

from pathlib import Path

import pandas as pd

from sourcewise.lab import controls
from sourcewise.lab.find import Finder
from sourcewise.lab.lines import kwic
from sourcewise.publish import figures, safe

SORTS = {
    "article and place": "text", "the words before": "left", "match and what follows": "right",
    "outlet": "outlet", "date": "published", "voice": "voice",
}  # fmt: skip


class Concordance:
    """Its fields, its answer, and `box`, which is shown."""

    def __init__(
        self, run: Path | str, passages: pd.DataFrame, articles: pd.DataFrame, *, query: str
    ) -> None:
        """Take tables `passages` and `articles`, and the query that it opens with."""
        self.finder = Finder(passages, articles)
        self.query = controls.text("Query", query, hint="a word, a phrase, cooperat* or /an expression/")
        self.wrong = controls.area()
        self.outlets = controls.several("Outlets (none: all)", sorted(passages["outlet"].unique()))
        self.voice = controls.choice("Voice", ["all", *figures.VOICES])
        self.sort = controls.choice("Sorted by", SORTS)
        self.said, self.lines = controls.area(), controls.area()
        footer, self._changed = controls.parameters(run, lambda: {"query": self.query.value.strip()})
        fields = (self.query, self.outlets, self.voice, self.sort)
        controls.when_changed(fields, self.answer)
        self.box = controls.together(
            self.query, self.wrong, self.outlets, self.voice, self.sort, self.said, self.lines, footer
        )
        self.answer()

    def answer(self) -> None:
        """Find and show; a query that cannot be used is told under its field, and the last lines stay."""
        voices = () if self.voice.value == "all" else (self.voice.value,)
        query = self.query.value.strip()
        try:
            answer = self.finder.ask(query, outlets=self.outlets.value, voices=voices, sort=self.sort.value)
        except ValueError as error:
            controls.fault(self.wrong, _as_typed(error))
            return
        controls.fault(self.wrong, "")
        controls.say(self.said, answer.said)
        self.lines.value = kwic(answer.lines, caption=f"“{query}” in its context")
        self._changed()

    def twin(self) -> tuple[str, str]:
        """Where the query stands, by outlet and voice, as HTML and as text: for where nobody can type."""
        query = self.query.value.strip()
        try:
            answer = self.finder.ask(query)
        except ValueError as error:
            return f'<p class="sw-say">{safe.escape(_as_typed(error))}</p>', _as_typed(error)
        counts = answer.lines.groupby(["outlet", "voice"]).size().sort_values(ascending=False, kind="stable")
        told = "; ".join(f"{outlet}, {voice}: {n:,}" for (outlet, voice), n in counts.head(12).items())
        line = f"{answer.said} By outlet and voice: {told}." if told else answer.said
        return f'<p class="sw-say {safe.NO_MATH}">{safe.escape(line)}</p>', line


def _as_typed(error: ValueError) -> str:
    """A fault in the words of who types, where an expression stands between strokes."""
    told = str(error).replace("with how='regex'", "between two strokes, /like this/")
    return told.replace("with how='words'", "without the strokes")
