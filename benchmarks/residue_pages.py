"""How near the residue rules come to an article's body on whole pages as text, where no HTML helps.

`python benchmarks/residue_pages.py FOLDER` takes `whole-page-text.json` and `ground-truth.json` of
scrapinghub's article-extraction-benchmark and scores as `pages.py` does. It prints the score of the whole
page, of what the rules keep, and of what they keep without `outside_article`; and how much of the bodies
themselves the rules take.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from pages import score

from sourcewise.corpus.cleaning.residue import find_residue, keep


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
        f1, precision, recall = score(bodies, {page: way(pages[page]) for page in bodies})
        print(f"{name:24} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({len(bodies)} pages)")
    for name, off in (("all rules", []), ("all but outside_article", ["outside_article"])):
        taken = sum(
            _visible(body) - _visible(keep(body, find_residue(body, off=off))) for body in bodies.values()
        )
        print(
            f"of the bodies, {name} take {taken / sum(map(_visible, bodies.values())):.3%} of the characters"
        )


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _bodies(path: Path) -> dict[str, str]:
    return {page: row["articleBody"] for page, row in json.loads(path.read_text(encoding="utf-8")).items()}


if __name__ == "__main__":
    main()
