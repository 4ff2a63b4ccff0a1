"""The absolute paths that could show in an output, and what is shown instead."""

import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import sourcewise


def find_places(*, run: Sequence[Path], corpus: Path) -> dict[str, str]:
    """Return absolute paths by what is shown instead of them; `run` may be known under several."""
    named = [
        *((path, "RUN") for path in run),
        (corpus, "CORPUS"),
        (Path(sourcewise.__file__).parents[2], "SOURCEWISE"),
        (Path(sysconfig.get_path("stdlib")), "PYTHON"),
        (Path(sysconfig.get_path("purelib")), "PACKAGES"),
        (Path(tempfile.gettempdir()), "TMP"),
        (Path.home(), "~"),
    ]
    return {str(form): shown for path, shown in reversed(named) for form in (path.absolute(), path.resolve())}
