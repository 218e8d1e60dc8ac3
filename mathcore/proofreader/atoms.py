"""Single things and their scripts: letters with indices, numbers, fractions, brackets, roots, matrices."""

from __future__ import annotations

from collections.abc import Sequence

from mathcore.proofreader import chains, extremes, operators, terms
from mathcore.proofreader.cursor import Cursor, base_of, pieces
from mathcore.proofreader.tokens import Token, shown
from mathcore.proofreader.tree import (
    Call,
    Cases,
    Chain,
    Entry,
    Expr,
    Flip,
    Grid,
    Mean,
    Number,
    Power,
    Quotient,
    Symbol,
)
from mathcore.proofreader.trouble import Spot, UnreadableError

# Parameters that are columns.
VECTORS = {"θ", "β", "w", "ω", "Θ"}
TRANSPOSED = {"⊤", "T", "⊺", "t", "⟙", "tr"}
BEST = {"∗", "⋆", "*", "opt", "MLE", "ML", "★"}
# Letters over which i or j counts observations rather than multiplies: x^i.
DATA = {"x", "y", "h", "z", "p", "hat x", "hat y", "J", "ℓ", "hat p", "π", "μ", "η", "L", "tilde x"}
INDEX_LETTERS = set("ijklnrtsc")


def atom(token: Token, cursor: Cursor) -> Expr:
    """Read one token that is not a function with arguments."""
    match token.kind:
        case "number":
            return Number(float(token.text), token.text, spot=token.spot)
        case "letter" if token.text == "%":
            return Number(0.01, spot=token.spot)
        case "letter" | "text" | "operator":
            if token.text in "∑∏":
                raise UnreadableError(f"{token.text} of what?", token.spot)
            return Symbol(token.text, style=token.style, spot=token.spot)
        case "script":
            return _scripted(token, cursor)
        case "group":
            return bracketed(token, cursor)
        case "fraction":
            return operators.fraction(token, cursor)
        case "root":
            return _root(token, cursor)
        case "accent":
            return _accented(token, cursor)
        case "matrix":
            rows = tuple(tuple(terms.whole(cursor.over(cell)) for cell in row) for row in token.rows)
            return Grid(rows, spot=token.spot)
        case "cases":
            return _cases(token, cursor)
        case "prime":
            raise UnreadableError("a dash stands alone", token.spot)
    raise UnreadableError(f"{shown([token]) or token.kind} does not belong here", token.spot)


def bracketed(token: Token, cursor: Cursor) -> Expr:
    """Read a bracket that is a factor: a sum in brackets, a list, or a condition worth 0 or 1."""
    inside = [inner for inner in token.parts["inside"] if inner.kind not in ("break", "align")]
    if not inside:
        raise UnreadableError("the brackets are empty", token.spot)
    parts, between = pieces(inside)
    if between:
        if any(not part for part in parts):
            raise UnreadableError("something is missing beside a comma", token.spot)
        rows = tuple((terms.whole(cursor.over(part)),) for part in parts)
        return Grid(rows, kind=token.text + token.parts["close"][0].text, spot=token.spot)
    return terms.truth_or_value(chains.chain_or_expression(cursor.over(inside)))


def _root(token: Token, cursor: Cursor) -> Expr:
    body = terms.whole(cursor.over(token.parts["inside"]))
    index: Expr = Number(2.0, "2")
    if token.parts.get("index"):
        index = terms.whole(cursor.over(token.parts["index"]))
    return Power(body, Quotient(Number(1.0, "1"), index), spot=token.spot)


def _accented(token: Token, cursor: Cursor) -> Expr:
    base = token.parts["base"]
    if token.text == "bar":
        return Mean(terms.whole(cursor.over(base)), spot=token.spot)
    if len(base) == 1 and base[0].kind in ("letter", "text"):
        return Symbol(f"{token.text} {base[0].text}", style=base[0].style, spot=token.spot)
    if len(base) == 1 and base[0].kind == "script":
        inner = atom(base[0], cursor)
        if isinstance(inner, Symbol):
            return Symbol(f"{token.text} {inner.name}", inner.below, inner.above, inner.primes, spot=token.spot)
    raise UnreadableError(f"a {token.text} over {shown(base)} has no meaning here", token.spot)


def _cases(token: Token, cursor: Cursor) -> Expr:
    rows: list[tuple[Expr, Chain | None]] = []
    for row in token.rows:
        cell = [inner for part in row for inner in part]
        value, condition = _case(cell)
        read = terms.whole(cursor.over(value))
        if condition is None:
            rows.append((read, None))
            continue
        chain = chains.chain_or_expression(cursor.over(condition))
        if not isinstance(chain, Chain):
            raise UnreadableError(f"{shown(condition)} is no condition", token.spot)
        rows.append((read, chain))
    return Cases(tuple(rows), spot=token.spot)


def _case(cell: list[Token]) -> tuple[list[Token], list[Token] | None]:
    """Split a case into its value and its condition (None is otherwise)."""
    for k, token in enumerate(cell):
        cuts = token.kind in ("align", "quad", "separator")
        if cuts or (
            token.kind == "text"
            and token.text.lower().rstrip(":") in ("if", "for", "when", "otherwise", "else", "falls")
        ):
            rest = [t for t in cell[k:] if t.kind not in ("align", "quad", "separator")]
            words = [t.text.lower().rstrip(".,") for t in rest if t.kind == "text"]
            rest = [t for t in rest if t.kind != "text"]
            if rest and any(t.kind == "relation" for t in rest):
                return cell[:k], rest
            if {"otherwise", "else"} & set(words):
                return cell[:k], None
    raise UnreadableError(
        'a case without its condition: write cases(value & "if" y = 1, …)', cell[0].spot if cell else None
    )


def subscripts(tokens: Sequence[Token], cursor: Cursor) -> tuple[Expr, ...]:
    """Read indices: i j, i,j, i+1, max."""
    parts, _ = pieces(tokens)
    if not tokens:
        raise UnreadableError("the brackets of an index are empty")
    found: list[Expr] = []
    for part in parts:
        if not part:
            raise UnreadableError("an index is missing", tokens[0].spot)
        late = next((token for token in part[1:] if token.kind == "group"), None)
        if late is not None and part[part.index(late) - 1].kind in ("letter", "text", "accent"):
            why = "as it is displayed, these brackets stand in the subscript: write a space before them"
            raise UnreadableError(why, late.spot)
        if any(token.kind not in ("letter", "number", "text", "operator", "accent", "script") for token in part):
            if any(token.kind == "relation" for token in part):
                found.append(Symbol(shown(part), spot=part[0].spot))
                continue
            found.append(terms.whole(cursor.over(part)))
        else:
            found += [_index(token, cursor) for token in part]
    return tuple(found)


def _index(token: Token, cursor: Cursor) -> Expr:
    if token.kind in ("operator", "text"):
        return Symbol(token.text, spot=token.spot)
    return atom(token, cursor)


def _scripted(token: Token, cursor: Cursor) -> Expr:
    base = base_of(token)
    if base.kind not in ("letter", "accent", "text"):
        body = extremes.operand(base, cursor) if base.kind == "operator" else atom(base, cursor)
        return with_scripts(body, token, cursor)
    read = atom(base, cursor)
    below = token.parts.get("below", [])
    primes = len(token.parts.get("primes", []))
    if isinstance(read, Mean):
        return with_scripts(read, token, cursor)
    assert isinstance(read, Symbol)
    if read.name in ("𝟙", "I", "𝟏") and any(inner.kind == "relation" for inner in below):
        return terms.truth_or_value(chains.chain_or_expression(cursor.over(below)))
    indices = subscripts(below, cursor) if below else ()
    symbol = Symbol(read.name, read.below + indices, read.above, primes, read.style, spot=token.spot)
    return raised(symbol, token.parts.get("above", []), cursor)


def raised(symbol: Symbol, above: list[Token], cursor: Cursor) -> Expr:
    """Return a symbol with what stands above it: an index in brackets, ⊤, a star, or a power."""
    if not above:
        return symbol
    if len(above) == 1:
        only = above[0]
        if only.kind == "group" and only.text == "(" and symbol.name != "e":
            inside = [inner for inner in only.parts["inside"]]
            return _above(symbol, tuple(subscripts(inside, cursor)))
        if only.text in BEST:
            return Symbol(
                f"hat {symbol.name}", symbol.below, symbol.above, symbol.primes, symbol.style, spot=symbol.spot
            )
        if only.kind == "letter" and only.text in "ij" and symbol.name in DATA:
            return _above(symbol, (atom(only, cursor),))
        if only.kind == "text" and only.text not in TRANSPOSED:
            return _above(symbol, (Symbol(only.text, spot=only.spot),))
    if symbol.name in VECTORS and _is_step(above):
        return _above(symbol, (terms.whole(cursor.over(above)),))
    if above[0].kind == "group" and len(above) > 1 and symbol.name != "e" and above[0].text == "(":
        indexed = raised(symbol, above[:1], cursor)
        if len(above) == 2 and above[1].text in TRANSPOSED:
            return Flip(indexed, spot=symbol.spot)
    return power(symbol, above, cursor)


def _is_step(above: list[Token]) -> bool:
    """Say whether what stands above a vector counts steps, as in w^(t+1) and w^k: no power of it exists."""
    letters = "kns" if len(above) == 1 else "tkns"
    counted = len(above) == 3 and above[1].text in "+−" and above[2].kind == "number"
    return above[0].kind == "letter" and above[0].text in letters and (len(above) == 1 or counted)


def _above(symbol: Symbol, indices: tuple[Expr, ...]) -> Symbol:
    return Symbol(symbol.name, symbol.below, indices, symbol.primes, symbol.style, spot=symbol.spot)


def power(base: Expr, above: list[Token], cursor: Cursor) -> Expr:
    """Return a power or a transpose."""
    if len(above) == 1 and above[0].text in TRANSPOSED and above[0].kind != "group":
        return Flip(base, spot=base.spot)
    if all(token.kind == "sign" for token in above):
        text = "".join(token.text for token in above)
        raise UnreadableError(
            f"only the {text} is raised: write what belongs above in brackets, as in e^(-z)", base.spot
        )
    if len(above) == 2 and above[0].text == "−" and above[1].text in TRANSPOSED and above[1].text != "t":
        return Flip(Power(base, terms.whole(Cursor([Token("sign", "−"), Token("number", "1")]))), spot=base.spot)
    return Power(base, terms.whole(cursor.over(above)), spot=base.spot)


def with_scripts(body: Expr, token: Token, cursor: Cursor) -> Expr:
    """Return a bracket or a call with what stands below and above it."""
    if token.parts.get("primes"):
        raise UnreadableError("a dash after brackets: put it after the function's letter", token.spot)
    below, above = token.parts.get("below", []), token.parts.get("above", [])
    if below:
        body = Entry(body, subscripts(below, cursor), spot=Spot(token.spot.text, body.spot.mark, body.spot.nth))
    if above and isinstance(body, Call) and len(above) == 1 and above[0].kind == "group":
        inside = above[0].parts["inside"]
        if inside and inside[0].kind == "letter" and inside[0].text in INDEX_LETTERS:
            raise UnreadableError("an index above brackets has no meaning here", token.spot)
    return power(body, above, cursor) if above else body
