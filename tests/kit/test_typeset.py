"""Words and formulas: parts, baselines, and markup that a user's own names cannot break out of."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.kit.notation import formula, names, profiles
from scenes.kit.typeset import Typeset, _shapes, _svg, escape, split_parts

HOSTILE = [
    '#read("x")',
    "<script>",
    "../..",
    '"quoted"',
    "back\\slash",
    "$x$",
    "*a* _b_",
    "⟨a|b⟩",
    "]",
    "{x}",
    "@x",
    "😀",
    "שלום",
    "a\nb",
    "x" * 300,
]


@pytest.fixture(autouse=True)
def _media(tmp_path_factory):
    with tempconfig({"media_dir": str(tmp_path_factory.getbasetemp() / "typeset")}):
        yield


def typeset(source: str, **options) -> Typeset:
    return Typeset(source, **{"em": 0.5, "color": "#FFFFFF", "math": True, **options})


def test_parts_are_split_with_the_labels_around_them():
    body, labels = split_parts("⟨a|x ⟨b|y⟩⟩ + ⟨a|z⟩", math=True)
    assert body == 'part("#000001", x part("#000002", y)) + part("#000003", z)'
    assert labels == [("a",), ("a", "b"), ("a",)]


@pytest.mark.parametrize("source", ["⟨a|x", "x⟩"])
def test_a_part_left_open_is_an_error(source: str):
    with pytest.raises(ValueError, match="part"):
        split_parts(source, math=True)


def test_parts_hold_their_glyphs_in_reading_order():
    drawn = typeset("⟨a|x⟩ + ⟨b|y z⟩ + ⟨a|w⟩")
    assert [len(part) for part in drawn.parts("a")] == [1, 1]
    assert len(drawn.part("b")) == 2
    assert drawn.part("a", 0).get_x() < drawn.part("b").get_x() < drawn.part("a", 1).get_x()


def test_a_part_is_coloured_and_an_inner_one_wins():
    drawn = typeset("⟨a|x ⟨b|y⟩⟩ z", colors={"a": "#FF0000", "b": "#00FF00"})
    assert [glyph.fill_color.to_hex() for glyph in drawn] == ["#FF0000", "#00FF00", "#FFFFFF"]


def test_an_outer_part_holds_the_glyphs_of_its_inner_parts():
    assert len(typeset("⟨a|x ⟨b|y⟩ z⟩ w").part("a")) == 3


def test_an_unknown_part_is_named():
    with pytest.raises(KeyError, match="nothing"):
        typeset("x").parts("nothing")


def test_colouring_changes_no_place():
    plain, coloured = typeset("a + b^2 / c"), typeset("⟨p|a + b^2⟩ / c", colors={"p": "#FF0000"})
    assert len(plain) == len(coloured)
    plain.at(0, 0), coloured.at(0, 0)
    assert plain.height == pytest.approx(coloured.height, abs=0.02)


@pytest.mark.parametrize("source", ["x", "x_i", "y^2", "sum_(i=1)^m x_i", "a/b", "g"])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_the_letters_stand_on_the_baseline(source: str, scale: float):
    drawn = typeset(f"⟨m|m⟩ {source}").scale(scale).at(1.0, -2.0)
    assert drawn.part("m").get_bottom()[1] == pytest.approx(-2.0, abs=0.015)


def test_size_is_in_em():
    small, large = typeset("m", em=0.3), typeset("m", em=0.6)
    assert large.height == pytest.approx(2 * small.height, rel=0.01)
    assert (small.em, large.em) == (pytest.approx(0.3), pytest.approx(0.6))
    assert small.scale(2).em == pytest.approx(0.6)


@pytest.mark.parametrize("anchor", ["left", "center", "right"])
def test_an_anchor_is_where_it_is_put(anchor: str):
    drawn = typeset("x + y").at(1.5, 0.5, anchor)
    place = {"left": drawn.get_left, "center": drawn.get_center, "right": drawn.get_right}[anchor]()
    assert place[0] == pytest.approx(1.5)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_user_wrote_is_shown_literally(text: str):
    source = escape(text)
    drawn = Typeset(source, em=0.3, color="#FFFFFF")
    assert len(drawn.submobjects) >= 1
    assert np.isfinite(drawn.get_center()).all()


def test_escaped_markup_is_not_evaluated():
    shown = Typeset(escape("#(1+1)"), em=0.3, color="#FFFFFF")
    assert len(shown.submobjects) == len("#(1+1)")


def test_copies_keep_their_parts():
    copy = typeset("⟨a|x⟩ + y").copy()
    copy.part("a").set_color("#123456")
    assert copy.submobjects[0].fill_color.to_hex() == "#123456"


def filled(notation: str, name: str) -> str:
    """Return a formula with a number for whatever it asks its scene for."""
    # "first" is also what a notation says of its order.
    values = {"first": "-4.0777"}
    while True:
        try:
            return formula(notation, name, **values)
        except KeyError as lacking:
            values[lacking.args[0]] = "-4.0777"


@pytest.mark.parametrize("notation", profiles())
@pytest.mark.parametrize("name", names())
def test_every_formula_compiles_in_every_notation(name: str, notation: str):
    drawn = typeset(filled(notation, name))
    assert drawn.submobjects


def test_an_import_leaves_and_takes_no_file_beside_the_drawing(tmp_path, monkeypatch):
    # Where two processes import one drawing, neither may remove what the other reads.
    drawing = tmp_path / "drawing.svg"
    drawing.write_bytes(_svg("#set page(width: auto, height: auto)\nx").read_bytes())
    beside = tmp_path / "drawing_.svg"
    beside.write_text("another process's")
    assert _shapes(drawing)
    assert beside.read_text() == "another process's"
