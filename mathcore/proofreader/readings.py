"""The ways in which a formula's letters may be meant, the usual ones first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Any

from mathcore.proofreader.claims import free_indices
from mathcore.proofreader.indices import PARAMETERS, is_penalised
from mathcore.proofreader.symbols import CLASS_SCORES, FEATURES, OBSERVED
from mathcore.proofreader.tree import (
    Call,
    Cases,
    Expr,
    Flip,
    Gradient,
    Grid,
    Norm,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Truth,
    within,
)
from mathcore.proofreader.worlds import Reading

MOST = 160
PENALTIES = ("", "2m", "2", "1", "m", "2mb", "2b", "1b", "mb")
OF_SIZES = ("L11", "L1m", "L11b", "L1mb")  # λ times the sum of |θ_j|


def readings(nodes: Sequence[Expr], wide: bool = False, hats: Collection[str] = ()) -> Iterator[Reading]:
    """Yield the readings under which a formula is tried."""
    parts = [part for node in nodes for part in within(node)]
    found = [part for part in parts if isinstance(part, Symbol)]
    names = {symbol.name.removeprefix("hat ") if symbol.name != "hat x" else symbol.name for symbol in found}
    if names & set(hats):
        names |= {"hat x"}
    whole = {symbol.name for symbol in found}
    options: product[tuple[Any, ...]] = product(
        _features(found, nodes),
        ("m", "d") if "n" in names else ("m",),
        _numbered(found),
        (False, True) if _is_single(found, names) else (False,),
        _losses(found),
        _penalties(found, names, parts),
        (False, True) if any(isinstance(part, Slope) and _by_vector(part) for part in parts) else (False,),
        (False, True) if "z" in names and names & {"S", "W"} else (False,),
        (False, True) if "hat y" in whole and any(isinstance(p, Cases | Truth) for p in parts) else (False,),
        (False, True) if whole & {"hat y", "hat p", "hat h"} else (False,),
        (True,) if _are_means(whole, parts) else (False,),
        _bare(found, parts),
        [
            layout
            for layout in _layouts(names, found, parts)
            if not layout.startswith("one") or not _has_many(found, names, parts)
        ],
    )
    for features, n, numbered, single, loss, penalty, rows, *more, bare, layout in islice(options, MOST):
        made = Reading(layout, bare, n, numbered, wide, single, rows, features, loss, penalty, *more)
        yield replace(made, classes=_numbers_classes(found), labelled=any(is_penalised(s) for s in found))


def _numbers_classes(found: Sequence[Symbol]) -> bool:
    """Say whether z_0 and z_1 are the scores of two classes: observations are counted from 1."""
    return any(symbol.name in CLASS_SCORES and symbol.below == (Number(0.0, "0"),) for symbol in found)


def _are_means(names: set[str], parts: Sequence[Expr]) -> bool:
    """Say whether μ and η are mean and linear predictor, as in generalized linear models, rather than rates."""
    rates = names & {"J", "ℓ", "L", "α", "h", "y"} or any(isinstance(part, Gradient) for part in parts)
    return {"μ", "η"} <= names and not rates


def with_hats(nodes: Sequence[Expr]) -> set[str]:
    """Return the parameters that stand with x̂, or are said to be (ω; b): from there on x alone lacks the 1."""
    names = {part.name for node in nodes for part in within(node) if isinstance(part, Symbol)}
    packed = any(isinstance(p, Grid) and len(p.rows) == 2 and _is_packed(p) for node in nodes for p in within(node))
    return names & {"θ", "β"} if packed or names & {"hat x", "tilde x", "hat X", "tilde X"} else set()


def _is_packed(grid: Grid) -> bool:
    cells = {cell.name for row in grid.rows for cell in row if isinstance(cell, Symbol) and not cell.below}
    return "b" in cells and bool(cells & {"w", "ω"})


def _layouts(names: set[str], found: Sequence[Symbol], parts: Sequence[Expr]) -> Sequence[str]:
    if names & {"hat x", "tilde x", "hat X", "tilde X"}:
        return ("last", "before", "one-last", "one-before")
    whole, weights = names & {"θ", "β"}, names & {"w", "ω"}
    if whole and weights:
        return ("last", "before", "first", "one-last", "one")
    if "b" in names and names & {"θ", "β", "w", "ω", "x", "h", "J", "z", "X", "p", "y"}:
        return ("plus", "first", "one") if whole else ("plus", "one", "before", "last", "one-last")
    if weights:
        return ("first", "none", "one")
    scalar = ("one",) if any(symbol.name == "x" for symbol in found) else ()
    blocks = ("last", "before", "one-last", "one-before") if any(_has_blocks(part) for part in parts) else ()
    return ("first", "none", *scalar, *blocks)


def _has_blocks(part: Expr) -> bool:
    """Say whether x stands in one part of a column or matrix, with the intercept's part beside it."""
    if not isinstance(part, Grid) or len(part.rows) < 2:
        return False
    return any(isinstance(p, Symbol) and p.name == "x" and not _is_entry(p) for p in within(part))


def _is_entry(symbol: Symbol) -> bool:
    return len(symbol.below) + len(symbol.above) > 1 or any(isinstance(sub, Number) for sub in symbol.below)


def _has_many(found: Sequence[Symbol], names: set[str], parts: Sequence[Expr]) -> bool:
    """Say whether a formula speaks of several features, so that x is no number."""
    if any(isinstance(part, Flip) and isinstance(part.body, Symbol) and part.body.name == "x" for part in parts):
        return True
    if any(symbol.style == "bold" and symbol.name == "x" for symbol in found):
        return True
    indexed = any(
        isinstance(sub, Symbol) and sub.name in "jkl"
        for symbol in found
        for sub in (symbol.below if symbol.name in {*FEATURES, *PARAMETERS} else ())
    )
    return indexed or bool(names & {"d", "D", "X"})


def _features(found: Sequence[Symbol], nodes: Sequence[Expr]) -> Sequence[int | None]:
    """Return how many features there may be where the components are numbered: θ_1 x_1 + θ_2 x_2."""
    numbers = [0]
    indexed = [s for s in found if s.name.removeprefix("hat ") in PARAMETERS or s.name in FEATURES]
    if any(isinstance(sub, Symbol) and sub.name in "jkl" for s in indexed for sub in s.below):
        return (None,)
    if any(symbol.name in ("d", "D") for symbol in found) or any(
        name in "jkl" for node in nodes for name in free_indices(node)
    ):
        return (None,)  # what is said of every component is not about one feature
    for symbol in found:
        if symbol.name in ("θ", "β", "w", "ω", "hat θ", "x", "hat x", "hat w", "hat β", "hat ω"):
            numbers += [int(s.value) for s in symbol.below if isinstance(s, Number) and s.value == int(s.value)]
    highest = max(numbers)
    return (None, highest) if 1 <= highest <= 6 else (None,)


def _numbered(found: Sequence[Symbol]) -> Sequence[str]:
    alone = any(
        symbol.name in FEATURES and len(symbol.below) == 1 and isinstance(symbol.below[0], Number) for symbol in found
    )
    return ("component", "observation") if alone else ("component",)


def _is_single(found: Sequence[Symbol], names: set[str]) -> bool:
    letters = {*OBSERVED, "x"} - {"J", "L", "ℓ"}
    bare = any(symbol.name in letters and not symbol.above and not _indices(symbol) for symbol in found)
    return bare and bool(names & {"J", "L", "ℓ"})


def _indices(symbol: Symbol) -> list[Expr]:
    return [s for s in symbol.below if not (isinstance(s, Symbol) and s.name in ("θ", "β", "w", "ω", "b"))]


def _by_vector(slope: Slope) -> bool:
    return any(not isinstance(variable, Symbol) or not variable.below for variable in slope.variables)


def _losses(found: Sequence[Symbol]) -> Sequence[str]:
    script = any(s.name == "L" and (s.style in ("cal", "scr") or s.below or s.above) for s in found)
    return ("", "mean", "sum") if script else ("",)


def _penalties(found: Sequence[Symbol], names: set[str], parts: Sequence[Expr]) -> Sequence[str]:
    """Return the penalties that J may include; none where one is added to it in so many words."""
    for part in parts if not any(is_penalised(symbol) for symbol in found) else ():
        terms = part.terms if isinstance(part, Sum) else ()
        heads = [term.head if isinstance(term, Call) else term for term in terms]
        spelt = any(isinstance(p, Symbol) and p.name == "λ" and not p.below for term in terms for p in within(term))
        if spelt and any(isinstance(head, Symbol) and head.name == "J" for head in heads):
            return ("",)
    if not names & {"J", "H", "S", "W"} or not any(s.name == "λ" and not s.below for s in found):
        return ("",)
    sizes = any(isinstance(part, Norm) and part.order in (0, 1) for part in parts) or names & {"sgn", "sign"}
    return (*PENALTIES, *OF_SIZES) if sizes else PENALTIES


def _bare(found: Sequence[Symbol], parts: Sequence[Expr]) -> Sequence[str]:
    """Return whether h, y, z without an index may be columns of all observations."""
    bare = [s for s in found if s.name in OBSERVED and not _indices(s) and not s.above and s.name not in "JLℓ"]
    if not bare:
        return ("scalar",)
    if any(isinstance(part, Flip) and _is_column(part.body) for part in parts):
        return ("vector",)
    wholes = {"X", "S", "W", "𝟏", "𝟙", "diag", "I", "hat X", "tilde X"}
    each = any(isinstance(part, Product) and "each" in part.signs for part in parts)
    norms = any(isinstance(part, Norm) and part.order for part in parts)  # |z| is of a number
    vectors = norms or any(isinstance(part, Flip | Gradient) for part in parts)
    if any(s.name in wholes for s in found) or each or any(s.style == "bold" for s in bare):
        return ("vector", "scalar")
    return ("scalar", "vector") if vectors else ("scalar",)


def _is_column(body: Expr) -> bool:
    """Say whether what is transposed is y, h or y - h, which are columns then."""
    letters = {"y", "h", "p", "hat y", "hat p", "Y"}
    found = [part for part in within(body) if isinstance(part, Symbol)]
    return bool(found) and all(s.name in letters | {"𝟏", "𝟙"} and not s.below and not s.above for s in found)
