"""Memory that is no longer used, given back to the system."""

import contextlib
import ctypes


def give_back() -> None:
    """Give back what Arrow and glibc hold for the next time: between stages, not inside them.

    After reading 104,583 articles of a kilobyte that is 520 of 940 MB; it takes milliseconds.
    """
    import pyarrow

    pyarrow.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # another system's memory is as it is
        ctypes.CDLL("libc.so.6").malloc_trim(0)
