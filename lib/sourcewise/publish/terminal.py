"""Tables and sentences on a screen, in plain text that no article can steer."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 48  # columns that a value may take on the screen, the last one of a row twice as many


def table(title: str, frame: "pd.DataFrame", *, rows: int, widest: int = WIDEST) -> None:
    """Print the first `rows` rows of a frame under its title and their number; null is blank."""
    cells = frame.astype(object).where(frame.notna(), "")
    records(title, [tuple(frame.columns), *cells.itertuples(index=False, name=None)], rows, widest=widest)


def records(title: str, lines: Sequence[Sequence[Any]], rows: int, *, widest: int = WIDEST) -> None:
    """Print a table of records, the first of them its head."""
    limits = [widest] * (len(lines[0]) - 1) + [2 * widest]
    shown = [
        [_clip(printable(str(value)), limit) for value, limit in zip(record, limits, strict=True)]
        for record in lines[: rows + 1]
    ]
    click.echo(f"{title}: {len(lines) - 1}")
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    for record in shown if len(lines) > 1 else []:
        cells = [value + " " * (width - _width(value)) for value, width in zip(record, widths, strict=True)]
        click.echo(f"  {'  '.join(cells).rstrip()}")
    _more(len(lines) - 1 - rows)
    click.echo()


def sentences(title: str, told: Iterable[str], *, rows: int) -> None:
    """Print sentences whole, one a line."""
    told = list(told)
    click.echo(f"{title}: {len(told)}")
    for sentence in told[:rows]:
        click.echo(f"  {printable(sentence)}")
    _more(len(told) - rows)


def printable(text: str, *, keep: str = "") -> str:
    """Replace what would move the cursor or colour the screen: articles are texts of strangers."""
    return "".join(sign if sign.isprintable() or sign in keep else " " for sign in text)


def _more(left: int) -> None:
    if left > 0:
        click.echo(f"  ... and {left} more (--rows)")


def _clip(text: str, widest: int) -> str:
    """Cut a text that is too wide, with a mark that it goes on."""
    text = text[: widest + 1]
    while _width(text) > widest:
        text = text.removesuffix("…")[:-1] + "…"
    return text


def _width(text: str) -> int:
    """Columns on a screen: Chinese, Japanese and Korean signs take two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)
