"""Text from strangers on its way out: into HTML, into addresses within a page, into spreadsheets."""

import hashlib
import html
import re

# Classes that tell MathJax (version 3, then 2) to leave what is inside alone: `$` and `\\(` are plain text.
NO_MATH = "mathjax_ignore tex2jax_ignore"

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def printable(value: object) -> str:
    """`value` as text that HTML can hold: what it cannot becomes U+FFFD. Marks are still to be escaped."""
    return _CONTROL.sub("\ufffd", str(value))


def escape(value: object) -> str:
    """`value` as text that HTML shows as it is: marks escaped; what HTML cannot hold becomes U+FFFD."""
    return html.escape(printable(value))


def anchor(kind: str, key: str) -> str:
    """A stable id for `<kind key>` in a page: `anchor("finding", "a.b:c")` is `finding-a.b:c`.

    Characters that an address would have to escape become `-`, and a short hash of the key keeps it unique.
    """
    slug = re.sub(r"[^A-Za-z0-9._:-]+", "-", key)
    if slug != key:
        slug = f"{slug.strip('-')}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{kind}-{slug}"


def cell_anchor(notebook: str, cell: str) -> str:
    """The id of what a notebook's cell shows, by the cell's own id."""
    return anchor("cell", f"{notebook}.{cell}")


def check_key(what: str, key: str) -> str:
    """Return `key` if it can name a file; raise ValueError, saying of `what`, if not."""
    if not re.fullmatch(r"[a-z0-9-]+", key):
        raise ValueError(f"{what} key {key!r}: use small letters, digits and hyphens, such as 'quoted-share'")
    return key


def disarm(value: object) -> object:
    """Text that a spreadsheet would take for a formula, with `'` before it; all else unchanged."""
    if not isinstance(value, str) or _NUMBER.match(value):
        return value
    return f"'{value}" if value.startswith(("\t", "\r")) or value.lstrip().startswith(_FORMULA) else value
