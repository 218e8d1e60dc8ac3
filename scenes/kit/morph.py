"""From one formula to the next: labelled parts travel, the rest fades or grows in place."""

from __future__ import annotations

from collections.abc import Mapping

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    VGroup,
    VMobject,
)

from scenes.kit.typeset import Typeset


def glyph_moves(old: VMobject, new: VMobject, path_arc: float = 0.0) -> list[Animation]:
    """Move glyphs one to one where there are equally many, and the whole group otherwise."""
    olds, news = old.submobjects, new.submobjects
    if len(olds) == len(news):
        return [ReplacementTransform(a, b, path_arc=path_arc) for a, b in zip(olds, news, strict=True)]
    return [ReplacementTransform(VGroup(*olds), VGroup(*news), path_arc=path_arc)]


def morph(
    old: Typeset,
    new: Typeset,
    arcs: Mapping[str, float] | None = None,
    fades: tuple[str, ...] = (),
) -> dict[str, Animation]:
    """Return the moves of every label that both formulas have, and the rest under ``"out"`` and ``"in"``.

    Labels match in reading order: the n-th occurrence goes to the n-th. A label in ``fades`` is cross-faded in
    place instead (Π and Σ: a transform tears halfway); ``arcs`` bends a label's way. Parts inside a part that
    moves travel with their own labels, so label the leaves.
    """
    moves: dict[str, Animation] = {}
    moved: set[int] = set()
    for label in dict.fromkeys(labels[-1] for labels in old._labels):
        if label not in {labels[-1] for labels in new._labels}:
            continue
        animations: list[Animation] = []
        for a, b in zip(old.parts(label), new.parts(label), strict=False):
            moved |= {id(glyph) for glyph in (*a, *b)}
            if label in fades:
                animations += [FadeOut(a), FadeIn(b)]
            else:
                animations += glyph_moves(a, b, (arcs or {}).get(label, 0.0))
        moves[label] = AnimationGroup(*animations)
    gone = [glyph for glyph in old.submobjects if id(glyph) not in moved]
    come = [glyph for glyph in new.submobjects if id(glyph) not in moved]
    if gone:
        moves["out"] = FadeOut(VGroup(*gone))
    if come:
        moves["in"] = FadeIn(VGroup(*come))
    return moves
