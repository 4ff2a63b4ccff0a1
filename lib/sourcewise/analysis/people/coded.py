"""What people coded: the filled sheets of `coding.draw`, read back and checked."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sourcewise.analysis.people.coding import MENTION, mark
from sourcewise.analysis.said import counted

LABELS = {"-1": -1.0, "0": 0.0, "1": 1.0, "+1": 1.0, "negative": -1.0, "neutral": 0.0, "positive": 1.0}
KEY = "key.csv"


def load(folder: Path | str, mentions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The coded mentions, the labels by coder, and a sentence on who coded what.

    The folder holds the key as key.csv and one filled sheet a coder, named for the coder. Mentions: the rows
    of `mentions` that were drawn, with their index, `item`, `stratum`, and the `probability` of having been
    drawn and coded: that of the key times the share of its stratum's items that somebody labelled (weighting
    classes, Little and Rubin 2019), as if what was left empty were so at random. Labels: one row each, one
    column a coder, -1, 0, 1 (or negative, neutral, positive), NaN where a coder gave none. Raises
    FileNotFoundError, or ValueError with the file, the row and the value, where the key or a sheet is missing
    or not as drawn, and where the mentions are no longer those that the sample was drawn from.
    """
    folder = Path(folder)
    if not (folder / KEY).is_file():
        raise FileNotFoundError(
            f"{folder.name}/{KEY} is not there: copy the key of the sheet into the folder"
        )
    key = _key(folder / KEY)
    files = sorted(path for path in folder.glob("*.csv") if path.name != KEY)
    if not files:
        raise FileNotFoundError(
            f"{folder.name} holds no filled sheet: save one a coder there, such as anna.csv"
        )
    if set(key["frame"]) != {mark(mentions)}:
        raise ValueError(
            f"{folder.name}/{KEY} was drawn from other mentions than these "
            f"({counted(len(mentions), 'mention')}): corpus, targets or cleaning have changed; run with "
            "those of the draw, or draw and code again"
        )
    labels = pd.DataFrame({path.stem: _labels(path, set(key["item"])) for path in files})
    labels = labels.reindex(key["item"]).set_axis(_rows(key, mentions))
    coded = mentions.loc[labels.index, MENTION].assign(
        **{name: key[name].to_numpy() for name in ("item", "stratum", "probability")}
    )
    answered = labels.notna().any(axis=1).groupby(coded["stratum"]).transform("mean")
    coded["probability"] = (coded["probability"] * answered).round(9)
    return coded, labels, _who(labels, coded)


def _read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """A CSV file as a spreadsheet leaves it: with commas, semicolons or tabs."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    names = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in columns if name not in names]:
        raise ValueError(f"{path.name} has no column {missing[0]!r}: its columns are {names}")
    places = [names.index(name) for name in columns]
    lines = ((*row, *[""] * len(names)) for row in rows[1:] if any(cell.strip() for cell in row))
    return pd.DataFrame([[row[place].strip() for place in places] for row in lines], columns=list(columns))


def _key(path: Path) -> pd.DataFrame:
    """The key, checked."""
    key = _read(path, ["item", *MENTION, "stratum", "probability", "frame"])
    for name in ("item", "start", "end", "probability"):
        number = pd.to_numeric(key[name], errors="coerce")
        if number.isna().any():
            row = int(number.isna().argmax())
            raise ValueError(f"{path.name}, row {row + 2}: {name} {key[name].iloc[row]!r} is not a number")
        key[name] = number if name == "probability" else number.astype("int64")
    if not key["probability"].between(0, 1, inclusive="right").all():
        raise ValueError(f"{path.name}: a probability is not above 0 and at most 1")
    if key["item"].duplicated().any():
        raise ValueError(f"{path.name}: item {key['item'][key['item'].duplicated()].iloc[0]} stands twice")
    return key


def _labels(path: Path, items: set[int]) -> pd.Series:
    """The labels that one coder gave, by item."""
    table = _read(path, ["item", "label"])
    found: dict[int, float] = {}
    for row, (item, label) in enumerate(zip(table["item"], table["label"], strict=True), start=2):
        number = int(item) if re.fullmatch(r"[0-9]{1,9}", item) else -1
        if number not in items:
            raise ValueError(f"{path.name}, row {row}: the key has no item {item!r}")
        if number in found:
            raise ValueError(f"{path.name}, row {row}: item {number} stands twice")
        if label and label.lower().replace("−", "-") not in LABELS:
            raise ValueError(f"{path.name}, row {row}: the label {label!r} is none of -1, 0, 1")
        found[number] = LABELS.get(label.lower().replace("−", "-"), np.nan)
    return pd.Series(found, dtype="float64")


def _rows(key: pd.DataFrame, mentions: pd.DataFrame) -> pd.Index:
    """The index in `mentions` of each item of the key."""
    place = {row: index for index, row in zip(mentions.index, _tuples(mentions), strict=True)}
    return pd.Index([place[row] for row in _tuples(key)])


def _tuples(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The mentions of a table, to compare."""
    return zip(*(table[name].tolist() for name in MENTION), strict=True)


def _who(labels: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Who coded how many, what is missing, and what follows from that."""
    each = (f"{name} {labels[name].notna().sum():,}" for name in labels)
    said = f"Of {counted(len(labels), 'mention')} drawn, coded by {', '.join(each)}."
    if empty := labels.isna().all(axis=1).sum():
        said += f" {empty:,} have no label; the others of their stratum stand for them."
    if unseen := coded.loc[coded["probability"] == 0, "stratum"].nunique():
        strata = coded["stratum"].nunique()
        said += f" In {unseen} of {strata} strata nothing is coded, so that nothing corrects their mentions."
    if labels.shape[1] == 1:
        said += " One person coded, so that agreement between people is not known: have a second one code it."
    return said
