"""The same work assembled by hand from spaCy (blank), gensim and vaderSentiment, beside sourcewise, by stage.

    python benchmarks/by_hand.py FILE.jsonl.gz [--articles N] [--repeats N]

By hand is what a user's script does: read the lines, cut sentences, cut and count words, fit 20 topics,
score sentences with VADER, compare the means of outlets. What both do is compared; what only sourcewise does
(residue taken out, fields, voices and speakers, copies; two more lexicons) stands below it. Both run in a
process of their own, in turn, on one core. Writes a dated file to benchmarks/results.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import machine
import results
import whole
from case import PEERS

RESULTS = Path(__file__).parent / "results"
SETTINGS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
STAGES = ("read and sentences", "words and counts", "topics", "sentence scores", "means of outlets")
MORE = ("all of corpus/, not by hand", "three lexicons and masks, not by hand")
TOPICS, PASSES, SEED = 20, 5, 2022


class Clock:
    """Adds up the seconds of the processor by stage."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What the work gives; its seconds are noted."""
        start = time.process_time()
        done = work()
        self.seconds[stage] = round(self.seconds.get(stage, 0) + time.process_time() - start, 3)
        return done


def by_hand(folder: Path) -> dict[str, float]:
    """Seconds by stage of the script that a user writes."""
    import pandas as pd
    import spacy
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    clock, vader, nlp = Clock(), SentimentIntensityAnalyzer(), spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9

    def read() -> tuple[list[dict[str, Any]], list[Any]]:
        lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines]
        return articles, list(nlp.pipe(article["text"] for article in articles))

    def count() -> tuple[Dictionary, list[Any]]:
        words = [[word.lower_ for word in doc if word.is_alpha and not word.is_stop] for doc in docs]
        known = Dictionary(words)
        known.filter_extremes(no_below=2, no_above=1.0, keep_n=None)
        return known, [known.doc2bow(one) for one in words]

    articles, docs = clock.time(STAGES[0], read)
    known, bags = clock.time(STAGES[1], count)
    how = {"num_topics": TOPICS, "passes": PASSES, "random_state": SEED}
    clock.time(STAGES[2], lambda: LdaModel(bags, id2word=known, **how))
    scored = clock.time(
        STAGES[3],
        lambda: [
            [vader.polarity_scores(sentence.text)["compound"] for sentence in doc.sents] for doc in docs
        ],
    )
    table = pd.DataFrame(
        {
            "outlet": [one["outlet"] for one in articles],
            "score": [sum(one) / max(len(one), 1) for one in scored],
        }
    )
    clock.time(STAGES[4], lambda: table.groupby("outlet")["score"].agg(["mean", "count"]))
    return clock.seconds


def sourcewise(folder: Path) -> dict[str, float]:
    """Seconds by stage of the same through the library, as the notebooks call it."""
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    from sourcewise.analysis import sentiment, terms
    from sourcewise.analysis.modelling import mixture
    from sourcewise.corpus import build
    from sourcewise.corpus.document import parse
    from sourcewise.corpus.inputs.read import RawDocument
    from sourcewise.corpus.voices import segments

    clock, vader = Clock(), sentiment._scorers(True)["vader"]
    parse(RawDocument("a", "a", None, "", "utf-8", "text", "It is loaded. All of it."), given={})
    sentiment.score(["It is loaded."])

    def read() -> list[str]:
        lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        cut = ((text, segments.split(text, segments.find_blocks(text, ()))) for text in texts)
        return [text[one.start : one.end] for text, found in cut for one in found]

    def topics() -> np.ndarray:
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts.matrix)
        model = NMF(n_components=TOPICS, init="nndsvda", tol=1e-5, max_iter=2000, random_state=SEED)
        start = mixture.scaled(model.fit(weighted).transform(weighted), model.components_)
        return mixture.finish(counts.matrix, start)[0]

    clock.time(STAGES[0], read)
    passages = clock.time(MORE[0], lambda: build.read_corpus(folder))["passages"]
    body = passages[passages["kind"] == "body"]
    stop = terms.STOPWORDS
    counts = clock.time(STAGES[1], lambda: terms.count(body, stopwords=stop, min_count=2))
    clock.time(STAGES[2], topics)
    sentences = clock.time(MORE[1], lambda: sentiment.sentences(body))
    scored = clock.time(STAGES[3], lambda: [vader(text) for text in sentences["text"].tolist()])
    clock.time(MORE[1], lambda: sentiment.score(sentences["text"].tolist()))
    means = sentences.assign(score=scored).groupby(["outlet", "doc_id"])["score"]
    clock.time(STAGES[4], lambda: means.mean().groupby("outlet").agg(["mean", "count"]))
    return clock.seconds


WAYS = {"by hand": by_hand, "sourcewise": sourcewise}


def main() -> None:
    """Measure both, or, in a process that was started for it, one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", help="JSON lines; none for made-up articles")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        sys.path.append(os.environ.get("BENCH_PEERS", str(PEERS)))
        print(json.dumps(WAYS[given.way](given.file)))
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        made = whole.lay(Path(scratch, "corpus"), given.file, given.articles)
        runs = {way: [] for way in WAYS}
        for _ in range(given.repeats):
            for way in WAYS:
                runs[way].append(_once(way, Path(scratch, "corpus")))
    rows = [
        {"stage": stage, **{way: median(run[stage] for run in found) for way, found in runs.items()}}
        for stage in STAGES
    ]
    rows.append({"stage": "what both do", **{way: round(sum(row[way] for row in rows), 3) for way in WAYS}})
    own = runs["sourcewise"]
    rows += [
        {"stage": stage, "by hand": None, "sourcewise": median(run[stage] for run in own)} for stage in MORE
    ]
    measured = {**machine.describe(), "articles": given.articles, "made": made, "by_hand": rows}
    _tell(rows, given)
    print(f"written: {results.keep(measured, given.out, 'by-hand')}")


def _once(way: str, folder: Path) -> dict[str, float]:
    """Seconds by stage of one way, in a process of its own."""
    command = [sys.executable, __file__, str(folder), "--way", way]
    done = subprocess.run(command, env={**os.environ, **SETTINGS}, capture_output=True, text=True)
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise SystemExit(
            f"{way}: {last}. Are the peers there? `make bench-peers` puts them beside the project"
        )
    return json.loads(done.stdout)


def _tell(rows: list[dict[str, Any]], given: argparse.Namespace) -> None:
    """Print the table."""
    print(f"{given.articles:,} articles, median of {given.repeats}, seconds of the processor")
    for row in rows:
        hand, own = row["by hand"], row["sourcewise"]
        beside = "" if hand is None else f"by hand {hand:9.2f}   {hand / max(own, 1e-3):6.2f} times"
        print(f"{row['stage']:40}sourcewise {own:9.2f}   {beside}".rstrip())


if __name__ == "__main__":
    main()
