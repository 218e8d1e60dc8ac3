"""Functions of arguments: σ, ln, J(θ), h_θ(x), P(y | x), entropies, and those that earlier lines defined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mathcore.proofreader import (
    chances,
    changes,
    claims,
    evaluating,
    hypotheses,
    indices,
    jets,
    matrices,
    recalled,
    symbols,
)
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.jets import Jet, Value
from mathcore.proofreader.tree import Call, Expr, Grid, Negative, Number, Power, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnknownError, UnreadableError

SMOOTH: dict[str, Callable[[Value], Value]] = {
    "ln": jets.log, "exp": jets.exp, "tanh": jets.tanh, "sinh": jets.sinh, "cosh": jets.cosh, "sin": jets.sin,
    "cos": jets.cos, "step": jets.step, "sign": jets.sign,
    "log10": lambda a: jets.times(1 / np.log(10.0), jets.log(a)),
    "sech": lambda a: jets.reciprocal(jets.cosh(a)),
    "coth": lambda a: jets.reciprocal(jets.tanh(a)),
    "odds": lambda p: jets.divide(p, jets.add(1.0, jets.negative(p))),
    "logit": lambda p: jets.log(jets.divide(p, jets.add(1.0, jets.negative(p)))),
    "log-odds": lambda p: jets.log(jets.divide(p, jets.add(1.0, jets.negative(p)))),
    "softplus": lambda a: jets.log(jets.add(1.0, jets.exp(a))),
    "relu": lambda a: jets.times(jets.step(a), a),
}  # fmt: skip
LIKE_SIGMOID = ("σ", "g", "φ", "ψ", "Λ", "s")
HYPOTHESES = ("h", "p", "π", "f", "hat y", "hat p", "μ")


ODDS = {"odds", "log-odds", "logit"}


def call(node: Call, env: Env) -> Value:
    """Return the value of a function at its arguments."""
    head = node.head
    if isinstance(head, Power):
        return _inverse(head, node, env)
    if not isinstance(head, Symbol):
        raise UnreadableError(f"{head.spot.text} is no function", head.spot)
    name = head.name
    if name in env.defined and env.defined[name].arguments and not _is_own(node):
        return _defined(head, node, env)
    if chances.is_chance(node):
        return chances.chance(node, env)
    if name == "g" and env.reading.means:
        return SMOOTH["logit"](_one(node, env))
    if name in LIKE_SIGMOID and not head.below:
        return evaluating.sigmoid_slope(_one(node, env), head.primes or _order(head))
    if head.primes and name in ("J", "ℓ", "L"):
        return _derivative(head, node, env)
    if name in SMOOTH and not head.primes:
        made = SMOOTH[name](hypotheses.probability(node, env) if name in ODDS else _one(node, env))
        return jets.divide(made, jets.log(_base(head, env))) if head.below else made
    if name in SMOOTH and not head.below:
        return _slopes(SMOOTH[name], _one(node, env), head.primes, env.level)
    if name in matrices.MATRICES:
        return matrices.matrix(name, node, env)
    rule = RULES.get(name)
    if rule is not None and not head.primes:
        return rule(node, env)
    if name in HYPOTHESES:
        return hypotheses.hypothesis(head, node, env)
    raise UnknownError(f"the function {head.spot.text or name} is not known: define it on a line before", head.spot)


def _is_own(node: Call) -> bool:
    """Say whether this is L(θ) or L(ŷ, y) rather than an L(p) that a line defined."""
    first, head = node.arguments[0], node.head
    own = isinstance(head, Symbol) and head.name in ("J", "L", "ℓ")
    return own and (bool(head.spot and chances.is_pair(node)) or (isinstance(first, Expr) and _names_parameter(first)))


def _names_parameter(argument: Expr) -> bool:
    names = {part.name.removeprefix("hat ") for part in within(argument) if isinstance(part, Symbol)}
    return bool(names & indices.PARAMETERS)


def _slopes(f: Callable[[Value], Value], at: Value, order: int, level: int) -> Value:
    """Return the derivative of a function of one number, as often as it has dashes."""
    for k in range(order):
        at = Jet(at, np.ones(jets.shape(at)), level + k + 1)
    found = f(at)
    for k in range(order, 0, -1):
        found = jets.parts(found, level + k)[1]
    return found


def _one(node: Call, env: Env) -> Value:
    return evaluating.value(hypotheses.only(node), env)


def _order(head: Symbol) -> int:
    """Return the order of σ^((2))."""
    if not head.above:
        return 0
    if len(head.above) == 1 and isinstance(head.above[0], Number) and head.above[0].value in (1, 2, 3):
        return int(head.above[0].value)
    raise UnreadableError(f"{head.spot.text} is not known", head.spot)


def _base(head: Symbol, env: Env) -> Value:
    return evaluating.value(head.below[0], env)


def _inverse(head: Power, node: Call, env: Env) -> Value:
    """Return σ^(-1)(p) = logit(p); the inverses of ln and exp."""
    is_inverse = head.exponent == Negative(Number(1.0, "1"))
    name = head.base.name if isinstance(head.base, Symbol) else ""
    inverses = {"σ": "logit", "g": "logit", "φ": "logit", "logit": "σ", "ln": "exp", "exp": "ln"}
    if not is_inverse or name not in inverses:
        raise UnreadableError(f"{head.spot.text} is not known as a function", head.spot)
    argument = _one(node, env)
    of_link = env.reading.means or node.arguments[0] == Symbol("η")
    link = name == "g" and of_link  # of a generalized linear model: g(μ) = η
    return jets.sigmoid(argument) if name == "logit" or link else SMOOTH[inverses[name]](argument)


def _defined(head: Symbol, node: Call, env: Env) -> Value:
    made = env.defined[head.name]
    values = [evaluating.value(argument, env) for argument in node.arguments if isinstance(argument, Expr)]
    if len(values) != len(made.arguments):
        raise UnreadableError(f"{head.name} was defined with {len(made.arguments)} arguments", node.spot)
    level = env.level
    inner = recalled.deeper(env)
    for name, value in zip(made.arguments, values, strict=True):
        inner = inner.binding(name, value)
    if not head.primes:
        return evaluating.value(made.body, inner)

    def body(first: Value) -> Value:
        return evaluating.value(made.body, replace(inner.binding(made.arguments[0], first), level=level + head.primes))

    return _slopes(body, values[0], head.primes, level)


def _derivative(head: Symbol, node: Call, env: Env) -> Value:
    """Return J'(θ) as the gradient there, J''(θ) as the Hessian."""
    from mathcore.proofreader.tree import Gradient

    if head.primes > 2:
        raise UnreadableError("the first two derivatives can be checked", head.spot)
    at = _moved(node, env)
    return changes.gradient(Gradient(Symbol(head.name), None, head.primes), at)


# -- functions of the parameters -------------------------------------------------------------------------------------


def _moved(node: Call, env: Env) -> Env:
    """Return the place with the parameters that the arguments of J(…) name."""
    parameters = [a for a in node.arguments if isinstance(a, Expr)]
    known = {"y", "X", "x", "D", "Y", "h", "p", "z", "hat y", "S"}
    kept = [a for a in parameters if not (isinstance(a, Symbol) and a.name in known)]
    if all(_is_parameter(a, env) for a in kept):
        return env
    if len(kept) != 1:
        raise UnreadableError(f"the arguments of {node.spot.text} are not known", node.spot)
    here = env["full"]
    there = evaluating.value(kept[0], env)
    if is_zero(kept[0]):
        there = np.zeros(jets.shape(here))
    if jets.shape(there) != jets.shape(here):
        raise MisfitError(f"{node.spot.text}: the argument must be as long as the parameters", node.spot)
    return env.vary("full", there)


def _is_parameter(argument: Expr, env: Env) -> bool:
    if not isinstance(argument, Symbol):
        return False
    return argument.name in indices.PARAMETERS and symbols.name_of(argument) not in env.vectors


def is_zero(argument: Expr) -> bool:
    """Say whether an argument of J is 0 or a column of zeros."""
    if isinstance(argument, Number):
        return argument.value == 0
    return isinstance(argument, Grid) and all(
        isinstance(cell, Number) and cell.value == 0 for row in argument.rows for cell in row
    )


def _objective(node: Call, env: Env) -> Value:
    head = node.head
    assert isinstance(head, Symbol)
    first = node.arguments[0]
    if chances.is_pair(node):
        return chances.pair_loss(node, env)
    if len(node.arguments) == 2 and node.arguments[0] == node.arguments[1]:
        raise MisfitError(f"{node.spot.text}: the prediction is the label itself", node.spot)
    named = isinstance(first, Symbol) and first.name in symbols.OBSERVED and len(node.arguments) == 1
    if named:
        raise UnknownError(f"{node.spot.text}: {head.name} is a function of the parameters", node.spot)
    return symbols.value_of(head, _moved(node, env))


def _hessian(node: Call, env: Env) -> Value:
    first = node.arguments[0]
    places = {*indices.PARAMETERS, *env.vectors, "near"} - {"q"}
    if isinstance(first, Symbol) and first.name.removeprefix("hat ") in places:
        return _moved(node, env)["H"]
    return chances.entropy(node, env)


def _diagonal(node: Call, env: Env) -> Value:
    first = node.arguments[0]
    names = [name for name in claims.free_indices(first) if name not in env.bound]
    if len(node.arguments) == 1 and len(names) == 1:
        rows = range(1, env.world.m + 1)
        at = [env.binding(names[0], Index(k, "observation")) for k in rows]
        return jets.mapped(lambda v: np.diag(v[:, 0]), jets.stack([[evaluating.value(first, here)] for here in at]))
    values = evaluating.values_of([a for a in node.arguments if isinstance(a, Expr)], env)
    shape = jets.shape(values[0])
    if len(values) == 1 and len(shape) == 2 and shape[0] == shape[1]:
        return jets.mapped(lambda v: np.diag(v)[:, None], values[0])
    column = values[0] if len(values) == 1 else jets.stack([[v] for v in values])
    if len(jets.shape(column)) != 2 or jets.shape(column)[1] != 1:
        raise MisfitError("diag of a number: it takes a column", node.spot)
    return jets.mapped(lambda v: np.diag(v[:, 0]), column)


def _eigenvalue(node: Call, env: Env) -> Value:
    head = node.head
    assert isinstance(head, Symbol)
    names = [s.name for s in within(head) if isinstance(s, Symbol)]
    return matrices.eigenvalue(_one(node, env), "max" if "max" in names else "min")


RULES: dict[str, Callable[[Call, Env], Value]] = {
    "J": _objective, "L": _objective, "ℓ": _objective, "ℒ": _objective, "H": _hessian, "diag": _diagonal,
    "z": lambda node, env: hypotheses.score_of(node, env), "λ": _eigenvalue,
    "loss": lambda node, env: chances.pair_loss(node, env),
    "D": lambda node, env: chances.divergence(node, env),
    "I": lambda node, env: jets.times(env.world.m, _moved(node, env)["H"]),
    "E": lambda node, env: jets.negative(_moved(node, env)["ℓ"]),
    "NLL": lambda node, env: jets.negative(_moved(node, env)["ℓ"]),
}  # fmt: skip
