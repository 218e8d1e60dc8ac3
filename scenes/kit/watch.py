"""What the lines of the program have computed: scores and probabilities as bars, the rest as live numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject

from mathcore import Array, Dataset, LogisticLoss, sigmoid
from scenes.kit.cast import cast
from scenes.kit.code_view import BAND, CodeView
from scenes.kit.figures import scientific_text
from scenes.kit.listing import GRADIENT, LOSS, PROBABILITIES, SCORES, START, STEP, TEST, UPDATE
from scenes.kit.marks import class_color, mark
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import polyline
from scenes.kit.written import Written, figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The columns of the cases, and the right ends of one number or two.
LEFT, RIGHT = 2.62, 6.3
ENDS = (4.0, 6.1)
MOST = 24
EM = 0.38
# How high a bar of probability 1 is, and how far the longest score reaches up or down.
HIGH, REACH = 0.52, 0.29
# Where J is traced, over so many steps at least, through each of its first steps and so many points at most of all.
TRACE, FEWEST, FIRST_STEPS, MOST_POINTS = (4.4, 6.2), 12, 60, 300
# The middle of a row over its line's baseline.
MIDDLE = (BAND[0] + BAND[1]) / 2
# Values from here on, and up to here, are written with a power of ten.
SMALL, LARGE = 1e-3, 1e4
RUNNING = (STEP, SCORES, PROBABILITIES, LOSS, GRADIENT, TEST, UPDATE)


class Watch:
    """The values beside the lines of a ``CodeView``, each at the pass that its own tracker says.

    Parameters
    ----------
    lesson
        Gives study, theme and words.
    code
        The lines they stand beside.
    """

    def __init__(self, lesson: Lesson, code: CodeView) -> None:
        self.lesson, self.theme, self.code, self.study = lesson, lesson.theme, code, lesson.study
        self.rows = cast(self.study, MOST)
        data = self.study.loss.data
        # Only the rows on the frame: of a million the others need not be looked at again for every frame.
        self.loss = LogisticLoss(Dataset(data.x[self.rows.rows], data.y[self.rows.rows]))
        self.reach = float(np.abs(self.loss.scores(self.study.walk.points)).max()) or 1.0
        self.passes = {line: ValueTracker(0.0) for line in RUNNING}
        self.pitch = (RIGHT - LEFT) / self.rows.size
        self.x = LEFT + self.pitch * (np.arange(self.rows.size) + 0.5)
        self.header = self._header()
        self.bars = {line: VGroup(*map(self._bar, range(self.rows.size))) for line in (SCORES, PROBABILITIES)}
        self.numbers = {line: self._numbers(line) for line in (STEP, LOSS, GRADIENT, TEST, UPDATE)}
        self.groups = {line: VGroup(*self.numbers.get(line, ())) for line in RUNNING}
        for line, name in ((SCORES, "0"), (PROBABILITIES, "1")):
            self.groups[line].add(self._guide(line, name), self.bars[line])
        self.verdicts = [self._verdict("gt.eq", self.theme.quiet), self._verdict("lt", self.theme.accent)]
        self.groups[TEST].add(self.verdicts[0])
        self.history = polyline(np.zeros((2, 3)), self.theme.ink, 2.6)
        self.tip = Dot(radius=0.06, color=self.theme.ink)
        self.groups[LOSS].add(self._ground(), self.history, self.tip)
        self.place()

    def scores(self, t: float) -> Array:
        """Return z of the rows on the frame, between two passes on the straight way of the parameters."""
        return self.loss.scores(self.study.walk.at(t))

    def values(self, line: int, t: float) -> list[float]:
        """Return the numbers that a line has computed in the pass that has begun by t."""
        walk, k = self.study.walk, int(t)
        after = walk.points[min(k + 1, walk.steps)]
        found = {
            STEP: [float(k)],
            LOSS: [float(walk.losses[k])],
            GRADIENT: self.lesson.in_order(walk.gradients[k]).tolist(),
            TEST: [float(np.linalg.norm(walk.gradients[k]))],
            UPDATE: self.lesson.in_order(after).tolist(),
        }
        return found[line]

    def place(self) -> None:
        """Show every line's values at its pass."""
        z = self.scores(self.passes[SCORES].get_value())
        h = sigmoid(self.scores(self.passes[PROBABILITIES].get_value()))
        middle, foot = self.code.y(SCORES) + MIDDLE, self.code.y(PROBABILITIES) + MIDDLE - HIGH / 2
        for k in range(self.rows.size):
            self._stand(self.bars[SCORES][k], k, middle, middle + REACH * z[k] / self.reach)
            self._stand(self.bars[PROBABILITIES][k], k, foot, foot + HIGH * h[k])
        self._trace(int(self.passes[LOSS].get_value()))
        for line, numbers in self.numbers.items():
            for number, value in zip(numbers, self.values(line, self.passes[line].get_value()), strict=True):
                number.set_text(text_of(value, whole=line == STEP))

    def _trace(self, k: int) -> None:
        """Draw J from the first pass to this one, beside its number."""
        spread = np.linspace(0, k, min(k + 1, MOST_POINTS)).astype(int)
        steps = np.unique(np.append(np.arange(min(k + 1, FIRST_STEPS)), spread))
        losses = self.study.walk.losses
        points = np.zeros((len(steps), 3))
        points[:, 0] = TRACE[0] + (TRACE[1] - TRACE[0]) * steps / max(k, FEWEST)
        points[:, 1] = self.code.y(LOSS) + BAND[0] + 0.08 + HIGH * losses[steps] / losses.max()
        self.history.set_points_as_corners(np.repeat(points, 2, axis=0) if len(points) == 1 else points)
        self.tip.move_to(points[-1])

    def _ground(self) -> Line:
        """Draw the line of 0 under the trace of J."""
        y = self.code.y(LOSS) + BAND[0] + 0.08
        return Line([TRACE[0], y, 0], [TRACE[1], y, 0], color=self.theme.line, stroke_width=1.8)

    def _stand(self, bar: VMobject, k: int, start: float, end: float) -> None:
        # A line needs some length.
        end = end if abs(end - start) > 1e-4 else start + 1e-4
        bar.put_start_and_end_on([self.x[k], start, 0], [self.x[k], end, 0])

    def _bar(self, k: int) -> Line:
        color = class_color(self.theme, int(self.rows.y[k]))
        return Line([0, 0, 0], [0, 1, 0], color=color, stroke_width=100 * 0.62 * self.pitch)

    def _header(self) -> VGroup:
        """Draw a mark for each case over its column: its label y."""
        y = self.code.y(START) + MIDDLE
        radius = min(0.085, 0.4 * self.pitch)
        marks = (
            mark(self.theme, int(label), radius=radius, halo=0).move_to([x, y, 0])
            for x, label in zip(self.x, self.rows.y, strict=True)
        )
        return VGroup(self.lesson.math("y", EM, self.theme.quiet).at(LEFT - 0.18, y - 0.1, "right"), *marks)

    def _guide(self, line: int, name: str) -> VGroup:
        """Draw the line of a round value through or over the bars, and its number."""
        y = self.code.y(line) + MIDDLE + (HIGH / 2 if line == PROBABILITIES else 0)
        number = self.lesson.tick(name).at(LEFT - 0.18, y - 0.11, "right")
        return VGroup(Line([LEFT, y, 0], [RIGHT, y, 0], color=self.theme.line, stroke_width=1.8), number)

    def _verdict(self, sign: str, color: str) -> VMobject:
        """Write, right of the gradient's length, how it compares with the bound in the test."""
        verdict = self.lesson.math(f"{sign} 10^(-6)", EM, color)
        return verdict.at(ENDS[0] + 0.3, self.code.y(TEST))

    def _numbers(self, line: int) -> list[LiveNumber]:
        color = self.theme.theta if line == UPDATE else self.theme.ink
        ends = ENDS if line in (GRADIENT, UPDATE) else ENDS[:1]
        return [LiveNumber(".4f", em=EM, color=color, at=(x, self.code.y(line))) for x in ends]


def text_of(value: float, whole: bool = False) -> Written:
    """Write a live value: a count, four decimals, or three digits and a power of ten."""
    if whole:
        return figure(value, ",.0f")
    if value and not SMALL <= abs(value) < LARGE:
        return scientific_text(value, 3).replace("-", "−")
    return figure(value, ".4f").replace("-", "−")
