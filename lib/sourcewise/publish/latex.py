"""A table as LaTeX with booktabs, to be read by `\\input`: no text of it is a command."""

from collections.abc import Mapping, Sequence

_SIGNS = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": r"$-$",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "[": "{[}",
    "]": "{]}",
}


def escape(text: str) -> str:
    """A text that LaTeX prints as it is, on one line."""
    return "".join(_SIGNS.get(sign, sign) for sign in " ".join(str(text).split()) if sign.isprintable())


def table(
    cells: Mapping[str, Sequence[str]],
    right: Mapping[str, bool],
    *,
    key: str,
    caption: str,
    notes: Sequence[str],
) -> str:
    """A `table` with rules of booktabs: caption above, notes below, numbers on the right.

    `cells` holds the texts of each column by its head. Needs `\\usepackage{booktabs}` and, for letters beyond
    Latin, XeLaTeX or LuaLaTeX.
    """
    sides = "".join("r" if right[name] else "l" for name in cells)
    heads = " & ".join(escape(name.replace("_", " ")) for name in cells)
    rows = [" & ".join(map(escape, row)) + r" \\" for row in zip(*cells.values(), strict=True)]
    below = [rf"\par\smallskip\footnotesize {escape(note)}" for note in notes if note]
    lines = [
        r"\begin{table}", r"\centering", rf"\caption{{{escape(caption)}}}", rf"\label{{tab:{key}}}",
        rf"\begin{{tabular}}{{{sides}}}", r"\toprule", rf"{heads} \\", r"\midrule", *rows, r"\bottomrule",
        r"\end{tabular}", *below, r"\end{table}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
