"""Which corners make a triangle, and which triangles share an edge."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int32]


class Topology(NamedTuple):
    """Triangles (k, 3) of corners, and edges (e, 4): two corners and the triangles on both sides, -1 for none."""

    triangles: Index
    edges: Index


@lru_cache(maxsize=16)
def grid(rows: int, columns: int, closed: bool, centred: bool) -> Topology:
    """Return the mesh of a grid with corners numbered row by row.

    Parameters
    ----------
    closed
        The last column is the first one again.
    centred
        The first row is a single point.
    """
    corner = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    if closed:
        corner[:, -1] = corner[:, 0]
    if centred:
        corner[0] = 0
    a, b, c, d = corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]
    # Both halves of a cell stay together: neighbours in memory are neighbours in the picture.
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    flat = (triangles == np.roll(triangles, 1, axis=1)).any(axis=1)
    return _joined(triangles[~flat])


@lru_cache(maxsize=16)
def fan(corners: int) -> Topology:
    """Return the triangles of a convex polygon."""
    rest = np.arange(1, corners - 1, dtype=np.int32)
    return _joined(np.stack([np.zeros_like(rest), rest, rest + 1], axis=-1))


def _joined(triangles: Index) -> Topology:
    pairs = np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    owner = np.repeat(np.arange(len(triangles), dtype=np.int32), 3)
    order = np.lexsort((owner, pairs[:, 1], pairs[:, 0]))
    pairs, owner = pairs[order], owner[order]
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    start = np.flatnonzero(first)
    shared = np.append(start[1:], len(pairs)) - start > 1
    other = np.where(shared, owner[np.minimum(start + 1, len(pairs) - 1)], -1)
    edges = np.column_stack([pairs[start], owner[start], other]).astype(np.int32)
    return Topology(np.ascontiguousarray(triangles), edges)
