"""Whether a finished run comes out the same again: run from its manifest in a fresh folder, file by file."""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.runs import hashes, inputs, manifest, origin, pipeline
from sourcewise.runs.store import CORPUS, REPORT, Stage
from sourcewise.runs.values import Parameter

SAME, EQUAL = "same bytes", "same content"

COLUMNS = ["file", "stage", "result"]

Say = Callable[[str], None]


def verify(
    run: Path,
    *,
    corpus: Path | None = None,
    notebooks: Path | None = None,
    workers: int = 2,
    progress: bool = True,
    say: Say = print,
) -> pd.DataFrame:
    """Carry out a finished run again, all of it, and compare what it wrote.

    Returns a row a file, by stage and name: `file`, `stage` and `result`, which is `same bytes`, for Parquet
    also `same content` (the tables are equal), or what is wrong. `corpus` is the folder of the articles;
    without it the run's log is asked where it was. `say` is told, a line each, where code, notebooks,
    packages, lock or Python are not those of the run: then it goes on, and the files tell what that does.

    Raises ValueError where the folder is no finished run, where the corpus is not found, or where its files
    or the run's own copies of files that parameters name are gone or changed; RunFailedError where the run no
    longer comes to its end.
    """
    stated = manifest.read(run)
    folder = _find_corpus(run, corpus)
    _check_corpus(folder, stated["corpus"])
    _check_inputs(run, stated["inputs"])
    stages = [
        Stage(row["name"], tuple(name for name in row["needs"] if name != CORPUS))
        for row in stated["stages"]
        if row["name"] not in (CORPUS, REPORT)
    ]
    for line in _differences(stated, pipeline.find_notebooks(notebooks, stages)):
        say(line)
    with _fresh() as place:
        again = place / "run"
        pipeline.run(
            folder, again, parameters=_parameters(run, stated), notebooks=notebooks, stages=stages,
            workers=workers, progress=progress, title=stated["title"], summary=manifest.summarise(stated),
        )  # fmt: skip
        return pd.DataFrame(list(_compare(run, again, stated)), columns=COLUMNS)


@contextlib.contextmanager
def _fresh() -> Iterator[Path]:
    """Give a temporary folder, which stays only where a failed run tells of the copies in it."""
    place, stays = Path(tempfile.mkdtemp(prefix="sourcewise-verify-")), False
    try:
        yield place
    except pipeline.RunFailedError:
        stays = True
        raise
    finally:
        if not stays:
            shutil.rmtree(place, ignore_errors=True)


def is_same(compared: pd.DataFrame) -> bool:
    """Whether every file of a comparison has the same bytes or the same content."""
    return bool(compared["result"].isin([SAME, EQUAL]).all())


def _find_corpus(run: Path, corpus: Path | None) -> Path:
    """The folder of the articles: the one that is given, else the one that the run's log tells of."""
    if corpus is None:
        told = _told_corpus(run / manifest.LOG)
        corpus = run.resolve() / told if told else None
        if corpus is None or not corpus.is_dir():
            raise ValueError(f"the corpus of {run} is not where it was: give its folder with --corpus")
        return Path(os.path.normpath(corpus))
    if not corpus.is_dir():
        raise ValueError(f"{corpus} is not a folder: give the folder that holds the articles")
    return corpus


def _told_corpus(log: Path) -> str | None:
    """Where a run's log says that the corpus lies, from the run's own folder."""
    try:
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        told = [line["corpus"] for line in lines if line["event"] == "run"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return told[-1] if told and isinstance(told[-1], str) else None


def _check_corpus(folder: Path, stated: Sequence[Mapping[str, str]]) -> None:
    """Refuse a corpus that is another one, and name the first files that make it so."""
    before = {row["file"]: row["sha256"] for row in stated}
    now = {row["file"]: row["sha256"] for row in hashes.hash_folder(folder)}
    faults = [f"{name} is gone" for name in sorted(before.keys() - now.keys())]
    faults += [
        f"{name} has changed" for name in sorted(before.keys() & now.keys()) if before[name] != now[name]
    ]
    faults += [f"{name} is new" for name in sorted(now.keys() - before.keys())]
    if faults:
        more = f", and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise ValueError(
            f"{folder} is not the corpus of that run: {', '.join(faults[:5])}{more}; give the folder "
            "as it was with --corpus"
        )


def _check_inputs(run: Path, stated: inputs.Rows) -> None:
    """Refuse a run whose own copies of files that parameters name are not what it was made of."""
    for row in stated:
        path = run / row["file"]
        if not path.is_file() or hashes.hash_file(path) != row["sha256"]:
            fault = "was changed after the run" if path.is_file() else "is gone"
            raise ValueError(
                f"{path} {fault}: put back the file that {row['parameter']} named, of sha256 {row['sha256']}"
            )


def _parameters(run: Path, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters, with the paths among them leading into the run."""
    declared = [Parameter(**row) for row in stated["parameters"]["declared"]]
    return inputs.seen_from(stated["parameters"]["given"], declared, run)


def _differences(stated: Mapping[str, Any], notebooks: Sequence[Path]) -> Iterator[str]:
    """Say in what the run that comes is made otherwise."""
    now = origin.describe()
    for name, what in (("sourcewise", "sourcewise"), ("python", "Python")):
        if stated[name] != now[name]:
            yield f"{what} is {now[name]}, and was {stated[name]}"
    if stated["code"] != now["code"]:
        yield "the code of sourcewise is not that of the run" + _commit(stated["git"])
    if stated["lock"] != now["lock"]:
        yield "requirements.lock is not that of the run"
    for name in sorted(stated["packages"].keys() | now["packages"].keys()):
        before, after = stated["packages"].get(name), now["packages"].get(name)
        if before != after:
            yield f"{name} is {after or 'not there'}, and was {before or 'not there'}"
    known = {row["file"]: row["sha256"] for row in stated["notebooks"]}
    for path in notebooks:
        if known.get(path.name) != hashes.hash_file(path):
            yield f"{path.name} is not the notebook of the run"


def _commit(git: Mapping[str, Any] | None) -> str:
    if not git:
        return ""
    return f" (commit {str(git.get('commit'))[:12]}{', with changes' if git.get('dirty') else ''})"


def _compare(run: Path, again: Path, stated: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every file of either run, with its stage and whether it is the same."""
    made = manifest.read(again)
    before, after = ({row["file"]: row["sha256"] for row in one["outputs"]} for one in (stated, made))
    authors = {file: row["name"] for one in (made, stated) for row in one["stages"] for file in row["files"]}
    order = {row["name"]: position for position, row in enumerate(stated["stages"])}
    for file in sorted(authors, key=lambda file: (order[authors[file]], file)):
        yield file, authors[file], _result(run, again, file, before.get(file), after.get(file))


def _result(run: Path, again: Path, file: str, before: str | None, after: str | None) -> str:
    """Say of one file whether it is the same; it was hashed when it was written."""
    if before is None:
        return "was not there"
    if not (run / file).is_file():
        return "is missing in the run"
    if hashes.hash_file(run / file) != before:
        return "was changed after the run"
    if after is None:
        return "is not made again"
    if before == after:
        return SAME
    if file.endswith(".parquet") and pd.read_parquet(run / file).equals(pd.read_parquet(again / file)):
        return EQUAL
    return "differs"
