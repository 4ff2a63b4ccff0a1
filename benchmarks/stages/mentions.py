"""Sentiment toward a mention in its sentence: the shipped model, beside VADER of the whole sentence.

The classifiers that are published for this (RoBERTa-base and larger in PyTorch) take a download and eight
times the weights, and are not measured here.
"""

import itertools
from typing import Any

from case import Case, Inputs, Stage, Work

MENTIONS = 600


def once(inputs: Inputs) -> None:
    """Sentences that name a country, with the place of the name."""
    import nupunkt
    import pandas as pd

    from sourcewise.analysis import targets

    cut = (text[a:b].strip() for text in inputs.pieces for a, b in nupunkt.sent_spans(text))
    texts = list(itertools.islice((text for text in cut if 20 < len(text) < 400), 40_000))
    ids = [str(number) for number in range(len(texts))]
    passages = pd.DataFrame({"doc_id": ids, "passage_id": ids, "start": 0, "text": texts})
    names = sorted(targets.load_targets()["target"].dropna().unique())
    found = targets.find_mentions(passages, names).drop_duplicates("passage_id").head(MENTIONS)
    rows = found[["passage_id", "start", "end"]].astype(int).to_numpy().tolist()
    inputs.keep("mentions", [[texts[at], start, end] for at, start, end in rows])


def sourcewise(inputs: Inputs, *, threads: int = 1) -> Work:
    """`classifier.classify`, by one thread."""
    from sourcewise.analysis.tone import classifier

    rows = inputs.kept("mentions")
    sentences, spans = [text for text, *_ in rows], [(start, end) for _, start, end in rows]
    classifier.classify(sentences[:8], spans[:8], threads=threads)
    return lambda: classifier.classify(sentences, spans, threads=threads)


def vader(inputs: Inputs) -> Work:
    """vaderSentiment of the same sentences, whoever they speak of."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scorer, rows = SentimentIntensityAnalyzer(), inputs.kept("mentions")
    return lambda: [scorer.polarity_scores(text) for text, *_ in rows]


def amount(inputs: Inputs, _: Case) -> float:
    """Mentions."""
    return len(inputs.kept("mentions"))


def quality(inputs: Inputs, case: Case, result: Any) -> dict[str, float]:  # noqa: ANN401
    """Words a sentence, on which the time hangs; of the model, share of answers that two threads give too."""
    rows = inputs.kept("mentions")
    words = {"words": sum(len(text.split()) for text, *_ in rows) / max(len(rows), 1)}
    if case.begin is vader:
        return words
    same = sourcewise(inputs, threads=2)().eq(result).all(axis=1)
    return {**words, "same_by_two_threads": float(same.mean())}


STAGE = Stage(
    "target sentiment",
    "mentions",
    (
        Case("sourcewise", sourcewise),
        Case("vaderSentiment of the sentence", vader, less=True),
    ),
    amount,
    quality=quality,
    once=once,
    asked=300.0,
)
