"""Design-based supervised learning: an automated score corrected by a sample that people coded.

Egami, Hinck, Stewart and Wei (2023), Using Imperfect Surrogates for Downstream Inference: Design-based
Supervised Learning for Social Science Applications of Large Language Models, NeurIPS 36. What a person would
say of every mention is predicted from its score, and what was coded corrects the prediction, weighted by the
probability with which it was drawn. Whatever the score is worth, the mean of the result is unbiased.
"""

import numpy as np
import pandas as pd

FOLDS = 5
LEAST = 20  # coded mentions of an outlet's mean that it is corrected from (see docs/coding-by-people.md)
ENOUGH = 10  # coded mentions outside a fold from which a line is fitted; below, the score is taken as it is


def outcomes(
    score: pd.Series,
    labels: pd.Series,
    probability: pd.Series,
    documents: pd.Series,
    *,
    folds: int = FOLDS,
    seed: int = 0,
) -> pd.Series:
    """For each mention g + (label - g) / probability where it is coded, and g where it is not.

    `score`: the automated score of every mention of the frame. `labels`: what people said (-1 to 1), of those
    that were drawn, by the same index; `probability`: of having been drawn, of the same. `documents`: the
    article of every mention. g is the label that a line predicts from the score, fitted by weighted least
    squares to the coded mentions of other articles (cross-fitting in `folds`). A mention without a score
    takes the mean of the scored ones. Means of these values are unbiased for means of labels; single ones
    lie outside -1 to 1 and say nothing. Raises ValueError for a label or probability outside its range, or
    labels of mentions that are not in the frame.
    """
    drawn = labels.dropna().index
    _check(score, labels, probability)
    filled = score.astype("float64").fillna(score.mean())
    fold = _folds(documents, folds, seed)
    predicted = filled.copy()
    for number in range(folds):
        train = drawn[(fold.loc[drawn] != number).to_numpy()]
        inside = fold == number
        predicted[inside] = _line(filled[train], labels[train], 1 / probability[train], filled[inside])
    result = predicted.copy()
    result[drawn] += (labels[drawn] - predicted[drawn]) / probability[drawn]
    return result


def _check(score: pd.Series, labels: pd.Series, probability: pd.Series) -> None:
    """Refuse what cannot be a coded sample of these mentions."""
    coded = labels.dropna()
    if not coded.index.isin(score.index).all():
        raise ValueError(f"mention {coded.index.difference(score.index)[0]!r} is coded and not in the frame")
    if not coded.between(-1, 1).all():
        raise ValueError(f"a label lies outside -1 to 1: {coded.loc[~coded.between(-1, 1)].iloc[0]}")
    if not probability.reindex(coded.index).between(0, 1, inclusive="right").all():
        raise ValueError("every coded mention needs a probability above 0 and at most 1")


def _folds(documents: pd.Series, folds: int, seed: int) -> pd.Series:
    """The fold of each mention: those of one article are together."""
    names = np.array(sorted(set(documents)))
    number = np.random.default_rng(seed).permutation(len(names)) % folds
    return documents.map(dict(zip(names.tolist(), number.tolist(), strict=True)))


def _line(x: pd.Series, y: pd.Series, weight: pd.Series, at: pd.Series) -> pd.Series:
    """The weighted least-squares line of y on x, where it is asked; the mean where x does not vary."""
    if len(x) < ENOUGH:
        return at
    centre, level = np.average(x, weights=weight), np.average(y, weights=weight)
    spread = np.average((x - centre) ** 2, weights=weight)
    slope = np.average((x - centre) * (y - level), weights=weight) / spread if spread > 1e-12 else 0.0
    return level + slope * (at - centre)
