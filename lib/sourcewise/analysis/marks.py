"""Typographic marks and blanks made plain, so that a program reads what a person reads."""

import re
import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ′´`＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("‒–—―", " - "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # soft hyphen, blanks of no width
        "…": "... ",
    }
)
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """`text` in NFC with straight quotes and apostrophes, plain dashes, and one blank for any blanks.

    A dash stands between blanks, a hyphen is kept, "…" is "...". The result may be shorter or longer than
    `text`: it is for reading and scoring, never for offsets. plain(plain(x)) is plain(x).
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_PLAIN)).strip()
