"""Which function drew a figure, from which table, with which options: enough to draw it again."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.figure import Figure


@dataclass(frozen=True)
class Recipe:
    """The function's name in `charts`, the table that it was given, its options, and what it left out."""

    by: str
    table: pd.DataFrame
    options: dict[str, Any] = field(default_factory=dict)


def drawn(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Have a drawing function leave its recipe with the figure, for `figures.save`."""

    @functools.wraps(draw)
    def noted(table: pd.DataFrame, **options: Any) -> Figure:  # noqa: ANN401 - those of the function
        fig = draw(table, **options)
        fig.recipe = Recipe(draw.__name__, table, options)
        return fig

    return noted


def of(fig: Figure) -> Recipe | None:
    """The recipe that a figure was drawn by; none for one that was drawn freely."""
    return getattr(fig, "recipe", None)


def leave(fig: Figure, note: str) -> None:
    """Have the caption say what a drawing function left out, in a sentence."""
    fig.left_out = note


def left_out(fig: Figure) -> str:
    """What the figure's drawing function left out."""
    return getattr(fig, "left_out", "")
