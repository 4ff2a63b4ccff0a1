"""One run: parameters checked, corpus built, notebooks through papermill, report, manifest."""

import contextlib
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import sourcewise
from sourcewise.runs import folder, manifest
from sourcewise.runs.execute import Failure, Outcome, Task
from sourcewise.runs.parameters import check, gather
from sourcewise.runs.progress import Progress
from sourcewise.runs.values import Parameter
from sourcewise.runs.workers import Worker, crew, work_off


@dataclass(frozen=True)
class Stage:
    """A notebook of the pipeline and the notebooks whose results it reads."""

    name: str
    needs: tuple[str, ...] = ()


ANALYSES = ("01_corpus", "02_exploration", "03_topics", "04_sentiment")

STAGES = (*(Stage(name) for name in ANALYSES), Stage("05_report", needs=ANALYSES))

CELL_LIMIT = 3600  # seconds that one cell may take

SET = {"run": "..", "corpus": ""}  # from where the executed copies stand; the corpus is the run's own


class RunFailedError(Exception):
    """Notebooks that failed; `kept` is the folder with their executed copies."""

    def __init__(self, failures: Sequence[Failure], left_out: Sequence[str], kept: Path) -> None:
        """Tell what failed, what was left out for it, and where to look."""
        told = [str(failure) for failure in failures]
        told += [f"not run, since it reads their results: {', '.join(left_out)}"] if left_out else []
        super().__init__("\n".join([*told, f"the executed copies are kept in {kept / 'notebooks'}"]))
        self.failures, self.kept = tuple(failures), kept


def run(
    corpus: Path,
    out: Path,
    *,
    parameters: Mapping[str, Any] | None = None,
    notebooks: Path | None = None,
    stages: Sequence[Stage] = STAGES,
    workers: int = 2,
    cell_limit: int = CELL_LIMIT,
    progress: bool = True,
) -> Path:
    """Run the notebooks on the articles in `corpus`; return the path of the report, `out/report.html`.

    `out` appears whole or not at all: a failed run leaves a former one as it was. Raises ValueError, before
    any kernel starts, for parameters, folders or a corpus that cannot be used, and RunFailedError for failed
    notebooks. A script calls this under `if __name__ == "__main__":`, since the workers are spawned.
    """
    paths = find_notebooks(notebooks, stages)
    declared = gather(paths)
    given = check(parameters or {}, declared)
    if not corpus.is_dir():
        raise ValueError(f"{corpus} is not a folder: give the folder that holds the articles")
    folder.check(corpus, out)
    described = manifest.describe(corpus, paths, declared, given)
    with folder.building(out, _say(progress)) as partial, _shown(partial, show=progress) as shown:
        places = find_places(run=(partial, out), corpus=corpus)
        tasks = [
            Task(path, partial / "notebooks", inject(path.stem, declared, given), places, cell_limit)
            for path in paths
        ]
        with crew(max(1, min(workers, len(tasks)))) as hired:
            _build_corpus(corpus, partial, shown)
            outcomes = _execute(hired, tasks, stages, shown)
        _stop_if_failed(outcomes, tasks, partial, out)
        title = f"How the articles in {corpus.resolve().name} tell it"
        _write_report(partial, title=title, described=described, shown=shown)
        manifest.write(partial, described)
    return out / "report.html"


def find_notebooks(notebooks: Path | None, stages: Sequence[Stage] = STAGES) -> list[Path]:
    """Return the stages' notebooks in their order, by default those of the checkout.

    Raises ValueError that names the folder or the notebook that is missing.
    """
    place = notebooks or Path(sourcewise.__file__).parents[2] / "notebooks"
    paths = [place / f"{stage.name}.ipynb" for stage in stages]
    for path in paths:
        if not path.is_file():
            raise ValueError(
                f"{path} is missing: install sourcewise from a checkout, with `pip install -e .`"
            )
    return paths


def inject(notebook: str, declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notebook gets of the given parameters and those that the run sets: what it declares."""
    own = [parameter.name for parameter in declared if parameter.notebook == notebook]
    return {name: value for name, value in {**SET, **given}.items() if name in own}


def find_places(*, run: Sequence[Path], corpus: Path) -> dict[str, str]:
    """Return the absolute paths that could show in an output, and what is shown instead."""
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


def _build_corpus(corpus: Path, partial: Path, shown: Progress) -> None:
    """Write the corpus's tables into the run, the first stage."""
    from sourcewise.analysis.independence import usable
    from sourcewise.corpus import build

    with _timed("corpus", shown):
        tables = build.build(corpus, partial / "corpus", each=shown.documents)
        usable(tables["articles"])
    if problems := len(tables.get("problems", ())):
        shown.say(f"corpus: {problems} problem{'s' * (problems > 1)}, listed by `sourcewise check`")


def _execute(
    hired: list[Worker], tasks: list[Task], stages: Sequence[Stage], shown: Progress
) -> list[Outcome]:
    """Execute the notebooks and show how they come along."""
    tasks[0].folder.mkdir()
    outcomes = []
    for outcome in work_off(hired, tasks, {stage.name: stage.needs for stage in stages}, shown.step):
        shown.finish(outcome)
        outcomes.append(outcome)
    return outcomes


def _stop_if_failed(outcomes: Sequence[Outcome], tasks: Sequence[Task], partial: Path, out: Path) -> None:
    """Keep what there is and raise RunFailedError if a notebook failed."""
    failures = sorted(
        (outcome.failure for outcome in outcomes if outcome.failure), key=attrgetter("notebook")
    )
    if failures:
        ended = {outcome.name for outcome in outcomes}
        left_out = [task.name for task in tasks if task.name not in ended]
        kept = folder.keep_failed(partial, out, "\n".join(str(failure) for failure in failures))
        raise RunFailedError(failures, left_out, kept)


def _write_report(partial: Path, *, title: str, described: Mapping[str, Any], shown: Progress) -> None:
    from sourcewise.publish import report

    with _timed("report", shown):
        report.write(partial, title=title, manifest=manifest.summarise(described))


@contextlib.contextmanager
def _timed(stage: str, shown: Progress) -> Iterator[None]:
    begun = time.monotonic()
    yield
    shown.finish(Outcome(stage, 0, round(time.monotonic() - begun, 3)))


@contextlib.contextmanager
def _shown(partial: Path, *, show: bool) -> Iterator[Progress]:
    progress = Progress(partial / manifest.LOG, show=show)
    try:
        yield progress
    finally:
        progress.close()


def _say(show: bool) -> Callable[[str], None]:
    return lambda text: print(text, file=sys.stderr) if show else None
