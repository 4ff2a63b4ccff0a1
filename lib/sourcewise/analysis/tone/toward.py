"""The tone toward each mention of a target: by the model, or by the lexicons on the mention's clause."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from sourcewise.analysis import sentiment
from sourcewise.analysis.marks import plain
from sourcewise.analysis.people import agreement
from sourcewise.analysis.tone import classifier
from sourcewise.analysis.tone.classifier import CLASSES
from sourcewise.analysis.tone.clauses import clause

__all__ = ["CLASSES", "Classify", "located", "score"]

LONGEST = 2000  # characters of a clause
UNNAMED, UNCLEAR = "not named", "unclear"
UNREAD = -1

Classify = Callable[[Sequence[str], Sequence[tuple[int, int]]], pd.DataFrame]
Place = tuple[int, int, int]  # a sentence's row, and a span in it


def score(
    passages: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    scorer: Literal["model", "lexicon"] = "model",
    classify: Classify | None = None,
    lexicon: str = "mean",
    names: Iterable[str] = (),
    phrases: Iterable[str] | None = None,
    own: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How each mention is spoken of: same rows and index as `mentions`, whose columns come first.

    Added: `outlet`; `voice`, where the mention stands; `holder`, who says it (the outlet, the speaker, "not
    named", "unclear"); `mixed`, whether its sentence holds other voices too, so that no word of it is surely
    the outlet's own; `sentence` and `clause`, in plain marks; `vader`, `afinn`, `textblob` (and `own`) of the
    clause, every known name masked, and their `mean`; `tone`, -1 to 1; `confidence`, 0 to 1; `predicted`, one
    of CLASSES; `scorer`, which of the two gave the tone; `targets`, how many of them the sentence mentions;
    `cut`, whether the model read a part of it only; `reason` why there is no tone, else "".

    "model": `classify` (or else the shipped one) reads the whole sentence and fills negative, neutral and
    positive; the tone is positive less negative, the confidence that of the likeliest class. "lexicon": the
    tone is the score named by `lexicon`, how the clause sounds and not yet how it judges the target; the
    confidence is the share of the lexicons that give the sign that most give.
    `names`, `phrases`, `own` as in `sentiment.score`. A clause of more than LONGEST characters, or what
    `sentiment.unscored` names, is not scored. Raises ValueError for another scorer or lexicon, or where
    `classify` does not give a probability of each class for each mention.
    """
    classify = _which(scorer, lexicon, classify, own is not None)
    whole, places = located(passages, mentions)
    table = pd.concat(
        [mentions, _told(passages, mentions), _heard(whole, places, names, phrases, own, mentions.index)],
        axis=1,
    )
    lists = [*sentiment.LEXICONS, *([] if own is None else [sentiment.OWN])]
    table["mean"] = table[lists].mean(axis=1, skipna=False).round(6)
    rows = [row for row, *_ in places]
    table["targets"] = mentions["target"].groupby(rows).transform("nunique").astype("int64")
    if classify is None:
        return _by_lexicon(table, lists, lexicon)
    return _by_model(table, whole, places, classify)


def _which(scorer: str, lexicon: str, classify: Classify | None, own: bool) -> Classify | None:
    """The model to ask, or None for the lexicons."""
    choices = ("mean", *sentiment.LEXICONS, *([sentiment.OWN] if own else []))
    if lexicon not in choices:
        hint = "; it is read from lexicon_file" if lexicon == sentiment.OWN else ""
        raise ValueError(f"lexicon is {lexicon!r}; it must be one of {', '.join(choices)}{hint}")
    if scorer not in ("model", "lexicon"):
        raise ValueError(f"scorer is {scorer!r}; it must be 'model' or 'lexicon'")
    return (classify or classifier.classify) if scorer == "model" else None


def located(passages: pd.DataFrame, mentions: pd.DataFrame) -> tuple[list[str], list[Place]]:
    """The whole sentences, and of each mention the sentence and the span in it."""
    whole = sentiment.sentences(passages)
    row = pd.Series(sentiment.sentence_numbers(passages), index=passages["passage_id"])
    rows = row.loc[mentions["passage_id"]].to_numpy()
    offset = whole["start"].to_numpy()[rows]
    left, right = (mentions[side].to_numpy() - offset for side in ("start", "end"))
    return whole["text"].tolist(), list(zip(rows.tolist(), left.tolist(), right.tolist(), strict=True))


def _told(passages: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Outlet, voice, holder of each mention, and whether its sentence holds other voices."""
    number = sentiment.sentence_numbers(passages)
    several = passages.groupby(number)["voice"].transform("nunique").gt(1)
    by_id = passages.assign(mixed=several.to_numpy()).set_index("passage_id")
    told = by_id.loc[mentions["passage_id"], ["outlet", "voice", "speaker", "mixed"]].set_index(
        mentions.index
    )
    own, unclear = (told["voice"].isin([voice]) for voice in ("outlet", "unclear"))
    holder = told["speaker"].astype("str").fillna(UNNAMED).mask(own, told["outlet"].astype("str"))
    told["holder"] = holder.mask(unclear, UNCLEAR)
    return told[["outlet", "voice", "holder", "mixed"]].astype({"mixed": "bool"})


def _heard(
    whole: Sequence[str],
    places: Sequence[Place],
    names: Iterable[str],
    phrases: Iterable[str] | None,
    own: pd.DataFrame | None,
    index: pd.Index,
) -> pd.DataFrame:
    """What the lexicons hear in the clause of each mention; each clause is read once."""
    spans = [(row, *clause(whole[row], left, right)) for row, left, right in places]
    unique = list(dict.fromkeys(spans))
    clauses = [whole[row][left:right] for row, left, right in unique]
    short = [text if len(text) <= LONGEST else "" for text in clauses]
    scores = sentiment.score(short, names=names, phrases=phrases, own=own)
    scores["clause"] = pd.Series([plain(text) or None for text in short], dtype="str")
    why = sentiment.unscored(short)
    scores["reason"] = why.mask(np.array([len(text) > LONGEST for text in clauses], dtype=bool), "too long")
    at = {span: row for row, span in enumerate(unique)}
    scores = scores.iloc[[at[span] for span in spans]].set_index(index)
    shown = {row: plain(whole[row])[:LONGEST] for row in dict.fromkeys(row for row, *_ in places)}
    sentences = pd.Series([shown[row] for row, *_ in places], index=index, dtype="str")
    lists = [column for column in scores if column not in ("clause", "reason")]
    return pd.concat([sentences.rename("sentence"), scores[["clause", *lists, "reason"]]], axis=1)


def _by_lexicon(table: pd.DataFrame, lists: list[str], lexicon: str) -> pd.DataFrame:
    """The tone that one score of the lexicons gives."""
    signs = agreement.signs(table[lists])
    votes = np.stack([(signs == sign).sum(axis=1) for sign in (-1, 0, 1)])
    tone = table[lexicon]
    sign = agreement.signs(tone.to_frame())[lexicon]
    table["tone"] = tone
    confidence = pd.Series(votes.max(axis=0) / len(lists), index=table.index)
    table["confidence"] = confidence.where(tone.notna()).round(6)
    table["predicted"] = sign.map(dict(zip((-1, 0, 1), CLASSES, strict=True))).astype("str")
    return _ordered(table.assign(scorer="lexicon", cut=False))


def _by_model(
    table: pd.DataFrame, whole: Sequence[str], places: Sequence[Place], classify: Classify
) -> pd.DataFrame:
    """The tone that the model gives, asked once for each span of a sentence."""
    why = sentiment.unscored(whole).to_numpy()
    readable = [place for place in dict.fromkeys(places) if not why[place[0]]]
    given = _asked(classify, [whole[row] for row, *_ in readable], [place[1:] for place in readable])
    number = {place: i for i, place in enumerate(readable)}
    given = given.reindex([number.get(place, UNREAD) for place in places]).set_axis(table.index)
    odds = given[list(CLASSES)]
    table[list(CLASSES)] = odds.astype("Float64")
    table["tone"] = (odds["positive"] - odds["negative"]).round(6)
    table["confidence"] = odds.max(axis=1)
    table["predicted"] = classifier.classes(odds.dropna()).reindex(table.index).astype("str")
    table["cut"] = given["cut"].eq(True)
    table["reason"] = pd.Series([why[row] for row, *_ in places], index=table.index, dtype="str")
    return _ordered(table.assign(scorer="model"))


def _asked(classify: Classify, sentences: list[str], spans: list[tuple[int, int]]) -> pd.DataFrame:
    """What the model gives, rounded, and `cut`: checked, since all that follows rests on it."""
    if not sentences:
        return pd.DataFrame(columns=[*CLASSES, "cut"], dtype="float64")
    given = classify(sentences, spans)
    if missing := [name for name in CLASSES if name not in given]:
        raise ValueError(f"the model gives no column {missing[0]!r}; it must give {', '.join(CLASSES)}")
    odds = given[list(CLASSES)].reset_index(drop=True).astype("float64").round(6)
    right = len(odds) == len(sentences) and odds.ge(0).all(axis=None)
    if not right or not np.allclose(odds.sum(axis=1), 1, atol=2e-3):
        raise ValueError(f"the model must give {len(sentences)} rows of probabilities that sum to 1")
    return odds.assign(cut=odds.index.isin(given.attrs.get("cut", [])))


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that say what was found at the end, in the order of the docstring."""
    last = ["tone", "confidence", "predicted", "scorer", "targets", "cut", "reason"]
    return table[[*(column for column in table if column not in last), *last]]
