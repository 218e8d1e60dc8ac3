"""Results that belong to a data set are computed once and forgotten with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from mathcore.data import Dataset

Result = TypeVar("Result")


def once_for_each(function: Callable[[Dataset], Result]) -> Callable[[Dataset], Result]:
    """Let `function` remember its results, which nobody may change, as long as the data set lives."""
    known: WeakKeyDictionary[Dataset, Result] = WeakKeyDictionary()

    @wraps(function)
    def remembered(data: Dataset) -> Result:
        if data not in known:
            known[data] = function(data)
        return known[data]

    return remembered
