"""From tokens to statements: chains of relations, implications, conditions, several formulas in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mathcore.proofreader import atoms, differentials, terms
from mathcore.proofreader.cursor import BATCHES, NAMED, WORDS, Cursor, base_of, pieces
from mathcore.proofreader.tokens import Token, shown
from mathcore.proofreader.tree import Call, Chain, Expr, Place, Statement, Symbol
from mathcore.proofreader.trouble import UnreadableError

ARROWS = {"⇒": "⇒", "⇔": "⇔", "⇐": "⇐", "iff": "⇔", "then": "⇒", "implies": "⇒", "if and only if": "⇔"}
CONDITIONAL = {"if", "when", "for", "for all", "for every", "for each", "for any", "∀", "given", "whenever", "as", "at"}
NEGATIONS = {"≠": "≠"}


def relation_of(token: Token) -> str:
    """Return the relation that a token is, "" for none."""
    base = base_of(token)
    return base.text if base.kind == "relation" else ""


def chain_or_expression(cursor: Cursor) -> Expr | Chain:
    """Read all tokens as one expression, or as a chain of relations."""
    sides: list[list[Token]] = [[]]
    relations: list[str] = []
    for token in cursor.tokens:
        relation = relation_of(token)
        if relation:
            relations.append(relation)
            sides.append([])
        else:
            sides[-1].append(token)
    if not relations:
        return terms.whole(cursor)
    read = []
    for k, side in enumerate(sides):
        if not side:
            where = "before" if k == 0 else "after"
            raise UnreadableError(f"nothing stands {where} {relations[max(k - 1, 0)]}", cursor.tokens[0].spot)
        is_set = k > 0 and relations[k - 1] in "∈∉"
        there = cursor.over(side)
        there.heads = k == 0 and relations[0] in "=≔≡" and len(side) == 2
        read.append(place(side, cursor) if is_set else terms.whole(there))
    return Chain(tuple(read), tuple(relations), spot=terms.spot_of(cursor.tokens))


def place(tokens: list[Token], cursor: Cursor) -> Expr:
    """Read a set: (0, 1), {0, 1}, ℝ, ℝ^d, ℝ^(m×d)."""
    first = base_of(tokens[0])
    if first.kind == "group" and len(tokens) == 1:
        parts, _ = pieces(first.parts["inside"])
        bounds = tuple(terms.whole(cursor.over(part)) for part in parts)
        kind = "set" if first.text == "{" else "interval"
        if kind == "interval" and len(bounds) != 2:
            raise UnreadableError("an interval has two ends", first.spot)
        return Place(kind, bounds, first.text + first.parts["close"][0].text, spot=terms.spot_of(tokens))
    if is_batch(tokens):
        return Place("rows", (), first.text, spot=terms.spot_of(tokens))
    if first.text in ("ℝ", "R") and len(tokens) == 1:
        above = tokens[0].parts.get("above", [])
        parts, _ = pieces(above, ("times",))
        signs = "".join(token.text for token in tokens[0].parts.get("below", []))
        if above and all(token.kind in ("sign",) for token in above):
            return Place("space", (), "+", spot=terms.spot_of(tokens))
        dimensions = tuple(terms.whole(cursor.over(part)) for part in parts) if above else ()
        return Place("space", dimensions, signs, spot=terms.spot_of(tokens))
    raise UnreadableError(
        f"{shown(tokens)} is no set that is known here: an interval, numbers in braces, or RR", tokens[0].spot
    )


def is_batch(tokens: Sequence[Token]) -> bool:
    """Say whether this names some of the observations, as the B in i ∈ B, or all of them (D)."""
    return len(tokens) == 1 and base_of(tokens[0]).kind == "letter" and base_of(tokens[0]).text in BATCHES


# -- statements ------------------------------------------------------------------------------------------------------


@dataclass
class _Piece:
    """Tokens of one statement, and what joined it to the one before."""

    tokens: list[Token] = field(default_factory=list)
    joint: str = ""

    @property
    def relates(self) -> bool:
        return any(relation_of(token) for token in self.tokens)


def statements(tokens: Sequence[Token], wide: bool = False, defined: frozenset[str] = frozenset()) -> list[Statement]:
    """Read all that a line says.

    Parameters
    ----------
    tokens
        Those of the whole line.
    wide
        Read ln a b as ln(a b).
    defined
        Functions that earlier lines defined.

    Raises
    ------
    UnreadableError
        Something in it has no meaning here.
    """
    cleaned = _joined_lines([token for token in tokens if token.kind != "align"])
    while cleaned and (cleaned[-1].kind in ("separator", "break", "quad") or cleaned[-1].text in (".", "□", "∎")):
        cleaned = cleaned[:-1]
    if not cleaned:
        raise UnreadableError("there is no formula")
    cursor = Cursor(cleaned, wide, defined)
    found: list[Statement] = []
    for piece in _merged(_cut(cleaned)):
        _read_piece(piece, found, cursor)
    if not found:
        raise UnreadableError("there is no formula")
    return [differentials.told(statement) for statement in found]


def _joined_lines(tokens: list[Token]) -> list[Token]:
    """Take out the line breaks within a chain of relations or a long sum."""
    done: list[Token] = []
    for k, token in enumerate(tokens):
        if token.kind == "break":
            rest = [t for t in tokens[k + 1 :] if t.kind not in ("quad", "break")]
            begins = rest and (relation_of(rest[0]) or rest[0].kind in ("sign", "times"))
            ends = done and (relation_of(done[-1]) or done[-1].kind in ("sign", "times", "separator"))
            if not rest or begins or ends:
                continue
        done.append(token)
    return done


def _cut(tokens: list[Token]) -> list[_Piece]:
    """Cut where one statement may end and another begin."""
    made = [_Piece()]
    mapped_to = any(relation_of(token) == "→" for token in tokens)
    for k, token in enumerate(tokens):
        word = token.text.lower().strip(" .,:") if token.kind == "text" else token.text
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        is_word = (token.kind == "text" and (word in WORDS or _is_remark(token, following))) or token.text == "∀"
        if token.kind in ("quad", "break") or (token.kind == "separator" and not (token.text == ":" and mapped_to)):
            made.append(_Piece([], "," if token.kind == "separator" else "quad" if token.kind == "quad" else "break"))
        elif is_word and word not in ARROWS:
            joint = made[-1].joint if not made[-1].tokens and made[-1].joint in CONDITIONAL else ""
            made.append(_Piece([], joint or word))
        else:
            made[-1].tokens.append(token)
    return made


def _is_remark(token: Token, following: Token | None) -> bool:
    """Say whether words say something about the formula rather than name a quantity in it."""
    if following is not None and (relation_of(following) or following.kind == "group"):
        return False
    return token.text not in NAMED and (" " in token.text or token.text.endswith((":", ".", ",")))


def _merged(made: list[_Piece]) -> list[_Piece]:
    """Put together what a space or a comma only seemed to cut."""
    done: list[_Piece] = []
    for piece in made:
        if not piece.tokens:
            continue
        if done and not done[-1].tokens:
            piece.joint = done.pop().joint
        before = done[-1] if done else None
        hanging = before is not None and _hangs(before.tokens)
        begins = bool(relation_of(piece.tokens[0])) and piece.tokens[0].kind == "relation"
        spaced = piece.joint in ("quad", "break") and not piece.relates and before is not None
        if before is not None and len(piece.tokens) == 1 and _ranges(piece.tokens[0].parts.get("inside", [])):
            continue
        if before is not None and (
            hanging or (begins and piece.joint == "quad") or (spaced and before.joint not in CONDITIONAL)
        ):
            if not _is_note(piece.tokens):
                before.tokens += piece.tokens
        elif before is not None and piece.joint == "," and (_is_range(before, piece) or not before.relates):
            before.tokens += [Token("separator", ","), *piece.tokens]
        else:
            done.append(piece)
    return done


def _hangs(tokens: list[Token]) -> bool:
    return bool(relation_of(tokens[-1])) or tokens[-1].kind in ("sign", "times") or tokens[-1].text in ARROWS


def _is_note(tokens: list[Token]) -> bool:
    """Say whether this is an equation's number, or words in brackets."""
    if len(tokens) != 1 or tokens[0].kind not in ("group", "text"):
        return False
    inside = tokens[0].parts.get("inside", [])
    return tokens[0].kind == "text" or (len(inside) == 1 and inside[0].kind in ("number", "text", "dots", "star"))


def _is_range(before: _Piece, piece: _Piece) -> bool:
    """Say whether a comma stands within i = 1, …, m."""
    first = next((k for k, token in enumerate(before.tokens) if relation_of(token)), None)
    if first is None or piece.relates or first != 1:
        return False
    return len(piece.tokens) == 1 or piece.tokens[0].kind == "dots"


def _read_piece(piece: _Piece, found: list[Statement], cursor: Cursor) -> None:
    tokens = piece.tokens
    if any(token.kind == "dots" for token in tokens) and _ranges(tokens):
        return
    if len(tokens) == 1 and tokens[0].kind == "group" and piece.joint and _ranges(tokens[0].parts["inside"]):
        return
    conditional = piece.joint in CONDITIONAL
    if conditional and not piece.relates:
        return
    read = _statement(tokens, cursor)
    if conditional and found:
        last = found[-1]
        conditions = (*last.conditions, *read.chains)
        found[-1] = Statement(last.chains, last.arrows, conditions, last.continues, spot=last.spot)
    else:
        found.append(read)


def _ranges(tokens: list[Token]) -> bool:
    """Say whether this is i = 1, …, m."""
    single = all(len(part) <= 3 for part in pieces(tokens)[0])
    first = next((k for k, token in enumerate(tokens) if relation_of(token)), None)
    letters = first is not None and all(t.kind in ("letter", "separator") for t in tokens[:first])
    return single and letters and any(token.kind == "dots" for token in tokens)


def _statement(tokens: list[Token], cursor: Cursor) -> Statement:
    spot = terms.spot_of(tokens)
    mapping = _mapping(tokens, cursor)
    if mapping is not None:
        return Statement((mapping,), spot=spot)
    parts: list[list[Token]] = [[]]
    arrows: list[str] = []
    for token in tokens:
        arrow = ARROWS.get(base_of(token).text if base_of(token).kind == "relation" else token.text.lower())
        if arrow and token.kind in ("relation", "text", "script"):
            arrows.append(arrow)
            parts.append([])
        else:
            parts[-1].append(token)
    continues = bool(parts[0]) and bool(relation_of(parts[0][0]))
    read = [_as_chain(part, cursor, k == 0 and continues) for k, part in enumerate(parts) if part or k]
    return Statement(
        tuple(read), tuple(arrows[-len(read) + 1 :] if len(read) > 1 else ()), continues=continues, spot=spot
    )


def _as_chain(tokens: list[Token], cursor: Cursor, continues: bool) -> Chain:
    """Read a chain; one that carries on a line before it begins with a side that is still to come."""
    if not tokens:
        raise UnreadableError("nothing stands beside the arrow")
    if continues:
        held = [Token("letter", "…"), *tokens]
        read = chain_or_expression(cursor.over(held))
    else:
        read = chain_or_expression(cursor.over(tokens))
    return read if isinstance(read, Chain) else Chain((read,), (), spot=read.spot)


def _mapping(tokens: list[Token], cursor: Cursor) -> Chain | None:
    """Read σ: ℝ → (0, 1) as σ(z) ∈ (0, 1)."""
    arrow = next((k for k, token in enumerate(tokens) if relation_of(token) == "→"), None)
    if arrow is None or not 3 <= arrow < len(tokens) - 1 or tokens[1].text != ":":
        return None
    head = atoms.atom(tokens[0], cursor)
    argument = Symbol("z") if isinstance(head, Symbol) and head.name in ("σ", "g", "φ", "f") else Symbol("x")
    call = Call(head, (argument,), spot=tokens[0].spot)
    return Chain((call, place(tokens[arrow + 1 :], cursor)), ("∈",), spot=terms.spot_of(tokens))
