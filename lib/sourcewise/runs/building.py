"""A run that is being built: stages that still hold are taken up, the others carried out and put together."""

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial as given
from operator import attrgetter
from pathlib import Path
from typing import Any

from sourcewise.runs import folder, inputs, making, manifest, store
from sourcewise.runs.execute import Outcome, Task
from sourcewise.runs.failures import Failure
from sourcewise.runs.places import find_places
from sourcewise.runs.progress import Progress
from sourcewise.runs.store import CORPUS, REPORT, Made, Work
from sourcewise.runs.workers import Worker, crew, work_off


class RunFailedError(Exception):
    """Notebooks that failed; `kept` is the folder with their executed copies."""

    def __init__(self, failures: Sequence[Failure], left_out: Sequence[str], kept: Path) -> None:
        """Tell what failed, what was left out for it, and where to look."""
        told = [str(failure) for failure in failures]
        told += [f"not run, since it reads their results: {', '.join(left_out)}"] if left_out else []
        super().__init__("\n".join([*told, f"the executed copies are kept in {kept / 'notebooks'}"]))
        self.failures, self.kept = tuple(failures), kept


@dataclass
class Building:
    """What a run is made of, the folder `partial` in which it is built, and the stages that are finished."""

    corpus: Path
    out: Path
    partial: Path
    described: Mapping[str, Any]
    reading: Mapping[str, Any]
    needs: Mapping[str, Sequence[str]]
    fingerprints: Mapping[str, str]
    shown: Progress
    made: dict[str, Made] = field(default_factory=dict)

    @property
    def place(self) -> Path:
        """The store of the finished stages."""
        return self.partial / folder.STAGES

    def take_up(self, *, former: bool) -> None:
        """Find the stages that need not run: in the store and, with `former`, in the run that `out` holds."""
        stated = _find_stated(self.out) if former else {}
        for name, fingerprint in self.fingerprints.items():
            made = store.find(self.place, name, fingerprint, self.shown.say)
            if made is None and stated.get(name, ("",))[0] == fingerprint:
                made = self._adopt(name, fingerprint, stated[name][1])
            if made:
                self.made[name] = made
        self.shown.keep(list(self.made))

    def carry_out(self, tasks: Sequence[Task], *, workers: int, summary: Mapping[str, Any]) -> None:
        """Run what is not finished. Raises RunFailedError, with what there is kept beside `out`."""
        todo = [task for task in tasks if task.name not in self.made]
        with crew(min(workers, len(todo))) as hired:
            if CORPUS not in self.made:
                self._build_corpus(workers)
            self._execute(hired, todo)
        if REPORT not in self.made:
            self._write_report(summary)

    def put_together(self) -> Path:
        """Make the whole run of its stages, in the folder that takes the place of `out`."""
        whole = self.partial / folder.WHOLE
        whole.mkdir()
        made = [self.made[name] for name in self.needs]
        store.assemble(whole, [*made, self._inputs(self.described["inputs"])])
        manifest.write(whole, self.described, made, self.needs)
        store.share(self.partial / manifest.LOG, whole / manifest.LOG)
        return whole

    def _adopt(self, name: str, fingerprint: str, files: Mapping[str, str]) -> Made | None:
        """Take a stage of the former run, or say why it runs again."""
        fault = store.find_fault(self.out, files)
        if fault:
            self.shown.say(f"{name}: {fault}, so it runs again")
            return None
        return store.adopt(self.place, name, fingerprint, self.out, files)

    def _begin(self, name: str) -> Work:
        read = self._inputs(inputs.read_by(name, self.described))
        return store.begin(self.partial / "work", name, [*(self.made[one] for one in self.needs[name]), read])

    def _inputs(self, rows: inputs.Rows) -> Made:
        """Files that parameters name, which lie in the folder already, as what a stage finds."""
        return Made(inputs.FOLDER, "", self.partial, {row["file"]: row["sha256"] for row in rows})

    @contextlib.contextmanager
    def _stage(self, name: str) -> Iterator[Path]:
        """Give a stage of this process its folder, and take it for finished when the block ends well."""
        begun, work = time.monotonic(), self._begin(name)
        yield work.folder
        self.made[name] = store.keep(self.place, work, name, self.fingerprints[name])
        self.shown.finish(Outcome(name, 0, round(time.monotonic() - begun, 3)))

    def _build_corpus(self, workers: int) -> None:
        """Write the corpus's tables, the first stage."""
        with self._stage(CORPUS) as place:
            stated, each = self.described["corpus"], self.shown.documents
            problems = making.make_corpus(
                place, self.corpus, stated, self.reading, workers=workers, each=each
            )
        if problems:
            self.shown.say(f"corpus: {problems} problem{'s' * (problems > 1)}, listed by `sourcewise check`")

    def _write_report(self, summary: Mapping[str, Any]) -> None:
        with self._stage(REPORT) as place:
            making.make_report(place, title=self.described["title"], summary=summary)

    def _execute(self, hired: list[Worker], todo: Sequence[Task]) -> None:
        """Execute the notebooks, each taken for finished as soon as it ends well."""
        works: dict[str, Work] = {}
        outcomes = []
        for outcome in work_off(hired, todo, self.needs, self.shown.step, begin=given(self._open, works)):
            if not outcome.failure:
                self._keep_notebook(todo, outcome.name, works[outcome.name])
            self.shown.finish(outcome)
            outcomes.append(outcome)
        if any(outcome.failure for outcome in outcomes):
            self._give_up(outcomes, works, todo)

    def _open(self, works: dict[str, Work], task: Task) -> Task:
        """Give a notebook its folder, just before it starts."""
        work = works[task.name] = self._begin(task.name)
        notebooks = work.folder / "notebooks"
        notebooks.mkdir(exist_ok=True)
        places = find_places(run=(work.folder, self.partial, self.out), corpus=self.corpus)
        return replace(task, folder=notebooks, places=places)

    def _keep_notebook(self, todo: Sequence[Task], name: str, work: Work) -> None:
        [path] = [task.notebook for task in todo if task.name == name]
        making.check_notebook(path, self.described["notebooks"])
        self.made[name] = store.keep(self.place, work, name, self.fingerprints[name])

    def _give_up(self, outcomes: Sequence[Outcome], works: Mapping[str, Work], todo: Sequence[Task]) -> None:
        """Keep what there is and raise RunFailedError."""
        failures = [outcome.failure for outcome in outcomes if outcome.failure]
        failures.sort(key=attrgetter("notebook"))
        ended = {outcome.name for outcome in outcomes}
        whole = self.partial / folder.WHOLE
        whole.mkdir()
        failed = [store.peek(works[failure.notebook], failure.notebook) for failure in failures]
        read = self._inputs(self.described["inputs"])
        store.assemble(whole, [*self.made.values(), read, *failed], twice=True)
        store.share(self.partial / manifest.LOG, whole / manifest.LOG)
        kept = folder.keep_failed(whole, self.out, "\n".join(map(str, failures)))
        raise RunFailedError(failures, sorted({task.name for task in todo} - ended), kept)


def _find_stated(out: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """The stages of a finished run by name: the fingerprint, and the sha256 of each file; none elsewhere."""
    try:
        found = manifest.read(out)
    except ValueError:
        return {}
    known = {entry["file"]: entry["sha256"] for entry in found["outputs"]}
    return {
        row["name"]: (row["fingerprint"], {file: known.get(file, "") for file in row["files"]})
        for row in found["stages"]
    }
