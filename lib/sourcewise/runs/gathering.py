"""The tables of a batch: a row a run, a row a run and finding, and the articles that these are about."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.analysis import findings
from sourcewise.corpus import tables
from sourcewise.files import hash_file, replacing
from sourcewise.runs import manifest
from sourcewise.runs.assembling import ARTICLES, FINDINGS, TABLE, Result
from sourcewise.runs.grid import Grid
from sourcewise.runs.plan import Planned
from sourcewise.runs.store import CORPUS
from sourcewise.runs.values import Parameter

WHOLE, FAILED = "whole", "failed"


def write(place: Path, grid: Grid, results: Sequence[Result]) -> None:
    """Write the three tables of a batch to `place`, each whole or not at all.

    `runs`: `run` (its folder's name), `primary`, `status` (`whole`, `failed`), `facet` (its seed, corpus and
    dates, as text), a column an axis, `parameters` (all of them, as JSON), `corpus_stage` (which reading of
    which corpus), `n_articles`, `n_findings`, `manifest` (sha256 of its run.json); of a failed run
    `notebook`, `cell`, `question` and `error`. `findings`: `run` and the columns of a finding, `values` as
    JSON. `articles`: `corpus_stage` and the columns of the articles.
    """
    whole = [result for result in results if not result.failure]
    n_findings = _write_findings(place / FINDINGS, whole)
    n_articles = _write_articles(place / ARTICLES, whole)
    rows = [_row(grid, result, n_articles, n_findings) for result in results]
    axes = {axis.name: "str" for axis in grid.axes}
    columns = {
        "run": "str", "primary": "bool", "status": "str", "facet": "str", **axes, "parameters": "str",
        "corpus_stage": "str", "n_articles": "Int64", "n_findings": "Int64", "manifest": "str",
        "notebook": "str", "cell": "Int64", "question": "str", "error": "str",
    }  # fmt: skip
    table = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    with replacing(place / TABLE) as beside:
        table.to_parquet(beside, index=False)


def facet(grid: Grid, result: Result) -> str:
    """The seed, the corpus and the dates of a run as text, empty where the grid has one of each."""
    levels = result.run.cell.levels
    return ", ".join(f"{axis.name} {levels[axis.name]}" for axis in grid.axes if axis.facet)


def _row(
    grid: Grid, result: Result, n_articles: dict[str, int], n_findings: dict[str, int]
) -> dict[str, Any]:
    run, failure = result.run, result.failure
    stage = run.stages[CORPUS][:16]
    row = {
        "run": run.name, "primary": run.cell.primary, "facet": facet(grid, result), **run.cell.levels,
        "parameters": json.dumps(_values(run), ensure_ascii=False, sort_keys=True), "corpus_stage": stage,
    }  # fmt: skip
    if failure:
        told = {"notebook": failure.notebook, "cell": failure.cell, "question": failure.question}
        return row | told | {"status": FAILED, "error": failure.error}
    known = {"n_articles": n_articles[stage], "n_findings": n_findings[run.name]}
    return row | known | {"status": WHOLE, "manifest": hash_file(result.folder / manifest.NAME)}


def _values(run: Planned) -> dict[str, Any]:
    """The value of every parameter of a run, given or by default."""
    stated = run.described["parameters"]
    return manifest.find_values([Parameter(**row) for row in stated["declared"]], stated["given"])


def _write_findings(path: Path, whole: Sequence[Result]) -> dict[str, int]:
    """One row group a run, so that no more than one run's findings are held; the number of each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"str": pa.string(), "Float64": pa.float64(), "Int64": pa.int64()}
    fields = {name: kinds.get(kind, pa.string()) for name, kind in findings.COLUMNS.items()}
    own = pa.schema(list((fields | {"evidence": pa.list_(pa.string())}).items()))
    schema = own.insert(0, pa.field("run", pa.string()))
    counts: dict[str, int] = {}
    with replacing(path) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for result in whole:
            parts = sorted((result.folder / "findings").glob("*.parquet"))
            read = [pq.read_table(part).select(own.names).cast(own) for part in parts]
            found = pa.concat_tables(read) if read else own.empty_table()
            counts[result.run.name] = len(found)
            if len(found):
                name = pa.array([result.run.name] * len(found), pa.string())
                table = found.add_column(0, schema.field("run"), name)
                writer.write_table(table.replace_schema_metadata(None))
    return counts


def _write_articles(path: Path, whole: Sequence[Result]) -> dict[str, int]:
    """The articles of every reading of every corpus, once; the number of each."""
    frames = dict(_read_articles(whole))
    empty = tables.frame("articles", []).assign(corpus_stage="")
    table = pd.concat([frame.assign(corpus_stage=stage) for stage, frame in frames.items()] or [empty])
    table = table[["corpus_stage", *(name for name in table if name != "corpus_stage")]]
    with replacing(path) as beside:
        table.astype({"corpus_stage": "str"}).to_parquet(beside, index=False)
    return {stage: len(frame) for stage, frame in frames.items()}


def _read_articles(whole: Sequence[Result]) -> Iterator[tuple[str, pd.DataFrame]]:
    seen = set[str]()
    for result in whole:
        stage = result.run.stages[CORPUS][:16]
        if stage not in seen:
            seen.add(stage)
            yield stage, tables.load("articles", result.folder / "corpus")
