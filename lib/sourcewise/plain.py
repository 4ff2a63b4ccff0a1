"""What a user reads when something went wrong: a sentence and an exit code; a fault of ours keeps its
traceback.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from sourcewise.publish import terminal

BAD_INPUT, FAILED, STOPPED = 2, 1, 130


@contextlib.contextmanager
def plain_errors(*, stopped: str = "nothing was written") -> Iterator[None]:
    """Turn what a user can mend into a sentence on the error stream and an exit code, which click raises.

    `stopped` is what holds when the user breaks it off.
    """
    try:
        yield
    except KeyboardInterrupt:
        _leave(f"stopped: {stopped}", STOPPED)
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
    click.echo(terminal.printable(f"sourcewise: {message}", keep="\n"), err=True)
    raise SystemExit(code)


def _is_meant(error: ValueError) -> bool:
    """Whether our own code raised it, to be read by a user, and not some library deep below."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and Path(trace.tb_frame.f_code.co_filename).is_relative_to(Path(__file__).parent)
