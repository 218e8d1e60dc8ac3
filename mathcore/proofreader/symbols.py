"""What a letter with its indices stands for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from mathcore.proofreader import batches, evaluating, jets, matrices, recalled
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.indices import LABELS, PARAMETERS, SIZES, index_of, is_label, is_penalised, size
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Number, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnknownError

# Letters with one value an observation, and the quantity that it is.
OBSERVED = {
    "y": "y", "h": "h", "p": "h", "π": "h", "hat y": "h", "hat p": "h", "hat h": "h", "μ": "h", "z": "z", "η": "z",
    "J": "Ji", "ℓ": "ℓi", "L": "Li", "Y": "y", "a": "h", "label": "y",
}  # fmt: skip
WHOLE = {
    "X": "design", "hat X": "design", "tilde X": "design", "Φ": "design", "Y": "y", "H": "H", "S": "S",
    "W": "S", "R": "S",
}  # fmt: skip
FEATURES = {"x", "hat x", "tilde x", "φ"}
# Numbers that a formula may use without saying what they are.
MATRICES = {"H", "S", "W", "X"}
CLASS_SCORES = {"z", "a", "s", "o"}
RATES = set("αηλγερκτνCck")


def value_of(symbol: Symbol, env: Env) -> Value:
    """Return the value of a symbol without arguments.

    Raises
    ------
    UnknownError
        Nothing gives it a meaning.
    MisfitError
        An index is out of its range or one too many.
    """
    name = symbol.name
    if name in env.bound and not symbol.below and not symbol.above:
        bound = env.bound[name]
        return float(bound.value) if isinstance(bound, Index) else bound
    if is_penalised(symbol):
        return value_of(replace(symbol, below=()), replace(env, reading=replace(env.reading, labelled=False), known={}))
    if env.reading.classes and name in CLASS_SCORES and len(symbol.below) == 1 and isinstance(symbol.below[0], Number):
        return env[f"free {name_of(symbol)}"]
    primed = name_of(symbol)
    own = name in ("J", "L", "ℓ") and primed in env.defined and env.defined[primed].arguments
    if primed in env.defined and not own:
        return recalled.value(symbol, primed, env)
    if primed in env.vectors and name != "q" and not symbol.below and not symbol.above:
        return env[f"vector {primed}"]
    if symbol.primes:
        return _primed(symbol, env)
    base = name.removeprefix("hat ")
    if name in PARAMETERS or base in PARAMETERS:
        return parameter(symbol, env)
    if name in FEATURES and (name != "φ" or symbol.below or symbol.above):
        return feature(symbol, env)
    if name in OBSERVED and _is_observed(symbol, env) and (name != "a" or env.strict):
        return observed(symbol, env)
    return _other(symbol, env)


def name_of(symbol: Symbol) -> str:
    """Return a name with its dashes and with what is a label rather than an index: θ', E_1, x_max."""
    labels = [
        f"{sub.value:g}" if isinstance(sub, Number) else sub.name
        for sub in symbol.below
        if isinstance(sub, Number) or (isinstance(sub, Symbol) and len(sub.name) > 1)
    ]
    whole = bool(labels) and len(labels) == len(symbol.below) and not symbol.above
    return symbol.name + "'" * symbol.primes + ("_" + ",".join(labels) if whole else "")


def _is_observed(symbol: Symbol, env: Env) -> bool:
    indices = [s for s in symbol.below + symbol.above if not (isinstance(s, Symbol) and is_label(s, symbol))]
    if symbol.name in ("π", "μ") and env.reading.bare == "vector":
        return True
    return bool(indices) or env.reading.means or symbol.name not in ("J", "ℓ", "L", "π", "η", "μ")


def _primed(symbol: Symbol, env: Env) -> Value:
    """Return σ' or h' as slopes over z."""
    if symbol.name in ("σ", "h", "p", "g", "φ") and not symbol.below:
        return evaluating.sigmoid_slope(value_of(Symbol("z"), env), symbol.primes)
    raise UnknownError(f"{symbol.name}{symbol.primes * chr(39)} is not known: define it on a line before", symbol.spot)


# -- entries ---------------------------------------------------------------------------------------------------------


def _picked(vector: Value, position: int, symbol: Symbol, base: int) -> Value:
    count = jets.shape(vector)[0]
    if not 0 <= position < count:
        ends = f"{base} to {base + count - 1}"
        raise MisfitError(
            f"the index of {symbol.spot.text} leaves its range, {ends}: are indices swapped?", symbol.spot
        )
    return jets.entry(vector, position)


# -- parameters ------------------------------------------------------------------------------------------------------


def view(name: str, env: Env) -> tuple[int, int, int]:
    """Return where a letter's part of all parameters begins and ends, and the number of its first component."""
    d, layout, intercept = env.world.d, env.reading.layout, env.reading.intercept
    size = d + bool(intercept)
    weights = (1, size, 1) if intercept == "first" else (0, d, 1)
    if name == "b":
        if not intercept:
            raise UnknownError("b is not known where there is no intercept")
        return (0, 1, 0) if intercept == "first" else (size - 1, size, 0)
    if (layout in ("before", "last") or layout.startswith("one")) and name in ("w", "ω"):
        return weights
    if layout == "plus":
        return weights
    return (0, size, 0 if intercept == "first" else 1)


def parameter(symbol: Symbol, env: Env) -> Value:
    """Return θ, a part of it, or a component."""
    best = symbol.name.startswith("hat ")
    name = symbol.name.removeprefix("hat ")
    start, stop, base = view(name, env)
    part = jets.mapped(lambda v: v[start:stop], env["best" if best else "full"])
    indices = [s for s in symbol.below if not (isinstance(s, Symbol) and s.name in LABELS)]
    indices = [s for s in indices if not any(isinstance(i, Symbol) and i.name in ("t", "s") for i in within(s))]
    if not indices:
        alone = name == "b" or (env.reading.is_scalar and name in ("w", "ω"))
        return jets.entry(part, 0) if alone else part
    if len(indices) > 1:
        raise MisfitError(f"{symbol.spot.text} has an index too many", symbol.spot)
    if name == "b":
        raise MisfitError(f"{symbol.spot.text} has an index too many: b is one number", symbol.spot)
    return _picked(part, index_of(indices[0], env).value - base, symbol, base)


def _unit(symbol: Symbol, env: Env) -> Value:
    """Return e_j, the step of one unit of one feature: as long as x."""
    key, base = feature_key("x", env)
    unit = np.zeros(jets.shape(env[f"{key}1"]))
    position = index_of(symbol.below[0], env).value - base
    _picked(unit, position, symbol, base)
    unit[position] = 1.0
    return unit


# -- features --------------------------------------------------------------------------------------------------------


def feature_key(name: str, env: Env) -> tuple[str, int]:
    """Return whether a letter's features are with the ones ("full") or without ("raw"), and their first number."""
    layout = env.reading.layout
    if name in ("hat x", "tilde x", "φ"):
        return "full", 0 if env.reading.intercept == "first" else 1
    if layout in ("first", "none"):
        return "full", 0 if layout == "first" else 1
    return "raw", 1


def split_indices(symbol: Symbol, env: Env) -> tuple[Index | None, Index | None]:
    """Return which observation and which component the indices of an x name."""
    above = [index_of(s, env) for s in symbol.above]
    below = [index_of(s, env) for s in symbol.below]
    if len(above) > 1 or len(below) > 2 - len(above):
        raise MisfitError(f"{symbol.spot.text} has an index too many", symbol.spot)
    if above:
        return above[0], below[0] if below else None
    if len(below) == 2:
        return below[0], below[1]
    if not below:
        return None, None
    only, sub = below[0], symbol.below[0]
    if only.role:
        return (only, None) if only.role == "observation" else (None, only)
    if isinstance(sub, Symbol):
        return (None, only) if sub.name in "jkl" else (only, None)
    return (None, only) if env.reading.numbered == "component" else (only, None)


def feature(symbol: Symbol, env: Env) -> Value:
    """Return x, x_i, x_j or x_(i j)."""
    key, base = feature_key(symbol.name, env)
    row, component = split_indices(symbol, env)
    alone = env.reading.is_scalar and symbol.name == "x"
    if alone and component is not None and component.value == 0:
        key, base = "full", 0 if env.reading.intercept == "first" else -1
    if row is None:
        column = env[f"{key}1"]
    else:
        table = env["design" if key == "full" else "raw"]
        if not 1 <= row.value <= env.world.m:
            raise MisfitError(
                f"the observation's index of {symbol.spot.text} leaves its range, 1 to m: are indices swapped?",
                symbol.spot,
            )
        column = jets.mapped(lambda v: v[row.value - 1][:, None], table)
    if component is not None:
        return _picked(column, component.value - base, symbol, base)
    return jets.entry(column, 0) if alone else column


# -- one value an observation ----------------------------------------------------------------------------------------


def observed(symbol: Symbol, env: Env) -> Value:
    """Return y, h, z … of one observation, or of all."""
    key = OBSERVED[symbol.name]
    if symbol.name == "L" and env.reading.loss:
        key = "Ji"
    subs = symbol.below + symbol.above
    indices = [s for s in subs if not (isinstance(s, Symbol) and is_label(s, symbol))]
    if any(isinstance(s, Symbol) and s.name.startswith("hat ") for s in subs):
        env = env.vary("full", env["best"])
    if symbol.name.startswith("hat ") and env.reading.fitted:
        env = env.vary("full", env["best"])
    if name_of(symbol) == "hat y" and env.reading.decided:
        key = "decided"
    if not indices and symbol.name == "z" and env.reading.working:
        return env["working"]
    if not indices:
        return env[key] if env.reading.bare == "vector" else env[f"{key}1"]
    if len(indices) > 1:
        raise MisfitError(f"{symbol.spot.text} has an index too many", symbol.spot)
    return _picked(env[key], index_of(indices[0], env).value - 1, symbol, 1)


def _matrix_entry(symbol: Symbol, env: Env) -> Value:
    """Return an entry of H, S or X; components are counted as those of θ are."""
    matrix = value_of(Symbol(symbol.name, spot=symbol.spot), env)
    first, second = (index_of(index, env).value for index in symbol.below)
    base = view("θ", env)[2]
    rows, columns = {"H": (base, base), "X": (1, base)}.get(symbol.name, (1, 1))
    shape = jets.shape(matrix)
    if not (0 <= first - rows < shape[0] and 0 <= second - columns < shape[1]):
        raise MisfitError(f"an index of {symbol.spot.text} leaves its range: are indices swapped?", symbol.spot)
    return jets.entry(matrix, first - rows, second - columns)


def _objective(name: str, env: Env) -> Value:
    """Return J, L or ℓ: of all observations, or of one."""
    key = "J" if name == "ℒ" or (name == "L" and env.reading.loss) else name
    if name == "L" and env.reading.loss == "sum" and not env.reading.single:
        return jets.negative(env["ℓ"])
    return env[{"J": "Ji1", "ℓ": "ℓi1", "L": "Li1"}[key]] if env.reading.single else env[key]


def _other(symbol: Symbol, env: Env) -> Value:
    name, single = symbol.name, env.reading.single
    labels = [s.name for s in symbol.below if isinstance(s, Symbol)]
    if name == "λ" and labels and labels[0] in ("max", "min"):
        return matrices.eigenvalue(env["H"], labels[0])
    if name == "λ" and len(symbol.below) == 1 and isinstance(symbol.below[0], Number):
        values = np.linalg.eigvalsh(jets.plain(env["H"]))[::-1]
        return _picked(values[:, None], int(symbol.below[0].value) - 1, symbol, 1)
    if name in ("J", "L", "ℓ") and labels == ["B"]:
        return batches.loss(name, env)
    if name in ("L", "J") and labels and len(labels[0]) > 1 and not symbol.above and "max" not in labels:
        return env["Ji1" if single else "J"]  # a loss with a name: L_CE
    if name in MATRICES and len(symbol.below) == 2 and not symbol.above:
        return _matrix_entry(symbol, env)
    if name == "q" and name in env.vectors:
        return env["q1"]
    if name == "e" and len(symbol.below) == 1 and not symbol.above:
        return _unit(symbol, env)
    if name in ("c", "C") and "_" in name_of(symbol):
        return env[f"free {name_of(symbol)}"]  # what a mistake of one kind costs
    if symbol.below or symbol.above:
        raise UnknownError(f"{symbol.spot.text or name} is not known: define it on a line before", symbol.spot)
    if name in ("J", "ℓ", "L", "ℒ"):
        return _objective(name, env)
    if name in ("σ", "g", "φ"):
        return jets.sigmoid(value_of(Symbol("z"), env))
    if name in WHOLE:
        return env["raw" if name == "X" and env.reading.layout in ("plus", "before", "last") else WHOLE[name]]
    if name == "𝟏" or (name == "𝟙" and symbol.style != "bb"):
        return np.ones((env.world.m, 1))
    if name in SIZES:
        return float(size(name, env))
    constants = {"e": math.e, "π": math.pi, "∞": math.inf}
    if name in constants:
        return constants[name]
    if name in ("odds", "log-odds"):
        h = value_of(Symbol("h"), env)
        odds = jets.divide(h, jets.add(1.0, jets.negative(h)))
        return odds if name == "odds" else jets.log(odds)
    if name in RATES or name == "t" or (not env.strict and len(name) == 1 and name.isalpha()):
        return env[f"free {name}"]
    raise UnknownError(f"{symbol.spot.text or name} is not known: define it on a line before", symbol.spot)
