"""Near copies: the pairs of texts whose runs of three words have a Jaccard similarity of .7 or more."""

import itertools
import re
from collections import defaultdict
from typing import Any

import numpy as np
from case import Case, Inputs, Stage, Work
from scipy import sparse

THRESHOLD, PERMUTATIONS, RUN, BLOCK = 0.7, 128, 3, 2_000
ROWS_IN_BAND = 8  # 16 bands: a pair at the threshold is a candidate with a probability of .61, at .8 of .95
BANDS = 32  # of four rows: .9999 and 1, at the price of more candidates

_WORD = re.compile(r"[^\W_]+")

Pairs = list[tuple[int, int]]


def runs(text: str) -> set[str]:
    """Every run of three words, without case and marks."""
    words = _WORD.findall(text.casefold())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def sourcewise(inputs: Inputs) -> Work:
    """`alike.clusters` at the threshold, which compares exactly what signatures bring together."""
    from sourcewise.corpus.copies import alike

    return lambda: [
        (first, text) for text, first, _ in alike.clusters(inputs.pieces, THRESHOLD) if text != first
    ]


def datasketch(inputs: Inputs) -> Work:
    """MinHash and MinHashLSH as their guide has them, then every candidate compared exactly."""
    from datasketch import MinHash, MinHashLSH

    def work() -> Pairs:
        sets = [runs(text) for text in inputs.pieces]
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

    def work() -> Pairs:
        sets = [runs(text) for text in inputs.pieces]
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

    def work() -> Pairs:
        number: dict[str, int] = defaultdict(itertools.count().__next__)
        rows = [[number[run] for run in runs(text)] for text in inputs.pieces]
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
        inputs.keep("near_pairs", found)
        return found

    return work


def checked(sets: list[set[str]], candidates: Pairs) -> Pairs:
    """The candidates that are near copies."""
    return [(a, b) for a, b in candidates if _jaccard(sets[a], sets[b]) >= THRESHOLD]


def _jaccard(one: set[str], other: set[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def amount(inputs: Inputs, _: Case) -> float:
    """Texts."""
    return len(inputs.pieces)


def once(inputs: Inputs) -> None:
    """Find the true pairs."""
    every_pair(inputs)()


def quality(inputs: Inputs, case: Case, result: Any) -> dict[str, float]:  # noqa: ANN401
    """Recall: of the true pairs, those whose texts stand in one cluster. Precision: of what is reported, near.

    Texts without a run (fewer than three words) are equal or not; they are left out of the precision.
    """
    true = [tuple(pair) for pair in inputs.kept("near_pairs")]
    leader = list(range(len(inputs.pieces)))

    def first(text: int) -> int:
        while leader[text] != text:
            leader[text] = leader[leader[text]]
            text = leader[text]
        return text

    for a, b in result:
        leader[first(max(a, b))] = first(min(a, b))
    together = sum(first(a) == first(b) for a, b in true)
    sets = [(runs(inputs.pieces[a]), runs(inputs.pieces[b])) for a, b in result]
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
