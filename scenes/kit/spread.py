"""Which of many points can be told apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def told_apart(points: NDArray[np.float64], gap: float) -> NDArray[np.bool_]:
    """Return which points (n, d) to mark: the first, and then each that lies ``gap`` from the one marked last."""
    marked = np.zeros(len(points), dtype=bool)
    marked[0] = True
    last = points[0]
    for k in range(1, len(points)):
        if np.linalg.norm(points[k] - last) >= gap:
            marked[k], last = True, points[k]
    return marked
