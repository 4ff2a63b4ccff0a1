"""A finished batch, written by hand: what each run found of two outlets, and of which articles."""

import itertools
import json

import pandas as pd

from sourcewise.analysis import findings
from sourcewise.corpus import tables


def write(folder, axes, primary, found, articles, *, facets=(), parameters=None):
    """Write a batch: levels of each axis; `found(levels)` gives rows of findings, None is a failed run."""
    names, runs, rows = list(axes), [], []
    for number, values in enumerate(itertools.product(*axes.values())):
        levels = dict(zip(names, values, strict=True))
        of_run = found(levels)
        run = {"run": f"r{number}", "primary": levels == primary, **levels, "corpus_stage": "c"}
        run |= {"status": "whole" if of_run is not None else "failed"}
        run["facet"] = ", ".join(f"{name} {levels[name]}" for name in facets)
        run["parameters"] = json.dumps((parameters or (lambda _: {}))(levels))
        failed = {"notebook": "03_topics", "cell": 4, "error": "It broke."} if of_run is None else {}
        run |= {"n_articles": len(articles), "n_findings": len(of_run or []), "notebook": None, "cell": None}
        runs.append(run | {"error": None} | failed)
        blank = dict.fromkeys(findings.COLUMNS)
        rows += [{"run": run["run"], **blank, **row} for row in of_run or []]
    kinds = {name: kind for name, kind in findings.COLUMNS.items() if name != "evidence"}
    table = pd.DataFrame(rows, columns=["run", *kinds]).astype(kinds | {"values": "str", "run": "str"})
    table.to_parquet(folder / "findings.parquet")
    pd.DataFrame(runs).to_parquet(folder / "runs.parquet")
    frame = tables.frame("articles", articles).assign(corpus_stage="c")
    frame.to_parquet(folder / "articles.parquet")
    plan = {
        "axes": [
            {"name": n, "levels": {level: {} for level in v}, "facet": n in facets} for n, v in axes.items()
        ]
    }
    (folder / "batch.json").write_text(json.dumps(plan))
    return folder
