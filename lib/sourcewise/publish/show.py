"""What a notebook shows besides figures: sentences, tables, quoted passages, findings.

Every text is escaped, for HTML and against MathJax; Markdown is never used for what articles say.
"""

import pandas as pd

from sourcewise.publish import output, safe
from sourcewise.publish.evidence import findings, passages
from sourcewise.publish.tables import table

__all__ = ["findings", "passages", "say", "settings", "table"]


def settings() -> None:
    """Set how pandas shows frames in a notebook: no formulas in them, few rows, long text cut."""
    pd.set_option("display.html.use_mathjax", False)
    pd.set_option("display.max_rows", 30)
    pd.set_option("display.max_columns", 20)
    pd.set_option("display.max_colwidth", 100)
    pd.set_option("display.width", 110)
    pd.set_option("display.precision", 3)


def say(*texts: str) -> None:
    """Show plain text, such as sentences computed from a result: a paragraph each."""
    lines = [" ".join(text.split()) for text in texts]
    html = [f'<p class="sw-say {safe.NO_MATH}">{safe.escape(line)}</p>' for line in lines]
    output.emit("\n".join(html), "\n".join(lines))
