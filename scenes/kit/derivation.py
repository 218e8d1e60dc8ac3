"""A formula derived line by line: equals signs under one another, the rule used at the right of each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from manim import Animation, FadeIn, MoveToTarget, VGroup

from scenes.kit.morph import morph
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# A formula's name, the label of its rule, and the values its formula asks for.
Line: TypeAlias = tuple[str, str | None, Mapping[str, str]]
# The label of the signs that stand under one another, and of what a line changes.
EQUALS, NEW = "eq", "new"
# What a line that is done fades to.
DONE = 0.55
# The least room between two lines.
ROOM = 0.3


class Derivation:
    """Lines of a derivation that appear one by one, each out of the line above it.

    In ``formulas.toml``, ``⟨eq|=⟩`` is aligned, ``⟨new|…⟩`` stands in accent while its line is the newest, and parts
    with a label that the line above has, too, come down from there.

    Parameters
    ----------
    lesson
        Sets the formulas and notes.
    lines
        For each line its formula, the label of its note (or None) and the formula's values.
    x
        Where the equals signs stand.
    top
        The first baseline.
    notes
        Where the notes begin.
    leading
        The distance of two baselines; tall lines take more.
    em, colors
        Size of the formulas; colours by label, beside those of ``theta`` and ``new``.
    """

    def __init__(
        self,
        lesson: Lesson,
        lines: Sequence[Line],
        *,
        x: float,
        top: float,
        notes: float,
        leading: float = 0.9,
        em: float = 0.5,
        colors: Mapping[str, str] | None = None,
    ) -> None:
        self.lesson, self.shown = lesson, 0
        self.colors = {"theta": lesson.theme.theta, **(colors or {})}
        fresh = {**self.colors, NEW: lesson.theme.accent}
        self.rows = [lesson.formula(name, em=em, colors=fresh, values=dict(values)) for name, _, values in lines]
        baseline = top
        for k, row in enumerate(self.rows):
            row.at(0, baseline)
            if k:
                baseline = min(baseline, baseline + self.rows[k - 1].get_bottom()[1] - ROOM - row.get_top()[1])
                row.at(0, baseline)
            row.shift([x - row.part(EQUALS).get_x(), 0, 0])
            baseline -= leading
        self.notes = [
            lesson.label(key, em=0.38, color=lesson.theme.quiet).at(notes, row.baseline) if key else VGroup()
            for (_, key, _), row in zip(lines, self.rows, strict=True)
        ]
        self.group = VGroup(*self.rows, *self.notes)

    def next(self, *also: Animation, run_time: float = 1.6) -> None:
        """Play the next line: what it keeps comes down, the rest appears, and the line above steps back."""
        lesson, k = self.lesson, self.shown
        row, note = self.rows[k], self.notes[k]
        if k == 0:
            lesson.play(FadeIn(row), *_appearing(note), *also, run_time=run_time)
        else:
            above = self.rows[k - 1]
            moving = above.copy()
            lesson.add(moving)
            lesson.play(*morph(moving, row).values(), self.step_back(k - 1), *also, run_time=run_time)
            # What an animation moved stands on the frame by itself, beside its formula.
            lesson.remove(moving, *moving.submobjects, *row.submobjects)
            lesson.add(row)
            if len(note):
                lesson.play(FadeIn(note), run_time=0.5)
        self.shown += 1

    def step_back(self, k: int) -> Animation:
        """Return the move by which a line, and what was new in it, steps back."""
        row: Typeset = self.rows[k]
        row.generate_target()
        row.target.paint(self.lesson.theme.ink, self.colors).set_opacity(DONE)
        return MoveToTarget(row)


def _appearing(note: VGroup | Typeset) -> list[Animation]:
    return [FadeIn(note)] if len(note) else []
