"""A finished batch, written by hand: what each run found of two outlets, and of which articles."""

import itertools
import json

import pandas as pd
import pytest

from sourcewise.analysis import findings
from sourcewise.corpus import tables


@pytest.fixture
def write_batch(tmp_path):
    """Write a batch: `levels` of each axis, `found(levels)` gives rows of findings, None is a failed run."""

    def write(axes, primary, found, articles, *, facets=(), parameters=None):
        names, runs, rows = list(axes), [], []
        for number, values in enumerate(itertools.product(*axes.values())):
            levels = dict(zip(names, values, strict=True))
            of_run = found(levels)
            run = {"run": f"r{number}", "primary": levels == primary, **levels, "corpus_stage": "c"}
            run |= {"status": "whole" if of_run is not None else "failed"}
            run["facet"] = ", ".join(f"{name} {levels[name]}" for name in facets)
            run["parameters"] = json.dumps((parameters or (lambda _: {}))(levels))
            runs.append(run)
            blank = dict.fromkeys(findings.COLUMNS)
            rows += [{"run": run["run"], **blank, **row} for row in of_run or []]
        kinds = {name: kind for name, kind in findings.COLUMNS.items() if name != "evidence"}
        table = pd.DataFrame(rows, columns=["run", *kinds]).astype(kinds | {"values": "str", "run": "str"})
        table.to_parquet(tmp_path / "findings.parquet")
        pd.DataFrame(runs).to_parquet(tmp_path / "runs.parquet")
        frame = tables.frame("articles", articles).assign(corpus_stage="c")
        frame.to_parquet(tmp_path / "articles.parquet")
        plan = {
            "axes": [
                {"name": n, "levels": {level: {} for level in v}, "facet": n in facets}
                for n, v in axes.items()
            ]
        }
        (tmp_path / "batch.json").write_text(json.dumps(plan))
        return tmp_path

    return write
