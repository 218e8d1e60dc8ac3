"""What is a function of an observation: h_θ(x), z(x), odds(x)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mathcore.proofreader import changes, evaluating, indices, jets, symbols
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Call, Chain, Expr, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnreadableError


def hypothesis(head: Symbol, node: Call, env: Env) -> Value:
    """Return h_θ(x): at a named observation that observation's h, else σ(θᵀx)."""
    if any(isinstance(s, Symbol) and s.name.startswith("hat ") for s in head.below):
        env = env.vary("full", env["best"])
    first = node.arguments[0]
    if head.primes:
        if head.primes > 3 or not isinstance(first, Expr):
            raise UnreadableError(f"{node.spot.text} is not known", node.spot)
        argument = evaluating.value(first, env)
        if jets.shape(argument):
            raise UnreadableError(f"{node.spot.text}: the derivative by what?", node.spot)
        return evaluating.sigmoid_slope(argument, head.primes)
    if isinstance(first, Symbol) and first.name in symbols.FEATURES and not first.primes:
        row, component = symbols.split_indices(first, env)
        if component is None or row is not None:
            return symbols.observed(Symbol("h", first.below[:1], first.above, spot=node.spot), env)
    if isinstance(first, Symbol) and first.name in indices.PARAMETERS and len(node.arguments) > 1:
        return hypothesis(head, replace(node, arguments=node.arguments[1:]), env)
    if isinstance(first, Chain):
        raise UnreadableError(f"{node.spot.text} is not known", node.spot)
    return jets.sigmoid(score(evaluating.value(first, env), env))


def score(x: Value, env: Env) -> Value:
    """Return θᵀx (+ b) for an observation x, a number of z as it is."""
    shape = jets.shape(x)
    full = env["full"]
    size = jets.shape(full)[0]
    if shape == () and not env.reading.is_scalar:
        return x
    if shape == ():
        return jets.add(jets.entry(full, 0), jets.times(jets.entry(full, 1), x))
    if shape == (size, 1):
        return jets.total(jets.times(x, full))
    if len(shape) == 2 and shape[1] == size:
        return jets.matmul(x, full)
    if shape == (size - 1, 1):
        ones = np.ones((1, 1))
        padded = jets.stack([[ones], [x]] if env.reading.intercept == "first" else [[x], [ones]])
        return jets.total(jets.times(padded, full))
    raise MisfitError("the argument does not fit the parameters")


def score_of(node: Call, env: Env) -> Value:
    """Return the score of z(x): that of a named observation, else θᵀx."""
    first = node.arguments[0]
    if isinstance(first, Symbol) and first.name in symbols.FEATURES:
        return symbols.observed(Symbol("z", first.below[:1], first.above, spot=node.spot), env)
    return score(evaluating.value(only(node), env), env)


def probability(node: Call, env: Env) -> Value:
    """Return p for odds(p), h for odds(x), and the h of a changed observation for odds(x + e_j), odds(x_j + 1)."""
    argument, first = evaluating.value(only(node), env), only(node)
    feature = next((p for p in within(first) if isinstance(p, Symbol) and p.name in symbols.FEATURES), None)
    if feature is None:
        return argument
    if not feature.below and not feature.above:
        return jets.sigmoid(score(argument, env)) if jets.shape(argument) else symbols.value_of(Symbol("h"), env)
    key, direction = changes.target(feature, env)
    if isinstance(direction, list) or not key.endswith("1"):
        return symbols.observed(Symbol("h", feature.below[:1], feature.above, spot=node.spot), env)
    change = jets.add(argument, jets.negative(evaluating.value(feature, env)))
    return symbols.value_of(Symbol("h"), env.vary(key, jets.add(env[key], jets.times(change, direction))))


def only(node: Call) -> Expr:
    """Return the only argument."""
    if len(node.arguments) != 1 or isinstance(node.arguments[0], Chain):
        raise UnreadableError(f"{node.head.spot.text} takes one argument", node.spot)
    return node.arguments[0]
