"""NewsMTSC's sentences as rows of word pieces, in the two ways that a mention can be written."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch import Tensor

from sourcewise.analysis.tone import wordpieces

Batch = tuple[Tensor, Tensor, Tensor, np.ndarray]
WORD = r"[A-Z][\w&-]*\w"
NAME = re.compile(rf"(?<![\w@#])(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?{WORD}(?: (?:of |for )?{WORD})*")
DATE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|June|July|August|\w+ber"
)
UNLABELLED = -1


@dataclass(frozen=True)
class Rows:
    """Pieces of each row, as `classify` would read them (`masked`) and with the name as written (`named`)."""

    masked: list[list[int]]
    named: list[list[int]]
    labels: np.ndarray  # 0 negative, 1 neutral, 2 positive


def read(path: Path) -> pd.DataFrame:
    """The sentences of one of NewsMTSC's files: `sentence`, `start`, `end`, `label`."""
    table = pd.read_json(path, lines=True).rename(columns={"from": "start", "to": "end"})
    table["label"] = table["polarity"] + 1
    return table


def distinct(table: pd.DataFrame) -> pd.DataFrame:
    """The rows without those that name the same mention again."""
    return table.drop_duplicates(["sentence", "start", "end"], ignore_index=True)


def others(table: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """One other name a sentence of `read`, where there is one, as a mention without a label.

    A name is a run of words with capitals, no date; a word alone is one if the sentences write it more often
    with a capital than without.
    """
    texts = table["sentence"].unique()
    inside = Counter(word for text in texts for word in re.findall(r"(?<=[a-z,] )\w+", text))
    known = table.groupby("sentence")[["start", "end"]].apply(_pairs)
    found = [
        (text, *name.span(), UNLABELLED)
        for text in texts
        for name in NAME.finditer(text)
        if (" " in name[0] or inside[name[0]] > inside[name[0].lower()])
        and not DATE.fullmatch(name[0])
        and not any(name.start() < end and start < name.end() for start, end in known[text])
    ]
    names = pd.DataFrame(found, columns=["sentence", "start", "end", "label"])
    return names.groupby("sentence", sort=False).sample(1, random_state=seed).reset_index(drop=True)


def _pairs(table: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(table["start"], table["end"], strict=True))


def joined(first: Rows, second: Rows) -> Rows:
    """The rows of both."""
    labels = np.concatenate([first.labels, second.labels])
    return Rows(first.masked + second.masked, first.named + second.named, labels)


def prepare(table: pd.DataFrame) -> Rows:
    """The rows of `read` as pieces."""
    spans = list(zip(table["start"], table["end"], strict=True))
    masked, _ = wordpieces.encode(list(table["sentence"]), spans)
    own = [
        wordpieces.tokenizer().encode(text[start:end], add_special_tokens=False).ids
        for text, (start, end) in zip(table["sentence"], spans, strict=True)
    ]
    return Rows(masked, [_named(*pair) for pair in zip(masked, own, strict=True)], table["label"].to_numpy())


def _named(row: list[int], name: list[int]) -> list[int]:
    """The row with the name's own pieces for the target's piece."""
    target = wordpieces.number(wordpieces.TARGET)
    if target not in row:
        return row
    at = row.index(target)
    return [*row[:at], *name, *row[at + 1 :]][:120]


def batches(
    rows: list[list[int]], size: int, random: np.random.Generator | None = None
) -> Iterator[tuple[np.ndarray, Tensor, Tensor, Tensor]]:
    """Which rows, their pieces and the places of the marks; rows of a length together."""
    length = np.array([len(row) for row in rows])
    noise = random.uniform(0, 4, len(rows)) if random else np.zeros(len(rows))
    order = np.argsort(length + noise, kind="stable")
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    for part in random.permutation(len(parts)) if random else range(len(parts)):
        yield parts[part], *padded([rows[i] for i in parts[part]])


def padded(rows: list[list[int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces as one tensor, and the places of the marks."""
    longest = max(map(len, rows))
    opened, closed = wordpieces.number(wordpieces.OPEN), wordpieces.number(wordpieces.CLOSE)
    pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    return (
        pieces,
        torch.tensor([r.index(opened) for r in rows]),
        torch.tensor([r.index(closed) for r in rows]),
    )
