"""What leaves a finished run: figures for a journal, a paper as PDF and Word, a replication package, its
methods.

Each function writes beside the run unless told where, and says what it wrote; the run's own files stay as
they are.
"""

from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]


def for_journal(run: Path, out: Path | None, *, preset: str, say: Say = print) -> bool:
    """Draw every figure again for a preset, by default into RUN-PRESET; whether every check passed."""
    from sourcewise.exporting import journal

    place = out or _beside(run, preset)
    checks = journal.figures(run, place, preset=preset, say=say)
    files = checks["file"].nunique()
    say(f"{checks['passed'].sum()} of {len(checks)} checks of {files} files pass; the files are in {place}")
    return bool(checks["passed"].all())


def as_package(run: Path, out: Path | None, *, corpus: Path | None = None, say: Say = print) -> Path:
    """Write the replication package, by default RUN-package.zip; return its path."""
    from sourcewise.exporting import package

    place = out or _beside(run, "package.zip")
    rows = package.package(run, place, corpus=corpus)
    counts = ", ".join(f"{count} {kind}s" for kind, count in rows["kind"].value_counts().items())
    say(f"The package is {place}: {counts}, each with notebook, question, file and hash in crosswalk.csv")
    return place


def on_paper(run: Path, out: Path | None, *, say: Say = print) -> None:
    """Write the report as PDF and Word, by default into RUN-paper."""
    from sourcewise.exporting import paper

    for path in paper.write(run, out or _beside(run, "paper")):
        say(f"Written: {path}")


def methods_of(run: Path, out: Path | None, *, say: Say = print) -> None:
    """Write methods.md and references.bib, by default into RUN-methods, and say the paragraph."""
    from sourcewise.exporting import journal, methods
    from sourcewise.publish import output
    from sourcewise.runs import manifest

    place = out or _beside(run, "methods")
    journal.refuse_inside(run, place)
    stated = manifest.read(run)
    text, references = methods.write(run, stated, manifest.find_values(stated["parameters"]))
    output.write(place / "methods.md", text)
    output.write(place / "references.bib", references)
    say(f"{text}\nThe paragraph and its BibTeX are in {place}")


def _beside(run: Path, what: str) -> Path:
    """A place beside a run, named after it."""
    return run.resolve().with_name(f"{run.resolve().name}-{what}")
