"""Warnings are errors in the core's tests: float64 edge cases must pass in silence."""

import numpy as np
import pytest
from hypothesis import settings

from mathcore import Dataset, LogisticLoss, builtin

# The same examples every time, and no deadline: a busy machine is no failure.
settings.register_profile("core", max_examples=50, deadline=None, derandomize=True)
settings.load_profile("core")


@pytest.fixture(autouse=True)
def no_warnings(recwarn):
    with np.errstate(divide="warn", over="warn", invalid="warn"):
        yield
    assert not [str(w.message) for w in recwarn if issubclass(w.category, RuntimeWarning)]


@pytest.fixture(scope="session")
def hours():
    return builtin("hours")


@pytest.fixture(scope="session")
def loss(hours):
    return LogisticLoss(hours)


@pytest.fixture(scope="session")
def separated():
    """Complete separation, any boundary between -1 and 1."""
    return Dataset(np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1]))


@pytest.fixture(scope="session")
def touching():
    """Quasi-complete separation: both classes at x = 0, only one at x = 1."""
    return Dataset(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0, 1, 1, 1]))
