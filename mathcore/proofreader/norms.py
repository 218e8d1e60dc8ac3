"""What stands between bars: norms, absolute values, determinants, sizes of sets."""

from __future__ import annotations

import numpy as np

from mathcore.proofreader import batches, evaluating, jets
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import FROBENIUS, Norm


def norm(node: Norm, env: Env) -> Value:
    """Return a norm, an absolute value, a determinant, or how many observations a set has."""
    counted = batches.size(node, env)
    if counted is not None:
        return counted
    body = evaluating.value(node.body, env)
    if node.order == 0.0:
        shape = jets.shape(body)
        if len(shape) == 2 and shape[0] == shape[1]:
            return np.linalg.det(jets.plain(body))
        if not shape:
            return jets.absolute(body)
    if node.order == 1.0:
        return jets.total(jets.absolute(body))
    if node.order == float("inf"):
        return np.max(np.abs(jets.plain(body)))
    if node.order != FROBENIUS and len(jets.shape(body)) == 2 and 1 not in jets.shape(body):
        return np.linalg.norm(jets.plain(body), 2)
    return jets.power(jets.total(jets.times(body, body)), np.asarray(0.5))
