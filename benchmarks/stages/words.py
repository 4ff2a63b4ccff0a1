"""Tokens and sparse counts: how often each text has each word."""

import re
from typing import Any

import numpy as np
from case import Case, Inputs, Stage, Work, megabytes
from scipy import sparse

_CONTRACTED = re.compile(
    r"\b(?:do|does|did|is|are|was|were|have|has|had|would|could|should|ca|wo)n['’]t\b", re.I
)


def sourcewise(inputs: Inputs) -> Work:
    """`terms.count`, as notebook 02 calls it."""
    import pandas as pd

    from sourcewise.analysis import terms

    ids = [f"d{number}" for number in range(len(inputs.pieces))]
    passages = pd.DataFrame({"doc_id": ids, "passage_id": ids, "text": inputs.pieces})

    def work() -> Any:  # noqa: ANN401
        counts = terms.count(passages)
        return counts.matrix, counts.terms

    return work


def scikit_learn(inputs: Inputs) -> Work:
    """`CountVectorizer()` as it comes, which cuts at apostrophes."""
    return _vectorised(inputs)


def nltk(inputs: Inputs) -> Work:
    """`CountVectorizer` with NLTK's word tokenizer, line by line: its sentences take a download."""
    from nltk.tokenize import word_tokenize

    return _vectorised(
        inputs, tokenizer=lambda text: word_tokenize(text, preserve_line=True), token_pattern=None
    )


def spacy(inputs: Inputs) -> Work:
    """`CountVectorizer` with the tokenizer of `spacy.blank("en")`."""
    import spacy

    nlp = spacy.blank("en")
    return _vectorised(
        inputs, tokenizer=lambda text: [word.text for word in nlp.make_doc(text)], token_pattern=None
    )


def gensim(inputs: Inputs) -> Work:
    """`Dictionary` and `doc2bow` of gensim's own tokenizer."""
    from gensim import corpora, matutils, utils

    def work() -> Any:  # noqa: ANN401
        known = corpora.Dictionary()
        bags = [
            known.doc2bow(utils.tokenize(text, lowercase=True), allow_update=True) for text in inputs.pieces
        ]
        return matutils.corpus2csc(bags, num_terms=len(known)).T.tocsr(), [
            known[n] for n in range(len(known))
        ]

    return work


def polars(inputs: Inputs) -> Work:
    """A regular expression in polars, grouped there and put into a sparse matrix."""
    import polars as pl

    def work() -> Any:  # noqa: ANN401
        found = pl.Series(inputs.pieces).str.to_lowercase().str.extract_all(r"\w+(?:['’]\w+)*")
        table = pl.DataFrame({"row": pl.arange(len(found), eager=True), "word": found}).explode("word")
        cells = table.drop_nulls().with_columns(pl.col("word").cast(pl.Categorical))
        cells = cells.group_by("row", "word").len()
        codes = cells["word"].to_physical().to_numpy()
        shape = (len(found), int(codes.max()) + 1)
        matrix = sparse.csr_matrix((cells["len"].to_numpy(), (cells["row"].to_numpy(), codes)), shape=shape)
        names = np.empty(shape[1], dtype=object)
        names[codes] = cells["word"].cast(pl.String).to_numpy()
        return matrix, ["" if name is None else name for name in names]

    return work


def split(inputs: Inputs) -> Work:
    """The floor: cut at blanks, count nothing."""

    def work() -> None:
        for text in inputs.pieces:
            text.split()

    return work


def quality(inputs: Inputs, case: Case, result: Any) -> dict[str, float]:  # noqa: ANN401
    """Share of the contractions ("don't") that are counted as one word."""
    there = sum(len(_CONTRACTED.findall(text)) for text in inputs.pieces)
    if result is None or not there:
        return {}
    matrix, terms = result
    whole = [at for at, term in enumerate(terms) if _CONTRACTED.fullmatch(str(term))]
    return {"contractions_whole": float(matrix[:, whole].sum()) / there}


def _vectorised(inputs: Inputs, **options: Any) -> Work:  # noqa: ANN401
    from sklearn.feature_extraction.text import CountVectorizer

    def work() -> Any:  # noqa: ANN401
        vectorizer = CountVectorizer(**options)
        matrix = vectorizer.fit_transform(inputs.pieces)
        return matrix, vectorizer.get_feature_names_out()

    return work


STAGE = Stage(
    "tokens and sparse counts",
    "MB",
    (
        Case("sourcewise", sourcewise),
        Case("scikit-learn CountVectorizer", scikit_learn, asked=1.0),
        Case("NLTK word_tokenize", nltk, most=3_000),
        Case("gensim Dictionary", gensim, needs="gensim", most=6_000),
        Case("spaCy blank", spacy, needs="spacy", most=3_000),
        Case("polars", polars, needs="polars"),
        Case("str.split, no counts", split, less=True),
    ),
    megabytes,
    quality=quality,
)
