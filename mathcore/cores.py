"""Work shared out among the cores: NumPy lets go of the interpreter while it computes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import TypeVar

Part = TypeVar("Part")
# More threads than these mostly wait for the interpreter.
MOST = 4


def on_all_cores(pieces: int, work: Callable[[range], list[Part]]) -> list[Part]:
    """Return the results of the pieces 0, 1, 2 ... in this order, whichever core computes them.

    `work` gets the numbers of some pieces and returns one result for each. The settings of `np.errstate` do not
    reach into it.
    """
    threads = min(cpu_count() or 1, MOST, pieces)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, [range(first, pieces, threads) for first in range(threads)]))
    return [parts[i % threads][i // threads] for i in range(pieces)]
