"""Sentiment toward a mention in its sentence, by the small transformer that ships with the package.

What it was trained on, how well it does and what it has not been measured on: docs/model-card.md. It runs on
the processor with onnxruntime; nothing is downloaded.
"""

import functools
import json
import os
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sourcewise.analysis.tone import wordpieces
from sourcewise.analysis.tone.wordpieces import LONGEST, Span
from sourcewise.spread import spread

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CLASSES = ("negative", "neutral", "positive")
DECIMALS = 3  # of a probability: the last bits differ between processors
AT_ONCE = 4096  # sentences held as pieces
BATCH = 8  # rows of one call: the fastest of 1, 8 and 32

_DATA = resources.files("sourcewise") / "data" / "toward"
_SETS = {"dev_rw": "sentences as they come", "dev_mt": "sentences with several targets"}
_HALF = re.compile("[\ud800-\udfff]")

__all__ = ["CLASSES", "LONGEST", "classes", "classify", "measured"]


def classify(sentences: Sequence[str], spans: Sequence[Span], *, threads: int = 1) -> pd.DataFrame:
    """Probabilities `negative`, `neutral`, `positive` of the tone toward the mention at each span.

    `spans` are (start, end) in characters of the sentence, half open. One row a sentence, in order, DECIMALS
    decimals, sum 1 but for rounding; calibrated by temperature (Guo et al. 2017). The model does not read
    what the target is called, unless by a pronoun, so the probabilities are the same whoever stands there.
    A sentence of more than LONGEST word pieces is cut round its mention: the numbers of those rows are the
    list `attrs["cut"]`. Raises ValueError with the number of the sentence for an empty sentence, for what is
    no text, and for a span that is empty, blank or outside its sentence.
    """
    sentences, spans = list(_listed(sentences)), _pairs(spans)
    if len(sentences) != len(spans):
        raise ValueError(f"{len(sentences)} sentences and {len(spans)} spans: give one span a sentence")
    for row, (text, span) in enumerate(zip(sentences, spans, strict=True)):
        _check(row, text, span)
    parts = (slice(first, first + AT_ONCE) for first in range(0, len(sentences), AT_ONCE))
    done = spread(_classified, (threads,), ((sentences[part], spans[part]) for part in parts))
    found, cut = zip(*done, strict=True) if sentences else ([np.zeros((0, len(CLASSES)))], [[]])
    table = pd.DataFrame(np.concatenate(found).round(DECIMALS), columns=list(CLASSES))
    table.attrs["cut"] = np.flatnonzero(np.concatenate(cut)).tolist()
    return table


def _classified(threads: int, sentences: list[str], spans: list[Span]) -> tuple[np.ndarray, list[bool]]:
    """Probabilities of the classes in each sentence, and whether it was cut."""
    rows, shortened = wordpieces.encode(list(map(_encodable, sentences)), spans)
    return _softmax(_logits(rows, threads)), shortened


def classes(probabilities: pd.DataFrame) -> pd.Series:
    """The most probable of CLASSES in each row of `classify`; null where the two highest are the same."""
    values = probabilities[list(CLASSES)]
    tied = values.eq(values.max(axis=1), axis=0).sum(axis=1) > 1
    return values.idxmax(axis=1).astype("str").mask(tied).rename("tone")


def measured() -> pd.DataFrame:
    """How near the model came to people on sentences that it was not trained on, a row a set of them.

    Columns: `what` they are, `mentions`, `macro_f1` (0 to 1) and its 95 % interval `low` to `high`. From
    NewsMTSC's development sets, on which the model was chosen (Hamborg and Donnay 2021).
    """
    rows = json.loads((_DATA / "scores.json").read_text("utf-8"))["sets"]
    table = pd.DataFrame([{"what": what, **rows[name]} for name, what in _SETS.items()])
    table[["low", "high"]] = table["interval"].tolist()
    return table[["what", "mentions", "macro_f1", "low", "high"]]


def _logits(rows: list[list[int]], threads: int) -> np.ndarray:
    """The network's answer to each row of pieces; equal rows are read once."""
    unique = sorted({tuple(row) for row in rows}, key=lambda row: (len(row), row))
    answers = {
        row: answer
        for batch in (unique[i : i + BATCH] for i in range(0, len(unique), BATCH))
        for row, answer in zip(batch, _read(batch, threads), strict=True)
    }
    return np.array([answers[tuple(row)] for row in rows])


def _read(batch: list[tuple[int, ...]], threads: int) -> np.ndarray:
    """Logits (rows x 3) of one batch: shorter rows are filled up with the number of padding, 0."""
    pieces = np.zeros((len(batch), max(map(len, batch))), dtype=np.int64)
    for row, numbers in enumerate(batch):
        pieces[row, : len(numbers)] = numbers
    marks = [wordpieces.number(mark) for mark in (wordpieces.OPEN, wordpieces.CLOSE)]
    places = np.array([[row.index(mark) for mark in marks] for row in batch], dtype=np.int64)
    return _network(threads).run(None, {"pieces": pieces, "marks": places})[0]


@functools.cache
def _network(threads: int) -> "InferenceSession":
    """The shipped network, ready to run on so many threads."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else its import alone sends events and names this machine
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    weights = (_DATA / "model.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities (rows x 3)."""
    raised = np.exp(logits.astype(float) - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _listed(sentences: Sequence[str]) -> Sequence[str]:
    """Refuse one text where a list of texts is meant."""
    if isinstance(sentences, str):
        raise ValueError("give a list of sentences, not one text")
    return sentences


def _pairs(spans: Sequence[Span]) -> list[Span]:
    """The spans as pairs of whole numbers."""
    return list(_whole(spans))


def _whole(spans: Sequence[Span]) -> Iterator[Span]:
    for row, span in enumerate(spans):
        ends = tuple(span) if isinstance(span, (tuple, list, np.ndarray)) else (span,)
        if len(ends) != 2 or not all(isinstance(end, Integral) and not isinstance(end, bool) for end in ends):
            raise ValueError(f"sentence {row}: the span {span!r} is no pair of whole numbers (start, end)")
        yield int(ends[0]), int(ends[1])


def _check(row: int, text: object, span: Span) -> None:
    """Refuse a sentence or a span that can't be read."""
    if not isinstance(text, str):
        raise ValueError(f"sentence {row} is {type(text).__name__}, not text: {str(text)[:40]!r}")
    if not text.strip():
        raise ValueError(f"sentence {row} is empty: leave out what has no words")
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"sentence {row}: the span {span} is not inside its {len(text)} characters: "
            f"start and end must hold 0 <= start < end <= {len(text)}"
        )
    if not text[start:end].strip():
        raise ValueError(f"sentence {row}: the span {span} holds only blanks, not a mention")


def _encodable(text: str) -> str:
    """The text with half characters (lone surrogates) replaced, at the same length."""
    return _HALF.sub("\ufffd", text)
