"""Scores of sentences by VADER, sentence by sentence."""

import itertools
from typing import Any

from case import Case, Inputs, Stage, Work

SENTENCES = 20_000


def once(inputs: Inputs) -> None:
    """Cut sentences, which all cases score."""
    import nupunkt

    cut = (text[start:end].strip() for text in inputs.pieces for start, end in nupunkt.sent_spans(text))
    inputs.keep("sentences", list(itertools.islice(filter(None, cut), SENTENCES)))


def sourcewise(inputs: Inputs) -> Work:
    """What `sentiment.score` calls for VADER, on the sentences as they are."""
    from sourcewise.analysis import sentiment

    texts, scorer = inputs.kept("sentences"), sentiment._scorers(True)["vader"]
    return lambda: [scorer(text) for text in texts]


def vader(inputs: Inputs) -> Work:
    """vaderSentiment alone."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scorer, texts = SentimentIntensityAnalyzer(), inputs.kept("sentences")
    return lambda: [scorer.polarity_scores(text)["compound"] for text in texts]


def nltk(inputs: Inputs) -> Work:
    """NLTK's VADER with vaderSentiment's file of words: its own takes a download."""
    from pathlib import Path

    import nltk
    import vaderSentiment
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    nltk.data.path.append(str(Path(vaderSentiment.__file__).parent))
    scorer, texts = SentimentIntensityAnalyzer("vader_lexicon.txt"), inputs.kept("sentences")
    return lambda: [scorer.polarity_scores(text)["compound"] for text in texts]


def amount(inputs: Inputs, _: Case) -> float:
    """Sentences."""
    return len(inputs.kept("sentences"))


def quality(inputs: Inputs, case: Case, result: Any) -> dict[str, float]:  # noqa: ANN401
    """Share of sentences with vaderSentiment's compound to four decimals."""
    expected = vader(Inputs(inputs.folder, case.most))()
    same = [abs(one - other) < 5e-5 for one, other in zip(expected, result, strict=True)]
    return {"as_vaderSentiment": sum(same) / max(len(same), 1)}


STAGE = Stage(
    "lexicon scores: VADER",
    "sentences",
    (
        Case("sourcewise", sourcewise),
        Case("vaderSentiment", vader, asked=1.0),
        Case("NLTK VADER", nltk, most=5_000),
    ),
    amount,
    quality=quality,
    once=once,
)
