"""What the stages that are no notebooks do, the same in a run and in a batch: the corpus and the report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sourcewise import memory
from sourcewise.runs import hashes


def make_corpus(
    place: Path,
    corpus: Path,
    stated: Sequence[Mapping[str, str]],
    reading: Mapping[str, Any],
    *,
    workers: int,
    each: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Write the corpus's tables below `place`; return the number of problems.

    `stated`: its files with the hashes that the run was planned with. Raises ValueError for a corpus that
    cannot be used, or is another one by now.
    """
    from sourcewise.analysis.comparing.independence import usable
    from sourcewise.corpus import build, tables

    out = place / "corpus"
    build.build(corpus, out, **reading, workers=workers, each=each)
    usable(tables.load("articles", out))
    problems = len(tables.load("problems", out))
    check_same("the corpus", stated, hashes.hash_folder(corpus))
    memory.give_back()
    return problems


def make_report(place: Path, *, title: str, summary: Mapping[str, Any]) -> None:
    """Write the report of the executed notebooks below `place`."""
    from sourcewise.publish.pages import report

    report.write(place, title=title, manifest=summary)


def check_notebook(path: Path, stated: Sequence[Mapping[str, str]]) -> None:
    """Raise ValueError where a notebook is not the one that the run was planned with."""
    before = [row for row in stated if row["file"] == path.name]
    check_same("a notebook", before, [{"file": path.name, "sha256": hashes.hash_file(path)}])


def check_same(what: str, before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> None:
    """Refuse to call that an input which was another one a moment later."""
    hashed = [{row["file"]: row["sha256"] for row in rows} for rows in (before, after)]
    names = sorted(
        name for name in hashed[0].keys() | hashed[1].keys() if hashed[0].get(name) != hashed[1].get(name)
    )
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        raise ValueError(f"{what} changed while it was read ({', '.join(names[:3])}{more}): run it again")
