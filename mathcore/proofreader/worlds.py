"""Worlds: random data on which a formula must come true, and the ways to read its letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

# Rows and features of the worlds: never equal, nor is one the other plus an intercept.
SIZES = ((7, 2), (9, 3), (8, 2), (10, 3))


@dataclass(frozen=True)
class Reading:
    """One way to read the letters of a formula; a formula holds where it holds in one of them throughout.

    Attributes
    ----------
    layout
        first: θ = (θ_0, …, θ_d), x_0 = 1. none: no intercept. plus: θ (or w) and b apart. last: β = (ω; b),
        x̂ = (x; 1). before: β = (b; ω), x̂ = (1; x). one: one feature, a number;
        θᵀx is θᵀ(1; x). one-last, one-before: last and before with one feature.
    bare
        What h, y, z, p without an index are: "scalar", those of one observation, or "vector", of all.
    n
        What n counts: "m" observations or "d" features.
    numbered
        What x_1 is: a "component" of x or an "observation".
    wide
        ln a b is ln(a b).
    single
        J, L and ℓ are those of one observation.
    rows
        Derivatives by a vector are rows.
    features
        How many features there are, where the formula writes them out.
    loss
        L is the loss J rather than the likelihood (only for one written in script, or L_i).
    penalty
        What J includes besides the mean loss, for formulas with λ.
    working
        z is the response that Newton's step as least squares works with: Xθ + S^(-1) (y - h).
    decided
        ŷ is the label decided on, 1 where h is at least 1/2, rather than h.
    fitted
        ŷ, p̂ and ĥ are the probabilities at the minimum, rather than at θ.
    means
        μ and η without an index are the probability and the score of an observation.
    classes
        z_0 and z_1 are the scores of two classes.
    labelled
        Only a J_λ includes the penalty.
    columns
        Letters that stand for columns as long as the parameters.
    """

    layout: str = "first"
    bare: str = "scalar"
    n: str = "m"
    numbered: str = "component"
    wide: bool = False
    single: bool = False
    rows: bool = False
    features: int | None = None
    loss: str = ""
    penalty: str = ""
    working: bool = False
    decided: bool = False
    fitted: bool = False
    means: bool = False
    columns: frozenset[str] = frozenset()
    classes: bool = False
    labelled: bool = False

    @property
    def is_scalar(self) -> bool:
        """Whether x is one number."""
        return self.layout.startswith("one")

    @property
    def intercept(self) -> str:
        """Where b stands among all parameters: first, last, or "" for none."""
        if self.layout == "none":
            return ""
        return "last" if self.layout in ("plus", "last", "one-last") else "first"


@dataclass(frozen=True)
class World:
    """Random features, labels and parameters.

    Attributes
    ----------
    seed
        Its number: equal numbers, equal worlds.
    m, d
        Observations and features, the intercept not counted.
    intercept
        first, last or "".
    scale
        How large the parameters are: 0 puts every score at 0.
    """

    seed: int
    m: int
    d: int
    intercept: str
    scale: float = 1.0

    @cached_property
    def _drawn(self) -> tuple[Array, Array, Array]:
        """Features and labels that no line separates, and the parameters at which J is least."""
        for attempt in range(400):
            rng = np.random.default_rng([self.seed, self.m, self.d, attempt])
            x = rng.normal(0.2, 1.0, (self.m, self.d))
            y = np.asarray(rng.random((self.m, 1)) < 0.5, dtype=np.float64)
            best = _best(self.full(x), y)
            if best is not None:
                return x, y, best
        raise RuntimeError("no such data could be drawn")

    @property
    def x(self) -> Array:
        """The features, a row an observation."""
        return self._drawn[0]

    @property
    def y(self) -> Array:
        """The labels, 0 and 1."""
        return self._drawn[1]

    @property
    def best(self) -> Array:
        """The parameters at which J is least."""
        return self._drawn[2]

    @cached_property
    def parameters(self) -> Array:
        """The parameters at which formulas are tried."""
        size = self.d + bool(self.intercept)
        return self.scale * np.random.default_rng([self.seed, 1]).normal(0.0, 1.0, (size, 1))

    @cached_property
    def observation(self) -> tuple[Array, float]:
        """One more observation, for letters without an index; its label is 0 and 1 in turn."""
        rng = np.random.default_rng([self.seed, 2])
        return rng.normal(0.0, 1.3, (self.d, 1)), float(self.seed % 2)

    def rows(self, name: str) -> tuple[int, ...]:
        """Return the numbers of the observations in a set: some of them, for a step on few, or all (D)."""
        if name == "D":
            return tuple(range(1, self.m + 1))
        chosen = np.random.default_rng([self.seed, 4]).choice(self.m, 2 + self.seed % 3, replace=False)
        return tuple(int(k) + 1 for k in sorted(chosen))

    def full(self, x: Array) -> Array:
        """Return features with the column of ones that belongs to the intercept."""
        ones = np.ones((len(x), 1))
        return {"first": np.hstack([ones, x]), "last": np.hstack([x, ones])}.get(self.intercept, x)

    def free(self, name: str) -> float:
        """Return the number that a letter of no fixed meaning stands for, of either sign in half of the worlds."""
        number = sum(ord(letter) * 31**k for k, letter in enumerate(name))
        value = float(np.random.default_rng([number % 2**31, self.seed]).uniform(0.2, 2.0))
        return -value if self.seed % 4 == 1 and name[0] not in "αηληγεργκτNKCc" else value


def _best(x: Array, y: Array) -> Array | None:
    """Return the least of J by Newton's method, None where the classes lie apart."""
    theta = np.zeros((x.shape[1], 1))
    for _ in range(60):
        h = 1 / (1 + np.exp(-np.clip(x @ theta, -40, 40)))
        gradient = x.T @ (h - y)
        hessian = x.T @ (h * (1 - h) * x)
        if np.linalg.cond(hessian) > 1e8:
            return None
        step = np.linalg.solve(hessian, gradient)
        theta = theta - step
        if np.max(np.abs(theta)) > 8:
            return None
        if np.max(np.abs(step)) < 1e-13:
            return np.asarray(theta)
    return None


@cache
def worlds(reading: Reading, scales: tuple[float, ...] = (1.0,), times: int = 1) -> tuple[World, ...]:
    """Return the worlds for a reading: several sizes, each label, each sign of the score."""
    sizes = [(m, reading.features or (1 if reading.is_scalar else d)) for m, d in SIZES]
    found = []
    for k, scale in enumerate(scales):
        for turn in range(times):
            for s, (m, d) in enumerate(sizes):
                found.append(World(100 * k + len(sizes) * turn + s, m, d, reading.intercept, scale))
    return tuple(found)
