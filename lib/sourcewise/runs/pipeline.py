"""One run: parameters checked, then stage after stage (corpus, notebooks, report), the manifest last."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import sourcewise
from sourcewise.runs import fingerprints, folder, inputs, manifest, reading, store
from sourcewise.runs.building import Building, RunFailedError
from sourcewise.runs.execute import Task
from sourcewise.runs.parameters import check, gather
from sourcewise.runs.progress import Progress
from sourcewise.runs.store import Stage
from sourcewise.runs.values import Parameter
from sourcewise.spread import named

__all__ = ["ANALYSES", "STAGES", "RunFailedError", "Stage", "find_notebooks", "inject", "run"]

ANALYSES = ("01_corpus", "02_exploration", "03_topics", "04_sentiment")

LONGEST = ("03_topics", "04_sentiment", "02_exploration")  # of many articles: they start first

STAGES = (*(Stage(name) for name in ANALYSES), Stage("05_report", needs=ANALYSES))

CELL_LIMIT, NOTEBOOK_LIMIT = 3600, 86_400  # seconds that one cell and one notebook may take

SET = {"run": "..", "corpus": ""}  # from where the executed copies stand; the corpus is the run's own


def run(
    corpus: Path,
    out: Path,
    *,
    parameters: Mapping[str, Any] | None = None,
    notebooks: Path | None = None,
    stages: Sequence[Stage] = STAGES,
    workers: int = 2,
    scheduler: str | None = None,
    cell_limit: int = CELL_LIMIT,
    notebook_limit: int = NOTEBOOK_LIMIT,
    force: bool = False,
    progress: bool = True,
    title: str | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Path:
    """Run the notebooks on the articles in `corpus`; return the path of the report, `out/report.html`.

    `out` appears whole or not at all: a failed run leaves a former one as it was. A stage is not run again
    whose inputs, code and parameters are those of the former run, or of one that was broken off, and whose
    files are whole; with `force` all are. Files that parameters name are copied into the run. Limits are
    seconds. What works by article or by resample is done by the workers of the Dask `scheduler` at an
    address, where there is enough of it; the results are the same (`spread`). `title` and `summary` are what
    the report says of the run, by default the corpus folder's name and the manifest in short.

    Raises ValueError, before any kernel starts, for parameters, folders or a corpus that cannot be used, and
    RunFailedError for failed notebooks. A script calls this under `if __name__ == "__main__":`, since the
    workers are spawned.
    """
    paths = find_notebooks(notebooks, stages)
    declared = gather(paths)
    given, files = inputs.find(check(parameters or {}, declared), declared, paths[0].parent)
    how = reading.options(declared, given)
    if not corpus.is_dir():
        raise ValueError(f"{corpus} is not a folder: give the folder that holds the articles")
    folder.check(corpus, out)
    title = title or f"How the articles in {corpus.resolve().name} tell it"
    described = manifest.describe(corpus, paths, declared, given, title=title, inputs=files)
    injected = {path.stem: inject(path.stem, declared, given) for path in paths}
    longest = {name: place for place, name in enumerate(LONGEST)}
    longest_first = sorted(paths, key=lambda path: longest.get(path.stem, len(longest)))
    tasks = [
        Task(path, path.parent, injected[path.stem], {}, cell_limit, notebook_limit) for path in longest_first
    ]
    summary = summary or manifest.summarise(described)
    needs = store.find_needs(stages)
    marks = fingerprints.make(described, injected, needs, reading=how, summary=summary)
    if scheduler:
        from sourcewise.runs import cluster

        cluster.check(scheduler, corpus / described["corpus"][0]["file"])
    with named(scheduler), folder.building(out, _say(progress), afresh=force) as partial:
        shown = Progress(partial / manifest.LOG, show=progress)
        try:
            shown.begin(corpus=os.path.relpath(corpus.resolve(), out.resolve()))
            inputs.copy(files, partial)
            building = Building(corpus, out.resolve(), partial, described, how, needs, marks, shown)
            building.take_up(former=not force)
            building.carry_out(tasks, workers=workers, summary=summary)
            building.put_together()
        finally:
            shown.close()
    return out / "report.html"


def find_notebooks(notebooks: Path | None, stages: Sequence[Stage] = STAGES) -> list[Path]:
    """Return the stages' notebooks in their order, by default those of the checkout.

    The paths begin at the root, since a stage works in a folder of its own.
    Raises ValueError that names the folder or the notebook that is missing.
    """
    place = (notebooks or Path(sourcewise.__file__).parents[2] / "notebooks").absolute()
    paths = [place / f"{stage.name}.ipynb" for stage in stages]
    for path in paths:
        if not path.is_file():
            mend = "install sourcewise from a checkout, with `pip install -e .`"
            mend = "the folder must hold every notebook of a run" if notebooks else mend
            raise ValueError(f"{path} is missing: {mend}")
    return paths


def inject(notebook: str, declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notebook gets of the given parameters and those that the run sets: what it declares.

    Paths that lead from the run's folder lead from where the executed copy stands.
    """
    own = [parameter for parameter in declared if parameter.notebook == notebook]
    names = {parameter.name for parameter in own}
    from_copy = inputs.seen_from(given, own, Path(SET["run"]))
    return {name: value for name, value in {**SET, **from_copy}.items() if name in names}


def _say(show: bool) -> Callable[[str], None]:
    return lambda text: print(text, file=sys.stderr) if show else None
