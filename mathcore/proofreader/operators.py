"""What acts on what follows it: ∑, ∏, ∂/∂θ_j, d/dz, ∇, Δ, norms, max, arg max, lim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mathcore.proofreader import atoms, chains, extremes, integrals, terms
from mathcore.proofreader.cursor import Cursor, base_of, is_sign, pieces
from mathcore.proofreader.tokens import Token, shown
from mathcore.proofreader.tree import (
    Big,
    Chain,
    Change,
    Expr,
    Flip,
    Gradient,
    Grid,
    Negative,
    Product,
    Quotient,
    Slope,
    Symbol,
)
from mathcore.proofreader.trouble import Spot, UnreadableError

BIG = {"∑": "∑", "∏": "∏", "Σ": "∑", "Π": "∏"}


def special(cursor: Cursor) -> Expr | None:
    """Read an operator and what it acts on; return None where something else stands there."""
    token = cursor.peek()
    if token is None:
        return None
    base = base_of(token)
    if base.text in BIG and base.kind == "letter" and (base.text in "∑∏" or token.kind == "script"):
        return _big(cursor)
    if base.text in ("∇", "Δ") and base.kind == "letter":
        cursor.take()
        return _gradient(token, base, cursor) if base.text == "∇" else _change(token, cursor)
    if base.text == "∫":
        return integrals.read(cursor)
    if base.kind == "bar":
        return extremes.norm(cursor)
    if base.kind in ("operator", "text") and base.text in ("lim", "arg"):
        cursor.take()
        return extremes.limit(token, cursor) if base.text == "lim" else extremes.arg(cursor)
    if is_derivative_sign(token) and token.kind == "script" and "below" in token.parts and base.text == "∂":
        cursor.take()
        variables = atoms.subscripts(token.parts["below"], cursor)
        variables = tuple(Symbol("θ", (v,)) if isinstance(v, Symbol) and v.name in "ijk" else v for v in variables)
        return Slope(derived(cursor), variables, spot=token.spot)
    if is_derivative_sign(token):
        return _inline(cursor)
    return None


# -- sums and products ---------------------------------------------------------------------------------------------


def _big(cursor: Cursor) -> Expr:
    token = cursor.take()
    base = base_of(token)
    kind = BIG[base.text]
    below, above = token.parts.get("below", []), token.parts.get("above", [])
    if not below and not above:
        raise UnreadableError(f"{kind} over what? Write sum_(i=1)^m or sum_i", token.spot)
    if cursor.peek() is None or (terms.ends_term(cursor) and not is_sign(cursor.peek(), "−")):
        raise UnreadableError(f"{kind} of what?", token.spot)
    start = cursor.k
    negative = is_sign(cursor.peek(), "−")
    if negative:
        cursor.take()
    body = terms.term(cursor)
    body = Negative(body, spot=body.spot) if negative else body
    text = f"{token.spot.text} {terms.spot_of(cursor.tokens[start : cursor.k]).text}"
    return _apart(_ranged(kind, below, above, body, cursor, Spot(text, token.spot.mark, token.spot.nth)))


def _apart(made: Expr) -> Expr:
    """Return ∏_i a_i ∏_i b_i as two products: the second is not a part of the first, whose index it uses anew."""
    if isinstance(made, Big) and isinstance(made.body, Product):
        factors, signs = made.body.factors, made.body.signs
        for k, factor in enumerate(factors):
            if k and isinstance(factor, Big) and factor.index == made.index:
                body = factors[0] if k == 1 else Product(factors[:k], signs[: k - 1], spot=made.body.spot)
                return Product((replace(made, body=body), *factors[k:]), signs[k - 1 :], spot=made.spot)
    return made


def _ranged(kind: str, below: list[Token], above: list[Token], body: Expr, cursor: Cursor, spot: Spot) -> Expr:
    """Return the sum over the indices that stand below it."""
    high = terms.whole(cursor.over(above)) if above else None
    parts, _ = pieces(below)
    parts = [part for part in parts if part]
    letters = [part[0].text for part in parts if len(part) == 1 and part[0].kind == "letter"]
    if len(letters) == len(parts) and len(parts) > 1:
        for letter in reversed(letters):
            body = Big(kind, letter, None, high, None, body, spot=spot)
        return body
    if not parts:
        raise UnreadableError(f"{kind} needs its index below: {kind}_(i=1)^m", spot)
    index, low, high, conditions = _bounds(parts[0], high, cursor)
    for part in parts[1:]:
        conditions.append(_condition(part, cursor))
    condition = conditions[0] if conditions else None
    return Big(kind, index, low, high, condition, body, spot=spot)


def _bounds(part: list[Token], high: Expr | None, cursor: Cursor) -> tuple[str, Expr | None, Expr | None, list[Chain]]:
    first = part[0]
    if len(part) == 1 and first.kind == "letter":
        return first.text, None, high, []
    if first.kind == "letter" and part[1].text == "=":
        return first.text, terms.whole(cursor.over(part[2:])), high, []
    if first.kind == "letter" and part[1].text == "∈":
        listed = atoms.atom(part[2], cursor) if len(part) == 3 and part[2].kind == "group" else None
        if isinstance(listed, Grid):
            cells = [row[0] for row in listed.rows]
            return first.text, cells[0], cells[-1], []
        if chains.is_batch(part[2:]):
            return first.text, None, high, [_condition(part, cursor)]
        raise UnreadableError("which values are these? Write them in braces, or the bounds of the index", first.spot)
    condition = _condition(part, cursor)
    side = condition.sides[0]
    indices = side.below + side.above if isinstance(side, Symbol) else ()
    index = next((i.name for i in indices if isinstance(i, Symbol)), side.name if isinstance(side, Symbol) else "")
    if not index:
        raise UnreadableError("which index runs?", first.spot)
    return index, None, high, [condition]


def _condition(part: list[Token], cursor: Cursor) -> Chain:
    read = chains.chain_or_expression(cursor.over(part))
    if not isinstance(read, Chain):
        raise UnreadableError(f"{shown(part)} is no condition", part[0].spot)
    return read


# -- derivatives ---------------------------------------------------------------------------------------------------


def is_derivative_sign(token: Token | None) -> bool:
    """Say whether this is a ∂, or a d that may be one."""
    return token is not None and base_of(token).kind == "letter" and base_of(token).text in ("∂", "d")


def fraction(token: Token, cursor: Cursor) -> Expr:
    """Read a fraction; ∂J/∂θ_j and d/dz are derivatives."""
    above, below = token.parts["above"], token.parts["below"]
    variables = _variables(above, below, cursor)
    if variables is None:
        return Quotient(terms.whole(cursor.over(above)), terms.whole(cursor.over(below)), spot=token.spot)
    if len(above) > 1:
        inner = cursor.over(above[1:])
        body = terms.whole(inner)
        return Slope(body, variables, spot=token.spot)
    body = derived(cursor)
    text = f"{token.spot.text} {body.spot.text}"
    return Slope(body, variables, spot=Spot(text, token.spot.mark, token.spot.nth))


def _variables(above: Sequence[Token], below: Sequence[Token], cursor: Cursor) -> tuple[Expr, ...] | None:
    """Return what a fraction differentiates by, None where it is no derivative."""
    if not above or len(below) < 2 or not is_derivative_sign(above[0]) or not is_derivative_sign(below[0]):
        return None
    if base_of(above[0]).text != base_of(below[0]).text or below[0].kind == "script" and "below" in below[0].parts:
        return None
    found: list[Expr] = []
    group: list[Token] = []
    for token in [*below[1:], below[0]]:
        if is_derivative_sign(token) and base_of(token).text == base_of(below[0]).text and group:
            found += _variable(group, cursor)
            group = []
        else:
            group.append(token)
    order = _order(above[0], cursor)
    if len(found) != order:
        raise UnreadableError(f"a derivative of order {order} by {len(found)} variables", above[0].spot)
    return tuple(found)


def _order(token: Token, cursor: Cursor) -> int:
    raised = token.parts.get("above", [])
    if not raised:
        return 1
    if len(raised) == 1 and raised[0].text in ("2", "3"):
        return int(raised[0].text)
    raise UnreadableError("derivatives of the first, second and third order can be checked", token.spot)


def _variable(group: list[Token], cursor: Cursor) -> list[Expr]:
    """Return a variable once for every order: θ_j^2 is two of θ_j."""
    times = 1
    last = group[-1]
    if last.kind == "script" and len(last.parts.get("above", [])) == 1:
        raised = last.parts["above"][0]
        if raised.text in ("2", "3") and raised.kind == "number":
            times = int(raised.text)
            parts = {name: part for name, part in last.parts.items() if name != "above"}
            bare = Token("script", "", parts) if len(parts) > 1 else last.parts["base"][0]
            group = [*group[:-1], bare]
    if len(group) == 1 and group[0].kind == "group":
        group = group[0].parts["inside"]
    return [terms.whole(cursor.over(group))] * times


def derived(cursor: Cursor) -> Expr:
    """Read what a derivative acts on: the brackets that follow it, else all up to the next + or −."""
    token = cursor.peek()
    if token is None or terms.ends_term(cursor):
        raise UnreadableError("the derivative of what?", cursor.tokens[cursor.k - 1].spot if cursor.k else None)
    if base_of(token).kind == "group":
        return atoms.atom(cursor.take(), cursor)
    return terms.term(cursor)


def _inline(cursor: Cursor) -> Expr | None:
    """Read ∂J/∂θ_j written in a line with a slash."""
    rest = list(cursor.rest)
    stop = next((k for k, t in enumerate(rest) if t.kind in ("sign", "relation", "separator", "quad")), len(rest))
    slash = next((k for k, token in enumerate(rest[:stop]) if token.kind == "slash"), None)
    if slash is None or slash + 2 >= len(rest):
        if rest[0].text == "∂":
            raise UnreadableError("∂ by what? Write (partial J)/(partial theta_j)", rest[0].spot)
        return None
    end = slash + 3
    variables = _variables(rest[:slash], rest[slash + 1 : end], cursor)
    if variables is None:
        return None
    cursor.k += end
    if slash > 1:
        return Slope(terms.whole(cursor.over(rest[1:slash])), variables, spot=terms.spot_of(rest[:end]))
    return Slope(derived(cursor), variables, spot=terms.spot_of(rest[:end]))


def _gradient(token: Token, base: Token, cursor: Cursor) -> Expr:
    below, above = token.parts.get("below", []), token.parts.get("above", [])
    variables = atoms.subscripts(below, cursor) if below else ()
    order = 1
    if above:
        if len(above) != 1 or above[0].text != "2":
            raise UnreadableError("∇ and ∇² can be checked", token.spot)
        order = 2
    body = _operand(cursor, token)
    flipped = isinstance(body, Flip)
    if isinstance(body, Flip):
        body = body.body
    spot = Spot(f"{token.spot.text}{body.spot.text}", token.spot.mark, token.spot.nth)
    variable = None if not variables else variables[0] if len(variables) == 1 else None
    made = Gradient(body, variable, order, spot=spot)
    return Flip(made, spot=spot) if flipped else made


def _operand(cursor: Cursor, token: Token) -> Expr:
    """Read the one factor that an operator acts on; before a fraction or a sum it is all up to the next + or −."""
    following = cursor.peek()
    if following is None or terms.ends_term(cursor):
        raise UnreadableError(f"{token.spot.text} of what?", token.spot)
    if following.kind == "fraction" or base_of(following).text in ("∑", "∏"):
        return terms.term(cursor)
    return terms.factor(cursor)


def _change(token: Token, cursor: Cursor) -> Expr:
    if terms.ends_term(cursor):
        return atoms.atom(token, cursor)
    body = _operand(cursor, token)
    flipped = isinstance(body, Flip)
    inner = body.body if isinstance(body, Flip) else body
    made = Change(inner, spot=Spot(f"Δ{inner.spot.text}", token.spot.mark, token.spot.nth))
    return Flip(made, spot=made.spot) if flipped else made
