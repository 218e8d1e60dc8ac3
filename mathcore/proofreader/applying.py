"""Functions and what they apply to: which bracket holds an argument, and what a function without brackets takes."""

from __future__ import annotations

from mathcore.proofreader import atoms, chains, terms
from mathcore.proofreader.cursor import FUNCTIONS, INPUTS, SOMETIMES, Cursor, base_of, is_sign, pieces
from mathcore.proofreader.tokens import Token, shown
from mathcore.proofreader.tree import Call, Expr, Flip, Negative, Number, Power, Product, Quotient, Symbol
from mathcore.proofreader.trouble import Spot, UnreadableError


def applied(head: Expr, cursor: Cursor) -> Expr:
    """Read the argument of a function, in brackets or without them."""
    token = cursor.peek()
    if token is None or terms.ends_term(cursor):
        raise UnreadableError(f"{head.spot.text or 'a function'} of what?", head.spot)
    first = base_of(token)
    if first.kind == "group" and (token.kind == "group" or not cursor.wide):
        cursor.take()
        group = token if token.kind == "group" else first
        call = called_with(head, group, cursor)
        if token.kind == "script":
            return atoms.with_scripts(call, token, cursor)
        return call
    start = cursor.k
    body = terms.term(cursor) if cursor.wide else _narrow(cursor)
    spot = Spot(
        f"{head.spot.text} {terms.spot_of(cursor.tokens[start : cursor.k]).text}", head.spot.mark, head.spot.nth
    )
    return Call(head, (body,), spot=spot)


def _narrow(cursor: Cursor) -> Expr:
    """Read the one factor that a function without brackets takes; a row vector takes the column after it."""
    start = cursor.k
    body = terms.factor(cursor)
    if isinstance(body, Flip) and not terms.ends_term(cursor):
        body = Product((body, terms.factor(cursor)), ("",), spot=terms.spot_of(cursor.tokens[start : cursor.k]))
    if isinstance(body, Number) and not terms.ends_term(cursor) and (cursor.peek() or Token("")).kind == "letter":
        body = Product((body, terms.factor(cursor)), ("",), spot=terms.spot_of(cursor.tokens[start : cursor.k]))
    if is_sign(cursor.peek(), "/"):
        cursor.take()
        body = Quotient(body, terms.factor(cursor), spot=terms.spot_of(cursor.tokens[start : cursor.k]))
    return body


def called_with(head: Expr, group: Token, cursor: Cursor) -> Call:
    """Return the call of a function with the arguments in a bracket."""
    inside = group.parts["inside"]
    bars = [token for token in inside if base_of(token).kind == "bar"]
    kinds = ("separator", "bar") if len(bars) % 2 else ("separator",)
    parts, between = pieces(inside, kinds)
    if not inside:
        raise UnreadableError(f"{head.spot.text}() has no argument", group.spot)
    arguments = tuple(chains.chain_or_expression(cursor.over(part)) for part in parts if part)
    spot = Spot(f"{head.spot.text}{shown([group])}", head.spot.mark, head.spot.nth)
    return Call(head, arguments, between, spot=spot)


def called(read: Expr, token: Token, cursor: Cursor) -> Expr:
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
        return terms.truth_or_value(chains.chain_or_expression(cursor.over(group.parts["inside"])))
    if not is_call(head, group, cursor):
        return read
    if power is not None and head.name == "H" and not _is_input(group.parts["inside"]):
        return read
    cursor.take()
    if power is not None and head.name != "H" and power == Negative(Number(1.0, "1")):
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
    if head.name == "H" and _is_difference(inside):
        return False
    if head.name in FUNCTIONS:
        return not (head.name == "σ" and _holds_bare(inside, head.name))
    if any(isinstance(sub, Symbol) and sub.name in "θβωw" for sub in head.below):
        return True
    opens = cursor.k <= 1 and len(inside) == 1 and inside[0].kind == "letter"
    if opens and cursor.heads and not head.below and len(head.name) == 1:
        return head.name not in "xyXm"
    if head.name not in SOMETIMES or head.below or head.above:
        return False
    if head.name == "y":
        return False
    return relation or _is_input(inside)


def _is_difference(inside: list[Token]) -> bool:
    """Say whether a bracket after H holds a column that the matrix multiplies, as in H (θ − θ̂)."""
    bases = [base_of(token) for token in inside]
    names = {base.parts["base"][0].text if base.kind == "accent" else base.text for base in bases}
    return any(is_sign(token, "−") for token in inside[1:]) and bool(names & {"θ", "β", "w", "ω"})


def _is_input(inside: list[Token]) -> bool:
    """Say whether a bracket holds an x, a z or parameters, alone or listed, but no sum; it may begin with a minus."""
    if len(inside) == 2 and inside[0].kind == "sign":
        inside = inside[1:]
    moved = all(token.kind in ("sign", "number") or token.text in ("x", "Δ", "δ", "ε") for token in inside)
    if moved and len(inside) > 2 and inside[0].text == "x":
        return True  # p(x + 1)
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
