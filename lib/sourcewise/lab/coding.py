"""The coding form: the blind sheet of a run, a sentence at a time, saved with every label.

Where the key is not there, as with a coder who was given the sheet alone, the form does without.
"""

import re
import shutil
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from sourcewise.analysis.people.coded import KEY
from sourcewise.lab import controls
from sourcewise.publish import output, safe, sheets

SHEET, KEPT_APART = "sentiment-coding-sheet.csv", "sentiment-coding-key.csv"
LABELS = {"not coded yet": "", "-1: speaks ill of it": "-1", "0: neither": "0", "1: speaks well of it": "1"}

_CODER = re.compile(r"[a-z][a-z0-9-]{0,30}")


class Coding:
    """Its fields, and `box`, which is shown. What is coded stands in RUN/coding/CODER.csv."""

    def __init__(self, run: Path | str, coder: str = "") -> None:
        """Read the sheet that `04_sentiment` drew; `coder` opens it. Raises FileNotFoundError for none."""
        self.run = Path(run)
        path = self.run / "tables" / SHEET
        if not path.is_file():
            raise FileNotFoundError(f"tables/{SHEET} is not there: run 04_sentiment first, which draws it")
        self.empty = pd.read_csv(path, dtype="str", keep_default_na=False)
        self.sheet, self.at = self.empty.copy(), 0
        self.coder = controls.text("Who codes", coder, hint="your name, such as anna: small letters")
        self.wrong, self.progress, self.sentence = controls.area(), controls.area(), controls.area()
        self.label = widgets.RadioButtons(
            options=LABELS, description="Label", style=controls.WIDE, disabled=True
        )
        self.comment = controls.text("Comment", live=False)
        self.comment.disabled = True
        self.buttons = [
            controls.button("Back", lambda: self.move(-1)),
            controls.button("Next", lambda: self.move(1)),
            controls.button("First not coded", self.first),
        ]
        self.key = self.run / "tables" / KEPT_APART
        controls.when_changed([self.coder], self.begin)
        for field in (self.label, self.comment):
            field.observe(self._note, names="value")
        self.box = controls.together(
            self.coder, self.wrong, self.progress, self.sentence, self.label, self.comment,
            widgets.HBox(self.buttons), self._footer(),
        )  # fmt: skip
        self._loading = False
        self.begin()

    def _footer(self) -> widgets.Widget:
        """What comes of the labels: a parameter of a run, or without the key, a file to give back."""
        if self.key.is_file():
            return controls.parameters(self.run, lambda: {"coding": str(self.folder.resolve())})[0]
        told = controls.area()
        controls.say(
            told, "Your labels are kept in coding/, in a file with your name: that is the one to give back."
        )
        return told

    @property
    def folder(self) -> Path:
        """Where the filled sheets, and the key if there is one, are put."""
        return self.run / "coding"

    def begin(self) -> None:
        """Take up the coder's own sheet, or an empty one; a name that can't name a file is told."""
        known = bool(_CODER.fullmatch(self.coder.value))
        self.label.disabled = self.comment.disabled = not known
        told = (
            "" if known or not self.coder.value else "Write small letters, digits and hyphens, such as anna."
        )
        controls.fault(self.wrong, told)
        self.sheet = self._known() if known else self.empty.copy()
        self.first()

    def first(self) -> None:
        """Go to the first item without a label."""
        blank = self.sheet["label"].eq("").to_numpy()
        self.at = int(blank.argmax()) if blank.any() else 0
        self.show()

    def move(self, by: int) -> None:
        """Go on or back."""
        self.at = min(max(self.at + by, 0), max(len(self.sheet) - 1, 0))
        self.show()

    def show(self) -> None:
        """Show the item, with the label that it has."""
        if self.sheet.empty:
            controls.say(self.progress, "The sheet holds no item.")
            return
        row = self.sheet.iloc[self.at]
        done = self.sheet["label"].ne("").sum()
        controls.say(self.progress, f"Item {self.at + 1} of {len(self.sheet)}; {done} coded.")
        asked = f"How does the sentence speak of [[ {row['target']} ]]?"
        self.sentence.value = (
            f'<p class="sw-note">{safe.escape(asked)}</p>'
            f'<p class="sw-raw {safe.NO_MATH}" dir="auto">{_marked(row["sentence"])}</p>'
        )
        self._loading = True
        self.label.value, self.comment.value = row["label"], row["comment"]
        self._loading = False

    def twin(self) -> tuple[str, str]:
        """How many items there are to code and where the sheet is, as HTML and text."""
        line = (
            f"{len(self.empty):,} mentions wait to be coded blind: in JupyterLab here, or in tables/{SHEET}."
        )
        return f'<p class="sw-say">{safe.escape(line)}</p>', line

    def _note(self, _: object) -> None:
        """Keep a label or a comment as soon as it is given."""
        if self._loading or self.sheet.empty or not _CODER.fullmatch(self.coder.value):
            return
        row = self.sheet.index[self.at]
        self.sheet.loc[row, ["label", "comment"]] = [self.label.value, self.comment.value]
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.key.is_file():
            shutil.copyfile(self.key, self.folder / KEY)
        output.write(self.folder / f"{self.coder.value}.csv", sheets.to_csv(self.sheet))
        done = self.sheet["label"].ne("").sum()
        controls.say(self.progress, f"Item {self.at + 1} of {len(self.sheet)}; {done} coded. Saved.")

    def _known(self) -> pd.DataFrame:
        """The coder's sheet so far, where it is of these items."""
        path = self.folder / f"{self.coder.value}.csv"
        if not path.is_file():
            return self.empty.copy()
        found = pd.read_csv(path, dtype="str", keep_default_na=False).reindex(columns=self.empty.columns)
        if list(found["sentence"]) != list(self.empty["sentence"]):
            controls.fault(
                self.wrong, f"{path.name} is of another sheet and was left alone: give another name."
            )
            self.label.disabled = self.comment.disabled = True
            return self.empty.copy()
        return found.fillna("")


def _marked(sentence: str) -> str:
    """The sentence in HTML, what stands in [[ ]] marked."""
    before, _, rest = sentence.partition("[[")
    inside, _, after = rest.partition("]]")
    named = f'<span class="sw-target">{safe.escape(inside)}</span>' if rest else ""
    return f"{safe.escape(before)}{named}{safe.escape(after)}"
