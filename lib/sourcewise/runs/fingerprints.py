"""The fingerprint of a stage: one hash of all that its outputs depend on, known before it runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from sourcewise.runs import hashes, inputs, origin
from sourcewise.runs.store import CORPUS, REPORT

READING = ("__init__.py", "files.py", "corpus", "data")  # code on which the tables of a corpus depend

MADE_WITH = ("sourcewise", "python", "packages", "lock")


def make(
    described: Mapping[str, Any],
    injected: Mapping[str, Mapping[str, Any]],
    needs: Mapping[str, Sequence[str]],
    *,
    reading: Mapping[str, Any],
    summary: Mapping[str, Any],
) -> dict[str, str]:
    """Return the fingerprint of every stage in `needs`, by name, in hex.

    A notebook's is made of its bytes, the parameters that it gets (`injected`, by notebook; its defaults
    stand in its bytes) with the hashes of the files that they name, the fingerprints of the stages that it
    needs, the code, the lock, the versions of the packages and the fixed environment. The corpus's is made of
    its files, of the code that reads them and of how (`reading`), the report's of what it tells of the run
    (`summary`).
    """
    made_with = {name: described[name] for name in MADE_WITH}
    reader = hashes.hash_code(origin.PACKAGE, only=READING)
    notebooks = {entry["file"]: entry["sha256"] for entry in described["notebooks"]}
    found: dict[str, str] = {}
    for name, upstream in needs.items():
        parts = {"stage": name, **made_with, "needs": {one: found[one] for one in upstream}}
        if name == CORPUS:
            parts |= {"code": reader, "corpus": described["corpus"], "reading": reading}
        elif name == REPORT:
            parts |= {"code": described["code"], "title": described["title"], "summary": summary}
        else:
            own = {"notebook": notebooks[f"{name}.ipynb"], "parameters": injected[name]}
            own |= {"inputs": inputs.read_by(name, described)}
            parts |= {"code": described["code"], "environment": described["environment"], **own}
        found[name] = hashes.hash_json(parts)
    return found
