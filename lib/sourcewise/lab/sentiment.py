"""The explorer of tone toward targets: mentions in their sentences, strongest or least sure first."""

from pathlib import Path

import pandas as pd

from sourcewise.analysis.said import counted
from sourcewise.lab import controls
from sourcewise.publish import figures, safe

SHOWN = 40
ORDERS = {
    "the most negative first": ("tone", True), "the most positive first": ("tone", False),
    "the least sure first": ("confidence", True), "by article and place": ("doc_id", True),
}  # fmt: skip
COLUMNS = ["tone", "confidence", "target", "outlet", "holder", "voice", "sentence", "passage_id"]


class Sentiment:
    """Its fields, the sentences, and `box`, which is shown."""

    def __init__(self, run: Path | str, mentioned: pd.DataFrame, *, least: float) -> None:
        """Take a table of `toward.score`, and the least confidence that counts."""
        self.mentioned = mentioned[mentioned["tone"].notna()]
        names = sorted(self.mentioned["target"].unique())
        self.target = controls.several("Targets (none: all)", names, rows=4)
        self.outlets = controls.several("Outlets (none: all)", sorted(self.mentioned["outlet"].unique()))
        self.voice = controls.choice("Voice", ["all", *figures.VOICES], "outlet")
        self.order = controls.choice("Order", list(ORDERS))
        self.least = controls.text("Least confidence", f"{least:g}", hint="0 to 1")
        self.wrong, self.said, self.lines = controls.area(), controls.area(), controls.area()
        footer, self._changed = controls.parameters(run, self._given)
        fields = [self.target, self.outlets, self.voice, self.order, self.least]
        controls.when_changed(fields, self.answer)
        self.box = controls.together(*fields, self.wrong, self.said, self.lines, footer)
        self.answer()

    def answer(self) -> None:
        """Show the mentions that are asked for; a confidence that is no number from 0 to 1 is told."""
        try:
            shown = self.chosen()
        except ValueError as error:
            controls.fault(self.wrong, error)
            return
        controls.fault(self.wrong, "")
        articles = counted(shown["doc_id"].nunique())
        mean = f"; mean tone of the articles {self._mean(shown):+.2f}" if len(shown) else ""
        controls.say(self.said, f"{counted(len(shown), 'mention')} in {articles}{mean} (-1 to 1; no test).")
        self.lines.value = _table(shown.head(SHOWN), len(shown))
        self._changed()

    def chosen(self) -> pd.DataFrame:
        """The mentions that the fields ask for, in their order. Raises ValueError."""
        try:
            least = float(self.least.value.replace(",", "."))
        except ValueError:
            least = -1.0
        if not 0 <= least <= 1:
            raise ValueError(
                f"{self.least.value!r} is no confidence: give a number from 0 to 1, such as 0.5."
            )
        kept = self.mentioned[self.mentioned["confidence"] >= least]
        wanted = {"target": self.target.value, "outlet": self.outlets.value}
        wanted["voice"] = () if self.voice.value == "all" else (self.voice.value,)
        for name, values in wanted.items():
            kept = kept[kept[name].isin(values)] if values else kept
        by, ascending = ORDERS[self.order.value]
        return kept.sort_values([by, "doc_id", "start"], ascending=[ascending, True, True], kind="stable")

    def twin(self) -> tuple[str, str]:
        """How many mentions of each target there are in each voice, as HTML and text."""
        counts = self.mentioned.groupby(["target", "voice"]).size()
        told = "; ".join(f"{target}, {voice}: {n:,}" for (target, voice), n in counts.items())
        line = f"Mentions with a tone, by target and voice: {told or 'none'}."
        return f'<p class="sw-say {safe.NO_MATH}">{safe.escape(line)}</p>', line

    def _given(self) -> dict[str, object]:
        """What the fields come to as parameters."""
        names = self.target.value or tuple(self.target.options)
        least = self.least.value.replace(",", ".")
        sure = {"abstain_below": float(least)} if least.replace(".", "", 1).isdigit() else {}
        return {"targets": list(names), **sure}

    def _mean(self, shown: pd.DataFrame) -> float:
        """The mean of the articles' means, as the notebook has it."""
        return shown.groupby("doc_id")["tone"].mean().mean()


def _table(shown: pd.DataFrame, of: int) -> str:
    """Mentions in their sentences, as HTML; every text escaped."""
    if shown.empty:
        return ""
    heads = "".join(f'<th scope="col">{name.replace("_id", "")}</th>' for name in COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>\n"
        for row in shown[COLUMNS].itertuples(index=False)
    )
    more = f'<p class="sw-note">The first {len(shown)} of {of:,} mentions.</p>' if of > len(shown) else ""
    return (
        '<div class="sw-scroll" tabindex="0" role="group" aria-label="Mentions">'
        f'<table class="sw-table sw-mentions {safe.NO_MATH}">'
        "<caption>Mentions, each in its whole sentence</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else safe.escape("" if pd.isna(value) else value)
