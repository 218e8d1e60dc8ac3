"""Which lines say what a symbol means, or what value something has, rather than claim that something is so."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mathcore.proofreader import evaluating, indices, jets, symbols
from mathcore.proofreader.calls import HYPOTHESES, LIKE_SIGMOID, RULES, SMOOTH
from mathcore.proofreader.claims import Outcome, environments, is_pure
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.matrices import MATRICES
from mathcore.proofreader.readings import readings
from mathcore.proofreader.relations import EQUAL, ORDER
from mathcore.proofreader.tree import (
    Call,
    Chain,
    Expr,
    Flip,
    Grid,
    Mean,
    Negative,
    Norm,
    Number,
    Place,
    Power,
    Product,
    Quotient,
    Statement,
    Sum,
    Symbol,
    children,
    within,
)
from mathcore.proofreader.trouble import MisfitError, OutsideError, UnreadableError
from mathcore.proofreader.worlds import Reading, worlds

KNOWN = {
    *indices.PARAMETERS, *symbols.FEATURES, *symbols.OBSERVED, *indices.SIZES, "X", "H", "S", "σ", "e", "∞", "odds",
    "log-odds", "hat θ", "hat β", "hat w", "hat b", "hat ω", "P", "ℙ", "𝔼", "hat X", "I", "𝟏", "𝟙", "W", "λ_max",
} - {"a", "π", "μ", "η", "D"}  # fmt: skip
FUNCTIONS = {*SMOOTH, *RULES, *MATRICES, "σ", "h", "p", "P", "ℙ", "𝔼", "Var"}
CLOSED = {*SMOOTH, "σ", "sqrt"}
NUMBERS = (Number, Negative, Sum, Product, Quotient, Power, Grid)


def defines(chain: Chain, defined: Mapping[str, Definition]) -> bool:
    """Say whether a chain begins with a symbol that nothing has given a meaning."""
    if not chain.relations or chain.relations[0] not in EQUAL or isinstance(chain.sides[1], Place):
        return False
    left = chain.sides[0]
    if any(part == left for part in within(chain.sides[1])):
        return False
    if isinstance(left, Symbol):
        return _is_new(left, chain, defined)
    if not isinstance(left, Call) or not isinstance(left.head, Symbol) or left.head.primes:
        return False
    head = left.head
    if not all(isinstance(a, Symbol) and not a.below and not a.above for a in left.arguments):
        return False
    if head.name in ("J", "L", "ℓ"):
        first = left.arguments[0]
        return (
            isinstance(first, Symbol) and len(left.arguments) == 1 and first.name in ("p", "q", "μ", "π", "λ", "t", "u")
        )
    return not head.below and head.name not in {*FUNCTIONS, *HYPOTHESES, *LIKE_SIGMOID} and head.name not in defined


def _is_new(left: Symbol, chain: Chain, defined: Mapping[str, Definition]) -> bool:
    name = symbols.name_of(left)
    if name in defined:
        return bool(chain.relations[0] == "≔")
    if left.primes:
        return left.name not in ("σ", "h", "p", "g", "φ", "J", "ℓ", "L")
    if "_" in name:
        return left.name not in {*KNOWN, "λ", "π", "μ", "η"}
    if name in ("π", "μ", "η") and (left.below or left.above):
        return False
    if name == "w" and _counts_observations(left, chain):
        return True  # the weights of the observations
    if name in KNOWN or (name == "λ" and left.below):
        return False
    if name in ("π", "μ", "e") and isinstance(chain.sides[1], Number):
        return False
    return True if len(name) > 1 or name not in symbols.RATES else not is_closed(chain.sides[1])


def _counts_observations(left: Symbol, chain: Chain) -> bool:
    """Say whether the one index of what is defined is that of labels, scores or probabilities."""
    if len(left.below) != 1 or left.above:
        return False
    found = [part for part in within(chain.sides[1]) if isinstance(part, Symbol) and part.name in symbols.OBSERVED]
    return any(left.below[0] in (*part.below, *part.above) for part in found)


def made(chain: Chain) -> dict[str, Definition]:
    """Return the definition that a chain begins with."""
    left, body = chain.sides[0], chain.sides[1]
    if isinstance(left, Call) and isinstance(left.head, Symbol):
        arguments = tuple(a.name for a in left.arguments if isinstance(a, Symbol))
        return {left.head.name: Definition(arguments, (), body)}
    assert isinstance(left, Symbol)
    name = symbols.name_of(left)
    indices = () if "_" in name else left.below + left.above
    if not all(isinstance(index, Symbol) for index in indices):
        raise UnreadableError(f"{left.spot.text} is not known: define it with letters for its indices", left.spot)
    names = tuple(index.name for index in indices if isinstance(index, Symbol))
    return {name: Definition((), names, body)}


def redefines(chain: Chain, defined: Mapping[str, Definition]) -> dict[str, Definition] | None:
    """Return the definition in f(x) = …, where f is no hypothesis: a letter that is a function by habit only."""
    if not chain.relations or chain.relations[0] not in EQUAL:
        return None
    left = chain.sides[0]
    if not isinstance(left, Call) or not isinstance(left.head, Symbol) or left.head.name in defined:
        return None
    simple = all(isinstance(a, Symbol) and not a.below and not a.above for a in left.arguments)
    own = left.head.name in ("f", "g", "φ", "ψ", "s", "Λ") and not left.head.below and not left.head.primes
    return made(chain) if simple and own else None


def outputs(chain: Chain) -> dict[str, Definition] | None:
    """Return what y_n = σ(wᵀφ_n) defines: outputs named y, so that the labels are targets t_n."""
    left = chain.sides[0]
    if len(chain.sides) != 2 or chain.relations[0] not in EQUAL or not isinstance(left, Symbol) or left.name != "y":
        return None
    if len(left.below) != 1 or not any(isinstance(p, Symbol) and p.name == "φ" and p.below for p in within(chain)):
        return None
    return {**made(chain), "t": Definition((), ("n",), Symbol("label", (Symbol("n"),)))}


def is_closed(node: Expr) -> bool:
    """Say whether an expression holds numbers only."""
    if isinstance(node, Call):
        named = isinstance(node.head, Symbol) and node.head.name in CLOSED
        return named and all(isinstance(a, Expr) and is_closed(a) for a in node.arguments)
    if isinstance(node, Symbol):
        return node.name in ("e", "π") and not node.below
    return isinstance(node, NUMBERS) and all(is_closed(child) for child in children(node))


def is_constant(node: Expr) -> bool:
    """Say whether an expression is one number for given data: 2/λ_max, e^θ̂_1, J(θ̂)."""
    if isinstance(node, Call) and isinstance(node.head, Symbol):
        if node.head.name in ("J", "L", "ℓ") and not node.head.primes:
            first = node.arguments[0]
            return isinstance(first, Symbol) and first.name.startswith("hat ")
        return node.head.name in CLOSED and all(isinstance(a, Expr) and is_constant(a) for a in node.arguments)
    if isinstance(node, Symbol):
        kept = {"λ", "L", "α", "η", "m", "n", "N", "d", "e", "π"}
        hat = node.name.removeprefix("hat ") in indices.PARAMETERS and node.name.startswith("hat ")
        return hat or node.name in kept
    if isinstance(node, Norm | Flip):
        return is_constant(node.body)
    return isinstance(node, NUMBERS) and all(is_constant(child) for child in children(node))


def is_given(left: Expr, right: Expr) -> bool:
    """Say whether a side that is one quantity is set equal to a number: α = 0.7, J(θ̂) = 0.4015, θ = (0, 0)."""
    if is_closed(left):
        left, right = right, left
    if not is_closed(right):
        return False
    if isinstance(left, Flip):
        left = left.body
    if isinstance(left, Symbol):
        return left.name not in ("e", "π", "S", "X", "H", "x") or (left.name == "x" and not _is_ones(left))
    if isinstance(left, Norm | Mean) or (is_constant(left) and not is_closed(left)):
        return True
    if isinstance(left, Call) and _is_value(left):
        return not (isinstance(right, Number) and right.digits in ("0", "1"))  # never reached
    return isinstance(left, Sum | Product) or (isinstance(right, Number) and right.value == 0)


def _is_value(left: Call) -> bool:
    """Say whether this is one number of some data: J(θ̂), h_θ(x)."""
    if not isinstance(left.head, Symbol) or left.head.primes:
        return False
    names = [a.name for a in left.arguments if isinstance(a, Symbol)]
    at_best = bool(names) and names[0].startswith("hat ")
    return (at_best and left.head.name in ("J", "L", "ℓ")) or (left.head.name in ("h", "p", "P") and bool(names))


def _is_ones(symbol: Symbol) -> bool:
    last = symbol.below[-1] if symbol.below else None
    return isinstance(last, Number) and last.value == 0


def given(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition], failed: Outcome) -> Outcome:
    """Return whether an equality that is no identity is a value, a condition on x, or an equation for θ."""
    if is_closed(left):
        left, right = right, left
    if is_closed(left) and not _nearly(left, right, reading):
        return failed
    named = Outcome("given", "a value for some data: taken as given", left.spot)
    if isinstance(left, Symbol | Norm | Mean) or is_constant(left) or (isinstance(left, Call) and _is_value(left)):
        return named if not isinstance(left, Symbol) or _may_be(left) else failed
    zero = isinstance(right, Number) and right.value == 0
    if _is_score(left, reading, defined):
        return Outcome("given", "a condition on x: the points of one score", left.spot)
    if zero and _is_zero_at_best(left, reading, defined):
        return Outcome("holds", "at the minimum: an equation for the parameters", left.spot)
    return failed


def _nearly(left: Expr, right: Expr, reading: Reading) -> bool:
    """Say whether two numbers agree as far as rounded factors let them: 1.822 = 2.547 · 0.238 · 3.000."""
    env = Env(worlds(reading)[0], reading)
    a, b = (jets.plain(evaluating.value(side, env)) for side in (left, right))
    return bool(a.shape == b.shape and np.all(np.abs(a - b) <= 5e-3 * np.abs(b)))


def _may_be(symbol: Symbol) -> bool:
    return symbol.name not in ("σ",)


def _is_score(left: Expr, reading: Reading, defined: Mapping[str, Definition]) -> bool:
    for env in environments((left,), reading, defined, worlds(reading)):
        try:
            value = jets.plain(evaluating.value(left, env))
        except (MisfitError, OutsideError):
            return False
        if value.shape or not jets.close(value, env["z1"]):
            return False
    return True


def _is_zero_at_best(left: Expr, reading: Reading, defined: Mapping[str, Definition]) -> bool:
    seen = False
    for env in environments((left,), reading, defined, worlds(reading)):
        there = env.vary("full", env["best"])
        value = jets.plain(evaluating.value(left, there))
        if np.max(np.abs(value)) > 1e-8 or np.max(np.abs(jets.plain(evaluating.value(left, env)))) < 1e-8:
            return False
        seen = True
    return seen


def is_condition(statement: Statement) -> bool:
    """Say whether a statement only says which numbers its letters may be: a > 0, z ∈ ℝ, p ∈ (0, 1)."""
    if statement.arrows or statement.continues or len(statement.chains) != 1:
        return False
    chain = statement.chains[0]
    if not chain.relations or any(relation not in ORDER + "∈≠" for relation in chain.relations):
        return False
    plain = [s for s in chain.sides if isinstance(s, Symbol) and not s.below and not s.above]
    rest = [s for s in chain.sides if s not in plain]
    return len(plain) >= 1 and all(isinstance(s, Number | Place | Negative) for s in rest)


def require_value(node: Expr, defined: Mapping[str, Definition], chain: Chain) -> None:
    """Raise the trouble of an expression that has a value in no reading."""
    trouble: Exception | None = None
    left = chain.sides[0] if chain.relations else None
    for reading in readings([chain, *(made.body for made in defined.values())]):
        world = worlds(reading)[0]
        env = Env(world, reading, defined, strict=not is_pure((node,)))
        if isinstance(left, Call):
            for argument in left.arguments:
                if isinstance(argument, Symbol):
                    env = env.binding(argument.name, env[f"free {argument.name}"])
        try:
            for here in environments((node,), reading, defined, (world,)):
                here.bound.update({name: value for name, value in env.bound.items() if name not in here.bound})
                evaluating.value(node, here)
                break
            return
        except UnreadableError as error:
            trouble = error if trouble is None or not isinstance(trouble, UnreadableError) else trouble
        except MisfitError as error:
            trouble = trouble or UnreadableError(error.why, error.spot)
        except OutsideError:
            return
    if trouble is not None:
        raise trouble
