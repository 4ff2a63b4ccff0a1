"""Near copies: the pairs of texts whose runs of three words have a Jaccard similarity of .7 or more.

Every twentieth text is followed by a copy of which one to eight words in a hundred are replaced, since pieces
of different articles hold few near copies by themselves.
"""

import itertools
import random
import re
from collections import defaultdict
from typing import Any

import numpy as np
from case import Case, Inputs, Stage, Work
from scipy import sparse

THRESHOLD, PERMUTATIONS, RUN, BLOCK, SEED = 0.7, 128, 3, 2_000, 1
BANDS = 32  # of rensa's index, of four rows: of pairs at the threshold .9998 are candidates
PLANTED, CHANGED = 20, (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08)

_WORD = re.compile(r"[^\W_]+")

Pairs = list[tuple[int, int]]


def runs(text: str) -> set[str]:
    """Every run of three words, without case and marks."""
    words = _WORD.findall(text.casefold())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def sourcewise(inputs: Inputs) -> Work:
    """`alike.clusters` at the threshold, which compares exactly what signatures bring together."""
    from sourcewise.corpus.copies import alike

    texts = inputs.kept("copied")
    return lambda: [(first, text) for text, first, _ in alike.clusters(texts, THRESHOLD) if text != first]


def datasketch(inputs: Inputs) -> Work:
    """MinHash and MinHashLSH as their guide has them, then every candidate compared exactly."""
    from datasketch import MinHash, MinHashLSH

    texts = inputs.kept("copied")

    def work() -> Pairs:
        sets = [runs(text) for text in texts]
        index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
        candidates = []
        hashed = MinHash.generator(
            ([run.encode() for run in one] for one in sets), num_perm=PERMUTATIONS, seed=1
        )
        for number, signature in enumerate(hashed):
            candidates += [(other, number) for other in index.query(signature)]
            index.insert(number, signature)
        return checked(sets, candidates)

    return work


def rensa(inputs: Inputs) -> Work:
    """rensa's RMinHash and its index, then every candidate compared exactly."""
    from rensa import RMinHash, RMinHashLSH

    texts = inputs.kept("copied")

    def work() -> Pairs:
        sets = [runs(text) for text in texts]
        signatures = []
        for one in sets:
            signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
            signature.update(list(one))
            signatures.append(signature)
        index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
        index.insert_many(signatures)
        near = index.query_all(signatures)
        return checked(sets, [(min(a, b), max(a, b)) for a, found in enumerate(near) for b in found if a < b])

    return work


def every_pair(inputs: Inputs) -> Work:
    """All pairs, exactly: the product of the matrix of texts and runs with itself, by blocks of texts."""
    texts = inputs.kept("copied")

    def work() -> Pairs:
        number: dict[str, int] = defaultdict(itertools.count().__next__)
        rows = [[number[run] for run in runs(text)] for text in texts]
        bounds = np.cumsum([0, *map(len, rows)])
        columns = np.fromiter(itertools.chain.from_iterable(rows), np.int64, bounds[-1])
        cells = (np.ones(len(columns), dtype=np.int32), columns, bounds)
        matrix = sparse.csr_matrix(cells, shape=(len(rows), max(len(number), 1)))
        sizes, across, found = np.diff(bounds), matrix.T.tocsr(), []
        for first in range(0, len(rows), BLOCK):
            both = (matrix[first : first + BLOCK] @ across).tocoo()
            a, b = both.row + first, both.col
            near = (a < b) & (both.data >= THRESHOLD * (sizes[a] + sizes[b] - both.data))
            found += zip(a[near].tolist(), b[near].tolist(), strict=True)
        inputs.keep("near_pairs", sorted(found))
        return sorted(found)

    return work


def checked(sets: list[set[str]], candidates: Pairs) -> Pairs:
    """The candidates that are near copies."""
    return [(a, b) for a, b in candidates if _jaccard(sets[a], sets[b]) >= THRESHOLD]


def _jaccard(one: set[str], other: set[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def amount(inputs: Inputs, _: Case) -> float:
    """Texts."""
    return len(inputs.kept("copied"))


def once(inputs: Inputs) -> None:
    """Plant the copies, and find the true pairs."""
    rng, copied = random.Random(SEED), []
    for number, text in enumerate(inputs.pieces):
        copied.append(text)
        if number % PLANTED == 0:
            share, words = CHANGED[number // PLANTED % len(CHANGED)], text.split(" ")
            copied.append(" ".join("replaced" if rng.random() < share else word for word in words))
    inputs.keep("copied", copied)
    every_pair(inputs)()


def quality(inputs: Inputs, case: Case, result: Any) -> dict[str, float]:  # noqa: ANN401
    """Recall: of the true pairs, those in one cluster. Precision: of what is reported, the near copies.

    Texts without a run (fewer than three words) are equal or not; they are left out of the precision.
    """
    true, texts = [tuple(pair) for pair in inputs.kept("near_pairs")], inputs.kept("copied")
    leader = list(range(len(texts)))

    def first(text: int) -> int:
        while leader[text] != text:
            leader[text] = leader[leader[text]]
            text = leader[text]
        return text

    for a, b in result:
        leader[first(max(a, b))] = first(min(a, b))
    together = sum(first(a) == first(b) for a, b in true)
    sets = [(runs(texts[a]), runs(texts[b])) for a, b in result]
    near = [_jaccard(*both) >= THRESHOLD - 1e-9 for both in sets if all(both)]
    recall = {"recall": together / len(true)} if true else {}
    precision = {"precision": sum(near) / len(near)} if near else {}
    return {**recall, **precision, "pairs": len(true)}


STAGE = Stage(
    "near copies",
    "texts",
    (
        Case("sourcewise", sourcewise),
        Case("datasketch, exact check", datasketch, needs="datasketch", asked=3.0),
        Case("rensa, exact check", rensa, needs="rensa"),
        Case("every pair, exactly", every_pair),
    ),
    amount,
    quality=quality,
    once=once,
)
