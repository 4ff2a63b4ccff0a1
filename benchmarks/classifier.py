"""Mentions a second of the model of sentiment toward a target, beside VADER on the same sentences.

`python benchmarks/classifier.py FILE` takes a file of JSON lines with the keys `sentence`, `from` and `to`.
On a busy machine the seconds of the processor tell more than those of the clock, and the ratio to VADER more
than both.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from sourcewise.analysis.tone import classifier


def main() -> None:
    """Time both, and compare the answers of one thread and two."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--most", type=int, default=2000)
    given = options.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()][: given.most]
    mentions = {(row["sentence"], row["from"], row["to"]) for row in rows}
    sentences, spans = [text for text, *_ in sorted(mentions)], [tuple(span) for _, *span in sorted(mentions)]
    words = sum(len(text.split()) for text in sentences) / len(sentences)
    print(f"{len(sentences)} mentions, {words:.0f} words a sentence")
    classifier.classify(sentences[:8], spans[:8])
    one = timed("model, 1 thread", len(sentences), lambda: classifier.classify(sentences, spans))
    classifier.classify(sentences[:8], spans[:8], threads=2)
    two = timed("model, 2 threads", len(sentences), lambda: classifier.classify(sentences, spans, threads=2))
    vader = SentimentIntensityAnalyzer()
    timed("VADER", len(sentences), lambda: [vader.polarity_scores(text) for text in sentences])
    same = classifier.classes(one).eq(classifier.classes(two)).mean()
    print(f"same class with one thread and two: {same:.2%}; same probabilities: {one.eq(two).all(axis=None)}")


def timed(what: str, mentions: int, work: Callable[[], pd.DataFrame | list]) -> pd.DataFrame | list:
    """Print how many a second."""
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(
        f"{what:16} {mentions / clock:7.0f} a second, {mentions / processor:7.0f} a second of the processor"
    )
    return done


if __name__ == "__main__":
    main()
