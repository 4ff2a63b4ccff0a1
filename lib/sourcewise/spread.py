"""The same thing done to many pieces: by processes of this machine, or by the workers of a Dask scheduler;
and texts in pieces of a size.

joblib's processes gain more on one machine, Dask reaches beyond it; what works by article or by resample
calls `spread` and knows neither. Results come in the order of the pieces and do not depend on who did it.
"""

import contextlib
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from distributed import Client

SCHEDULER = "SOURCEWISE_SCHEDULER"  # the environment's name for the address of a scheduler
FEW = 4  # pieces: fewer are not sent to a scheduler's workers
ANSWER = 60  # seconds in which a scheduler must answer, and have a worker

Made = TypeVar("Made")


def in_parts(texts: Iterable[str], characters: int) -> Iterator[list[str]]:
    """Texts in order, in lists of at most so many characters; a longer text is a list by itself."""
    part: list[str] = []
    size = 0
    for text in texts:
        if part and size + len(text) > characters:
            yield part
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield part


def spread(
    function: Callable[..., Made], shared: Sequence[Any], pieces: Iterable[Sequence[Any]], *, jobs: int = 1
) -> Iterator[Made]:
    """`function(*shared, *piece)` of each piece, in order, asked for as it is taken.

    `jobs` processes of this machine do it where there are two pieces or more. Where the environment names a
    scheduler (SCHEDULER) and there are FEW pieces or more, its workers do, each with one thread; what is
    `shared` is sent to them once. Raises ValueError where no scheduler answers, RuntimeError where its
    workers are lost over a piece again and again, and what the function raises.
    """
    work = iter(pieces)
    first = list(itertools.islice(work, FEW))
    work = itertools.chain(first, work)
    if (address := os.environ.get(SCHEDULER)) and len(first) == FEW:
        return _by_workers(address, function, shared, work)
    if jobs > 1 and len(first) > 1:
        return _by_processes(function, shared, work, jobs)
    return (function(*shared, *piece) for piece in work)


@contextlib.contextmanager
def named(address: str | None) -> Iterator[None]:
    """Name a scheduler in the environment, of this process and of all that it starts; None: as it was."""
    before = os.environ.get(SCHEDULER)
    if address:
        os.environ[SCHEDULER] = address
    try:
        yield
    finally:
        if address and before is None:
            del os.environ[SCHEDULER]
        elif address:
            os.environ[SCHEDULER] = before


@contextlib.contextmanager
def connected(address: str) -> Iterator["Client"]:
    """The scheduler at an address, with a worker at least. Raises ValueError, in a sentence, without."""
    from distributed import Client

    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
        client.wait_for_workers(1, timeout=ANSWER)
    except (OSError, TimeoutError, ValueError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(
            f"no Dask scheduler with a worker answers at {address} within {ANSWER} s: {told}"
        ) from None
    with client:
        yield client


def _by_processes(
    function: Callable[..., Made], shared: Sequence[Any], work: Iterable[Sequence[Any]], jobs: int
) -> Iterator[Made]:
    """By processes of this machine, which end when all is done."""
    import joblib
    from joblib.externals.loky import get_reusable_executor

    call = joblib.delayed(function)
    with joblib.parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
        run = joblib.Parallel(return_as="generator", pre_dispatch="2*n_jobs", batch_size=1)
        yield from run(call(*shared, *piece) for piece in work)
    get_reusable_executor().shutdown(wait=True)


def _by_workers(
    address: str, function: Callable[..., Made], shared: Sequence[Any], work: Iterable[Sequence[Any]]
) -> Iterator[Made]:
    """By the workers of a scheduler, two pieces a worker on their way."""
    from distributed import KilledWorker

    with connected(address) as client:
        held = client.scatter(list(shared), broadcast=True) if shared else []
        many, waiting = 2 * sum(client.nthreads().values()), deque()
        try:
            for piece in work:
                waiting.append(client.submit(_calmly, function, *held, *piece, pure=False))
                if len(waiting) >= many:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except KilledWorker:
            raise RuntimeError(
                f"workers of the scheduler at {address} were lost over one piece of work four times: "
                "give them more memory, or look into their logs"
            ) from None


def _calmly(function: Callable[..., Made], *args: Any) -> Made:  # noqa: ANN401
    """Call a function with one thread for its arithmetic: a worker is one of many, and sums stay the same."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return function(*args)
