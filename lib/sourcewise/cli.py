"""The command `sourcewise`: check a corpus, run the notebooks on it, verify and compare runs.

What imports slowly is imported late.
"""

from collections.abc import Sequence
from pathlib import Path

import click

import sourcewise
from sourcewise.plain import FAILED, plain_errors
from sourcewise.publish import terminal

FOLDER = click.Path(path_type=Path)
COUNT = click.IntRange(min=1)
WORKERS = click.option("--workers", default=2, show_default=True, type=COUNT, help="Notebooks side by side.")
CELL_LIMIT = click.option(
    "--cell-limit", default=3600, show_default=True, type=COUNT, help="Seconds that one cell may take."
)
NOTEBOOK_LIMIT = click.option(
    "--notebook-limit",
    default=86_400,
    show_default=True,
    type=COUNT,
    help="Seconds that one notebook may take.",
)
FORCE = click.option("--force", is_flag=True, help="Run every stage, also those that still hold.")
NOTEBOOKS = click.option(
    "--notebooks", type=FOLDER, help="Folder of notebooks to run instead of the checkout's own."
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do what they can."
)
QUIET = click.option("--quiet", is_flag=True, help="No progress.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sourcewise.__version__)
def main() -> None:
    """Compare how news outlets tell the same story."""


@main.command()
@click.argument("corpus", type=FOLDER)
@click.option(
    "--rows", default=40, show_default=True, type=click.IntRange(min=0), help="Rows to show of each table."
)
@click.option("--html", "page", type=FOLDER, help="Write a page that shows each article as it was read.")
@click.option("--articles", default=200, show_default=True, type=click.IntRange(min=1),
              help="Articles on that page.")  # fmt: skip
@click.option("--sidecar", type=FOLDER, help="Write a sources.csv to fill in; a file that is there stays.")
@click.option("-c", "--column", "columns", type=(str, str), multiple=True, metavar="FIELD COLUMN",
              help="The column of tables that holds a field, such as: text \"story|body\".")  # fmt: skip
@click.option("--off", multiple=True, metavar="RULE", help="A residue rule to leave out. May be repeated.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(min=1), help="Processes.")
def check(
    corpus: Path,
    rows: int,
    page: Path | None,
    articles: int,
    sidecar: Path | None,
    columns: Sequence[tuple[str, str]],
    off: Sequence[str],
    workers: int,
) -> None:
    """Read the articles in CORPUS and show outlets, documents, fields and problems. Writes nothing unless
    told to.
    """
    with plain_errors():
        from sourcewise import checking

        how = {"off": off, "columns": dict(columns), "workers": workers}
        checking.check(corpus, rows=rows, page=page, articles=articles, sidecar=sidecar, **how)


@main.command()
@click.argument("corpus", type=FOLDER, required=False)
@click.option("-o", "--out", type=FOLDER, help="Folder for the run: new, empty or an earlier run.")
@click.option("-p", "--parameter", "typed", type=(str, str), multiple=True, metavar="NAME VALUE",
              help="Set a parameter; a list is comma separated. May be repeated.")  # fmt: skip
@click.option("-f", "--file", type=FOLDER, help="YAML file of parameters; -p overrides it.")
@WORKERS
@SCHEDULER
@CELL_LIMIT
@NOTEBOOK_LIMIT
@FORCE
@NOTEBOOKS
@QUIET
@click.option("--help-parameters", is_flag=True, help="List the notebooks' parameters and exit.")
def run(
    corpus: Path | None,
    out: Path | None,
    typed: Sequence[tuple[str, str]],
    file: Path | None,
    workers: int,
    scheduler: str | None,
    cell_limit: int,
    notebook_limit: int,
    force: bool,
    notebooks: Path | None,
    quiet: bool,
    help_parameters: bool,
) -> None:
    """Run the notebooks on the articles in CORPUS and write everything to the folder RUN.

    What still holds of an earlier run, or of one that was broken off, is kept and not run again.
    """
    with plain_errors(stopped="the same command goes on after the last finished stage"):
        from sourcewise.runs import parameters, pipeline

        declared = parameters.gather(pipeline.find_notebooks(notebooks))
        if help_parameters:
            head = ("parameter", "type, default, limits", "meaning", "notebooks")
            terminal.records("Parameters", [head, *parameters.describe(declared)], 1000, widest=110)
            return
        if corpus is None or out is None:
            raise click.UsageError("give the folder of the articles and, after -o, the folder for the run")
        given = parameters.load(file, typed, declared)
        report = pipeline.run(
            corpus, out, parameters=given, notebooks=notebooks, workers=workers, scheduler=scheduler,
            cell_limit=cell_limit, notebook_limit=notebook_limit, force=force, progress=not quiet,
        )  # fmt: skip
        click.echo(f"The report is {report}")


@main.command()
@click.argument("grid", type=FOLDER)
@click.option(
    "-o", "--out", type=FOLDER, required=True, help="Folder for the batch: new, empty or an earlier one."
)
@WORKERS
@SCHEDULER
@CELL_LIMIT
@NOTEBOOK_LIMIT
@FORCE
@NOTEBOOKS
@QUIET
def batch(
    grid: Path,
    out: Path,
    workers: int,
    scheduler: str | None,
    cell_limit: int,
    notebook_limit: int,
    force: bool,
    notebooks: Path | None,
    quiet: bool,
) -> None:
    """Run the notebooks under every combination of choices that the file GRID names, and compare them.

    What still holds of an earlier batch, or of one that was broken off, is kept and not run again.
    """
    with plain_errors(stopped="the same command goes on after the last finished stage"):
        from sourcewise.runs import batch as batches
        from sourcewise.runs.plan import Limits

        results, stopped = batches.batch(
            grid, out, notebooks=notebooks, workers=workers, scheduler=scheduler, force=force,
            limits=Limits(cell_limit, notebook_limit), progress=not quiet,
        )  # fmt: skip
        failed = [result for result in results if result.failure]
        for result in failed:
            click.echo(terminal.printable(f"{result.run.name}: {result.failure}", keep="\n"), err=True)
        if stopped:
            click.echo(terminal.printable(str(stopped), keep="\n"), err=True)
        whole = f"{len(results) - len(failed)} of {len(results)} runs are whole"
        click.echo(f"{whole}; their table is {out / 'runs.parquet'}")
        if failed or stopped:
            raise SystemExit(FAILED)
        if (out / "report.html").exists():
            click.echo(f"What hangs on which choice is in {out / 'report.html'}")


@main.command()
@click.argument("run", type=FOLDER)
@click.option("--corpus", type=FOLDER, help="Folder of the articles, where it is not where it was.")
@NOTEBOOKS
@WORKERS
@QUIET
def verify(run: Path, corpus: Path | None, notebooks: Path | None, workers: int, quiet: bool) -> None:
    """Run the finished RUN again in a fresh folder and say file by file what is the same.

    The exit code is 0 where every file is, and 1 where one is not.
    """
    with plain_errors():
        from sourcewise.exporting import package
        from sourcewise.runs import verify

        if package.is_package(run):
            checked = package.verify(run)
            terminal.table("Package", checked[["kind", "result", "key", "file"]], rows=len(checked))
            click.echo(f"{(checked['result'] == package.PASS).sum()} of {len(checked)} pass")
            raise SystemExit(0 if package.passed(checked) else FAILED)
        compared = verify.verify(
            run, corpus=corpus, notebooks=notebooks, workers=workers, progress=not quiet,
            say=lambda text: click.echo(terminal.printable(text)),
        )  # fmt: skip
        terminal.table("Files", compared[["stage", "result", "file"]], rows=len(compared))
        alike = compared["result"].isin([verify.SAME, verify.EQUAL])
        click.echo(f"{alike.sum()} of {len(compared)} files are the same")
        if not verify.is_same(compared):
            raise SystemExit(FAILED)


@main.command()
@click.argument("run_a", type=FOLDER)
@click.argument("run_b", type=FOLDER)
@click.option("--csv", type=FOLDER, help="Also write the differences to this file.")
@click.option("--rows", default=200, show_default=True, type=click.IntRange(min=0), help="Rows to show.")
def diff(run_a: Path, run_b: Path, csv: Path | None, rows: int) -> None:
    """Say by conclusion in what RUN_B differs from RUN_A: findings, parameters, rules, documents."""
    with plain_errors():
        from sourcewise.publish import output, sheets
        from sourcewise.runs import compare_runs

        found = compare_runs.diff(run_a, run_b)
        terminal.table("Differences", found[list(compare_runs.COLUMNS)], rows=rows, widest=90)
        if csv:
            output.write(csv, sheets.to_csv(found))
            click.echo(f"The differences are in {csv}")


@main.command()
@click.argument("run", type=FOLDER)
@click.option(
    "--preset", metavar="NAME", help="Draw every figure again for: screen, nature, tandf, cambridge."
)
@click.option("--package", is_flag=True, help="Write a replication package, a zip.")
@click.option("--paper", is_flag=True, help="Write the report as PDF and Word (needs the extra `paper`).")
@click.option("--methods", is_flag=True, help="Write a methods section of what was done, and its BibTeX.")
@click.option("-o", "--out", type=FOLDER, help="Folder, or the package's zip; by default beside RUN.")
@click.option("--corpus", type=FOLDER, help="Folder of the articles, to be put into the package.")
def export(
    run: Path,
    preset: str | None,
    package: bool,
    paper: bool,
    methods: bool,
    out: Path | None,
    corpus: Path | None,
) -> None:
    """Write what a paper takes from the finished RUN: one of --preset, --package, --paper, --methods.

    The exit code is 1 where a figure's file is not what its preset asks.
    """
    with plain_errors():
        if sum(map(bool, (preset, package, paper, methods))) != 1:
            raise click.UsageError("give one of --preset NAME, --package, --paper, --methods")
        from sourcewise import exporting

        say = _told
        if preset:
            if not exporting.for_journal(run, out, preset=preset, say=say):
                raise SystemExit(FAILED)
        elif package:
            exporting.as_package(run, out, corpus=corpus, say=say)
        elif paper:
            exporting.on_paper(run, out, say=say)
        else:
            exporting.methods_of(run, out, say=say)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("run", type=FOLDER, required=False)
@click.argument("jupyter", nargs=-1, type=click.UNPROCESSED)
@click.option("--root", type=FOLDER, help="Folder that holds notebooks/ instead of the checkout.")
@click.option("--no-start", is_flag=True, help="Only make the working copies.")
def lab(run: Path | None, jupyter: Sequence[str], root: Path | None, no_start: bool) -> None:
    """Open JupyterLab on working copies of the notebooks, set to RUN or else to the last finished run.

    RUN itself is left alone. What follows it goes to JupyterLab, such as: --no-browser --port=9000.
    """
    with plain_errors():
        from sourcewise.lab import opening

        if run is not None and str(run).startswith("-"):
            run, jupyter = None, (str(run), *jupyter)
        place = root or opening.checkout()
        told, kept = opening.prepare(place, run)
        click.echo(terminal.printable("\n".join([told, *kept]), keep="\n"))
        if not no_start:
            opening.start(place, jupyter)


def _told(text: str) -> None:
    """Print what no article may steer."""
    click.echo(terminal.printable(text, keep="\n"))
