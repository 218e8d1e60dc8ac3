"""From Typst's tree to tokens: letters, signs, fractions, scripts and bracketed groups."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from mathcore.proofreader.trouble import Spot, UnreadableError

OPEN, CLOSE = "([{⌊⌈⟦", ")]}⌋⌉⟧"
RELATIONS = "=≠<>≤≥≈∈≔≡∝←→↦↤⇒⇔⪰≻⪯≺↔≪≫≲≳≃≅∼⟸⟹⟺⇐⟵⟶"
SIGNS = "+−±∓"
TIMES = {"⋅": "dot", "·": "dot", "×": "dot", "∗": "star", "⊙": "each", "∘": "each", "•": "dot", "⨯": "dot", "∙": "dot"}
DOTS = "…⋯⋮⋱"
SEPARATORS = ",;:"
# One meaning, several signs.
SAME = {
    "ϑ": "θ", "ϵ": "ε", "ϕ": "φ", "ϱ": "ρ", "-": "−", "/": "/", "∕": "/", "⁄": "/", "÷": "/", "∥": "‖", "∣": "|",
    "⩽": "≤", "⩾": "≥", "≜": "≔", "≝": "≔", "*": "∗", "∆": "Δ", "△": "Δ", "ς": "σ", "⟼": "↦", "⟹": "⇒", "⟺": "⇔",
    "⟵": "←", "⟶": "→", "µ": "μ", "↔": "⇔", "Ⅎ": "F", "⟪": "(", "⟫": ")", "⟨": "(", "⟩": ")", "∧": "and",
    "⟦": "[", "⟧": "]", "≃": "≈", "≅": "≈", "⨀": "⊙", "′": "'",
}  # fmt: skip
QUIET = {"space", "metadata", "phantom", "hide", "context", "tag", "counter-update", "state-update"}
LOOKED_THROUGH = {
    "lr": "body", "limits": "body", "scripts": "body", "class": "body", "stretch": "body", "cancel": "body", "styled":
    "child", "underbrace": "body", "overbrace": "body", "underbracket": "body", "overbracket": "body", "underparen":
    "body", "overparen": "body", "equation": "body", "mid": "body", "strong": "body", "emph": "body", "box": "body",
    "underline": "body", "display": "body", "inline": "body", "move": "body", "block": "body",
}  # fmt: skip
ACCENTS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u00af": "bar", "^": "hat", "~": "tilde",
    "\u0307": "dot", "\u0308": "ddot", "→": "", "\u20d7": "", "\u030c": "check", "\u0306": "breve", "ˆ": "hat",
    "\u0331": "", "‾": "bar",
}  # fmt: skip
# A number in quotes: "−4.0776", "10,204".
_WRITTEN = re.compile(r"([-−])?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Token:
    """One piece of a displayed formula.

    Attributes
    ----------
    kind
        letter, number, text, operator, relation, sign, times, slash, dots, separator, bar, break, align, quad, open,
        close, group, prime, fraction, root, script, accent, cases, matrix.
    text
        The sign or the letter; for a group its opening bracket.
    parts
        What is inside, by name.
    style
        bold, bb or cal.
    nth
        Which of the formula's equal texts this is.
    """

    kind: str
    text: str = ""
    parts: dict[str, list[Token]] = field(default_factory=dict)
    rows: tuple[tuple[tuple[Token, ...], ...], ...] = ()
    style: str = ""
    nth: int = 0

    @property
    def spot(self) -> Spot:
        """Its place in the formula."""
        first = next(leaves(self), self)
        return Spot(shown([self]), first.text, first.nth)


def leaves(token: Token) -> Iterator[Token]:
    """Yield a token's letters and signs."""
    if not token.parts and not token.rows:
        yield token
    for part in token.parts.values():
        for inner in part:
            yield from leaves(inner)
    for row in token.rows:
        for cell in row:
            for inner in cell:
                yield from leaves(inner)


def shown(tokens: list[Token] | tuple[Token, ...]) -> str:
    """Return tokens as a line of text, for messages."""
    return "".join(_shown(token) for token in tokens).strip()


def _bracketed(tokens: list[Token]) -> str:
    text = shown(tokens)
    return text if len(text) <= 1 or text.isdigit() or (text[0] == "(" and text[-1] == ")") else f"({text})"


def _shown(token: Token) -> str:
    match token.kind:
        case "group":
            return f"{token.text}{shown(token.parts['inside'])}{CLOSE[OPEN.index(token.text)]}"
        case "fraction":
            return f"{_bracketed(token.parts['above'])}/{_bracketed(token.parts['below'])} "
        case "root":
            return f"√{_bracketed(token.parts['inside'])}"
        case "script":
            below, above = token.parts.get("below", []), token.parts.get("above", [])
            tail = (f"_{_bracketed(below)}" if below else "") + (f"^{_bracketed(above)}" if above else "")
            return shown(token.parts["base"]) + "'" * len(token.parts.get("primes", [])) + tail
        case "accent":
            return f"{token.text}({shown(token.parts['base'])})"
        case "cases" | "matrix":
            return token.kind
        case "relation" | "sign":
            return f" {token.text} "
        case "operator" | "separator" | "text":
            return f"{token.text} "
        case "quad" | "break":
            return "  "
        case "align":
            return ""
    return token.text


def flat_tokens(tree: Any) -> list[Token]:
    """Return the tokens of Typst's tree in reading order, brackets still apart.

    Raises
    ------
    UnreadableError
        An element has no meaning in mathematics.
    """
    return _number(list(_flat(tree, "")), Counter())


def _number(tokens: list[Token], counts: Counter[str]) -> list[Token]:
    """Count equal letters, so that a message can point at the right one."""
    done = []
    for token in tokens:
        if token.parts or token.rows:
            token = replace(
                token,
                parts={name: _number(part, counts) for name, part in token.parts.items()},
                rows=tuple(tuple(tuple(_number(list(cell), counts)) for cell in row) for row in token.rows),
            )
        else:
            token = replace(token, nth=counts[token.text])
            counts[token.text] += 1
        done.append(token)
    return done


def _flat(node: Any, style: str) -> Iterator[Token]:
    """Yield the tokens of a node, brackets still lying flat."""
    kind = node["func"]
    if kind in ("symbol", "text"):
        yield from _letters(str(node["text"]), kind, style)
    elif kind == "sequence":
        yield from _sequence(node["children"], style)
    elif kind == "h":
        wide = str(node.get("amount", "")).endswith("em") and float(node["amount"].removesuffix("em")) > 0.9
        if wide:
            yield Token("quad")
    elif kind in LOOKED_THROUGH:
        if LOOKED_THROUGH[kind] in node:
            yield from _flat(node[LOOKED_THROUGH[kind]], style)
    elif kind == "linebreak":
        yield Token("break")
    elif kind == "align-point":
        yield Token("align")
    elif kind == "primes":
        yield from (Token("prime", "'") for _ in range(min(int(node["count"]), 9)))
    elif kind not in QUIET:
        yield from _built(node, kind, style)


def _built(node: Any, kind: str, style: str) -> Iterator[Token]:
    def inside(name: str) -> list[Token]:
        return list(_flat(node[name], style)) if isinstance(node.get(name), dict) else []

    if kind == "frac":
        yield Token("fraction", parts={"above": inside("num"), "below": inside("denom")})
    elif kind == "root":
        yield Token("root", parts={"inside": inside("radicand"), "index": inside("index")})
    elif kind == "op":
        yield Token("operator", "".join(token.text for token in inside("text")).strip())
    elif kind == "attach":
        yield from _attached(inside)
    elif kind in ("accent", "overline"):
        name = ACCENTS.get(str(node.get("accent", "‾")))
        if name is None:
            raise UnreadableError(f"the accent {node.get('accent')} has no meaning here")
        base = inside("base") + inside("body")
        yield from [Token("accent", name, {"base": base})] if name else base
    elif kind in ("mat", "vec", "cases"):
        yield Token("cases" if kind == "cases" else "matrix", rows=tuple(_rows(node, style)))
    elif kind == "binom":
        lower = [token for part in node["lower"] for token in _flat(part, style)]
        yield Token("binom", parts={"above": inside("upper"), "below": lower})
    else:
        raise UnreadableError(f"{kind} is not mathematics that can be checked")


def _rows(node: Any, style: str) -> Iterator[tuple[tuple[Token, ...], ...]]:
    for row in node.get("rows") or [[child] for child in node.get("children", [])]:
        yield tuple(tuple(_flat(cell, style)) for cell in row)


def _attached(inside: Any) -> Iterator[Token]:
    base = inside("base")
    above, below = inside("t") + inside("tl"), inside("b") + inside("br") + inside("bl")
    beside = inside("tr")
    primes = [token for token in beside if token.kind == "prime"]
    above += [token for token in beside if token.kind != "prime"]
    if not base:
        raise UnreadableError(f"{shown(above + below)} stands above or below nothing")
    # sigma(z)^2 is one call to Typst; what is displayed is a bracket with a 2.
    yield from base[:-1]
    parts = {"base": base[-1:], "below": below, "primes": primes, "above": above}
    yield Token("script", parts={name: part for name, part in parts.items() if part})


def _sequence(children: list[Any], style: str) -> Iterator[Token]:
    if children and children[0]["func"] == "metadata":
        named = str(children[0].get("value", ""))
        style, children = (named if named in ("bold", "bb", "cal") else style), children[1:]
    k = 0
    while k < len(children):
        joined = False
        while _thousands(children[k : k + 3], joined):
            joined = True
            number = {"func": "text", "text": children[k]["text"] + children[k + 2]["text"]}
            children = [*children[:k], number, *children[k + 3 :]]
        yield from _flat(children[k], style)
        k += 1


def _thousands(three: list[Any], joined: bool) -> bool:
    """Say whether 1,000 stands there: to Typst these are two numbers and a comma."""
    if len(three) < 3 or three[1].get("text") != "," or any(three[k]["func"] != "text" for k in (0, 2)):
        return False
    before, after = three[0]["text"], three[2]["text"]
    whole = before.isdigit() and before[0] != "0" and (len(before) <= 3 or joined)
    return bool(whole and after.isdigit() and len(after) == 3)


def _letters(text: str, kind: str, style: str) -> Iterator[Token]:
    written = _WRITTEN.fullmatch(text.strip()) if kind == "text" else None
    if written:
        if written.group(1):
            yield Token("sign", "−", style=style)
        text = written.group(2).replace(",", "")
    if kind == "text" and len(text) > 1 and not text.replace(".", "", 1).isdigit():
        yield Token("text", text.strip(), style=style)
        return
    if text.replace(".", "", 1).isdigit():
        ones = {"bb": "𝟙", "bold": "𝟏"}.get(style) if text == "1" else None
        yield Token("letter", ones, style=style) if ones else Token("number", text, style=style)
        return
    for letter in text:
        plain = letter if letter in "ℓℝ𝔼ℙ𝟙𝟏ℕℤ…⋯" else unicodedata.normalize("NFKC", letter)
        plain = SAME.get(plain, plain)
        plain = {"E": "𝔼", "P": "ℙ", "R": "ℝ", "1": "𝟙", "I": "𝟙"}.get(plain, plain) if style == "bb" else plain
        if plain == "and":
            yield Token("text", "and")
        elif plain.strip():
            yield Token(_kind(plain), plain, style=style)


def _kind(sign: str) -> str:
    tables = {
        "relation": RELATIONS, "sign": SIGNS, "times": TIMES, "dots": DOTS, "separator": SEPARATORS, "bar": "|‖",
        "open": OPEN, "close": CLOSE, "slash": "/", "prime": "'",
    }  # fmt: skip
    return next((name for name, signs in tables.items() if sign in signs), "letter")
