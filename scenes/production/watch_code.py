"""What of a scene's file each beat can run, read from the syntax tree alone.

A beat is the body of ``with self.beat(…)`` in ``construct``, with every member of the scene and every name of the
module that can be reached from it. What can be reached from elsewhere, or from nowhere that can be seen, concerns
the scene as a whole.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Code:
    """A scene's file.

    Parameters
    ----------
    text
        The file's content.
    scene
        The scene class's name.
    """

    text: str
    scene: str

    @cached_property
    def module(self) -> ast.Module:
        """The file's syntax tree; a SyntaxError where it has none."""
        return ast.parse(self.text)

    @cached_property
    def definitions(self) -> dict[str, list[ast.AST]]:
        """What the file defines: names of the module, and members of the scene as ``self.name``."""
        found: dict[str, list[ast.AST]] = {}
        for node in self.module.body:
            is_scene = isinstance(node, ast.ClassDef) and node.name == self.scene
            for member in node.body if isinstance(node, ast.ClassDef) and is_scene else [node]:
                for name, definition in _defined(member):
                    found.setdefault(f"self.{name}" if is_scene else name, []).append(definition)
        return found

    @cached_property
    def dumps(self) -> dict[str, str]:
        """The definitions as text that comments, docstrings and places do not change."""
        return {name: "\n".join(map(dump, nodes)) for name, nodes in self.definitions.items()}

    @cached_property
    def beats(self) -> dict[str, ast.With]:
        """The statements that play the beats, by the beats' keys."""
        nodes = [node for part in self.definitions.get("self.construct", []) for node in ast.walk(part)]
        return {key: node for node in nodes if isinstance(node, ast.With) and (key := _beat_key(node))}

    def reached(self, names: Iterable[str]) -> set[str]:
        """Return names and all that their definitions mention in turn, whether this file defines it or not."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                for node in self.definitions.get(name, []):
                    waiting += mentioned(ast.walk(node))
                if name == self.scene:
                    waiting += [member for member in self.definitions if member.startswith("self.")]
        return found

    def of_beat(self, key: str) -> str:
        """Return a digest of all that a beat can run; of the whole file where the beat is not found in it."""
        node = self.beats.get(key)
        names = self.reached(_in_body(node)) if node else set(self.dumps)
        return digest(f"{name}: {self.dumps[name]}" for name in sorted(names & set(self.dumps)))

    def of_scene(self) -> str:
        """Return a digest of what concerns the scene as a whole: all that no beat has to itself."""
        inside = {id(node) for beat in self.beats.values() for part in beat.body for node in ast.walk(part)}
        outside = [
            node
            for part in self.definitions.get("self.construct", [])
            for node in ast.walk(part)
            if id(node) not in inside
        ]
        in_beats = self.reached(name for beat in self.beats.values() for name in _in_body(beat))
        # What nobody here mentions may be called by the classes that the scene builds on; an import may not.
        others = {name for name in set(self.dumps) - in_beats - {"self.construct"} if not self._is_imported(name)}
        shared = self.reached(mentioned(outside) | others) | {"self.construct"}
        kept = [f"{name}: {self.dumps[name]}" for name in sorted(shared & set(self.dumps))]
        return digest([*kept, *self._nameless()])

    def _is_imported(self, name: str) -> bool:
        return all(isinstance(node, ast.Import | ast.ImportFrom) for node in self.definitions[name])

    def _nameless(self) -> Iterator[str]:
        """Yield the scene's bases and decorators, and the module's statements that define nothing."""
        for node in self.module.body:
            if isinstance(node, ast.ClassDef) and node.name == self.scene:
                yield from map(dump, [*node.bases, *node.keywords, *node.decorator_list])
                yield from (dump(part) for part in node.body if not list(_defined(part)) and not _is_text(part))
            elif not list(_defined(node)) and not _is_text(node):
                yield dump(node)


def mentioned(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that nodes, without those below them, stand for; members of the scene as ``self.name``."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            found.add(f"self.{node.attr}")
    return found


def dump(node: ast.AST) -> str:
    """Return code as text that comments, places and its docstring do not change."""
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and _is_text(body[0]):
        node = type(node)(**{**dict(ast.iter_fields(node)), "body": body[1:]})
    return ast.dump(node)


def digest(texts: Iterable[str]) -> str:
    """Return a hash of some texts in order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _defined(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that a statement gives a meaning to, each with its definition."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name, node
    elif isinstance(node, ast.Import):
        yield from (((one.asname or one.name).split(".")[0], ast.Import([one])) for one in node.names)
    elif isinstance(node, ast.ImportFrom):
        # Each by itself: one more name in a long import concerns only those who use it.
        yield from ((one.asname or one.name, ast.ImportFrom(node.module, [one], node.level)) for one in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        yield from ((name, node) for name in names)


def _in_body(beat: ast.With) -> set[str]:
    return mentioned(node for statement in beat.body for node in ast.walk(statement))


def _beat_key(node: ast.With) -> str | None:
    """Return the key of ``with self.beat("key", …)``."""
    call = node.items[0].context_expr
    if not (isinstance(call, ast.Call) and "self.beat" in mentioned([call.func]) and call.args):
        return None
    key = call.args[0]
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
