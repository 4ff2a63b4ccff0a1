"""How near the text that is taken from web pages comes to bodies marked by hand, beside trafilatura's own.

`python benchmarks/pages.py FOLDER` takes a folder with `ground-truth.json` (page to `articleBody`) and
`html/PAGE.html.gz`, as scrapinghub's article-extraction-benchmark has them, and scores as it does: runs of
four words; of each page the right, wrong and missing ones as shares of their sum; precision and recall as
means over pages; F1 of the two means. Then how many pages state each field.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import trafilatura

from sourcewise.corpus.inputs.decode import decode
from sourcewise.corpus.inputs.pages import charset, read_page

LONG = 4
_WORD = re.compile(r"\w+")

Shares = tuple[float, float, float]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of LONG words, or the whole of a shorter text."""
    words = _WORD.findall(text)
    return Counter(tuple(words[place : place + LONG]) for place in range(max(1, len(words) - LONG + 1)))


def shares(true: str, found: str) -> Shares:
    """Right, wrong and missing shingles of one page, as shares of their sum."""
    wanted, given = shingles(true), shingles(found)
    counts = [(wanted & given).total(), (given - wanted).total(), (wanted - given).total()]
    right, wrong, missing = (count / sum(counts) for count in counts)
    return right, wrong, missing


def score(true: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """F1, precision and recall over all pages, each from 0 to 1."""
    pages = [shares(text, found.get(page, "")) for page, text in true.items()]
    precision = sum(_share(right, wrong) for right, wrong, _ in pages) / len(pages)
    recall = sum(_share(right, missing) for right, _, missing in pages) / len(pages)
    return 2 * precision * recall / (precision + recall), precision, recall


def _share(right: float, other: float) -> float:
    return right / (right + other) if right + other else 1.0


def _read(folder: Path) -> dict[str, str]:
    """Every page's HTML by its name."""
    html = {}
    for path in sorted((folder / "html").glob("*.html.gz")):
        data = gzip.decompress(path.read_bytes())
        html[path.name.removesuffix(".html.gz")] = decode(data, named=charset(data)).text
    return html


def _body(html: str) -> str:
    try:
        return read_page(html).text
    except ValueError:
        return ""


def main() -> None:
    """Print both extractions' scores, and the share of pages that state each field."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    marked = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    true = {page: article["articleBody"] for page, article in marked.items()}
    html = _read(folder)
    ways: dict[str, Callable[[str], str]] = {
        "sourcewise": _body,
        f"trafilatura {trafilatura.__version__}, as it comes": lambda page: trafilatura.extract(page) or "",
    }
    print(f"{'body text of ' + str(len(true)) + ' pages':32} {'F1':>7} {'precision':>10} {'recall':>8}")
    for name, way in ways.items():
        f1, precision, recall = score(true, {page: way(text) for page, text in html.items()})
        print(f"{name:32} {f1:7.4f} {precision:10.4f} {recall:8.4f}")
    stated = [read_page(text) for text in html.values()]
    for field, count in Counter(field for page in stated for field in page.stated).most_common():
        print(f"{field:32} stated by {count} of {len(stated)} pages")
    for reason in (reason for page in stated for reason in page.reasons):
        print(f"not used: {reason}")


if __name__ == "__main__":
    main()
