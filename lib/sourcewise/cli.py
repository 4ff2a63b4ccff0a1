"""The command `sourcewise`: check a corpus, run the notebooks on it. What imports slowly is imported late."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import sourcewise

BAD_INPUT, FAILED, STOPPED = 2, 1, 130

FOLDER = click.Path(path_type=Path)


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
              help="The column of a table that holds a field, such as text. May be repeated.")  # fmt: skip
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
    with _plain_errors():
        from sourcewise import checking

        how = {"off": off, "columns": dict(columns), "workers": workers}
        checking.check(corpus, rows=rows, page=page, articles=articles, sidecar=sidecar, **how)


@main.command()
@click.argument("corpus", type=FOLDER, required=False)
@click.option("-o", "--out", type=FOLDER, help="Folder for the run: new, empty or an earlier run.")
@click.option("-p", "--parameter", "typed", type=(str, str), multiple=True, metavar="NAME VALUE",
              help="Set a parameter; a list is comma separated. May be repeated.")  # fmt: skip
@click.option("-f", "--file", type=FOLDER, help="YAML file of parameters; -p overrides it.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(min=1), help="Notebooks side by side."
)
@click.option("--cell-limit", default=3600, show_default=True, type=click.IntRange(min=1),
              help="Seconds that one cell may take.")  # fmt: skip
@click.option("--notebooks", type=FOLDER, help="Folder of notebooks to run instead of the checkout's own.")
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--help-parameters", is_flag=True, help="List the notebooks' parameters and exit.")
def run(
    corpus: Path | None,
    out: Path | None,
    typed: Sequence[tuple[str, str]],
    file: Path | None,
    workers: int,
    cell_limit: int,
    notebooks: Path | None,
    quiet: bool,
    help_parameters: bool,
) -> None:
    """Run the notebooks on the articles in CORPUS and write everything to the folder RUN."""
    with _plain_errors():
        from sourcewise.runs import parameters, pipeline

        declared = parameters.gather(pipeline.find_notebooks(notebooks))
        if help_parameters:
            from sourcewise.publish import terminal

            head = ("parameter", "type, default, limits", "meaning", "notebooks")
            terminal.records("Parameters", [head, *parameters.describe(declared)], 1000, widest=110)
            return
        if corpus is None or out is None:
            raise click.UsageError("give the folder of the articles and, after -o, the folder for the run")
        given = parameters.load(file, typed, declared)
        report = pipeline.run(
            corpus, out, parameters=given, notebooks=notebooks, workers=workers, cell_limit=cell_limit,
            progress=not quiet,
        )  # fmt: skip
        click.echo(f"The report is {report}")


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what a user can mend into a sentence and an exit code; a fault of ours keeps its traceback."""
    try:
        yield
    except KeyboardInterrupt:
        _leave("stopped: nothing was written", STOPPED)
    except BrokenPipeError:
        raise  # the reader has gone, as `head` does: click ends quietly
    except OSError as error:
        _leave(f"{error.filename or 'a file'} cannot be used: {error.strerror or error}", FAILED)
    except ValueError as error:
        if not _is_meant(error):
            raise
        _leave(str(error), BAD_INPUT)
    except Exception as error:
        if type(error).__name__ != "RunFailedError":  # its module is not imported unless a run got that far
            raise
        _leave(str(error), FAILED)


def _leave(message: str, code: int) -> None:
    from sourcewise.publish.terminal import printable

    click.echo(printable(f"sourcewise: {message}", keep="\n"), err=True)
    raise SystemExit(code)


def _is_meant(error: ValueError) -> bool:
    """Whether our own code raised it, to be read by a user, and not some library deep below."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and Path(trace.tb_frame.f_code.co_filename).is_relative_to(Path(__file__).parent)
