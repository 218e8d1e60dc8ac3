"""Probabilities of labels, expectations over them, and entropies of a yes-or-no event."""

from __future__ import annotations

import numpy as np

from mathcore.proofreader import evaluating, indices, jets, symbols
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Call, Chain, Expr, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnreadableError

EXPECTED = ("𝔼", "E", "Var")
LABEL = ("y", "Y")
PREDICTED = {"h", "p", "hat y", "hat p", "a", "σ", "π", "μ", "q"}


def is_chance(node: Call) -> bool:
    """Say whether this is a probability of a label, or an expectation."""
    head = node.head
    assert isinstance(head, Symbol)
    if head.name in EXPECTED:
        return not _is_error(node)
    if head.name not in ("P", "ℙ", "p", "π", "f"):
        return False
    first = node.arguments[0]
    side = first.sides[0] if isinstance(first, Chain) else first
    if isinstance(side, Symbol) and side.name == "t":
        return bool(side.style == "bold" or side.below)
    return isinstance(side, Symbol) and side.name in LABEL


def _is_error(node: Call) -> bool:
    """Say whether this is E(w), the sum of the losses, rather than an expectation."""
    first = node.arguments[0]
    assert isinstance(node.head, Symbol)
    return node.head.name == "E" and isinstance(first, Symbol) and first.name in indices.PARAMETERS


def chance(node: Call, env: Env) -> Value:
    """Return P(y = 1 | x), P(y | x), E[y | x], Var(y | x) for the observation that the condition names."""
    head = node.head
    assert isinstance(head, Symbol)
    bar = node.separators.find("|")
    events = node.arguments[: bar + 1] if bar >= 0 else node.arguments
    given = node.arguments[bar + 1 :] if bar >= 0 else ()
    if bar < 0 and len(events) > 1 and ";" in node.separators:
        cut = node.separators.find(";") + 1
        events, given = node.arguments[:cut], node.arguments[cut:]
    for argument in given:
        _require_same(argument, events[0])
        if isinstance(argument, Chain):
            env = _given(argument, env)
    if head.name in EXPECTED:
        return _expectation(node, events, env)
    if len(events) > 1 and _lists_all(events):
        return env["L"]
    made: Value = np.asarray(1.0)
    for event in events:
        made = jets.times(made, _event(event, env))
    return made


def _require_same(given: Expr, event: Expr) -> None:
    """Refuse P(y_i | x_j): the label of one observation, the features of another."""
    x = given.sides[0] if isinstance(given, Chain) else given
    y = next((part for part in within(event) if isinstance(part, Symbol) and part.name in LABEL), None)
    if isinstance(x, Symbol) and x.name in symbols.FEATURES and isinstance(y, Symbol):
        features, label = x.below[:1] + x.above, y.below + y.above
        if features and label and features != label:
            raise MisfitError(f"{x.spot.text} and {y.spot.text} are of different observations", x.spot)


def _given(chain: Chain, env: Env) -> Env:
    """Take in a condition such as z = 0 or x = -a in P(y | …); X = x says nothing."""
    left, right = chain.sides[0], chain.sides[-1]
    if not isinstance(left, Symbol) or left.below or left.above or chain.relations != ("=",):
        return env
    key = {"x": "raw1", "X": "raw1", "z": "z1"}.get(left.name)
    if key is None or (isinstance(right, Symbol) and right.name in symbols.FEATURES):
        return env
    value = evaluating.value(right, env)
    if jets.shape(value) == jets.shape(env["full1"]) and left.name != "z":
        return env.vary("full1", value)
    shape = jets.shape(env[key])
    if not jets.shape(value) and (shape in ((), (1, 1)) or not np.any(jets.plain(value))):
        value = np.full(shape, jets.plain(value))
    if jets.shape(value) != shape:
        raise MisfitError(f"{left.spot.text} is not {right.spot.text}: they differ in length", right.spot)
    return env.vary(key, value)


def _lists_all(events: tuple[Expr, ...]) -> bool:
    """Say whether y_1, …, y_m stand there."""
    return any(type(event).__name__ == "Dots" for event in events)


def _event(event: Expr, env: Env) -> Value:
    symbol = event.sides[0] if isinstance(event, Chain) else event
    if isinstance(symbol, Symbol) and symbol.name == "t":
        return env["L"] if symbol.style == "bold" else _mass(symbols.value_of(symbol, env), _output(symbol, env))
    if not isinstance(symbol, Symbol) or symbol.name not in LABEL:
        raise UnreadableError(f"the probability of {event.spot.text} is not known", event.spot)
    subs = symbol.below + symbol.above
    h = symbols.observed(Symbol("h", symbol.below, symbol.above, spot=event.spot), env)
    if not isinstance(event, Chain):
        y = symbols.value_of(symbol, env)
        if not subs and (env.reading.bare == "vector" or symbol.style == "bold"):
            return env["L"]
        return _mass(y, h)
    if event.relations != ("=",):
        raise UnreadableError(f"the probability of {event.spot.text} is not known", event.spot)
    return _mass(evaluating.value(event.sides[1], env), h)


def _output(symbol: Symbol, env: Env) -> Value:
    return symbols.observed(Symbol("h", symbol.below, symbol.above, spot=symbol.spot), env)


def _mass(y: Value, h: Value) -> Value:
    if jets.shape(y) or jets.shape(h):
        raise MisfitError("the probability of a vector of labels: write the product over them")
    return jets.times(jets.power(h, y), jets.power(_not(h), _not(y)))


def _not(p: Value) -> Value:
    return jets.add(1.0, jets.negative(p))


def _expectation(node: Call, events: tuple[Expr, ...], env: Env) -> Value:
    """Return the mean over the two labels, weighed by how probable each is."""
    assert isinstance(node.head, Symbol)
    label = next((s for e in events for s in within(e) if isinstance(s, Symbol) and s.name in LABEL), None)
    if label is None or len(events) != 1:
        raise UnreadableError(f"{node.spot.text}: an expectation over the label y is meant", node.spot)
    key = "y1"
    if label.below + label.above:
        key = "y"
        position = indices.index_of((label.below + label.above)[0], env).value - 1
        h = jets.entry(env["h"], position)
    else:
        h = env["h1"]

    def at(y: float) -> Value:
        here = np.asarray(y)
        if key == "y":
            here = np.array(jets.plain(env["y"]))
            here[position] = y
        return evaluating.value(events[0], env.vary(key, here))

    mean = jets.add(jets.times(h, at(1.0)), jets.times(_not(h), at(0.0)))
    if node.head.name != "Var":
        return mean
    away = [jets.power(jets.add(at(y), jets.negative(mean)), np.asarray(2.0)) for y in (1.0, 0.0)]
    return jets.add(jets.times(h, away[0]), jets.times(_not(h), away[1]))


# -- losses and entropies of two numbers -----------------------------------------------------------------------------


def _is_prediction(argument: Expr) -> bool:
    if isinstance(argument, Call):
        return isinstance(argument.head, Symbol) and argument.head.name in PREDICTED
    return isinstance(argument, Symbol) and argument.name in PREDICTED


def is_pair(node: Call) -> bool:
    """Say whether the arguments are a prediction and a label: L(ŷ, y) is the loss of one observation."""
    if len(node.arguments) != 2:
        return False
    kinds = [isinstance(a, Symbol) and a.name in LABEL for a in node.arguments]
    return any(kinds) and any(_is_prediction(a) for a in node.arguments)


def pair_loss(node: Call, env: Env) -> Value:
    """Return −y ln h − (1 − y) ln(1 − h)."""
    if len(node.arguments) != 2:
        raise UnreadableError(f"{node.spot.text}: a prediction and a label are meant", node.spot)
    label, other = node.arguments
    if not (isinstance(label, Symbol) and label.name in LABEL):
        label, other = other, label
    return _cross(evaluating.value(label, env), evaluating.value(other, env))


def _cross(p: Value, q: Value) -> Value:
    one = jets.times(p, jets.log(q))
    return jets.negative(jets.add(one, jets.times(_not(p), jets.log(_not(q)))))


def entropy(node: Call, env: Env) -> Value:
    """Return the entropy H(p), or the cross-entropy H(p, q)."""
    values = [evaluating.value(argument, env) for argument in node.arguments]
    return _cross(values[0], values[-1])


def divergence(node: Call, env: Env) -> Value:
    """Return the Kullback-Leibler divergence D(p ‖ q)."""
    if len(node.arguments) != 2:
        raise UnreadableError(f"{node.spot.text}: a divergence has two arguments", node.spot)
    p, q = (evaluating.value(argument, env) for argument in node.arguments)
    return jets.add(_cross(p, q), jets.negative(_cross(p, p)))
