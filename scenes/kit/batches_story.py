"""Which words are true of three walks by batches of different sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathcore import Batches, fit
from scenes.kit.figures import value_text

# A walk trembles about the minimum where its late points lie within so many of their own deviations of it.
NEAR, STEADY = 2.0, 0.5
# A walk is stuck whose middle, in its last quarter, still lies so high above the minimum, as a share of the start.
STUCK = 0.5


def left_out(batches: Batches) -> str:
    """Return why the walks have nothing to show: no minimum, or single trials that hardly leave the start."""
    best = fit(batches.loss)
    if not best.exists:
        return "separable"
    start, middle = np.zeros(2), batches.walks[2].points[batches.late(2)].mean(axis=0)
    above = batches.loss(np.array([start, middle])) - best.loss
    return "stuck" if above[1] > STUCK * above[0] else ""


def drawn(batches: Batches) -> str:
    """Return whether all the trials are used or a sample of them."""
    return "" if batches.m == batches.of else "sample"


def last(batches: Batches) -> str:
    """Return whether the walk by single trials trembles about the minimum, or has not come to it."""
    walk, late, spread = batches.walks[2], batches.late(2), batches.spread(2)
    steps = -late.start
    before = walk.points[-2 * steps : -steps].std(axis=0)
    off = np.abs(walk.points[late].mean(axis=0) - fit(batches.loss).theta)
    steady = bool(np.all(spread > STEADY * before))
    return "" if steady and bool(np.all(off < NEAR * spread)) else "moving"


def numbers(batches: Batches) -> dict[str, Any]:
    """Return what the sentences quote."""
    handful = batches.per_epoch(1)
    losses = [float(batches.walks[k].losses[batches.per_epoch(k)]) for k in range(3)]
    return {
        "shown": batches.m,
        "of": batches.of,
        "handful": batches.sizes[1],
        "handful_steps": handful,
        "epochs_seen": batches.epochs,
        "batch_rate": value_text(batches.rate),
        "batch_seed": batches.seed,
        "loss_all": losses[0],
        "loss_handful": losses[1],
        "loss_one": losses[2],
    }
