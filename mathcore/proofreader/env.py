"""What letters stand for in one world: quantities that follow from one another, any of which may be varied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from mathcore.proofreader import jets
from mathcore.proofreader.jets import Jet, Value
from mathcore.proofreader.tree import Expr
from mathcore.proofreader.worlds import Array, Reading, World

SMALL = 1e-6  # how long the step of Δ is


@dataclass(frozen=True)
class Definition:
    """What an earlier line made a symbol mean: an expression in some arguments or indices."""

    arguments: tuple[str, ...]
    indices: tuple[str, ...]
    body: Expr


@dataclass(frozen=True)
class Index:
    """A value that an index has; `role` is observation, component or "" for a plain number."""

    value: int
    role: str = ""


@dataclass
class Env:
    """A world, a reading, and what is bound, varied or defined where an expression stands.

    Attributes
    ----------
    bound
        Indices and variables with the values they have.
    varied
        Quantities that have another value than the world gives them; those that follow from them follow.
    level
        How many derivatives are being taken around this place.
    steps
        How many terms have been summed in all, shared by all that come from one: a guard against endless sums.
    """

    world: World
    reading: Reading
    defined: Mapping[str, Definition] = field(default_factory=dict)
    bound: dict[str, Index | Value] = field(default_factory=dict)
    varied: dict[str, Value] = field(default_factory=dict)
    level: int = 0
    depth: int = 0
    strict: bool = True
    vectors: frozenset[str] = frozenset()
    steps: list[int] = field(default_factory=lambda: [0])
    known: dict[str, Value] = field(default_factory=dict)

    def binding(self, name: str, value: Index | Value) -> Env:
        """Return this place with one more name bound."""
        return replace(self, bound={**self.bound, name: value}, known=self.known)

    def vary(self, key: str, value: Value, level: int | None = None) -> Env:
        """Return this place with a quantity that has another value."""
        changed = {**self.varied, key: value}
        return replace(self, varied=changed, known={}, level=self.level if level is None else level)

    def __getitem__(self, key: str) -> Value:
        """Return a quantity by its key (see `QUANTITIES`)."""
        if key in self.varied:
            return self.varied[key]
        if key not in self.known:
            self.known[key] = QUANTITIES[key](self) if key in QUANTITIES else self._letter(key)
        return self.known[key]

    def _letter(self, key: str) -> Value:
        """Return what a letter of no fixed meaning stands for: a number, or a column as long as the parameters."""
        kind, _, name = key.partition(" ")
        if kind == "free":
            return np.asarray(self.world.free(name))
        size = jets.shape(self["full"])
        return np.random.default_rng([self.world.seed, ord(name[-1])]).normal(size=size)


def slope(body: Callable[[Env], Value], env: Env, key: str, direction: Any) -> Value:
    """Return the rate of change of something as one quantity changes in a direction."""
    level = env.level + 1
    value = body(env.vary(key, Jet(env[key], np.asarray(direction, dtype=np.float64), level), level))
    _, rate = jets.parts(value, level)
    return jets.add(rate, np.zeros(jets.shape(value)))


def _mean_loss(env: Env) -> Value:
    mean = jets.times(1 / env.world.m, jets.total(env["Ji"]))
    if not env.reading.penalty or env.reading.labelled:
        return mean
    theta = jets.times(_penalised(env), env["full"])
    sizes = jets.absolute(theta) if env.reading.penalty.startswith("L1") else jets.times(theta, theta)
    return jets.add(mean, jets.times(_weight(env), jets.total(sizes)))


def _penalised(env: Env) -> Value:
    """Return a column with 1 for each parameter that the penalty counts, 0 for an intercept that it leaves out."""
    return slopes_only(env) if env.reading.penalty.endswith("b") else np.ones(jets.shape(env["full"]))


def slopes_only(env: Env) -> Array:
    """Return a column with 1 for each slope among the parameters and 0 for the intercept."""
    rows = np.ones(jets.shape(env["full"]))
    if env.reading.intercept:
        rows[0 if env.reading.intercept == "first" else -1] = 0
    return rows


def _weight(env: Env) -> Value:
    """Return what the squares (or the sizes) of the parameters are multiplied by."""
    over = env.reading.penalty.removeprefix("L1").removesuffix("b")
    m = env.world.m
    return jets.times(env["free λ"], {"2m": 1 / (2 * m), "2": 0.5, "1": 1.0, "m": 1 / m}[over])


def _loss_terms(y: Value, h: Value) -> Value:
    one = jets.times(y, jets.log(h))
    zero = jets.times(jets.add(1.0, jets.negative(y)), jets.log(jets.add(1.0, jets.negative(h))))
    return jets.negative(jets.add(one, zero))


def _weights(h: Value) -> Value:
    return jets.times(h, jets.add(1.0, jets.negative(h)))


def _diagonal(column: Value) -> Value:
    return jets.mapped(lambda v: np.diag(v[:, 0]), column)


def _hessian(env: Env) -> Value:
    x = env["design"]
    inner = jets.matmul(jets.matmul(jets.transpose(x), env["S"]), x)
    mean = jets.times(1 / env.world.m, inner)
    if not env.reading.penalty or env.reading.labelled or env.reading.penalty.startswith("L1"):
        return mean
    return jets.add(mean, jets.times(jets.times(2.0, _weight(env)), _diagonal(_penalised(env))))


def _full_of(raw: Value, env: Env) -> Value:
    """Return the parameters' partner of one observation, a column."""
    one = np.ones((1, 1))
    if not env.reading.intercept:
        return raw
    return jets.stack([[one], [raw]] if env.reading.intercept == "first" else [[raw], [one]])


def _row_times(x: Value, theta: Value) -> Value:
    return jets.total(jets.times(x, theta))


QUANTITIES: dict[str, Callable[[Env], Value]] = {
    "small": lambda env: np.asarray(SMALL),
    "full": lambda env: env.world.parameters,
    "best": lambda env: env.world.best,
    "raw": lambda env: env.world.x,
    "design": lambda env: env.world.full(env["raw"]) if not isinstance(env["raw"], Jet) else _design(env),
    "y": lambda env: env.world.y,
    "z": lambda env: jets.matmul(env["design"], env["full"]),
    "h": lambda env: jets.sigmoid(env["z"]),
    "Ji": lambda env: _loss_terms(env["y"], env["h"]),
    "ℓi": lambda env: jets.negative(env["Ji"]),
    "Li": lambda env: jets.exp(env["ℓi"]),
    "J": _mean_loss,
    "ℓ": lambda env: jets.total(env["ℓi"]),
    "L": lambda env: jets.exp(env["ℓ"]),
    "S": lambda env: _diagonal(_weights(env["h"])),
    "H": _hessian,
    "decided": lambda env: jets.step(env["z"]),
    "decided1": lambda env: jets.step(env["z1"]),
    "working": lambda env: jets.add(
        env["z"], jets.divide(jets.add(env["y"], jets.negative(env["h"])), _weights(env["h"]))
    ),
    "q1": lambda env: np.asarray(np.random.default_rng([env.world.seed, 3]).uniform(0.1, 0.9)),
    "raw1": lambda env: env.world.observation[0],
    "full1": lambda env: _full_of(env["raw1"], env),
    "y1": lambda env: env.world.observation[1],
    "z1": lambda env: _row_times(env["full1"], env["full"]),
    "h1": lambda env: jets.sigmoid(env["z1"]),
    "Ji1": lambda env: _loss_terms(env["y1"], env["h1"]),
    "ℓi1": lambda env: jets.negative(env["Ji1"]),
    "Li1": lambda env: jets.exp(env["ℓi1"]),
}


def _design(env: Env) -> Value:
    ones = np.ones((env.world.m, 1))
    raw = env["raw"]
    if not env.reading.intercept:
        return raw
    return jets.stack([[ones, raw]] if env.reading.intercept == "first" else [[raw, ones]])
