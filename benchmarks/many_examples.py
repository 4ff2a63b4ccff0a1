"""A plugin of pytest: every property test tries as many examples as the variable EXAMPLES says.

Tests set how many they try for a quick suite, and what a test sets wins over hypothesis's profiles: this
changes the tests themselves. `PYTHONPATH=benchmarks EXAMPLES=2000 pytest -p many_examples -m hypothesis`.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

NAME = "_hypothesis_internal_use_settings"  # where hypothesis keeps a test's settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Raise the number of examples; one that already tries more keeps it."""
    examples = int(os.environ.get("EXAMPLES", "2000"))
    for item in items:
        test = getattr(item, "obj", None)
        test = getattr(test, "__func__", test)
        if getattr(test, "is_hypothesis_test", False):
            own = getattr(test, NAME, None) or settings()
            more = settings(
                own,
                max_examples=max(examples, own.max_examples),
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            setattr(test, NAME, more)
