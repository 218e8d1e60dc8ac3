"""Who may import whom, and what scene files may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenes.playlist import PLAYLIST

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "mathcore").rglob("*.py"))
KIT = sorted((ROOT / "scenes/kit").rglob("*.py"))
STAGE = [path for path in KIT if "stage" in path.parts]
PRODUCTION = sorted((ROOT / "scenes/production").rglob("*.py"))
FIGURES = sorted((ROOT / "scenes/figures").rglob("*.py"))
SCENES = sorted(entry.file for entry in PLAYLIST)
ORACLES = {"scipy", "sklearn", "mpmath", "hypothesis", "pytest"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = path.relative_to(ROOT).with_suffix("").parts[: -node.level] if node.level else ()
            module = ".".join([*inside, *filter(None, [node.module])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def packages(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}


# -- imports ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_core_needs_numpy_and_contourpy_only(path: Path) -> None:
    more = {"typst"} if "proofreader" in path.parts else set()
    assert packages(path) - set(sys.stdlib_module_names) <= {"numpy", "contourpy", "mathcore", *more}


@pytest.mark.parametrize("path", STAGE, ids=name)
def test_the_stage_can_be_lifted_out_of_the_kit(path: Path) -> None:
    assert packages(path) - set(sys.stdlib_module_names) <= {"numpy", "numba", "manim", "scenes"}
    inside = {module for module in imports(path) if module.startswith("scenes")}
    assert all(module.startswith("scenes.kit.stage") for module in inside)


@pytest.mark.parametrize("path", PRODUCTION, ids=name)
def test_production_imports_no_manim(path: Path) -> None:
    assert "manim" not in packages(path)


@pytest.mark.parametrize("module", ["scenes.production.cli", "scenes.playlist", "scenes.kit.studies"])
def test_nothing_behind_the_commands_imports_manim(module: str) -> None:
    program = f"import sys, {module}; sys.exit('manim' in sys.modules or 'matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", [*KIT, *SCENES], ids=name)
def test_the_picture_knows_nothing_of_production(path: Path) -> None:
    assert not {module for module in imports(path) if module.startswith("scenes.production")}


@pytest.mark.parametrize("path", FIGURES, ids=name)
def test_figures_know_nothing_of_manim_nor_of_production(path: Path) -> None:
    assert not packages(path) & {"manim", *ORACLES} and "matplotlib.pyplot" not in imports(path)
    assert not {module for module in imports(path) if module.startswith("scenes.production")}


def test_figures_draw_without_manim_and_without_windows() -> None:
    program = "import sys, scenes.figures; sys.exit(bool({'manim', 'matplotlib.pyplot'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", [*CORE, *KIT, *PRODUCTION, *SCENES], ids=name)
def test_second_opinions_live_in_tests_only(path: Path) -> None:
    assert not packages(path) & ORACLES


# -- scene files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_a_scene_file_holds_its_one_scene(entry) -> None:
    classes = [node for node in tree(entry.file).body if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes] == [entry.scene]
    assert entry.slug not in sys.stdlib_module_names
    assert f'slug = "{entry.slug}"' in entry.file.read_text(encoding="utf-8")


def test_every_scene_file_is_in_the_playlist() -> None:
    others = {"__init__.py", "__main__.py", "playlist.py"}
    assert sorted(path for path in (ROOT / "scenes").glob("*.py") if path.name not in others) == SCENES


def is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


# A place or a box is four numbers at most; more in one literal is data.
@pytest.mark.parametrize("path", SCENES, ids=name)
def test_scenes_hold_no_literal_data(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            assert sum(map(is_number, node.elts)) <= 4, f"line {node.lineno}: {ast.unparse(node)}"


def docstrings(module: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(module) if isinstance(node, owners)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    module = tree(path)
    skipped = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


SENTENCE = re.compile(r"[A-Za-z]{3,}[,.;:]?\s+[A-Za-z]{3,}")
HAN = re.compile(r"[\u2e80-\u9fff]")


@pytest.mark.parametrize("path", SCENES, ids=name)
def test_scenes_hold_no_words_of_a_language(path: Path) -> None:
    for line, text in strings(path):
        assert not SENTENCE.search(text), f"line {line}: {text!r} belongs in words/<language>"
        assert not HAN.search(text), f"line {line}: {text!r} belongs in words/<language>"


@pytest.mark.parametrize("path", SCENES, ids=name)
def test_scenes_set_no_literal_words(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            first = node.args[0] if node.args else None
            if called in ("text", "Text", "Tex", "MarkupText") and isinstance(first, ast.Constant):
                assert not re.search("[A-Za-z]", str(first.value)), f"line {node.lineno}: {first.value!r}"


COLOURS = "WHITE|BLACK|GR[AE]Y|RED|GREEN|BLUE|YELLOW|ORANGE|PURPLE|PINK|TEAL|GOLD|MAROON|BROWN"
COLOUR_NAME = re.compile(rf"(?:(?:LIGHT|DARK)_?)?(?:{COLOURS})(?:_[A-E])?")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}")
# The typesetter's colours are tags by which it finds the parts of a formula; they never show.
THEME_FREE = [path for path in [*SCENES, *KIT] if path.name not in ("theme.py", "typeset.py")]


@pytest.mark.parametrize("path", THEME_FREE, ids=name)
def test_colours_come_from_the_theme(path: Path) -> None:
    named = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and COLOUR_NAME.fullmatch(node.id)}
    assert not named
    for line, text in strings(path):
        assert not HEX.fullmatch(text) and not COLOUR_NAME.fullmatch(text.upper()), f"line {line}: {text!r}"
