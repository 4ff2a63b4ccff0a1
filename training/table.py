"""The tokenizer that ships: BERT's rules, the pieces of vocabulary.txt, no special words in the text."""

import json
from pathlib import Path

PIECES = Path(__file__).parent / "vocabulary.txt"


def pieces() -> list[str]:
    """The table in its order; the first is padding."""
    return PIECES.read_text(encoding="utf-8").splitlines()


def write(base: Path, out: Path) -> None:
    """Write `out` from the base model's tokenizer.json.

    Without the added tokens a text that holds "[SEP]" is read as the six characters that it is.
    """
    table = json.loads(base.read_text(encoding="utf-8"))
    table |= {"added_tokens": [], "post_processor": None, "padding": None, "truncation": None}
    table["model"]["vocab"] = {piece: number for number, piece in enumerate(pieces())}
    out.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
