"""What JupyterLab does before it saves: the project's own notebooks are kept free of outputs."""

from pathlib import PurePosixPath
from typing import Any

from sourcewise.lab.copies import without_outputs

ORIGINALS = "notebooks"  # the folder, seen from JupyterLab's root


def strip(model: dict[str, Any], path: str, contents_manager: object = None, **_: object) -> None:
    """Take the outputs out of a notebook that is saved in the folder of the originals; others stay.

    A `pre_save_hook` of Jupyter's contents manager: whoever opens an original itself commits no output.
    """
    inside = PurePosixPath(path.strip("/")).parts[:1] == (ORIGINALS,)
    if inside and model.get("type") == "notebook" and model.get("content"):
        without_outputs(model["content"])
