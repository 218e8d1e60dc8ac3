"""From tokens to expressions: sums of terms, terms of factors, functions and what they apply to."""

from __future__ import annotations

from collections.abc import Sequence

from mathcore.proofreader import atoms, chains, extremes, operators
from mathcore.proofreader.cursor import (
    BRACKETED,
    EXTREMES,
    FUNCTIONS,
    INPUTS,
    NAMED,
    SOMETIMES,
    WORDS,
    Cursor,
    base_of,
    is_sign,
    pieces,
)
from mathcore.proofreader.tokens import DOTS, TIMES, Token, shown
from mathcore.proofreader.tree import (
    Call,
    Chain,
    Dots,
    Expr,
    Flip,
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
    if base.kind == "operator" and base.text in EXTREMES:
        return extremes.extreme(token, base, cursor)
    read = atoms.atom(token, cursor)
    return _called(read, token, cursor)


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
        return applied(Power(head, raised, spot=token.spot), cursor)
    called = applied(head, cursor)
    return called if raised is None else Power(called, raised, spot=called.spot)


def applied(head: Expr, cursor: Cursor) -> Expr:
    """Read the argument of a function, in brackets or without them."""
    token = cursor.peek()
    if token is None or ends_term(cursor):
        raise UnreadableError(f"{head.spot.text or 'a function'} of what?", head.spot)
    first = base_of(token)
    if first.kind == "group" and not cursor.wide:
        cursor.take()
        group = token if token.kind == "group" else first
        call = called_with(head, group, cursor)
        if token.kind == "script":
            return atoms.with_scripts(call, token, cursor)
        return call
    start = cursor.k
    body = term(cursor) if cursor.wide else _narrow(cursor)
    spot = Spot(f"{head.spot.text} {spot_of(cursor.tokens[start : cursor.k]).text}", head.spot.mark, head.spot.nth)
    return Call(head, (body,), spot=spot)


def _narrow(cursor: Cursor) -> Expr:
    """Read the one factor that a function without brackets takes; a row vector takes the column after it."""
    start = cursor.k
    body = factor(cursor)
    if isinstance(body, Flip) and not ends_term(cursor):
        body = Product((body, factor(cursor)), ("",), spot=spot_of(cursor.tokens[start : cursor.k]))
    if isinstance(body, Number) and not ends_term(cursor) and (cursor.peek() or Token("")).kind == "letter":
        body = Product((body, factor(cursor)), ("",), spot=spot_of(cursor.tokens[start : cursor.k]))
    if is_sign(cursor.peek(), "/"):
        cursor.take()
        body = Quotient(body, factor(cursor), spot=spot_of(cursor.tokens[start : cursor.k]))
    return body


def called_with(head: Expr, group: Token, cursor: Cursor) -> Call:
    """Return the call of a function with the arguments in a bracket."""
    inside = group.parts["inside"]
    bars = [token for token in inside if token.kind == "bar"]
    kinds = ("separator", "bar") if len(bars) % 2 else ("separator",)
    parts, between = pieces(inside, kinds)
    if not inside:
        raise UnreadableError(f"{head.spot.text}() has no argument", group.spot)
    arguments = tuple(chains.chain_or_expression(cursor.over(part)) for part in parts if part)
    spot = Spot(f"{head.spot.text}{shown([group])}", head.spot.mark, head.spot.nth)
    return Call(head, arguments, between, spot=spot)


def _called(read: Expr, token: Token, cursor: Cursor) -> Expr:
    """Return a letter with the bracket after it, where it is a function of what stands in it."""
    following = cursor.peek()
    if following is None or base_of(following).kind != "group":
        return read
    group = base_of(following)
    head, power = read, None
    if isinstance(read, Power) and isinstance(read.base, Symbol) and base_of(token).kind in ("letter", "accent"):
        head, power = read.base, read.exponent
    if not isinstance(head, Symbol):
        return read
    if head.name in ("𝟙", "I", "𝟏") and any(inner.kind == "relation" for inner in group.parts["inside"]):
        cursor.take()
        return truth_or_value(chains.chain_or_expression(cursor.over(group.parts["inside"])))
    if not is_call(head, group, cursor):
        return read
    cursor.take()
    if power is not None and power == Negative(Number(1.0, "1")):
        head, power = Power(head, power, spot=read.spot), None
    call: Expr = called_with(head, group, cursor)
    if following.kind == "script":
        call = atoms.with_scripts(call, following, cursor)
    return call if power is None else Power(call, power, spot=call.spot)


def is_call(head: Symbol, group: Token, cursor: Cursor) -> bool:
    """Say whether the bracket after a letter holds its argument rather than a factor."""
    inside = group.parts["inside"]
    relation = any(token.kind == "relation" or base_of(token).kind == "relation" for token in inside)
    if head.name in ("𝟙", "I") and relation:
        return False
    if head.name in cursor.defined:
        return True
    if head.name == "λ" and head.below:
        return True
    if head.name in FUNCTIONS:
        return not (head.name == "σ" and _holds_bare(inside, head.name))
    if any(isinstance(sub, Symbol) and sub.name in "θβωw" for sub in head.below):
        return True
    opens = cursor.k <= 1 and len(inside) == 1 and inside[0].kind == "letter"
    after = cursor.peek(1)
    if opens and not head.below and after is not None and after.kind == "relation" and len(head.name) == 1:
        return head.name not in "xyXm"
    if head.name not in SOMETIMES or head.below or head.above:
        return False
    if head.name == "y":
        return False
    return relation or _is_input(inside)


def _is_input(inside: list[Token]) -> bool:
    """Say whether a bracket holds an x, a z or parameters, alone or listed, but no sum."""
    if not inside or any(token.kind in ("sign", "number") for token in inside):
        return False
    first = base_of(inside[0])
    name = f"{first.text} {first.parts['base'][0].text}" if first.kind == "accent" else first.text
    if any(token.kind in ("separator", "bar") for token in inside):
        return first.kind in ("letter", "accent", "script")
    return name in INPUTS


def _holds_bare(inside: list[Token], name: str) -> bool:
    """Say whether σ stands in a bracket without an argument of its own, as in σ(1 − σ)."""
    for k, token in enumerate(inside):
        following = inside[k + 1] if k + 1 < len(inside) else None
        if base_of(token).text == name and (following is None or base_of(following).kind != "group"):
            return True
    return False


def truth_or_value(read: Expr | Chain) -> Expr:
    """Return a chain of relations as the 0 or 1 that it is worth."""
    return Truth(read, spot=read.spot) if isinstance(read, Chain) else read
