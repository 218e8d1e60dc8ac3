"""Norms, maxima and minima, arg max and arg min, limits."""

from __future__ import annotations

from mathcore.proofreader import applying, terms
from mathcore.proofreader.cursor import EXTREMES, Cursor, base_of, is_sign, pieces
from mathcore.proofreader.tokens import Token, shown
from mathcore.proofreader.tree import FROBENIUS, Expr, Extreme, Limit, Negative, Norm, Power, Symbol
from mathcore.proofreader.trouble import Spot, UnreadableError


def norm(cursor: Cursor) -> Expr:
    """Read |x| or ‖x‖ with what stands below and above the second bar."""
    opened = cursor.take()
    kind = base_of(opened).text
    inside: list[Token] = []
    while (token := cursor.peek()) is not None and base_of(token).text != kind:
        inside.append(cursor.take())
    if token is None or not inside:
        raise UnreadableError(f"{kind} is never closed", opened.spot)
    closing = cursor.take()
    body = terms.whole(cursor.over(inside))
    order = 2.0
    below = closing.parts.get("below", [])
    if below:
        orders = {"1": 1.0, "2": 2.0, "∞": float("inf"), "F": FROBENIUS}
        if shown(below) not in orders:
            raise UnreadableError("the norms 1, 2 and ∞ can be checked", closing.spot)
        order = orders[shown(below)]
    spot = Spot(f"{kind}{shown(inside)}{kind}", opened.spot.mark, opened.spot.nth)
    made: Expr = Norm(body, order if kind == "‖" else 0.0, spot=spot)
    above = closing.parts.get("above", [])
    return Power(made, terms.whole(cursor.over(above)), spot=spot) if above else made


def operand(base: Token, cursor: Cursor) -> Expr:
    """Return an operator's name that stands for itself."""
    return Symbol(base.text, spot=base.spot)


def arg(cursor: Cursor) -> Expr:
    """Read arg max and arg min written as two words."""
    token = cursor.take()
    base = base_of(token)
    if base.text not in ("max", "min"):
        raise UnreadableError("arg max or arg min?", token.spot)
    return extreme(token, Token("operator", f"arg {base.text}", nth=base.nth), cursor)


def extreme(token: Token, base: Token, cursor: Cursor) -> Expr:
    """Read max, min, arg max or arg min with its variable and what it looks at."""
    kind = EXTREMES[base.text]
    below = token.parts.get("below", [])
    following = cursor.peek()
    if not below and following is not None and base_of(following).kind == "group" and not kind.startswith("arg"):
        cursor.take()
        return applying.called_with(Symbol(kind, spot=token.spot), base_of(following), cursor)
    if not below:
        raise UnreadableError(f"{kind} over what? Write its variable below it", token.spot)
    parts, _ = pieces(below, ("separator", "relation"))
    variable = terms.whole(cursor.over(parts[0]))
    sign = cursor.take() if is_sign(cursor.peek(), "−+") else None
    body = terms.term(cursor)
    body = Negative(body, spot=body.spot) if sign is not None and sign.text == "−" else body
    return Extreme(
        kind, variable, body, spot=Spot(f"{token.spot.text} {body.spot.text}", token.spot.mark, token.spot.nth)
    )


def limit(token: Token, cursor: Cursor) -> Expr:
    """Read lim_(z -> oo) and what it looks at."""
    parts, _ = pieces(token.parts.get("below", []), ("relation",))
    if len(parts) != 2:
        raise UnreadableError("the limit where? Write lim_(z -> oo)", token.spot)
    variable, place = (terms.whole(cursor.over(part)) for part in parts)
    return Limit(variable, place, terms.term(cursor), spot=token.spot)
