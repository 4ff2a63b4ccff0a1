"""A run without kernels, workers or slow imports, which can break off at any file that it touches.

As a program, `quick.py PLACE FAULT N`: run PLACE/notebooks on PLACE/corpus into PLACE/out, and at the N-th
change of a file below PLACE either die (`kill`) or find the disk full from then on (`full`).
"""

import contextlib
import errno
import json
import os
import signal
import sys
import types
from pathlib import Path

import sourcewise.corpus
import sourcewise.publish.pages
from sourcewise.corpus import tables
from sourcewise.runs import batch, building, cluster, jobs, pipeline
from sourcewise.runs import execute as executing
from sourcewise.runs.execute import Outcome
from sourcewise.runs.failures import Failure
from sourcewise.runs.pipeline import Stage

CHAIN = (Stage("01_one"), Stage("02_two"), Stage("03_three", needs=("01_one", "02_two")))

NAMES = ["corpus", *(stage.name for stage in CHAIN), "report"]

WRITE = """
from pathlib import Path
Path(run, "tables").mkdir(exist_ok=True)
Path(run, "tables", "NAME.csv").write_text(Path(run, "corpus", "a.parquet").read_text() + "NAME")
"""

CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"}


def start(place, stages=CHAIN, **options):
    options = {"stages": stages, "progress": False, **options}
    return pipeline.run(place / "corpus", place / "out", notebooks=place / "notebooks", **options)


def content(run):
    return {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }


def work_off(_, tasks, needs, tell, *, begin):
    """Execute notebooks in this process, one after the other; what needs a failed one is left out."""
    failed = set()
    for task in tasks:
        if failed.intersection(needs[task.name]):
            continue
        task = begin(task)
        cells = [
            cell for cell in json.loads(task.notebook.read_text())["cells"] if cell["cell_type"] == "code"
        ]
        failure = None
        with contextlib.chdir(task.folder):
            try:
                names = {}
                for number, cell in enumerate(cells):
                    tell(task.name, number, len(cells))
                    exec("".join(cell["source"]), names)
                    names |= task.parameters if number == 0 else {}
            except ZeroDivisionError as error:
                failure = Failure(task.name, number, "", str(error))
                failed.add(task.name)
            Path(f"{task.name}.ipynb").write_text(task.notebook.read_text())
        yield Outcome(task.name, len(cells), 0.1, failure)


def execute(task, tell):
    """One notebook in this process, as `execute.execute` does it."""
    [outcome] = work_off([], [task], {task.name: ()}, tell, begin=lambda task: task)
    return outcome


def work_off_jobs(_, todo, made, place, *, workers):
    """Do the jobs of a batch in this process, those first that others need."""
    for mark, job in todo.items():
        if all(need in made for need in job.needs):
            done = jobs.do(job, [made[need] for need in job.needs], place)
            if done.made:
                made[mark] = done.made
            yield done


def build(folder, out, *, each, **_):
    out.mkdir()
    for path in sorted(folder.iterdir()):
        (out / f"{path.stem}.parquet").write_bytes(path.read_bytes())
    each(1, 1)


def write(run, *, title, manifest):
    files = sorted(path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file())
    (run / "report.html").write_text(f"{title} {files} {json.dumps(manifest)}")


def break_off(place, fault, at):
    """Let the `at`-th change of a file below `place` fail, as a full disk or a killed process does."""
    count = 0

    def hook(event, arguments):
        nonlocal count
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if not (event in CHANGES or writes) or str(place) not in str(arguments[0]):
            return
        count += 1
        if count == at and fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if count >= at and fault == "full" and (writes or event in ("os.link", "os.mkdir")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)


def main(place, fault, at, what="run"):
    sys.modules["sourcewise.analysis.comparing.independence"] = types.SimpleNamespace(
        usable=lambda articles: None
    )
    sourcewise.corpus.build = types.SimpleNamespace(build=build)
    article = {"doc_id": "a", "file": "a.txt", "sha256": "0", "outlet": "The Herald", "n_words": 9}
    rows = {"articles": [article], "problems": []}
    tables.load = lambda name, folder: tables.frame(name, rows[name])
    sourcewise.publish.pages.report = types.SimpleNamespace(write=write)
    building.crew, building.work_off = lambda count: contextlib.nullcontext([]), work_off
    cluster.local, cluster.work_off = lambda *_: contextlib.nullcontext([]), work_off_jobs
    jobs._ready, executing.execute = lambda: None, execute
    break_off(place, fault, at)
    from sourcewise.plain import plain_errors

    with plain_errors():
        if what == "grid":
            how = {"notebooks": place / "notebooks", "stages": CHAIN, "progress": False}
            batch.batch(place / "grid.yaml", place / "out", **how)
            return
        pipeline.run(place / "corpus", place / "out", notebooks=place / "notebooks", stages=CHAIN)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
