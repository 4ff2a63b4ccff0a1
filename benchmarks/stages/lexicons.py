"""Scores of sentences by lexicon: VADER alone, and the three that sourcewise gives."""

import itertools
from typing import Any

from case import Case, Inputs, Stage, Work

SENTENCES, COMPARED = 20_000, 5_000


def once(inputs: Inputs) -> None:
    """Cut sentences, which all cases score."""
    import nupunkt

    cut = (text[start:end].strip() for text in inputs.pieces for start, end in nupunkt.sent_spans(text))
    inputs.keep("sentences", list(itertools.islice(filter(None, cut), SENTENCES)))


def sourcewise(inputs: Inputs) -> Work:
    """`sentiment.score`: VADER, AFINN and TextBlob's, with names and expressions masked."""
    from sourcewise.analysis import sentiment

    texts = inputs.kept("sentences")
    sentiment.score(["It is loaded."])
    return lambda: sentiment.score(texts)["vader"].tolist()


def packages(inputs: Inputs) -> Work:
    """The same three lexicons by their packages' own calls, one sentence after the other."""
    from afinn import Afinn
    from textblob.en.sentiments import pattern_sentiment
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader, afinn, texts = SentimentIntensityAnalyzer(), Afinn(), inputs.kept("sentences")
    pattern_sentiment("It is loaded.")

    def work() -> list[float]:
        scored = [
            (vader.polarity_scores(text)["compound"], afinn.score(text), pattern_sentiment(text)[0])
            for text in texts
        ]
        return [row[0] for row in scored]

    return work


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
    """Share of sentences with vaderSentiment's compound to four decimals, on the text that was scored."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from sourcewise.analysis import sentiment

    scorer, texts = SentimentIntensityAnalyzer(), inputs.kept("sentences")[:COMPARED]
    read = sentiment.mask(texts) if case.begin is sourcewise else texts
    same = [
        abs(scorer.polarity_scores(text)["compound"] - score) < 5e-5
        for text, score in zip(read, result, strict=False)
        if score == score  # NaN: sourcewise does not take it for an English sentence
    ]
    return {"as_vaderSentiment": sum(same) / max(len(same), 1)}


STAGE = Stage(
    "lexicon scores",
    "sentences",
    (
        Case("sourcewise: VADER, AFINN, TextBlob, names masked", sourcewise),
        Case("the three packages' own calls", packages),
        Case("vaderSentiment alone", vader, asked=1.0),
        Case("NLTK VADER alone", nltk, most=5_000),
    ),
    amount,
    quality=quality,
    once=once,
)
