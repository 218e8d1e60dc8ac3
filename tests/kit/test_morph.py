"""A morph carries labelled parts from one formula to the next, glyph by glyph, without tearing them."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Transform, tempconfig

from scenes.kit.morph import morph, travel
from scenes.kit.typeset import Typeset


@pytest.fixture(autouse=True)
def _media(tmp_path_factory):
    with tempconfig({"media_dir": str(tmp_path_factory.getbasetemp() / "typeset")}):
        yield


def formula(source: str, y: float = 0.0) -> Typeset:
    return Typeset(source, em=0.6, color="#FFFFFF", math=True).at(0, y)


def test_a_glyph_keeps_its_outline_on_its_way():
    small, large = formula("x^⟨e|y⟩").part("e")[0], formula("⟨e|y⟩", -2).part("e")[0]
    shape = small.points - small.get_center()
    move = travel(small, large)
    move.begin()
    for alpha in (0.25, 0.5, 0.75, 1.0):
        move.interpolate(alpha)
        now = small.points - small.get_center()
        size = np.linalg.norm(now) / np.linalg.norm(shape)
        assert now == pytest.approx(shape * size, abs=1e-6)
    assert small.get_center() == pytest.approx(large.get_center(), abs=1e-6)
    assert max(small.width, small.height) == pytest.approx(max(large.width, large.height), rel=1e-3)


def test_common_labels_move_and_the_rest_fades():
    old, new = formula("⟨a|x⟩ + ⟨b|y⟩ c"), formula("⟨b|y⟩ - ⟨a|x⟩", -1)
    moves = morph(old, new)
    assert set(moves) == {"a", "b", "out", "in"}
    assert all(isinstance(move, Transform) for move in moves["a"].animations)


def test_the_nth_occurrence_goes_to_the_nth():
    old, new = formula("⟨a|x⟩ ⟨a|y⟩"), formula("⟨a|x⟩ z ⟨a|y⟩", -1)
    ends = [move.target_mobject.get_x() for move in morph(old, new)["a"].animations]
    assert ends == pytest.approx([part.get_x() for part in new.parts("a")], abs=1e-6)


def test_parts_of_other_make_are_cross_faded():
    old, new = formula("⟨a|x y⟩ ⟨b|x⟩"), formula("⟨a|x⟩ ⟨b|x⟩", -1)
    kinds = [type(move).__name__ for move in morph(old, new, fades=("b",))["a"].animations]
    assert kinds == ["FadeOut", "FadeIn"]
    assert [type(move).__name__ for move in morph(old, new, fades=("b",))["b"].animations] == ["FadeOut", "FadeIn"]
