"""Points for the signs of short marked phrases, fitted to hand marks.

`python benchmarks/short_phrases.py FILE` takes the file that `marks.py` takes. A phrase of at most
`scare.LONGEST` words whose place does not settle it is somebody's words or a scare quote; a logistic
regression of its signs says which, and its coefficients, doubled and rounded, are `scare.POINTS`. Told are
the errors of the points in use, and of points fitted to other articles and to other sets than those that
they judge. The frozen set is left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import marks
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut

from sourcewise.corpus.document import parse
from sourcewise.corpus.inputs.read import RawDocument
from sourcewise.corpus.voices import quotes, scare, segments, speakers
from sourcewise.corpus.voices.marks import find_marked

USED = tuple(name for name in marks.SETS if name != "frozen")
SCALE, PENALTY, FOLDS = 2, 3.0, 10
HALF = 0.5


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    rows = pd.DataFrame(_rows(given.file))
    signs = list(scare.POINTS)
    articles, theirs = rows["article"].nunique(), rows["somebodys"].sum()
    print(f"{len(rows)} phrases of {articles} articles, {theirs} somebody's words")
    told = rows[signs] @ pd.Series(scare.POINTS) >= scare.LEAST
    _tell("points in use", rows, told)
    for name, folds, group in (
        ("fitted to other articles", GroupKFold(FOLDS), "article"),
        ("fitted to other sets", LeaveOneGroupOut(), "set"),
    ):
        judged = pd.Series(False, index=rows.index)
        for train, test in folds.split(rows, groups=rows[group]):
            points, least = _fit(rows.iloc[train], signs)
            judged.iloc[test] = rows[signs].iloc[test] @ points >= least
        _tell(name, rows, judged)
    points, least = _fit(rows, signs)
    print(pd.DataFrame({"points": points, "phrases": rows[signs].sum()}).sort_values("points").to_string())
    print("at least", least)


def _fit(rows: pd.DataFrame, signs: list[str]) -> tuple[pd.Series, int]:
    """Points of every sign, and what they must come to."""
    model = LogisticRegression(C=PENALTY, max_iter=2_000).fit(rows[signs], rows["somebodys"])
    points = pd.Series(np.rint(SCALE * model.coef_[0]).astype(int), index=signs)
    return points, int(np.floor(-SCALE * model.intercept_[0])) + 1


def _tell(name: str, rows: pd.DataFrame, told: pd.Series) -> None:
    """Print how many phrases are judged wrong, in each set."""
    wrong = Counter(rows.loc[told != rows["somebodys"], "set"])
    print(f"{name}: {wrong.total()} wrong,", ", ".join(f"{wrong[chosen]} {chosen}" for chosen in USED))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Each short phrase that the marks know: its signs, and whether it is somebody's words."""
    marked = {name: marks._marks(name) for name in USED}
    texts = marks._texts(path, [mark for name in USED for mark in marked[name]])
    for name in USED:
        for mark in marked[name]:
            for span, signs in _phrases(mark["id"], mark["sha256"], texts[mark["id"]]):
                kind = _kind(mark, span)
                if kind:
                    yield {
                        "set": name,
                        "article": mark["id"],
                        "somebodys": kind in marks.SET_OFF,
                        **{sign: sign in signs for sign in scare.POINTS},
                    }


def _phrases(key: str, sha256: str, text: str) -> Iterator[tuple[marks.Span, set[scare.Sign]]]:
    """The short phrases of an article that their place does not settle, and their signs."""
    document = RawDocument(key, f"{key}.txt", None, sha256, "utf-8", "text", text)
    rows = parse(document, given={}, repeated=frozenset())
    removed = [SimpleNamespace(**row) for row in rows["removed"]]
    titled = [(row["start"], row["end"]) for row in rows["fields"] if row["field"] == "headline"]
    blocks = segments.find_blocks(text, removed, next((span for span in titled if span[0] is not None), None))
    marked = find_marked(text, blocks)
    scene, cues = speakers.find_cues(text, blocks, segments.split(text, blocks, marked), marked)
    placed, attributed, kinds = quotes.by_form(scene, cues, marked)
    short = quotes.short_phrases(text, marked, kinds)
    titles = {index for index, kind in enumerate(kinds) if kind == "title"}
    article = scare.read(scene, cues, placed, attributed, titles=titles, short=set(short))
    for index in short:
        if scare.settled(article, index) is None:
            yield (marked[index].start, marked[index].end), scare.signs(article, index)


def _kind(mark: Mapping[str, Any], span: marks.Span) -> str | None:
    """The kind that the marks give a phrase, None where they don't know it, or as residue."""
    for quote in mark["quotes"]:
        if marks._shared(span, (quote["start"], quote["end"])) > HALF * (span[1] - span[0]):
            return None if quote.get("in_residue") else quote["kind"]
    return None


if __name__ == "__main__":
    main()
