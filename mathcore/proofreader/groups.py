"""Brackets matched: flat tokens become nested groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mathcore.proofreader.tokens import Token, flat_tokens
from mathcore.proofreader.trouble import UnreadableError


def tokens_of(tree: Any) -> list[Token]:
    """Return the tokens of Typst's tree, brackets matched into groups.

    Raises
    ------
    UnreadableError
        A bracket is left open or closes nothing, or an element has no meaning in mathematics.
    """
    return grouped(flat_tokens(tree))


def grouped(tokens: list[Token]) -> list[Token]:
    """Match brackets into groups; any closing bracket closes, as in [0, 1)."""
    stack: list[tuple[Token, list[Token]]] = []
    done: list[Token] = []
    for token in tokens:
        base = token.parts["base"][0] if token.kind == "script" else token
        if token.kind not in ("group",):
            token = _inner(token)
        if base.kind == "open" and token.kind == "open":
            stack.append((token, done))
            done = []
        elif base.kind == "close":
            if not stack:
                raise UnreadableError(f"the bracket {base.text} closes nothing", base.spot)
            opened, before = stack.pop()
            group = Token("group", opened.text, {"inside": done, "close": [base]}, nth=opened.nth)
            scripted = replace(token, parts={**token.parts, "base": [group]}) if token.kind == "script" else group
            done = [*before, scripted]
        else:
            done.append(token)
    if stack:
        raise UnreadableError(f"the bracket {stack[-1][0].text} is never closed", stack[-1][0].spot)
    return done


def _inner(token: Token) -> Token:
    if token.kind == "script" and token.parts["base"][0].kind in ("open", "close"):
        rest = {name: grouped(part) for name, part in token.parts.items() if name != "base"}
        return replace(token, parts={"base": token.parts["base"], **rest})
    if not token.parts and not token.rows:
        return token
    return replace(
        token,
        parts={name: grouped(part) for name, part in token.parts.items()},
        rows=tuple(tuple(tuple(grouped(list(cell))) for cell in row) for row in token.rows),
    )
