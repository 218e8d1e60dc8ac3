"""``python -m scenes.production.bench_core``: the core for the clock, as one line of JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from mathcore import Dataset, LogisticLoss, read_csv, softplus

MILLION = 1_000_000
GRID = np.stack(np.meshgrid(np.linspace(-8, 8, 201), np.linspace(-3, 3, 201)), axis=-1)


def least(times: int, *tasks: Callable[[], Any]) -> list[float]:
    """Return the least seconds of each task, done in turn."""
    found = [np.inf] * len(tasks)
    for _ in range(times):
        for k, task in enumerate(tasks):
            start = time.perf_counter()
            task()
            found[k] = min(found[k], time.perf_counter() - start)
    return found


def rows_of(m: int, d: int) -> Dataset:
    """Return m rows of d features with labels from a logistic model."""
    rng = np.random.default_rng(7)
    x = rng.normal(size=(m, d))
    return Dataset(x, (rng.logistic(size=m) < x @ rng.normal(size=d)).astype(float))


def direct(data: Dataset, theta: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
    """Return loss and gradient as one writes them with NumPy, without overflow."""
    z = theta[0] + data.x @ theta[1:]
    residual = 0.5 * (1 + np.tanh(z / 2)) - data.y
    return float(np.mean(np.logaddexp(0, z) - data.y * z)), np.append(residual.sum(), residual @ data.x) / data.m


def measure() -> list[dict[str, Any]]:
    """Return name, seconds by direct NumPy (0: not measured) and by the core."""
    z = np.random.default_rng(0).normal(0, 4, 10 * MILLION)
    found = [("softplus of 10⁷ numbers", *least(3, lambda: np.logaddexp(0, z), lambda: softplus(z)))]
    for d in (10, 100):
        data = rows_of(MILLION, d)
        loss, theta = LogisticLoss(data), np.full(d + 1, 0.1)
        seconds = least(3, lambda: direct(data, theta), lambda: loss.value_and_gradient(theta))  # noqa: B023
        found.append((f"loss and gradient, 10⁶ rows × {d}", *seconds))
    for m in (10_000, 100_000, MILLION):
        data = rows_of(m, 1)
        surface = least(3, lambda: LogisticLoss(Dataset(data.x, data.y))(GRID))  # noqa: B023
        found.append((f"surface of 201 × 201 over {m:,} rows", 0.0, *surface))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        data = rows_of(MILLION, 1)
        table = np.column_stack([data.x, data.y])
        np.savetxt(path, table, fmt=["%.6f", "%d"], delimiter=",", header="x,y", comments="")
        found.append(("CSV of 10⁶ rows", 0.0, *least(3, lambda: read_csv(path))))
    return [{"name": name, "numpy": numpy, "core": core} for name, numpy, core in found]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), ensure_ascii=False) + "\n")
