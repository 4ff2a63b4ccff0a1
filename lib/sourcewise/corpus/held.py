"""A corpus's tables, each read when it is asked for and held as long as somebody uses it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from weakref import WeakValueDictionary

import pandas as pd

from sourcewise.corpus import tables


class Tables(Mapping[str, pd.DataFrame]):
    """The tables `names` in `folder`, by name.

    A table that nobody holds any more leaves memory, and is read again when it is asked for again. Raises
    KeyError for another name, FileNotFoundError and ValueError as `tables.load` does.
    """

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        """Take the folder of the tables; nothing is read yet."""
        self._folder, self._names = folder, names
        self._held: WeakValueDictionary[str, pd.DataFrame] = WeakValueDictionary()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Read a table, unless somebody holds it."""
        if name not in self._names:
            raise KeyError(f"{name!r} is no table of a corpus; they are {', '.join(self._names)}")
        table = self._held.get(name)
        if table is None:
            self._held[name] = table = tables.load(name, self._folder)
        return table

    def __iter__(self) -> Iterator[str]:
        """The names of the tables."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._names)
