"""Derivatives, gradients, small changes, extremes and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mathcore.proofreader import calls, evaluating, indices, jets, symbols
from mathcore.proofreader.arithmetic import named, number
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.jets import Jet, Value
from mathcore.proofreader.tree import (
    Call,
    Change,
    Expr,
    Extreme,
    Flip,
    Gradient,
    Limit,
    Number,
    Slope,
    Symbol,
)
from mathcore.proofreader.trouble import MisfitError, UnreadableError
from mathcore.proofreader.worlds import Array

Body = Callable[[Env], Value]
MOST_LEVELS = 4


def slope(node: Slope, env: Env) -> Value:
    """Return a derivative by one variable after another, the first in the list last."""
    _require_own(node, env)

    def nested(k: int) -> Body:
        if k == len(node.variables):
            return lambda inner: evaluating.value(node.body, inner)
        return lambda inner: by(nested(k + 1), node.variables[k], inner, k > 0)

    return nested(0)(env)


def _require_own(node: Slope, env: Env) -> None:
    """Refuse the slope of all observations' loss over the z of one more: that it is 0 says nothing."""
    head = node.body.head if isinstance(node.body, Call) else node.body
    whole = isinstance(head, Symbol) and head.name in ("J", "L", "ℓ") and not head.below and not head.above
    for variable in node.variables:
        data = isinstance(variable, Symbol) and variable.name in symbols.OBSERVED and variable.name not in env.bound
        own = head.name in env.defined if isinstance(head, Symbol) else False
        if whole and data and not own and not env.reading.single and env.reading.bare == "scalar":
            assert isinstance(variable, Symbol)
            if not variable.below and not variable.above:
                raise MisfitError(f"{node.body.spot.text} does not depend on {variable.spot.text} alone", variable.spot)


def by(body: Body, variable: Expr, env: Env, inner: bool = False) -> Value:
    """Return the derivative of something by one variable; by a vector it is a column of derivatives.

    `inner` marks a second variable, whose derivatives lie across, so that ∂²J/∂θ∂θ is a matrix.
    """
    rows = env.reading.rows
    if isinstance(variable, Flip):
        variable, rows = variable.body, not rows
    key, directions = target(variable, env)
    if isinstance(directions, np.ndarray) and directions.ndim < 3:
        return _slope(body, env, key, directions)
    columns = [_slope(body, env, key, direction) for direction in directions]
    shape = jets.shape(columns[0])
    if shape == ():
        lies = jets.stack([[column] for column in columns])
        return jets.transpose(lies) if rows or inner else lies
    if shape[1] == 1:
        return jets.stack([columns])  # one row an entry of the body: ∂z/∂θ = X
    if shape[0] == 1:
        return jets.stack([[column] for column in columns])
    raise MisfitError("the derivative of a matrix by a vector is not known", variable.spot)


def _slope(body: Body, env: Env, key: str, direction: Array) -> Value:
    level = env.level + 1
    if level > MOST_LEVELS:
        raise UnreadableError(f"derivatives of derivatives are tried to the order {MOST_LEVELS}")
    if key.startswith("name "):
        name = key.removeprefix("name ")
        here = evaluating.value(Symbol(name), env)
        inner = replace(env, level=level, bound={**env.bound, name: Jet(here, direction, level)}, known={})
    else:
        inner = env.vary(key, Jet(env[key], direction, level), level)
    value = body(inner)
    _, rate = jets.parts(value, level)
    return jets.add(rate, np.zeros(jets.shape(value)))


def target(variable: Expr, env: Env) -> tuple[str, Array | list[Array]]:
    """Return the quantity that a variable is part of, and the directions in which it can change."""
    if isinstance(variable, Call):
        variable = _as_symbol(variable)
    if isinstance(variable, Slope | Number) or not isinstance(variable, Symbol):
        raise UnreadableError(f"a derivative by {variable.spot.text} is not known", variable.spot)
    name = variable.name
    if (name in env.bound and not isinstance(env.bound[name], Index)) or name in env.defined:
        return f"name {name}", np.ones(jets.shape(evaluating.value(variable, env)))
    if name == "all*":
        return "full", _units(len(jets.plain(env["full"])), 0, len(jets.plain(env["full"])))
    if name in indices.PARAMETERS:
        return _by_parameter(variable, env)
    if name in symbols.FEATURES:
        return _by_feature(variable, env)
    if name in symbols.OBSERVED and name not in ("J", "L", "ℓ") or name == "σ":
        return _by_observed(variable if name != "σ" else Symbol("h", spot=variable.spot), env)
    evaluating.value(variable, env)  # an unknown letter is named here
    if symbols.name_of(variable) in env.vectors:
        size = len(jets.plain(env["full"]))
        return f"vector {symbols.name_of(variable)}", _units(size, 0, size)
    return f"free {name}", np.asarray(1.0)


def _as_symbol(call: Call) -> Expr:
    """Return h_i for h_θ(x_i), so that it can be what a derivative is taken by."""
    first = call.arguments[0]
    if isinstance(call.head, Symbol) and isinstance(first, Symbol) and first.name in symbols.FEATURES:
        return Symbol("h", first.below, first.above, spot=call.spot)
    if isinstance(call.head, Symbol) and call.head.name == "σ" and isinstance(first, Symbol) and first.name == "z":
        return Symbol("h", first.below, first.above, spot=call.spot)
    return call


def _units(count: int, start: int, stop: int) -> list[Array]:
    return [np.eye(count)[:, k : k + 1] for k in range(start, stop)]


def _by_parameter(variable: Symbol, env: Env) -> tuple[str, Array | list[Array]]:
    start, stop, base = symbols.view(variable.name, env)
    units = _units(len(jets.plain(env["full"])), start, stop)
    if variable.below and variable.name != "b":
        index = indices.index_of(variable.below[0], env)
        symbols.parameter(variable, env)  # complains about an index out of its range
        return "full", units[index.value - base]
    alone = variable.name == "b" or (env.reading.is_scalar and variable.name in ("w", "ω"))
    return "full", units[0] if alone else units


def _by_feature(variable: Symbol, env: Env) -> tuple[str, Array | list[Array]]:
    key, base = symbols.feature_key(variable.name, env)
    row, component = symbols.split_indices(variable, env)
    symbols.feature(variable, env)
    if row is None:
        count = len(jets.plain(env[f"{key}1"]))
        units = _units(count, 0, count)
        alone = env.reading.is_scalar and variable.name == "x"
        return f"{key}1", units[component.value - base] if component else units[0] if alone else units
    table = "design" if key == "full" else "raw"
    shape = jets.shape(env[table])
    made = []
    for k in range(shape[1]):
        unit = np.zeros(shape)
        unit[row.value - 1, k] = 1.0
        made.append(unit)
    if component:
        return table, made[component.value - base]
    return table, made[0] if len(made) == 1 else made


def _by_observed(variable: Symbol, env: Env) -> tuple[str, Array | list[Array]]:
    key = symbols.OBSERVED[variable.name]
    subs = variable.below + variable.above
    subs = tuple(s for s in subs if not (isinstance(s, Symbol) and s.name in indices.PARAMETERS))
    if not subs:
        if env.reading.bare == "vector":
            return key, _units(env.world.m, 0, env.world.m)
        return f"{key}1", np.asarray(1.0)
    symbols.observed(variable, env)
    position = indices.index_of(subs[0], env).value - 1
    return key, _units(env.world.m, position, position + 1)[0]


def gradient(node: Gradient, env: Env) -> Value:
    """Return the column of slopes, or the matrix of second slopes."""
    variable = node.variable if node.variable is not None else _all_parameters(node, env)
    what = node.body
    if node.variable is None and isinstance(what, Call) and _is_elsewhere(what, env):
        # ∇J(v), ∇J(0): the slope of J there, not that of a number.
        there = evaluating.value(what.arguments[0], env)
        env = env.vary("full", there if jets.shape(there) else np.zeros(jets.shape(env["full"])))
        what = what.head

    def body(inner: Env) -> Value:
        return evaluating.value(what, inner)

    plain = replace(env, reading=replace(env.reading, rows=False))
    if node.order == 1:
        made = by(body, variable, plain)
        if jets.shape(made) == ():
            return made
        return jets.transpose(made) if jets.shape(body(env)) else made
    return by(lambda inner: by(body, variable, inner, True), variable, plain)


def _is_elsewhere(call: Call, env: Env) -> bool:
    """Say whether a function is taken at a letter that stands for other parameters, or at zero."""
    first = call.arguments[0]
    if len(call.arguments) != 1 or (isinstance(call.head, Symbol) and call.head.name not in ("J", "L", "ℓ")):
        return False
    return calls.is_zero(first) or (isinstance(first, Symbol) and symbols.name_of(first) in env.vectors)


def _all_parameters(node: Gradient, env: Env) -> Expr:
    """Return what ∇ without a subscript differentiates by: all parameters, or θ where b stands apart."""
    return Symbol("θ", spot=node.spot)


def change(node: Change, env: Env) -> Value:
    """Return how much something changes over one small step of the parameters."""
    here = env["full"]
    direction = np.random.default_rng(env.world.seed).normal(size=jets.shape(here))
    moved = env.vary("full", jets.add(here, jets.times(env["small"], direction)))
    return jets.add(evaluating.value(node.body, moved), jets.negative(evaluating.value(node.body, env)))


# -- extremes and limits ---------------------------------------------------------------------------------------------


def extreme(node: Extreme, env: Env) -> Value:
    """Return the place or the value of the best of the candidates on a grid."""
    variable = node.variable
    if not isinstance(variable, Symbol):
        raise UnreadableError(f"{node.kind} over {variable.spot.text} is not known", variable.spot)
    candidates = list(_candidates(variable, env))
    found = [jets.plain(_at(node.body, variable, candidate, env)) for candidate in candidates]
    if found[0].shape:
        raise MisfitError(f"{node.kind} of {named(found[0].shape)}", node.spot)
    values = [float(value) for value in found]
    with np.errstate(invalid="ignore"):
        best = np.nanargmax(values) if node.kind.endswith("max") else np.nanargmin(values)
    return candidates[int(best)] if node.kind.startswith("arg") else np.asarray(values[int(best)])


def _candidates(variable: Symbol, env: Env) -> list[Value]:
    name = variable.name
    if name in indices.PARAMETERS and name != "b":
        here = env["best"] if not env.reading.penalty else env["full"]
        rng = np.random.default_rng(env.world.seed)
        start, stop, _ = symbols.view(name, env)
        steps = [np.zeros(jets.shape(here))] + [
            scale * rng.normal(size=jets.shape(here)) for scale in (0.03, 0.3, 1.0) for _ in range(8)
        ]
        if variable.below or stop - start != len(here):
            raise UnreadableError("an extreme over one parameter alone is not tried", variable.spot)
        return [here + step for step in steps]
    if name in ("p", "q", "h", "π", "μ", "hat p"):
        return [np.asarray(k / 1000) for k in range(1, 1000)]
    return [np.asarray(k / 100) for k in range(-600, 601)]


def _at(body: Expr, variable: Symbol, candidate: Value, env: Env) -> Value:
    if variable.name in indices.PARAMETERS:
        return evaluating.value(body, env.vary("full", candidate))
    key = {"z": "z1", "h": "h1", "p": "h1"}.get(variable.name)
    inner = env.binding(variable.name, candidate)
    return evaluating.value(body, inner.vary(key, candidate) if key else inner)


def limit(node: Limit, env: Env) -> Value:
    """Return the value far out, or close to a place."""
    if not isinstance(node.variable, Symbol):
        raise UnreadableError("a limit in what?", node.spot)
    place = number(evaluating.value(node.place, env), node.spot)
    far = np.sign(place) * np.array([200.0, 400.0])
    near = far if np.isinf(place) else place + np.array([1e-7, -1e-7])
    found = [number(_at(node.body, node.variable, np.asarray(at), env), node.spot) for at in near]
    if np.isinf(place) and abs(found[1]) > 1.5 * abs(found[0]) + 1e-6:
        return np.asarray(np.sign(found[1]) * np.inf)
    return np.asarray(round(found[0], 5) if abs(found[0] - found[1]) < 1e-2 else np.nan)
