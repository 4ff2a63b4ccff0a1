"""A small grid on Dask, with kernels: a lost worker, a scheduler of the user, the same bytes."""

import json
import os
import signal
import threading
import time

import pytest
from quick import content

from sourcewise import spread
from sourcewise.runs import batch, cluster, pipeline
from sourcewise.runs.pipeline import Stage

STAGES = [Stage("01_one")]
PARAMETERS = 'run: str = ".."  # folder of the run\nn_topics: int = 5  # number of topics (2 to 50)'
SLOW = """
import os, time
from pathlib import Path
begun = Path(PLACE, f"begun-{n_topics}")
if n_topics == 7 and not begun.exists():
    begun.write_text(os.environ["JPY_PARENT_PID"])
    time.sleep(900)
"""
SHOW = """
import os, sys
from pathlib import Path
Path(run, "tables").mkdir(exist_ok=True)
seed = os.environ["PYTHONHASHSEED"]
Path(run, "tables", "n.csv").write_text(f"{n_topics} {seed} {sorted(os.listdir('..'))}")
print({"Moscow", "Beijing", "Kyiv"}, os.getcwd())
"""
TEXT = "The ministry said on Monday that talks on trade went on, and that nobody had left the table.\n"


@pytest.fixture
def here(tmp_path, notebook):
    (tmp_path / "corpus").mkdir()
    for name in ("a", "b"):
        (tmp_path / "corpus" / f"{name}.txt").write_text(f"{TEXT}Paper {name} was there to see it.\n" * 4)
    slow = SLOW.replace("PLACE", repr(str(tmp_path)))
    notebook("01_one", "# What?", slow, SHOW, parameters=PARAMETERS, folder=tmp_path / "notebooks")
    levels = "axes: {n_topics: [7, 8]}\nprimary: {n_topics: 8}\n"
    (tmp_path / "grid.yaml").write_text(f"corpus: corpus\n{levels}")
    return tmp_path


def start(here, out, **options):
    how = {"notebooks": here / "notebooks", "stages": STAGES, "progress": False, **options}
    return batch.batch(here / "grid.yaml", here / out, **how)[0]


def kill_who_does(mark):
    """Kill the worker whose notebook wrote its number to a file."""
    while not (mark.exists() and mark.read_text()):
        time.sleep(0.05)
    os.kill(int(mark.read_text()), signal.SIGKILL)


def test_a_lost_worker_costs_its_stage_alone_and_the_bytes_are_those_of_a_run(here, own_scheduler):
    killer = threading.Thread(target=kill_who_does, args=(here / "begun-7",), daemon=True)
    killer.start()
    begun = time.monotonic()
    results = start(here, "out")
    assert time.monotonic() - begun < 600  # the worker did not sleep it out
    killer.join(5)
    assert [result.failure for result in results] == [None, None]
    lines = [json.loads(line) for line in (here / "out" / "log.jsonl").read_text().splitlines()]
    done = [line["fingerprint"] for line in lines if line["event"] == "stage"]
    assert len(done) == len(set(done)) == 5
    alone = here / "alone"
    pipeline.run(
        here / "corpus", alone, parameters={"n_topics": 8}, notebooks=here / "notebooks", stages=STAGES,
        progress=False, workers=1,
    )  # fmt: skip
    assert content(results[1].folder) == content(alone)
    assert not [name for name, data in content(here / "out").items() if str(here / "out").encode() in data]
    with own_scheduler(here / "out") as address:
        start(here, "other", scheduler=address)
    for name in ("runs.parquet", "findings.parquet", f"runs/{results[0].run.name}/run.json"):
        assert (here / "other" / name).read_bytes() == (here / "out" / name).read_bytes()


def test_a_scheduler_that_does_not_answer_is_one_sentence(here, monkeypatch):
    monkeypatch.setattr(spread, "ANSWER", 0.5)
    with pytest.raises(
        ValueError, match=r"no Dask scheduler with a worker answers at tcp://127.0.0.1:9 within"
    ):
        start(here, "out", scheduler="tcp://127.0.0.1:9")
    assert not (here / "out" / "runs.parquet").exists()


class Told:
    """What a client says of its workers."""

    def __init__(self, seen, threads):
        self.seen, self.threads = seen, threads

    def run(self, *_):
        return {"tcp://one": self.seen}

    def scheduler_info(self, **_):
        return {"workers": {"tcp://one": {"nthreads": self.threads}}}


@pytest.mark.parametrize(
    ("seen", "threads", "message"),
    [
        (None, 1, "the worker at tcp://one does not see"),
        (b"x", 4, "has 4 threads and a notebook takes a process"),
    ],
)
def test_workers_that_are_not_fit_are_refused(tmp_path, seen, threads, message):
    (tmp_path / "batch.json").write_bytes(b"x")
    with pytest.raises(ValueError, match=message):
        cluster._check_workers(Told(seen, threads), tmp_path / "batch.json")
    cluster._check_workers(Told(b"x", 1), tmp_path / "batch.json")
