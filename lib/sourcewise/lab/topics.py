"""The explorer of topics: their words, their weights, the texts most about them, and a better name."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sourcewise.files import replacing
from sourcewise.lab import controls
from sourcewise.publish import safe

WORDS, TEXTS = 15, 6  # shown of a topic
LONGEST = 700  # characters of a text
NAMES = "topics-names.yaml"  # beside the tables of a run: proposed name = name


class Topics:
    """Its fields, what is shown of a topic, and `box`, which is shown."""

    def __init__(
        self,
        run: Path | str,
        names: pd.Series,
        by_topic: ArrayLike,
        words: ArrayLike,
        shares: ArrayLike,
        units: pd.DataFrame,
        *,
        proposed: pd.Series,
    ) -> None:
        """Take the names of the topics and those first proposed, topics x words, texts x topics, the texts
        (`doc_id`, `outlet`, `text`).
        """
        self.run, self.proposed, self.names = Path(run), list(proposed), list(names)
        self.by_topic, self.words = np.asarray(by_topic), np.asarray(words, dtype=object)
        self.shares, self.units = np.asarray(shares), units
        self.topic = controls.listed("Topic", self._options(), rows=min(12, max(len(self.names), 2)))
        self.shown = controls.area()
        self.name = controls.text("Its name", live=False)
        self.wrong = controls.area()
        self.rename = controls.button("Rename", self.give)
        footer, self._changed = controls.parameters(run, lambda: {"topic_names": self.given()})
        self.box = controls.together(self.topic, self.shown, self.name, self.wrong, self.rename, footer)
        controls.when_changed([self.topic], self.answer)
        self.answer()

    def answer(self) -> None:
        """Show the topic that is chosen."""
        if self.topic.value is not None:
            self.shown.value = self.html(self.topic.value)
            self.name.value = self.names[self.topic.value]

    def give(self) -> None:
        """Give the topic the name that was typed, and write the file of names; a fault is told below."""
        topic, name = self.topic.value, " ".join(self.name.value.split())
        others = [other for at, other in enumerate(self.names) if at != topic]
        if topic is None or not name or "=" in name or name in others:
            told = "Another topic has this name." if name in others else "Give a name, without the sign =."
            controls.fault(self.wrong, told)
            return
        self.names[topic] = name
        controls.say(self.wrong, f"The topic is now “{name}”; the names stand in tables/{NAMES}.")
        self._keep()
        self.topic.options = self._options()
        self.topic.value = topic
        self._changed()

    def given(self) -> list[str]:
        """The names that are not the proposed ones, as the parameter `topic_names` has them."""
        pairs = zip(self.proposed, self.names, strict=True)
        return [f"{old} = {new}" for old, new in pairs if old != new]

    def html(self, topic: int, *, texts: int = TEXTS) -> str:
        """Words with their probabilities as bars of numbers, and the texts with the largest shares."""
        row = self.by_topic[topic]
        first = [term for term in np.argsort(-row, kind="stable")[:WORDS] if row[term] > 0]
        words = "".join(
            f'<tr><th scope="row">{safe.escape(self.words[term])}</th>'
            f'<td class="sw-right">{row[term]:.2%}</td>'
            f"<td>{'█' * max(1, round(24 * row[term] / row[first[0]]))}</td></tr>"
            for term in first
        )
        heads = '<th scope="col">word</th><th scope="col" class="sw-right">share</th><td></td>'
        best = np.argsort(-self.shares[:, topic], kind="stable")[:texts]
        quoted = "".join(self._text(place, topic) for place in best if self.shares[place, topic] > 0)
        return (
            f'<table class="sw-table {safe.NO_MATH}"><caption>{safe.escape(self.names[topic])}: the words '
            f"and their share of the topic</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{words}</tbody></table>"
            f'<ul class="sw-passages {safe.NO_MATH}">{quoted}</ul>'
        )

    def twin(self) -> tuple[str, str]:
        """Each topic with the text that is most about it, as HTML; its names as text."""
        parts = []
        for topic, name in enumerate(self.names):
            place = int(np.argmax(self.shares[:, topic])) if len(self.shares) else None
            text = self._text(place, topic) if place is not None else ""
            parts.append(f'<p class="sw-shown">{safe.escape(name)}</p><ul class="sw-passages">{text}</ul>')
        head = "<summary>Of each topic, the text that is first by its share</summary>"
        plain = "; ".join(self.names)
        return f'<details class="{safe.NO_MATH}">{head}{"".join(parts)}</details>', plain

    def _text(self, place: int, topic: int) -> str:
        """A text with its share of a topic."""
        row = self.units.iloc[place]
        text = " ".join(str(row["text"]).split())
        cut = text[:LONGEST] + (" …" if len(text) > LONGEST else "")
        source = f"{row['outlet']}, {row['doc_id']}; {self.shares[place, topic]:.0%} of its counted words"
        return (
            f'<li><blockquote dir="auto">{safe.escape(cut)}</blockquote>'
            f'<p class="sw-source">{safe.escape(source)}</p></li>'
        )

    def _options(self) -> list[tuple[str, int]]:
        return [(f"{topic}: {name}", topic) for topic, name in enumerate(self.names)]

    def _keep(self) -> None:
        """Write the names, one a topic, as the notebook does."""
        head = f"# Write your names behind the =, and run again with -f {NAMES}\n"
        lines = [f"{old} = {new}" for old, new in zip(self.proposed, self.names, strict=True)]
        with replacing(self.run / "tables" / NAMES) as beside:
            beside.write_text(head + controls.as_yaml({"topic_names": lines}), encoding="utf-8")
