"""Some of the observations, those of one step: |B|, and the loss J_B over them."""

from __future__ import annotations

import numpy as np

from mathcore.proofreader import jets
from mathcore.proofreader.cursor import BATCHES
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Norm, Symbol


def size(node: Norm, env: Env) -> Value | None:
    """Return how many observations |B| is, None where the bars mean something else."""
    symbol = node.body
    if node.order != 0.0 or not isinstance(symbol, Symbol) or symbol.name in env.defined:
        return None
    scripted = symbol.style in ("cal", "scr", "frak")
    named = symbol.name in ("B", "M") or (scripted and symbol.name in BATCHES)
    return np.asarray(float(len(env.world.rows(symbol.name)))) if named else None


def loss(name: str, env: Env) -> Value:
    """Return the mean loss J, the likelihood or its logarithm over some of the observations."""
    rows = env.world.rows("B")
    total = jets.total(jets.stack([[jets.entry(env["Ji"], row - 1)] for row in rows]))
    if name == "J" or env.reading.loss:
        return jets.times(1 / len(rows), total)
    return jets.negative(total) if name == "ℓ" else jets.exp(jets.negative(total))
