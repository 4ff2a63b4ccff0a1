"""How near the residue rules come to an article's body on whole pages as text, where no HTML helps.

`python benchmarks/residue_pages.py FOLDER` takes `whole-page-text.json` and `ground-truth.json` of
scrapinghub's article-extraction-benchmark and scores as it does: shingles of four words, precision and recall
averaged over pages, F1 of the averages. It prints the score of the whole page, of what the rules keep, and of
what they keep without `outside_article`; and how much of the bodies themselves the rules take.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from sourcewise.corpus.cleaning.residue import find_residue, keep

SHINGLE = 4


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    pages, bodies = (_bodies(folder / name) for name in ("whole-page-text.json", "ground-truth.json"))
    ways: dict[str, Callable[[str], str]] = {
        "whole page": lambda text: text,
        "all rules": lambda text: keep(text, find_residue(text)),
        "all but outside_article": lambda text: keep(text, find_residue(text, off=["outside_article"])),
    }
    for name, way in ways.items():
        precision, recall, f1 = score((bodies[page], way(pages[page])) for page in bodies)
        print(f"{name:24} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({len(bodies)} pages)")
    for name, off in (("all rules", []), ("all but outside_article", ["outside_article"])):
        taken = sum(
            _visible(body) - _visible(keep(body, find_residue(body, off=off))) for body in bodies.values()
        )
        print(
            f"of the bodies, {name} take {taken / sum(map(_visible, bodies.values())):.3%} of the characters"
        )


def score(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their F1 over pairs of a body and what was kept of its page."""
    rates = [_rates(_shingles(body), _shingles(kept)) for body, kept in pairs]
    precision, recall = (sum(column) / len(rates) for column in zip(*rates, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)


def _rates(body: Counter[tuple[str, ...]], kept: Counter[tuple[str, ...]]) -> tuple[float, float]:
    shared = (body & kept).total()
    return shared / max(1, kept.total()), shared / max(1, body.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _bodies(path: Path) -> dict[str, str]:
    return {page: row["articleBody"] for page, row in json.loads(path.read_text(encoding="utf-8")).items()}


if __name__ == "__main__":
    main()
