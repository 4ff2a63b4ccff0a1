"""What a batch shows while it runs (two bars on a terminal, else a line a stage), and its log."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sourcewise.runs.jobs import Done, Job
from sourcewise.runs.progress import BAR, note


class Tally:
    """Counts stages on stderr and writes `log.jsonl`, the only file of a batch that knows the time."""

    def __init__(self, log: Path, *, show: bool) -> None:
        """Go on with the log; nothing is shown unless `show`."""
        self._log = log.open("a", encoding="utf-8", buffering=1)
        self._show, self._terminal = show, show and sys.stderr.isatty()
        self._bar: Any = None
        self._done, self._of = 0, 0
        self.seconds: dict[str, float] = {}

    def say(self, text: str) -> None:
        """Show a line, above the bar if there is one."""
        if self._bar is not None:
            self._bar.write(text, file=sys.stderr)
        elif self._show:
            print(text, file=sys.stderr, flush=True)

    def begin(self, *, grid: str, runs: int, stages: int) -> None:
        """A batch begins, or goes on after it was broken off."""
        note(self._log, "batch", grid=grid, runs=runs, stages=stages)
        self._of = stages
        self.say(f"{runs} run{'s' * (runs > 1)}, of {stages} different stages")
        if self._terminal:
            from tqdm import tqdm

            self._bar = tqdm(total=stages, desc="stages", bar_format=BAR, file=sys.stderr)

    def expect(self, more: int) -> None:
        """More stages than were planned at first: those that end a batch."""
        self._of += more
        if self._bar is not None:
            self._bar.total = self._of
            self._bar.refresh()

    def keep(self, jobs: Sequence[Job]) -> None:
        """These stages are not run: what they made is there, and still holds."""
        for job in jobs:
            note(self._log, "kept", stage=job.name, fingerprint=job.fingerprint)
        self._count(len(jobs))
        if jobs:
            counts = Counter(job.name for job in jobs)
            names = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in sorted(counts.items()))
            self.say(f"kept, since nothing they depend on has changed: {names}")

    def finish(self, job: Job, done: Done) -> None:
        """A stage came to its end."""
        outcome, failure = done.outcome, done.outcome.failure
        if done.ran and not failure:
            self.seconds[job.fingerprint] = outcome.seconds
        facts = {"seconds": outcome.seconds, "ran": done.ran, "failed": str(failure) if failure else None}
        note(self._log, "stage", stage=job.name, fingerprint=job.fingerprint, **facts)
        self._count(1)
        at = f"{self._done} of {self._of}: {job.name} of {job.told}"
        if failure:
            self.say(f"{at}, failed:\n{failure}")
        elif not self._terminal:
            self.say(f"{at}, {outcome.seconds:.1f} s")

    def close(self) -> None:
        """Take down the bar and end the log."""
        if self._bar is not None:
            self._bar.close()
        self._log.close()

    def _count(self, n: int) -> None:
        self._done += n
        if self._bar is not None:
            self._bar.update(n)
