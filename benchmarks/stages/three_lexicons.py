"""The three lexicons that notebook 04 takes: VADER, AFINN and TextBlob's."""

from case import Case, Inputs, Stage, Work

from stages.lexicons import amount, once


def sourcewise(inputs: Inputs) -> Work:
    """`sentiment.score`: VADER, AFINN and TextBlob's, with names and expressions masked."""
    from sourcewise.analysis import sentiment

    texts = inputs.kept("sentences")
    sentiment.score(["It is loaded."])
    return lambda: sentiment.score(texts)


def packages(inputs: Inputs) -> Work:
    """The same three lexicons by their packages' own calls, one sentence after the other."""
    from afinn import Afinn
    from textblob.en.sentiments import pattern_sentiment
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader, afinn, texts = SentimentIntensityAnalyzer(), Afinn(), inputs.kept("sentences")
    pattern_sentiment("It is loaded.")

    return lambda: [
        (vader.polarity_scores(text)["compound"], afinn.score(text), pattern_sentiment(text)[0])
        for text in texts
    ]


STAGE = Stage(
    "lexicon scores: three lexicons",
    "sentences",
    (
        Case("sourcewise, names and expressions masked", sourcewise),
        Case("the three packages' own calls", packages, asked=1.0),
    ),
    amount,
    once=once,
)
