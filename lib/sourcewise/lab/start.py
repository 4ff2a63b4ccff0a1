"""The start page: where the articles are, who published them, what interests; it sets the notebooks up."""

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from sourcewise.analysis import targets, wording
from sourcewise.analysis.said import counted
from sourcewise.corpus import build, summary, tables
from sourcewise.corpus.inputs.listing import SIDECAR
from sourcewise.lab import controls, copies, opening, twins
from sourcewise.publish import output, safe, sheets
from sourcewise.runs import parameters

LISTED = 15  # outlets and problems shown


class Start:
    """Three questions, each shown by a method; `root` is the project's folder."""

    def __init__(self, corpus: str = "seeds", *, root: Path | str = "..") -> None:
        """Begin with a folder of articles; nothing is read before it is asked for."""
        self.root = Path(root).resolve()
        self.originals = sorted((self.root / "notebooks").glob("*.ipynb"))
        self.declared = parameters.gather(self.originals)
        self.read: dict[str, pd.DataFrame] = {}
        self._make_where(corpus)
        self._make_who()
        self._make_what()

    def ask_where(self) -> None:
        """Show the first question."""
        _show(
            controls.together(self.where, self.wrong, self.look, self.bar, self.told),
            "Where are your articles?",
        )

    def ask_who(self) -> None:
        """Show the second question."""
        _show(controls.together(self.who, self.sidecar, self.again, self.noted), "Who published them?")

    def ask_what(self) -> None:
        """Show the third question."""
        parts = (self.targets, self.query, self.topics, self.fault, self.shown, self.save, self.saved)
        _show(controls.together(*parts), "What interests you?")

    def _make_where(self, corpus: str) -> None:
        self.where = controls.text(
            "Folder", corpus, hint="such as my-articles or /home/me/articles", live=False
        )
        self.wrong, self.told = controls.area(), controls.area()
        self.look = controls.button("Read the articles", self.find)
        self.bar = widgets.IntProgress(description="Reading", style=controls.WIDE, layout={"display": "none"})

    def _make_who(self) -> None:
        self.who, self.noted = controls.area(), controls.area()
        controls.say(self.who, "Read the articles first, above.")
        self.sidecar = controls.button("Write sources.csv to fill in", self.draft)
        self.again = controls.button("Read again", self.find)

    def _make_what(self) -> None:
        self.targets = controls.text("Tone toward", "China, Russia", hint="names, such as China, Russia")
        self.query = controls.text("Word in context", "cooperat*", hint="a word, a phrase, cooperat*")
        self.topics = controls.text("Topics", "0", hint="a number; 0 lets the rule choose")
        self.fault, self.saved = controls.area(), controls.area()
        self.shown = controls.area()
        self.save = controls.button("Save, and set the notebooks up", self.keep)
        controls.when_changed([self.targets, self.query, self.topics], self.check)
        self.check()

    @property
    def folder(self) -> Path:
        """The folder that was typed: from the root, from home with ~, or absolute."""
        return self.root / Path(self.where.value.strip()).expanduser()

    @property
    def name(self) -> str:
        """What a run of these articles is called."""
        return re.sub(r"\W+", "_", self.folder.name.casefold()).strip("_")[:40] or "articles"

    @property
    def mine(self) -> Path:
        """The folder for work by hand on these articles."""
        return self.root / "outputs" / f"lab-{self.name}"

    def find(self) -> None:
        """Read the folder, with a bar, and say what is in it; a fault is told under the field."""
        controls.fault(self.wrong, "")
        self.bar.value, self.bar.layout.display = 0, ""
        try:
            if not self.where.value.strip():
                raise ValueError("give the folder that holds your articles")
            build.build(self.folder, self.mine / "corpus", each=self._progress)
        except (ValueError, OSError) as error:
            controls.fault(self.wrong, error if isinstance(error, ValueError) else _os_error(error))
            return
        finally:
            self.bar.layout.display = "none"
        self.read = {
            name: tables.load(name, self.mine / "corpus") for name in ("articles", "problems", "texts")
        }
        self._tell()

    def draft(self) -> None:
        """Write a sidecar to fill in beside the articles; one that is there stays."""
        place = self.folder / SIDECAR
        if not self.read:
            controls.fault(self.noted, "Read the articles first, above.")
        elif place.exists():
            controls.fault(self.noted, f"{SIDECAR} is already in {self.folder.name}: fill that one in.")
        else:
            drafted = summary.draft(self.read["articles"], self.read["texts"][["doc_id", "text"]])
            output.write(place, sheets.to_csv(drafted))
            controls.say(self.noted, f"Written: {place}. Fill in the empty cells, save, and read again.")

    def given(self) -> dict[str, Any]:
        """The parameters, checked as a run checks them. Raises ValueError with a sentence a fault."""
        names = [part.strip() for part in self.targets.value.split(",") if part.strip()]
        targets.find_mentions(tables.frame("passages", []), names)
        query = self.query.value.strip()
        asked = (
            ("regex", query[1:-1]) if len(query) > 2 and query[0] == query[-1] == "/" else ("words", query)
        )
        wording.concordance(tables.frame("passages", []), asked[1], how=asked[0])
        number = self.topics.value.strip()
        topics = int(number) if number.isdecimal() else number
        return parameters.check({"targets": names, "query": query, "n_topics": topics}, self.declared)

    def check(self) -> None:
        """Show the parameters, or what is wrong with them."""
        try:
            given = self.given()
        except ValueError as error:
            controls.fault(self.fault, error)
            self.save.disabled = True
            return
        self.save.disabled = False
        controls.fault(self.fault, "")
        self.shown.value = controls.to_copy(given)

    def keep(self) -> None:
        """Write the parameters, set the working copies up, and show the command of a run."""
        try:
            given = self.given()
            path = controls.keep(self.root / "outputs" / f"{self.name}.yaml", given)
            faults = self._set_up(given)
        except (ValueError, OSError) as error:
            controls.fault(self.saved, error)
            return
        shown = path.relative_to(self.root)
        folder = shlex.quote(self.where.value.strip())
        command = f"sourcewise run {folder} -o outputs/{self.name} -f {shown}"
        self.saved.value = (
            "".join(
                f'<p class="sw-say" role="status">{safe.escape(line)}</p>'
                for line in (
                    f"Saved in {shown}. The notebooks on the left are set up on {self.folder.name}.",
                    *faults,
                )
            )
            + f"<p>Or all of it at once, in a terminal:</p><pre>.venv/bin/{safe.escape(command)}</pre>"
        )

    def _set_up(self, given: Mapping[str, Any]) -> list[str]:
        """Set the working copies to these articles and parameters."""
        desk = self.root / opening.DESK
        places = {"run": f"../outputs/{self.mine.name}", "corpus": os.path.relpath(self.folder, desk)}
        rest = [path for path in self.originals if path.stem != opening.FIRST]
        return copies.prepare(rest, desk, opening.set_up(rest, {**places, **given}))

    def _progress(self, done: int, of: int) -> None:
        self.bar.max, self.bar.value = of, done

    def _tell(self) -> None:
        """What was read, and who published it."""
        articles, problems = self.read["articles"], self.read["problems"]
        said = f"Read: {counted(len(articles))} with {counted(int(articles['n_words'].sum()), 'word')}."
        controls.say(self.told, said + (f" {counted(len(problems), 'problem')}:" if len(problems) else ""))
        items = "".join(f"<li>{safe.escape(text)}</li>" for text in problems["message"].head(LISTED))
        self.told.value += f"<ul>{items}</ul>" if items else ""
        outlets = summary.outlets(articles)[["outlet", "articles", "first", "last"]]
        rows = "".join(
            "<tr>" + "".join(f"<td>{safe.escape('' if pd.isna(v) else v)}</td>" for v in row) + "</tr>"
            for row in outlets.head(LISTED).itertuples(index=False)
        )
        heads = "".join(f'<th scope="col">{name}</th>' for name in outlets)
        more = f"; the first {LISTED} of {len(outlets):,}" if len(outlets) > LISTED else ""
        self.who.value = (
            f'<table class="sw-table {safe.NO_MATH}"><caption>Outlets as they were read{more}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f'<p class="sw-say">{safe.escape(summary.wanted(articles))}</p>'
        )


def _show(part: widgets.Widget, question: str) -> None:
    """Show a part; where nobody can answer, say that."""
    line = f"{question} Open this notebook in JupyterLab (make lab) to answer."
    twins.both(part, f'<p class="sw-say">{safe.escape(line)}</p>', line)


def _os_error(error: OSError) -> str:
    return f"{error.filename or 'the folder'} cannot be read: {error.strerror or error}"
