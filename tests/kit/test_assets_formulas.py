"""Formulas for documents: what a scene shows, drawn with outlines only, in colours for paper and in black."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from string import Formatter

import pytest
import typst
from manim import tempconfig

from scenes.kit.assets.formulas import MARGIN, Heard, draw, hear, plain
from scenes.kit.notation import _tables, formula, names, profiles
from scenes.kit.settings import Settings
from scenes.kit.theme import LIGHT, contrast
from scenes.kit.typeset import FONTS
from scenes.playlist import PLAYLIST

PATH = "{http://www.w3.org/2000/svg}path"


def source_of(name: str, notation: str) -> str:
    """Return a formula with a number for everything that a scene fills in."""
    asked = {field for _, field, _, _ in Formatter().parse(_tables()["formulas"][name]) if field}
    # A notation's own "first" is a word of the kit's: formulas mean a number by it.
    values = asked - (_tables()[f"notation_{notation}"].keys() - {"first"})
    return formula(notation, name, **dict.fromkeys(values, "1.5"))


def black(source: str) -> str:
    return draw(Heard("any", source, LIGHT.ink, {}, "beat"), "en", black=True)


def glyphs(svg: str) -> list[str]:
    return sorted(path.attrib["d"] for path in ET.fromstring(svg).iter(PATH) if path.get("fill") != "none")


# -- Typst to paste ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "pasted"),
    [
        ("z = ⟨theta|theta⟩^top x", "z = theta^top x"),
        ("⟨L|L⟩⟨of|paren.l⟩⟨theta|theta⟩⟨close|paren.r⟩", "L paren.l theta paren.r"),
        ("e^⟨theta|hat(theta)_1⟩ = 4", "e^(hat(theta)_1) = 4"),
        ("⟨base|(1 + e^(-z))⟩^(⟨new|-2⟩)", "(1 + e^(-z))^(-2)"),
        ("⟨new|sigma(⟨theta|theta⟩ x)⟩", "sigma(theta x)"),
        ("h_i", "h_i"),
    ],
)
def test_the_marks_of_parts_are_taken_out(source: str, pasted: str) -> None:
    assert plain(source) == pasted


@pytest.mark.parametrize("notation", profiles())
def test_every_formula_can_be_pasted_into_a_document_and_has_the_same_glyphs_there(notation: str) -> None:
    compiler = typst.Compiler(root=str(FONTS), font_paths=[str(FONTS)], ignore_system_fonts=True)
    for name in names():
        source = source_of(name, notation)
        page = f"#set page(width: auto, height: auto)\n$ {plain(source)} $"
        pasted = compiler.compile(input=page.encode(), format="svg").decode()
        assert "⟨" not in plain(source), name
        assert pasted.count("<use") == len(glyphs(black(source))), name


# -- drawings -----------------------------------------------------------------------------------------------------


def test_a_drawing_is_outlines_only_and_always_the_same() -> None:
    drawn = black(source_of("log_likelihood", "theta"))
    page = ET.fromstring(drawn)
    assert {element.tag.rsplit("}")[-1] for element in page.iter()} == {"svg", "g", "path"}
    assert not re.search(r"\bid=|href|<text|http(?!://www\.w3\.org/2000/svg)", drawn)
    assert drawn == black(source_of("log_likelihood", "theta"))
    assert float(page.attrib["height"].removesuffix("pt")) > 2 * MARGIN + 20


def test_parts_have_the_colours_of_their_innermost_label_that_has_one() -> None:
    heard = Heard("any", "⟨a|x + ⟨b|y⟩ ⟨c|z⟩⟩ = w", "#111111", {"a": "#222222", "b": "#333333"}, "beat")
    fills = [path.get("fill") for path in ET.fromstring(draw(heard, "en")).iter(PATH)]
    assert fills == ["#222222", "#222222", "#333333", "#222222", "#111111", "#111111"]


def test_in_black_nothing_has_a_colour() -> None:
    heard = Heard("any", "frac(⟨a|x⟩, sqrt(y))", "#111111", {"a": "#222222"}, "beat")
    page = ET.fromstring(draw(heard, "en", black=True))
    inks = {path.get(name) for path in page.iter(PATH) for name in ("fill", "stroke")}
    assert inks == {"#000000", "none", None}


# -- what a scene shows ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> list[Heard]:
    folder = tmp_path_factory.mktemp("hear")
    data = folder / "data.csv"
    rows = "".join(f"{x / 4},{'no $' if x < 12 or x == 20 else '#yes'}\n" for x in range(30))
    data.write_text('"#read(""x"") $x$ \\ </script>⟨theta|a⟩",⟨b|c⟩\n' + rows, encoding="utf-8")
    entry = next(entry for entry in PLAYLIST if entry.slug == "odds")
    settings = Settings(data=str(data), language="zh", notation="beta", theme="dark")
    with tempconfig({"media_dir": str(folder), "dry_run": True, "verbosity": "ERROR", "progress_bar": "none"}):
        return hear(entry, settings)


@pytest.mark.render
def test_formulas_are_heard_in_the_beats_that_show_them(heard: list[Heard]) -> None:
    beats = {one.name: one.beat for one in heard}
    assert beats["odds_ratio"] == "odds"
    assert beats["odds_part0"] == "odds"
    assert beats["odds_power"] == "factor"
    assert beats["odds_name2"] == "log"
    assert beats["mirror_inverse"] == "inverse"


@pytest.mark.render
def test_they_are_in_the_notation_and_the_colours_of_light_grounds(heard: list[Heard]) -> None:
    found = {one.name: one for one in heard}
    assert found["way_score"].source == formula("beta", "way_score")
    assert found["odds_ratio"].colors == {"p": LIGHT.class1, "q": LIGHT.class0}
    assert found["odds_step"].color == LIGHT.ink
    colors = {one.color for one in heard} | {color for one in heard for color in one.colors.values()}
    assert all(contrast(color, "#ffffff") >= 4.5 for color in colors)


@pytest.mark.render
def test_nothing_that_a_user_wrote_enters_a_formula(heard: list[Heard]) -> None:
    marks = ("read", "script", "$", "#", "yes", "no ", "|a⟩", "b|c")
    assert not [(one.name, mark) for one in heard for mark in marks if mark in one.source]
