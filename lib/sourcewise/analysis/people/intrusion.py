"""Whether people see the topics: intruders to be found, on sheets that do not give them away (Chang et al.
2009).

Of a topic's words one is an intruder: likely in another topic, unlikely in this one. Of the topics shown
with a text one is: the text has hardly any of it. A sheet goes to each coder, who writes the number of the
intruder into `answer`. The key is not on the sheet: it is worked out again from the same topics when the
sheets come back.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sourcewise.analysis.modelling import coherence
from sourcewise.analysis.people import agreement

WORDS = 5  # of the topic, beside the intruder
TOPICS = 3  # of the text, beside the intruder
SHOWN = 600  # characters of a text
CONFIDENCE_Z = 1.959964


def word_sheet(words: ArrayLike, terms: ArrayLike, *, seed: int, repeats: int = 2) -> pd.DataFrame:
    """`repeats` items a topic: `item`, `topic`, `right` (number of the intruder, from 1), `option_1` to
    `option_6`.

    The intruder is among the ten likeliest words of another topic and in the less likely half of this one;
    where there is no such word the topic has no item. With fewer than two topics there is none at all.
    """
    values, terms = np.asarray(words, dtype="float64"), np.asarray(terms, dtype=object)
    rng, rows = np.random.default_rng(seed), []
    tops, rank = coherence.top(values), np.argsort(np.argsort(values, axis=1), axis=1)
    for topic in np.repeat(np.arange(len(values)), repeats):
        others = np.unique(np.delete(tops, topic, axis=0))
        strange = [
            term for term in others if rank[topic, term] < values.shape[1] / 2 and term not in tops[topic]
        ]
        if strange and len(tops[topic]) >= WORDS:
            own = [terms[term] for term in tops[topic][:WORDS]]
            rows.append(_item(int(topic), own, terms[rng.choice(strange)], rng))
    return _sheet(rows, WORDS + 1, "word-")


def topic_sheet(
    shares: ArrayLike, texts: pd.Series, names: pd.Series, *, seed: int, items: int = 20
) -> pd.DataFrame:
    """Up to `items` texts: as `word_sheet`, with `text` (its first 600 characters); options are topics'
    names.

    `shares`: texts x topics; `texts`: what stands there, in the same order; `names`: what each topic is
    called on the sheet, such as its first words. Shown are a text's three largest topics and one of the
    smaller half. `topic` is the text's largest. With fewer than eight topics three are no choice against
    one: then all but the smallest half.
    """
    values, rng, rows = np.asarray(shares, dtype="float64"), np.random.default_rng(seed), []
    k = values.shape[1]
    own = min(TOPICS, k // 2)
    told = np.flatnonzero(values.sum(axis=1) > 0)
    for text in sorted(rng.permutation(told)[:items].tolist()) if own else []:
        order = np.argsort(-values[text], kind="stable")
        intruder = rng.choice(order[max(own, (k + 1) // 2) :])
        row = _item(int(order[0]), [names.iloc[topic] for topic in order[:own]], names.iloc[intruder], rng)
        rows.append({**row, "text": " ".join(str(texts.iloc[text]).split())[:SHOWN]})
    return _sheet(rows, own + 1, "topic-", text=True)


def blind(sheet: pd.DataFrame) -> pd.DataFrame:
    """The sheet for coders: without what is right, in an order that says nothing, with an empty `answer`."""
    shown = sheet.drop(columns=["topic", "right"]).sort_values("item", kind="stable")
    return shown.assign(answer="").reset_index(drop=True)


def load(run: Path | str, files: Sequence[str], sheet: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Those of the filled-in `files`, paths from the folder of the run, that answer to `sheet`, by the
    file's stem.

    Which of the two kinds of sheet a file is, its items say. Raises ValueError that names a file that is no
    such table, or that two coders share a name.
    """
    found: dict[str, pd.DataFrame] = {}
    for file in files:
        try:
            table = pd.read_csv(Path(run) / file, dtype="str", keep_default_na=False)
        except (OSError, ValueError) as error:
            reason = (
                "is missing" if isinstance(error, FileNotFoundError) else "cannot be read as CSV in UTF-8"
            )
            raise ValueError(f"answers: {file} {reason}; give paths from the folder of the run") from None
        if "item" not in table.columns or table.empty:
            raise ValueError(
                f"answers: {file} has no column 'item' or no row: give the exported sheet, filled in"
            )
        if Path(file).stem in found:
            raise ValueError(f"answers: two files are called {Path(file).stem}: name each by its coder")
        kind = table["item"].iloc[0].partition("-")[0]
        if len(sheet) and sheet["item"].iloc[0].partition("-")[0] == kind:
            found[Path(file).stem] = table
    return found


def score(sheet: pd.DataFrame, coded: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, float]:
    """How many intruders the coders found, a row a topic and `all`; and Krippendorff's alpha of their
    answers (nominal).

    `coded`: by coder, the sheet as it came back. Columns: `topic`, `answers`, `found`, `share` (0 to 1),
    `low`, `high`: 95 % Wilson interval (1927), of answers as if independent; `chance` is what guessing
    gives. Empty answers do not count. Alpha is NaN for one coder. Raises ValueError that names the coder
    and the item for a sheet of other topics, an item that comes twice, and an answer that is no number of
    an option.
    """
    if not coded:
        raise ValueError("no sheet was given: give one filled-in sheet a coder")
    options = sum(name.startswith("option_") for name in sheet.columns)
    answers = pd.DataFrame(
        {coder: _answers(sheet, table, coder, options) for coder, table in sorted(coded.items())}
    ).reindex(sheet["item"])
    right = answers.eq(sheet.set_index("item")["right"], axis=0).where(answers.notna())
    topic = sheet.set_index("item")["topic"]
    rows = [_scored(str(name), right[topic == name]) for name in sorted(topic.unique())]
    table = pd.DataFrame([*rows, _scored("all", right)]).assign(chance=1 / options)
    return table, agreement.alpha(answers, level="nominal")


def wilson(found: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); NaN of nothing."""
    if n == 0:
        return float("nan"), float("nan")
    z2, share = CONFIDENCE_Z**2, found / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = CONFIDENCE_Z / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def _item(topic: int, own: list[str], intruder: str, rng: np.random.Generator) -> dict[str, object]:
    """One item, its options in an order of chance, under a name that its content gives."""
    options = [*own, intruder]
    order = rng.permutation(len(options))
    named = {f"option_{place}": options[at] for place, at in enumerate(order, 1)}
    return {"topic": topic, "right": int(np.flatnonzero(order == len(own))[0]) + 1, **named}


def _sheet(rows: list[dict[str, object]], options: int, kind: str, *, text: bool = False) -> pd.DataFrame:
    """Items as a table, each with a name of its own."""
    shown = [*(["text"] if text else []), *(f"option_{place}" for place in range(1, options + 1))]
    table = pd.DataFrame(rows, columns=["topic", "right", *shown]).drop_duplicates(shown)
    content = table[shown].astype(str).agg("|".join, axis=1) if len(table) else pd.Series(dtype=str)
    names = [kind + hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()[:10] for line in content]
    return table.reset_index(drop=True).assign(item=names)[["item", "topic", "right", *shown]]


def _answers(sheet: pd.DataFrame, table: pd.DataFrame, coder: str, options: int) -> pd.Series:
    """A coder's answers by item, as numbers."""
    if missing := [name for name in ("item", "answer") if name not in table.columns]:
        raise ValueError(
            f"the sheet of {coder} has no column {missing[0]!r}: give the exported one, filled in"
        )
    items = table["item"].astype(str)
    if strange := sorted(set(items) - set(sheet["item"])):
        raise ValueError(
            f"the sheet of {coder} has the item {strange[0]}, which is not of these topics: "
            "it is of another run; run again with the parameters of that one"
        )
    if items.duplicated().any():
        raise ValueError(f"the sheet of {coder} has the item {items[items.duplicated()].iloc[0]} twice")
    given = table["answer"].astype("str").str.strip().replace({"": None, "nan": None})
    numbers = pd.to_numeric(given, errors="coerce")
    wrong = given.notna() & ~numbers.isin(range(1, options + 1))
    if wrong.any():
        raise ValueError(
            f"the sheet of {coder} answers item {items[wrong].iloc[0]} with {given[wrong].iloc[0]!r}; "
            f"it must be a number from 1 to {options}, or empty"
        )
    return pd.Series(numbers.to_numpy(dtype=float), index=items)


def _scored(name: str, right: pd.DataFrame) -> dict[str, object]:
    """One row of the scores."""
    n, found = int(right.notna().sum().sum()), int(right.eq(True).sum().sum())
    low, high = wilson(found, n)
    return {
        "topic": name,
        "answers": n,
        "found": found,
        "share": found / n if n else np.nan,
        "low": low,
        "high": high,
    }
