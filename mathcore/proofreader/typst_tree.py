"""From Typst mathematics to Typst's own tree of what is displayed.

Typst itself parses the formula; nothing in it is run: no `#`, no files (the compiler's root is an empty folder).
"""

from __future__ import annotations

import json
import re
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import typst

from mathcore.proofreader.trouble import Spot, UnreadableError

LONGEST = 4000  # characters of a formula
DEEPEST = 60  # brackets within brackets
# Styles leave no trace in Typst's tree; in this scope they leave their name before what they style.
STYLES = ("bold", "cal", "bb", "upright", "sans", "frak", "mono", "scr", "italic", "serif")
# Operators that notes define for themselves in their first lines.
OPERATORS = {
    "argmin": "arg min", "argmax": "arg max", "diag": "diag", "logit": "logit", "sigmoid": "sigmoid", "odds": "odds",
    "softplus": "softplus", "sign": "sign", "sgn": "sign", "Var": "Var", "KL": "KL", "expit": "sigmoid",
    "logistic": "sigmoid", "rank": "rank", "logodds": "log-odds", "NLL": "NLL", "Ber": "Ber", "Bernoulli": "Ber",
    "cost": "Cost", "Cost": "Cost",
}  # fmt: skip
_MARK = re.compile(r"⟨[^|⟨⟩]*\|")
_NAME = re.compile(r"(?<![\w.])[^\W\d_]{2,}(?:\.[a-zA-Z]+)*")
# What the hint after an unknown name proposes, for slips of the pen that Typst does not see through.
_LATEX = re.compile(r"\\[a-zA-Z]+")


@cache
def _compiler() -> tuple[Any, TemporaryDirectory[str]]:
    folder = TemporaryDirectory()
    return typst.Compiler(root=folder.name, ignore_system_fonts=True), folder


@cache
def _scope() -> str:
    styles = [f'{name}: body => [#metadata("{name}")#body]' for name in STYLES]
    operators = [f'{name}: math.op("{shown}", limits: true)' for name, shown in OPERATORS.items()]
    return f"({', '.join([*styles, *operators, 'mark: body => body'])})"


def _evaluated(source: str) -> Any:
    compiler, _ = _compiler()
    quoted = json.dumps(source, ensure_ascii=False)
    # JSON's escapes for control characters are not Typst's.
    quoted = re.sub(r"\\u([0-9a-f]{4})", r"\\u{\1}", quoted)
    return json.loads(compiler.eval(f'eval({quoted}, mode: "math", scope: {_scope()})'))


def parse(source: str) -> Any:
    """Return Typst's tree of a formula as dictionaries and lists.

    Parameters
    ----------
    source
        Typst mathematics, with or without `$` around it; colour marks `⟨label|part⟩` are looked through.

    Raises
    ------
    UnreadableError
        Typst cannot parse it, it holds code, or it is too long or too deep.
    """
    text = strip(source)
    _require_plain(text)
    marked = _MARK.sub("mark(", text).replace("⟩", ")") if _MARK.search(text) else text
    try:
        return _evaluated(marked)["body"]
    except RuntimeError as error:
        raise UnreadableError(*_explained(str(error), text)) from None


def strip(source: str) -> str:
    """Return a formula without blanks and `$` around it."""
    text = source.strip()
    if len(text) >= 2 and text.startswith("$") and text.endswith("$") and not text.endswith("\\$"):
        text = text.strip("$").strip()
    return text


def _require_plain(text: str) -> None:
    if len(text) > LONGEST:
        raise UnreadableError(f"{len(text)} characters are more than the {LONGEST} of the longest formula: split it")
    if re.search(r"(?<!\\)#(?!(?:true|false)\s*[,)])", text):
        raise UnreadableError("code (#) is not run: write mathematics only", Spot("#", "#"))
    if re.search(r"(?<![\w.])(std|sys|plugin)\b", text):
        raise UnreadableError("code is not run: write mathematics only", Spot("std", "std"))
    if _LATEX.search(text) and not re.search(r'"[^"]*\\', text):
        name = _LATEX.findall(text)[0]
        raise UnreadableError(f"this is LaTeX: Typst writes {name[1:]} for {name}", Spot(name, name))
    depth = deepest = 0
    for sign in text:
        depth += (sign in "([{⟨") - (sign in ")]}⟩")
        deepest = max(deepest, depth)
    if deepest > DEEPEST or re.search(r"(?:[\^_]\s*){30}", text):
        raise UnreadableError(f"more than {DEEPEST} levels of brackets: split it")


def _explained(message: str, text: str) -> tuple[str, Spot]:
    """Return what Typst says, with the place of the name it does not know."""
    said = message.removeprefix("failed to evaluate expression: ").removeprefix("failed to compile document: ")
    unknown = re.match(r"unknown variable: (\S+)", said)
    if unknown:
        name = unknown.group(1)
        apart = " ".join(name) if name.isalpha() and len(name) <= 3 else f'"{name}"'
        return f"Typst does not know {name}: write {apart} for letters or words of one's own", Spot(name, name)
    return f"Typst cannot parse it: {said.splitlines()[0] if said else 'it gives no reason'}", Spot()


@cache
def _shown(name: str) -> str:
    """Return the sign that a name of Typst shows, "" where it is a function or unknown."""
    try:
        node = _evaluated(name)["body"]
    except RuntimeError:
        return ""
    while isinstance(node, dict) and isinstance(node.get("text"), dict):
        node = node["text"]
    return str(node.get("text", "")) if isinstance(node, dict) else ""


_LEXEME = re.compile(
    r'"(?:\\.|[^"\\])*"|⟨[^|⟨⟩]*\||\\?[^\W\d_]{2,}(?:\.[a-zA-Z]+)*|\d+(?:\.\d+)?|[<>=!:|.\-~]{2,3}|\S', re.UNICODE
)
_SHORT = {"-": "−", "*": "∗", "<=": "≤", ">=": "≥", "!=": "≠", ":=": "≔", "||": "‖", "=>": "⇒", "->": "→", "<=>": "⇔"}


def column(source: str, spot: Spot) -> int | None:
    """Return the column (from 1) of a place in the source, where it can be found."""
    found = 0
    for lexeme in _LEXEME.finditer(source):
        text = lexeme.group()
        if text.startswith("⟨"):
            continue
        shown = {text, text.strip('"'), _SHORT.get(text, text)}
        if len(text) > 1 and text[0].isalpha():
            shown.add(_shown(text))
        if spot.mark and spot.mark in shown:
            if found == spot.nth:
                return lexeme.start() + 1
            found += 1
    return None
