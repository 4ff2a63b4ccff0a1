"""The explorer of words: two sources, their words by rate, and the passages of the one that is chosen."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sourcewise.analysis import terms, wording
from sourcewise.lab import controls
from sourcewise.lab.scatter import Scatter, points
from sourcewise.publish import evidence, safe

SHOWN = 300  # words at once: those furthest from even, and the most frequent
QUOTED = 12  # passages of a word
FURTHEST = 8  # words named in the twin, each way


class Words:
    """Its fields, its picture, the passages, and `box`, which is shown."""

    def __init__(
        self,
        run: Path | str,
        counts: terms.Counts,
        places: terms.Counts,
        groups: pd.Series | Mapping[str, str],
        passages: pd.DataFrame,
        articles: pd.DataFrame,
        *,
        stopwords: list[str],
    ) -> None:
        """Take counts by article, with their outlets, and by passage; those passages, and the articles."""
        self.counts, self.places = counts, places
        self.passages = passages.set_index("passage_id", drop=False)
        self.groups = pd.Series(groups, dtype="str").reindex(counts.rows)
        self.sizes = pd.Series(counts.words, self.groups.to_numpy()).groupby(level=0).sum()
        self.sizes = self.sizes[self.sizes > 0].sort_values(ascending=False, kind="stable")
        self.dates, self.left_out = evidence.dates_of(articles), list(stopwords)
        names = sorted(self.sizes.index)
        first = [*self.sizes.index[:2], *names, ""][:2]
        self.left, self.right = (
            controls.choice(label, names or [""], name if name in names else None)
            for label, name in zip(("Source (x)", "Source (y)"), sorted(first), strict=True)
        )
        self.wrong, self.said, self.quoted = controls.area(), controls.area(), controls.area()
        self.scatter = Scatter()
        self.word = controls.listed("Word", [], rows=8)
        self.leave_out = controls.button("Leave this word out in runs", self._leave)
        footer, self._changed = controls.parameters(run, lambda: {"more_stopwords": self.left_out})
        self.box = controls.together(
            self.left, self.right, self.wrong, self.said, self.scatter, self.word, self.quoted,
            self.leave_out, footer,
        )  # fmt: skip
        controls.when_changed([self.left, self.right], self.answer)
        controls.when_changed([self.word], self.read)
        self.scatter.observe(self._clicked, names="chosen")
        self.answer()

    def answer(self) -> None:
        """Draw the two sources that are chosen; what can't be compared is told under the fields."""
        try:
            shown = self.against()
        except ValueError as error:
            controls.fault(self.wrong, error)
            return
        controls.fault(self.wrong, "")
        names = self.left.value, self.right.value
        self.scatter.names = [f"{name}, per 10,000 words" for name in names]
        self.scatter.title = f"Words of {names[0]} and {names[1]}"
        self.scatter.points = points(shown, (self.sizes[names[0]], self.sizes[names[1]]), names)
        self.word.options = [(point["told"], point["name"]) for point in self.scatter.points]
        controls.say(self.said, f"{len(shown):,} words; they describe these texts and are no test.")
        self.word.value = shown["term"].iloc[0]
        self.read()

    def against(self) -> pd.DataFrame:
        """The words to show, those furthest from even first; raises ValueError where there is nothing."""
        left, right = self.left.value, self.right.value
        if left == right:
            raise ValueError(
                "choose two different sources" if len(self.sizes) > 1 else "there is one source alone"
            )
        table = wording.keyness(self.counts, self.groups, target=left, reference=right)
        order = table.assign(size=table["z"].abs(), n=table["target"] + table["reference"])
        far = order.sort_values(["size", "term"], ascending=[False, True]).head(SHOWN * 2 // 3)
        often = order.drop(far.index).sort_values(["n", "term"], ascending=[False, True])
        return pd.concat([far, often.head(SHOWN - len(far))], ignore_index=True)

    def read(self) -> None:
        """Show passages of the word, of both sources."""
        word = self.word.value
        if word is None:
            return
        self.scatter.chosen = word
        self.quoted.value = self.passages_of(word)

    def passages_of(self, word: str) -> str:
        """Passages that hold a counted word, as HTML: first of the one source, then of the other."""
        rows = wording.passages_of(self.places, [word])["row"]
        found, parts = self.passages.loc[rows], []
        for name in (self.left.value, self.right.value):
            held = found[found["doc_id"].map(self.groups) == name]
            head = f"“{word}” in {name}: {len(held):,} passage{'' if len(held) == 1 else 's'}"
            more = f", the first {QUOTED // 2}" if len(held) > QUOTED // 2 else ""
            shown = evidence.quoted(held.head(QUOTED // 2), self.dates)
            parts.append(f'<p class="sw-shown">{safe.escape(head + more)}</p>{shown}')
        return "".join(parts)

    def twin(self) -> tuple[str, str]:
        """The words furthest each way, as HTML and as text."""
        try:
            shown = self.against()
        except ValueError as error:
            return f'<p class="sw-say">{safe.escape(error)}</p>', str(error)
        sides = {self.left.value: shown[shown["z"] > 0], self.right.value: shown[shown["z"] < 0]}
        told = [
            f"{name}: {', '.join(part['term'].head(FURTHEST))}" for name, part in sides.items() if len(part)
        ]
        line = f"Words furthest from even, {'; '.join(told)}. They describe these texts and are no test."
        return f'<p class="sw-say {safe.NO_MATH}">{safe.escape(line)}</p>', line

    def _clicked(self, change: dict) -> None:
        if change["new"] and change["new"] != self.word.value:
            self.word.value = change["new"]

    def _leave(self) -> None:
        """Note the word for `more_stopwords`."""
        if self.word.value and self.word.value not in self.left_out:
            self.left_out.append(self.word.value)
        self._changed()
