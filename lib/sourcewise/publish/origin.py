"""Where an output comes from: the parameters of the notebook that wrote it, and the hash of what it read."""

from pathlib import Path
from typing import Any

from sourcewise.files import hash_file

SET_BY_RUN = ("run", "corpus")
INPUTS = Path("corpus", "inputs.json")  # the corpus's files with their hashes, and how it was read
PLAIN = (str, int, float, bool, list, tuple, type(None))


def origin(run: Path | str) -> dict[str, Any]:
    """`parameters`, by name, of the notebook that runs this, and `inputs`, the sha256 of corpus/inputs.json.

    A notebook's parameters are its typed names, but for those that the run sets. Without a notebook or
    without tables there are none.
    """
    read = Path(run) / INPUTS
    return {"parameters": _parameters(), "inputs": hash_file(read) if read.is_file() else None}


def _parameters() -> dict[str, Any]:
    """Typed names of the running notebook with their values."""
    from IPython import get_ipython

    shell = get_ipython()
    names = shell.user_ns if shell is not None else {}
    typed = sorted(set(names.get("__annotations__", {})) - set(SET_BY_RUN))
    return {name: names[name] for name in typed if isinstance(names.get(name), PLAIN)}
