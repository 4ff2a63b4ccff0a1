import functools

import pytest
import written_batch


@pytest.fixture
def write_batch(tmp_path):
    """Write a finished batch by hand, see `written_batch.write`."""
    return functools.partial(written_batch.write, tmp_path)
