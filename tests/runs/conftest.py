import contextlib
import json
import types
from collections.abc import Callable
from pathlib import Path

import pytest
import quick
from quick import CHAIN, WRITE

import sourcewise.corpus
import sourcewise.publish.pages
from sourcewise.corpus import tables
from sourcewise.runs import building

PARAMETERS = 'run: str = ".."  # folder of the run\nn_topics: int = 5  # number of topics (2 to 50)'


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook: its parameters cell, then the others; what starts with # and a blank is a heading."""

    def write(
        name: str, *sources: str, parameters: str | None = PARAMETERS, folder: Path | None = None
    ) -> Path:
        cells = [] if parameters is None else [_code(parameters, tags=["parameters"])]
        cells += [
            _heading(source) if source.lstrip("#").startswith(" ") else _code(source) for source in sources
        ]
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": cells}
        path = (folder or tmp_path) / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> types.SimpleNamespace:
    """Put a quick corpus and a quick report in the place of the real ones; `calls` says what was called."""
    calls: list[str] = []

    def build(folder: Path, out: Path, *, each: Callable[[int, int], None], **_: object) -> None:
        calls.append("corpus")
        out.mkdir()
        for done, path in enumerate(sorted(folder.iterdir()), start=1):
            (out / f"{path.stem}.parquet").write_bytes(path.read_bytes())
            each(done, 1)

    article = {"doc_id": "a", "file": "a.txt", "sha256": "0", "outlet": "The Herald", "n_words": 9}
    problem = {"file": "b.txt", "kind": "empty", "message": "b.txt is empty."}
    rows = {"articles": [article], "problems": [problem]}
    monkeypatch.setattr(tables, "load", lambda name, folder: tables.frame(name, rows[name]))

    def write(run: Path, *, title: str, manifest: dict[str, object]) -> None:
        calls.append("report")
        shown = [path.name for path in sorted((run / "notebooks").iterdir())]
        (run / "report.html").write_text(f"{title} {shown} {json.dumps(manifest)}", encoding="utf-8")

    corpus, report = types.SimpleNamespace(build=build), types.SimpleNamespace(write=write)
    monkeypatch.setattr(sourcewise.corpus, "build", corpus, raising=False)
    monkeypatch.setattr(sourcewise.publish.pages, "report", report, raising=False)
    return types.SimpleNamespace(calls=calls, corpus=corpus, report=report)


@pytest.fixture
def place(tmp_path, notebook):
    """A folder with a corpus and three small notebooks."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Eine Ölkrise.", encoding="utf-8")
    for stage in CHAIN:
        notebook(
            stage.name, "# What is it?", WRITE.replace("NAME", stage.name), folder=tmp_path / "notebooks"
        )
    return tmp_path


@pytest.fixture
def in_process(monkeypatch):
    """Notebooks are executed here, without kernels."""
    monkeypatch.setattr(building, "crew", lambda count: contextlib.nullcontext([]))
    monkeypatch.setattr(building, "work_off", quick.work_off)


def _code(source: str, **metadata: object) -> dict[str, object]:
    cell = {"cell_type": "code", "metadata": metadata, "execution_count": None, "outputs": []}
    return {**cell, "source": source.splitlines(keepends=True)}


def _heading(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}
