"""Cuts BERT's table of word pieces to those that news uses; run once, its result is vocabulary.txt.

`python training/vocabulary.py MODEL_FOLDER TEXTS.jsonl[.gz] ...` counts the pieces of the key `text` or
`sentence` of each line. Kept: the pieces counted LEAST times or more, the single characters of ASCII and
Latin-1, the special pieces. The texts only choose the table: the model is not trained on them.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

HERE = Path(__file__).parent
LEAST = 10
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused1]", "[unused2]", "[unused3]")


def main() -> None:
    """Count, cut and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("model", type=Path)
    options.add_argument("texts", type=Path, nargs="+")
    given = options.parse_args()
    table = Tokenizer.from_file(str(given.model / "tokenizer.json"))
    table.no_truncation()
    table.no_padding()
    counts: Counter[int] = Counter()
    for text in (text for path in given.texts for text in read(path)):
        counts.update(table.encode(text, add_special_tokens=False).ids)
    kept = [piece for piece, number in by_number(table) if counts[number] >= LEAST or always(piece)]
    (HERE / "vocabulary.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    lost = sum(n for number, n in counts.items() if counts[number] < LEAST) / counts.total()
    print(f"{len(kept)} of {table.get_vocab_size()} pieces kept; {lost:.2%} of the pieces read are lost")


def read(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row.get("text") or row["sentence"]


def by_number(table: Tokenizer) -> list[tuple[str, int]]:
    """Every piece and its number, in order."""
    return sorted(table.get_vocab().items(), key=lambda item: item[1])


def always(piece: str) -> bool:
    """Whether a piece is kept whatever the counts."""
    return piece in SPECIAL or (len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 256)


if __name__ == "__main__":
    main()
