"""What a run shows while it runs (bars on a terminal, else a line a notebook), and its log."""

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sourcewise.runs.execute import Outcome

BAR = "{desc:<16}{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} [{elapsed}]"


def note(log: IO[str], event: str, **facts: Any) -> None:  # noqa: ANN401 - any JSON
    """Write a line of a log: the time, what happened, and what there is to say of it."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    log.write(json.dumps({"time": now, "event": event, **facts}, ensure_ascii=False) + "\n")


class Progress:
    """Shows on stderr and writes `log.jsonl`, the only file of a run that knows the time."""

    def __init__(self, log: Path, *, show: bool) -> None:
        """Begin the log; nothing is shown unless `show`."""
        self._log = log.open("a", encoding="utf-8", buffering=1)
        self._show, self._terminal = show, show and sys.stderr.isatty()
        self._bars: dict[str, Any] = {}
        self._begun: dict[str, tuple[int, float]] = {}

    def say(self, text: str) -> None:
        """Show a line, above the bars if there are any."""
        if self._terminal:
            from tqdm import tqdm

            tqdm.write(text, file=sys.stderr)
        elif self._show:
            print(text, file=sys.stderr, flush=True)

    def begin(self, **facts: Any) -> None:  # noqa: ANN401 - any JSON
        """A run begins, or goes on after it was broken off."""
        note(self._log, "run", **facts)

    def keep(self, names: Sequence[str]) -> None:
        """These stages are not run: what they made is there, and still holds."""
        for name in names:
            note(self._log, "kept", stage=name)
        if names:
            self.say(f"kept, since nothing they depend on has changed: {', '.join(names)}")

    def step(self, name: str, at: int, of: int) -> None:
        """Notebook `name` begins its cell `at` (from 0) of `of`."""
        self._log_cell(name)
        self._begun[name] = (at, time.monotonic())
        self._draw(name, at, of)

    def documents(self, done: int, of: int) -> None:
        """`done` of the corpus's documents are read."""
        self._draw("corpus", done, of)

    def finish(self, outcome: Outcome) -> None:
        """A notebook, or another stage, came to its end."""
        self._log_cell(outcome.name)
        failed = str(outcome.failure) if outcome.failure else None
        note(self._log, "stage", stage=outcome.name, seconds=outcome.seconds, failed=failed)
        if bar := self._bars.pop(outcome.name, None):
            bar.n = bar.n if failed else bar.total
            bar.close()
        elif not self._terminal:
            cells = f"{outcome.cells} cells, " if outcome.cells else ""
            self.say(f"{outcome.name}: {cells}{outcome.seconds:.1f} s{', failed' if failed else ''}")

    def close(self) -> None:
        """Take down the bars and end the log."""
        for bar in self._bars.values():
            bar.close()
        self._log.close()

    def _draw(self, name: str, at: int, of: int) -> None:
        if not self._terminal:
            return
        if name not in self._bars:
            from tqdm import tqdm

            self._bars[name] = tqdm(total=of, desc=name, bar_format=BAR, file=sys.stderr)
        self._bars[name].update(at - self._bars[name].n)

    def _log_cell(self, name: str) -> None:
        at, begun = self._begun.pop(name, (None, 0.0))
        if at is not None:
            note(self._log, "cell", stage=name, cell=at, seconds=round(time.monotonic() - begun, 3))
