"""The default topic model with 20 topics, and the coherence of its topics by one function for all."""

from functools import partial
from typing import Any

import numpy as np
from case import Case, Inputs, Stage, Work
from scipy import sparse

TOPICS, SEED, TOP = 20, 2022, 10
PASSES, ROUNDS = 5, 200  # of gensim's LDA over the texts; of tomotopy's sampler


def once(inputs: Inputs) -> None:
    """Count the words as notebook 03 does."""
    from sklearn.feature_extraction.text import CountVectorizer

    from sourcewise.analysis import terms

    stop = sorted(terms.STOPWORDS)
    how = {"tokenizer": terms.tokenize, "token_pattern": None, "lowercase": False, "stop_words": stop}
    vectorizer = CountVectorizer(**how, min_df=2 if len(inputs.pieces) > 10 else 1)
    sparse.save_npz(inputs.folder / "counts.npz", vectorizer.fit_transform(inputs.pieces))
    inputs.keep("terms", vectorizer.get_feature_names_out().tolist())


def counts(inputs: Inputs) -> sparse.csr_matrix:
    """Texts x terms."""
    return sparse.load_npz(inputs.folder / "counts.npz").tocsr()


def sourcewise(inputs: Inputs) -> Work:
    """As notebook 03: NMF of tf-idf to a tolerance of 1e-5, then ten steps of EM for shares of words."""
    from sklearn.decomposition import NMF

    from sourcewise.analysis.modelling import mixture

    counted, weighted = _weighted(inputs)

    def work() -> np.ndarray:
        model = NMF(init="nndsvda", tol=1e-5, max_iter=2000, n_components=TOPICS, random_state=SEED)
        start = mixture.scaled(model.fit(weighted).transform(weighted), model.components_)
        return mixture.finish(counted, start)[1]

    return work


def nmf(inputs: Inputs, **options: Any) -> Work:  # noqa: ANN401
    """scikit-learn's NMF of tf-idf."""
    from sklearn.decomposition import NMF

    _, weighted = _weighted(inputs)
    weighted = weighted.astype(options.pop("dtype", np.float64))

    def work() -> np.ndarray:
        return NMF(n_components=TOPICS, random_state=SEED, **options).fit(weighted).components_

    return work


def lda(inputs: Inputs) -> Work:
    """scikit-learn's LDA as it comes: batches, ten rounds."""
    from sklearn.decomposition import LatentDirichletAllocation

    counted = counts(inputs)
    model = LatentDirichletAllocation(n_components=TOPICS, random_state=SEED)
    return lambda: model.fit(counted).components_


def gensim(inputs: Inputs) -> Work:
    """gensim's LDA, five passes."""
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus, names = (
        Sparse2Corpus(counts(inputs), documents_columns=False),
        dict(enumerate(inputs.kept("terms"))),
    )
    how = {"num_topics": TOPICS, "passes": PASSES, "random_state": SEED}
    return lambda: LdaModel(corpus, id2word=names, **how).get_topics()


def tomotopy(inputs: Inputs) -> Work:
    """tomotopy's LDA by Gibbs sampling, one worker."""
    import tomotopy

    counted, names = counts(inputs), np.array(inputs.kept("terms"), dtype=object)
    texts = [np.repeat(names[row.indices], row.data).tolist() for row in counted]

    def work() -> np.ndarray:
        model = tomotopy.LDAModel(k=TOPICS, seed=SEED)
        for text in filter(None, texts):
            model.add_doc(text)
        model.train(ROUNDS, workers=1, parallel=tomotopy.ParallelScheme.NONE)
        place = {name: at for at, name in enumerate(names.tolist())}
        found = np.zeros((TOPICS, len(names)))
        at = [place[name] for name in model.used_vocabs]
        for topic in range(TOPICS):
            found[topic, at] = model.get_topic_word_dist(topic)
        return found

    return work


def amount(inputs: Inputs, _: Case) -> float:
    """Models: the rate is how many a second."""
    return 1.0


def quality(inputs: Inputs, case: Case, components: Any) -> dict[str, float]:  # noqa: ANN401
    """Mean NPMI of the topics' words over the texts that the model was fitted to: of the ten heaviest, and of
    the ten that tell the topic best (`topics.score`), by which sourcewise names it.
    """
    from sourcewise.analysis import topics
    from sourcewise.analysis.modelling import coherence

    words = np.asarray(components, dtype="float64")
    ways = {"npmi": words, "npmi_by_score": topics.score(words / words.sum(axis=1, keepdims=True))}
    counted = counts(inputs)
    means = {way: coherence.npmi(coherence.top(of, TOP), counted) for way, of in ways.items()}
    return {way: float(np.nanmean(found)) for way, found in means.items()}


def _weighted(inputs: Inputs) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Counts, and their tf-idf."""
    from sklearn.feature_extraction.text import TfidfTransformer

    counted = counts(inputs)
    return counted, TfidfTransformer(sublinear_tf=True).fit_transform(counted)


STAGE = Stage(
    "default topic model, k = 20",
    "models",
    (
        Case("sourcewise: NMF to 1e-5, ten steps of EM", sourcewise),
        Case("scikit-learn NMF as it comes", nmf, asked=0.5),
        Case("scikit-learn NMF, float32, tol 1e-3", partial(nmf, init="nndsvda", tol=1e-3, dtype=np.float32)),
        Case("scikit-learn LDA as it comes", lda),
        Case(f"gensim LDA, {PASSES} passes", gensim, needs="gensim"),
        Case(f"tomotopy LDA, {ROUNDS} rounds", tomotopy, needs="tomotopy"),
    ),
    amount,
    quality=quality,
    once=once,
)
