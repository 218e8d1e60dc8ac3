"""From which of a beat's plays on a change of code or words can show: what comes before need not be painted again."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from scenes.production.watch_code import Code, dump, mentioned

# What only the title shows, and what only the length of pauses shows.
CAPTION, NARRATION = ".caption", ".narration"


@dataclass(frozen=True)
class Played:
    """A play of a beat: whether its picture was held, and the functions and lines of the scene's file it came from."""

    held: bool
    calls: Sequence[tuple[str, int]]


def first_affected(old: Code, new: Code, key: str, plays: Sequence[Played]) -> int:
    """Return the number of a beat's first play that a change of code can have changed; their count if none can."""
    changed = {name for name in {*old.dumps, *new.dumps} if old.dumps.get(name) != new.dumps.get(name)}
    beat = old.beats.get(key)
    if beat is None:
        return 0
    if not changed & old.reached(mentioned(node for part in beat.body for node in ast.walk(part))):
        return len(plays)
    edges = Edges(old, new, changed, beat)
    return next((number for number, play in enumerate(plays) if edges.beyond(play)), len(plays))


def first_said(then: Mapping[str, Any], now: Mapping[str, Any], asked: Sequence[tuple[str, int]]) -> int | None:
    """Return the number of the first play that changed words can show in; None if in none.

    Captions and narrations are left out: they show in the title and in the pauses.

    Parameters
    ----------
    asked
        The keys that a beat asked for, and how many plays had begun by then.
    """
    return min(
        (plays for key, plays in changed(then, now, asked) if not key.endswith((CAPTION, NARRATION))), default=None
    )


def changed(then: Mapping[str, Any], now: Mapping[str, Any], asked: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return which of the words that were asked for are others now."""
    return [(key, plays) for key, plays in asked if look_up(then, key) != look_up(now, key)]


def look_up(words: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a dotted key of a table; None where there is nothing."""
    node: Any = words
    for name in key.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


@dataclass(frozen=True)
class Edge:
    """The lines of a function's first statement that is not as it was.

    `passes` where the statement does nothing but call a method, which itself is unchanged down to its own edge.
    """

    first: float = inf
    last: float = inf
    passes: bool = False


@dataclass(frozen=True)
class Edges:
    """How far into each function of a scene all is as it was."""

    old: Code
    new: Code
    changed: set[str]
    beat: ast.With

    def beyond(self, play: Played) -> bool:
        """Whether a play comes after something that changed."""
        for name, line in play.calls:
            if name.endswith(".construct"):
                if line < self.beat.body[0].lineno:
                    # In the beat's head: the title before the body, which is as it was, or the pause after it.
                    return play.held
                edge = self._edge(self.beat.body, self.beat.body)
            else:
                edge = self._edge_of("self." + name.rpartition(".")[2])
            if line < edge.first:
                return False
            if line > edge.last or not edge.passes:
                return True
        return True

    def _edge_of(self, name: str) -> Edge:
        then, now = self.old.definitions.get(name, []), self.new.definitions.get(name, [])
        if len(then) != 1 or len(now) != 1 or _head(then[0]) is None or _head(then[0]) != _head(now[0]):
            return Edge(-1, -1)
        return self._edge(_body(then[0]), _body(now[0]))

    def _edge(self, then: list[ast.stmt], now: list[ast.stmt]) -> Edge:
        for number, statement in enumerate(then):
            same = number < len(now) and dump(statement) == dump(now[number])
            if not same or self._is_changed(statement):
                passes = same and self._only_calls(statement)
                return Edge(statement.lineno, statement.end_lineno or statement.lineno, passes)
        return Edge()

    def _is_changed(self, node: ast.AST) -> bool:
        return bool(self.old.reached(mentioned(ast.walk(node))) & self.changed)

    def _only_calls(self, statement: ast.stmt) -> bool:
        """Whether a statement only calls a method of the scene, with unchanged arguments."""
        if not isinstance(statement, ast.Expr) or not isinstance(call := statement.value, ast.Call):
            return False
        arguments = [*call.args, *(word.value for word in call.keywords)]
        return (
            bool(mentioned([call.func]))
            and isinstance(call.func, ast.Attribute)
            and not any(map(self._is_changed, arguments))
        )


def _head(node: ast.AST) -> str | None:
    """Return a function without its body, as text."""
    if not isinstance(node, ast.FunctionDef):
        return None
    return " ".join(map(ast.dump, [node.args, *node.decorator_list]))


def _body(node: ast.AST) -> list[ast.stmt]:
    """Return a function's statements without its docstring."""
    body: list[ast.stmt] = node.body if isinstance(node, ast.FunctionDef) else []
    is_text = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return body[1:] if is_text else body
