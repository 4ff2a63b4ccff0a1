"""Lines of a concordance in HTML, the query in the middle."""

import pandas as pd

from sourcewise.publish import safe

SHOWN = 100  # more is not read

_HEADS = ("outlet", "date", "voice", "before", "match", "after", "passage")


def kwic(lines: pd.DataFrame, *, caption: str, most: int = SHOWN) -> str:
    """The first `most` lines of `wording.concordance` as a table; every text escaped."""
    if lines.empty:
        return ""
    heads = "".join(
        f'<th scope="col"{" class=sw-right" if name == "before" else ""}>{name}</th>' for name in _HEADS
    )
    shown = lines.head(most)
    rows = "\n".join(f"<tr>{_row(row)}</tr>" for row in shown.to_dict("records"))
    more = f'<p class="sw-note">The first {most} of {len(lines):,} lines.</p>' if len(lines) > most else ""
    return (
        f'<div class="sw-scroll" tabindex="0" role="group" aria-label="Lines">'
        f'<table class="sw-table sw-lines {safe.NO_MATH}"><caption>{safe.escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>{more}"
    )


def _row(row: dict[str, object]) -> str:
    """One line."""
    date = "" if pd.isna(row["published"]) else str(row["published"])[:10]
    voice = row["voice"] if pd.isna(row["speaker"]) else f"{row['voice']}: {row['speaker']}"
    cells = [safe.escape(value) for value in (row["outlet"], date, voice)]
    left, match, right = (safe.escape(row[name]) for name in ("left", "match", "right"))
    cells += [left, f"<b>{match}</b>", right, safe.escape(row["passage_id"])]
    return "".join(f"<td{' class=sw-right' if at == 3 else ''}>{cell}</td>" for at, cell in enumerate(cells))
