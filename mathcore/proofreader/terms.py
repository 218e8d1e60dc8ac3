"""From tokens to expressions: sums of terms, terms of factors, functions and what they apply to."""

from __future__ import annotations

from collections.abc import Sequence

from mathcore.proofreader import applying, atoms, extremes, operators
from mathcore.proofreader.cursor import (
    BRACKETED,
    EXTREMES,
    NAMED,
    WORDS,
    Cursor,
    base_of,
    is_sign,
)
from mathcore.proofreader.tokens import DOTS, TIMES, Token, shown
from mathcore.proofreader.tree import (
    Chain,
    Dots,
    Expr,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Truth,
)
from mathcore.proofreader.trouble import Spot, UnreadableError


def spot_of(tokens: Sequence[Token]) -> Spot:
    """Return the place of some tokens."""
    return Spot(shown(list(tokens)), tokens[0].spot.mark, tokens[0].spot.nth) if tokens else Spot()


def whole(cursor: Cursor) -> Expr:
    """Read all of the tokens as one expression."""
    if cursor.peek() is None:
        raise UnreadableError("an expression is missing")
    read = expression(cursor)
    left = cursor.peek()
    if left is not None:
        raise UnreadableError(f"{left.text or left.kind} does not belong here", left.spot)
    return read


def expression(cursor: Cursor) -> Expr:
    """Read terms joined by + and −."""
    start = cursor.k
    terms = [_signed(cursor)]
    while (token := cursor.peek()) is not None and (token.kind == "sign" or token.kind == "dots"):
        terms.append(_signed(cursor))
    if len(terms) == 1:
        return terms[0]
    return Sum(tuple(terms), spot=spot_of(cursor.tokens[start : cursor.k]))


def _signed(cursor: Cursor) -> Expr:
    token = cursor.peek()
    if token is not None and token.kind == "sign":
        cursor.take()
        if token.text in "±∓":
            raise UnreadableError("± says two things: write each as a formula of its own", token.spot)
        body = _signed(cursor)
        return Negative(body, spot=token.spot) if token.text == "−" else body
    if is_sign(token, DOTS):
        return Dots(spot=cursor.take().spot)
    return term(cursor)


def ends_term(cursor: Cursor) -> bool:
    """Say whether the term is over: a sign, a relation, a separator or a word follows."""
    token = cursor.peek()
    if token is None or token.kind in ("relation", "sign", "separator", "break"):
        return True
    if token.kind == "script" and base_of(token).kind in ("relation", "sign", "separator"):
        return True
    if token.kind == "text":
        return token.text.lower() in WORDS
    if base_of(token).kind == "bar" and cursor.k > 0:
        bars = [t for t in cursor.rest if base_of(t).text == base_of(token).text]
        return len(bars) % 2 == 1
    return False


def term(cursor: Cursor) -> Expr:
    """Read factors up to the next + or − outside brackets."""
    start = cursor.k
    factors: list[Expr] = []
    signs: list[str] = []
    sign = ""
    while not ends_term(cursor):
        token = cursor.peek()
        assert token is not None
        if token.kind == "times":
            sign = TIMES[cursor.take().text]
            _require_factor(cursor, factors, token)
        elif token.kind == "slash":
            cursor.take()
            _require_factor(cursor, factors, token)
            above = _product(factors, signs, cursor, start)
            factors, signs = [Quotient(above, factor(cursor), spot=spot_of(cursor.tokens[start : cursor.k]))], []
        elif token.kind == "quad":
            cursor.take()
        else:
            beside = token.kind == "number" and factors and isinstance(factors[-1], Number) and not sign
            if beside and token.text.isdigit() and len(token.text) == 3 and float(token.text) < 1000:
                cursor.take()
                joined = factors[-1].digits + token.text if isinstance(factors[-1], Number) else ""
                factors[-1] = Number(float(joined), joined, spot=factors[-1].spot)
                continue
            if beside:
                raise UnreadableError("two numbers stand side by side", token.spot)
            signs += [sign] if factors else []
            factors.append(factor(cursor))
            sign = ""
    if not factors:
        token = cursor.peek() or (cursor.tokens[-1] if cursor.tokens else None)
        raise UnreadableError("a term is missing here", token.spot if token else None)
    return _product(factors, signs, cursor, start)


def _require_factor(cursor: Cursor, factors: list[Expr], token: Token) -> None:
    following = cursor.peek()
    if is_sign(following, "−+") and factors:
        return
    if not factors or ends_term(cursor):
        raise UnreadableError(f"something is missing beside {token.text}", token.spot)


def _product(factors: list[Expr], signs: list[str], cursor: Cursor, start: int) -> Expr:
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), tuple(signs), spot=spot_of(cursor.tokens[start : cursor.k]))


def factor(cursor: Cursor) -> Expr:
    """Read one factor: an atom with its scripts, a function with its arguments, or a sum with its body."""
    token = cursor.peek()
    if is_sign(token, "−+"):
        cursor.take()
        body = factor(cursor)
        return Negative(body, spot=body.spot) if token is not None and token.text == "−" else body
    special = operators.special(cursor)
    if special is not None:
        return special
    token = cursor.take()
    base = base_of(token)
    if base.kind in ("operator", "text") and base.text in NAMED and not _is_quantity(base, cursor):
        return _named(token, base, cursor)
    if base.kind in ("operator", "text") and base.text in EXTREMES:
        return extremes.extreme(token, base, cursor)
    read = atoms.atom(token, cursor)
    return applying.called(read, token, cursor)


def _is_quantity(base: Token, cursor: Cursor) -> bool:
    following = cursor.peek()
    return NAMED[base.text] in BRACKETED and (following is None or base_of(following).kind != "group")


def _named(token: Token, base: Token, cursor: Cursor) -> Expr:
    """Read a named function and what it applies to: ln h, ln(1 - h), exp(-z), log_2 x."""
    below, above = token.parts.get("below", []), token.parts.get("above", [])
    name = NAMED[base.text]
    subscripts = atoms.subscripts(below, cursor) if below else ()
    head = Symbol(name, subscripts, primes=len(token.parts.get("primes", [])), spot=token.spot)
    raised = whole(cursor.over(above)) if above else None
    if raised == Negative(Number(1.0, "1")):
        return applying.applied(Power(head, raised, spot=token.spot), cursor)
    called = applying.applied(head, cursor)
    return called if raised is None else Power(called, raised, spot=called.spot)


def truth_or_value(read: Expr | Chain) -> Expr:
    """Return a chain of relations as the 0 or 1 that it is worth."""
    return Truth(read, spot=read.spot) if isinstance(read, Chain) else read
