"""Letters that stand for other parameters than those at hand: J(u), J(θ'), J(t u + (1 − t) v)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.indices import PARAMETERS
from mathcore.proofreader.tree import Call, Expr, Flip, Negative, Product, Sum, Symbol, within

# What an argument of J may hold besides parameters.
DATA = {"X", "x", "y", "Y", "D", "h", "p", "z", "S", "hat y", "e", "α", "η", "m", "d", "n", "N"}


def vectors(nodes: Sequence[Expr], defined: Mapping[str, Definition]) -> set[str]:
    """Return the letters that stand for columns as long as the parameters."""
    parts = [part for node in nodes for part in within(node)]
    flipped = {p.body.name for p in parts if isinstance(p, Flip) and isinstance(p.body, Symbol) and not p.body.below}
    found = flipped & {"u", "v", "r"}
    if any(isinstance(p, Symbol) and p.name == "H" for p in parts):
        found |= flipped & {"z", "a", "s", "δ"}
    ends = [factors[-1] for factors in _arguments(parts)]
    names = {end.name for end in ends}
    found |= {name for name in names if name.startswith("tilde ") and name.removeprefix("tilde ") in names}
    ends = [end for end in ends if len(end.name) == 1]  # θ̂ and θ* are known
    found |= {end.name + "'" * end.primes for end in ends if end.name not in PARAMETERS or end.primes}
    return found - defined.keys()


def shares(nodes: Sequence[Expr], defined: Mapping[str, Definition]) -> set[str]:
    """Return the letters that mix two parameters in J(t u + (1 − t) v), numbers between 0 and 1."""
    mixing = [factor for factors in _arguments([p for n in nodes for p in within(n)]) for factor in factors[:-1]]
    letters = [s.name for factor in mixing for s in within(factor) if isinstance(s, Symbol) and not s.below]
    return set(letters) - DATA - PARAMETERS - defined.keys()


def _arguments(parts: Sequence[Expr]) -> list[tuple[Any, ...]]:
    """Return the factors of every term in an argument of J that ends in a letter of its own."""
    found = []
    for part in parts:
        if not (isinstance(part, Call) and isinstance(part.head, Symbol) and part.head.name == "J"):
            continue
        for argument in part.arguments:
            for term in argument.terms if isinstance(argument, Sum) else (argument,):
                body = term.body if isinstance(term, Negative) else term
                factors = body.factors if isinstance(body, Product) else (body,)
                last = factors[-1]
                if isinstance(last, Symbol) and not last.below and not last.above and last.name not in DATA:
                    found.append(factors)
    return found


def opposed(env: Env) -> Env:
    """Return a place where, in a third of the worlds, one letter's column is the opposite of another's or of θ.

    Random columns are so far from it that J(u - v) in place of J(u + v) is not noticed.
    """
    names = sorted(env.vectors - {"q"})
    if not names or env.world.seed % 3 != 2:
        return env
    other = env["full"] if len(names) == 1 else env[f"vector {names[0]}"]
    return env.vary(f"vector {names[-1]}", -np.asarray(other))


def placed(env: Env, mixed: set[str]) -> Env:
    """Return a place where the letters that mix are numbers between 0 and 1."""
    for name in sorted(mixed):
        share = np.random.default_rng([env.world.seed, ord(name[-1])]).uniform(0.1, 0.9)
        env = env.binding(name, np.asarray(share))
    return env
