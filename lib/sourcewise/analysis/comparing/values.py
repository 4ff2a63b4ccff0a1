"""One number an article: checked, and laid beside the articles that count."""

import numpy as np
import pandas as pd

from sourcewise.analysis.comparing.independence import Unit
from sourcewise.analysis.comparing.pairs import comparable


def aligned(
    values: pd.Series | pd.DataFrame, articles: pd.DataFrame, statistic: str, unit: Unit, within: str | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who the articles are (`pairs.comparable`), by doc_id in order, and their values, a column a statistic.

    Raises ValueError for a doc_id that `articles` lacks or that comes twice, values that are not finite
    numbers, and two statistics of one name.
    """
    if isinstance(values, pd.Series):
        values = values.to_frame(statistic or values.name or "value")
    values = values.rename(columns=str)
    if values.columns.has_duplicates:
        twice = values.columns[values.columns.duplicated()][0]
        raise ValueError(f"two statistics are called {twice!r}; give each column a name of its own")
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()][0]
        raise ValueError(f"article {twice!r} has two values; give one number an article, such as its mean")
    strangers = values.index.difference(articles["doc_id"])
    if len(strangers):
        raise ValueError(f"{strangers[0]!r} is not a doc_id of table 'articles'; index the values by doc_id")
    try:
        numbers = values.astype("Float64").astype(float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the values must be numbers, one an article: {error}") from error
    if np.isinf(numbers.to_numpy()).any():
        row, column = np.argwhere(np.isinf(numbers.to_numpy()))[0]
        raise ValueError(f"article {numbers.index[row]!r} has an infinite {numbers.columns[column]!r}")
    table = comparable(articles, unit=unit, within=within)
    numbers = numbers.reindex(table.index)
    table.index = numbers.index = table.index.astype(
        object
    )  # so that doc_ids are the same strings everywhere
    return table, numbers
