"""From one formula to the next: labelled parts travel, the rest fades or grows in place."""

from __future__ import annotations

from collections.abc import Mapping

from manim import Animation, AnimationGroup, FadeIn, FadeOut, Scene, Transform, VGroup, VMobject

from scenes.kit.typeset import Typeset


def travel(old: VMobject, new: VMobject, path_arc: float = 0.0) -> Animation:
    """Move a glyph to another's place and size, as it is.

    A small letter is not drawn like a large one: turning one outline into the other would tear it halfway.
    """
    size = max(new.width, new.height) / max(old.width, old.height)
    goal = old.copy().scale(size).move_to(new).match_style(new)
    return Transform(old, goal, path_arc=path_arc)


def settle(scene: Scene, moving: Typeset, new: Typeset) -> None:
    """Put the new formula in the place of the glyphs that have moved to it.

    The scene holds them one by one, in the groups that were played: removing the old formula would leave them there.
    """
    scene.remove(*moving.submobjects, *new.submobjects)
    scene.add(new)


def morph(
    old: Typeset,
    new: Typeset,
    arcs: Mapping[str, float] | None = None,
    fades: tuple[str, ...] = (),
) -> dict[str, Animation]:
    """Return the moves of every label of the new formula, and of what has no such label under ``"out"`` and ``"in"``.

    Labels match in reading order: the n-th occurrence goes to the n-th, glyph by glyph where both have equally
    many; else, or where the label is in ``fades``, the one is cross-faded into the other in place (Π and Σ have no
    way between them). ``arcs`` bends a label's way. When all moves are played, ``new`` takes the place of ``old``.
    """
    moves: dict[str, Animation] = {}
    moved: set[int] = set()
    common = [label for label in old.labels if label in new.labels]
    for label in common:
        animations: list[Animation] = []
        for a, b in zip(old.parts(label), new.parts(label), strict=False):
            moved |= {id(glyph) for glyph in (*a, *b)}
            if label in fades or len(a) != len(b):
                animations += [FadeOut(a), FadeIn(b)]
            else:
                arc = (arcs or {}).get(label, 0.0)
                animations += [travel(x, y, arc) for x, y in zip(a, b, strict=True)]
        moves[label] = AnimationGroup(*animations)
    for label in new.labels:
        fresh = [glyph for part in new.parts(label) for glyph in part if id(glyph) not in moved]
        if label not in common and fresh:
            moved |= {id(glyph) for glyph in fresh}
            moves[label] = FadeIn(VGroup(*fresh))
    for name, formula, fade in (("out", old, FadeOut), ("in", new, FadeIn)):
        rest = [glyph for glyph in formula.submobjects if id(glyph) not in moved]
        if rest:
            moves[name] = fade(VGroup(*rest))
    return moves
