"""How we know that a point is the minimum: facts beside the read-out, whose slope is the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

from mathcore import Stop
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEADING, EM, WIDTH = 0.46, 0.34, 4.4


def evidence(lesson: Lesson, x: float, y: float) -> list[tuple[int, list[VMobject]]]:
    """Return the lines of the ending, one under the other from a place on the frame, by the sentence that says them."""
    study = lesson.study
    if not study.fit.exists:
        return [(0, [lesson.formula("last_point", em=EM, values=_components(lesson, study.theta, 3)).at(x, y)])]
    low, high = study.fit.eigenvalues
    lines: list[tuple[int, list[VMobject]]] = [
        (0, [lesson.formula("estimate", em=EM, values=_components(lesson, study.fit.theta, 4))]),
        (1, [lesson.formula("curvatures", em=EM, values={"high": figure(high, ".3g"), "low": figure(low, ".3g")})]),
    ]
    lines[1][1].append(lesson.label("convex", em=EM, width=WIDTH))
    if study.walk.stop is Stop.CONVERGED and study.newton.stop is Stop.CONVERGED:
        lines.append((2, [lesson.label("newton", em=EM, width=WIDTH)]))
    for k, line in enumerate(line for _, group in lines for line in group):
        line.at(x, y - k * LEADING)
    return lines


def shared_decimals(a: np.ndarray, b: np.ndarray) -> int:
    """Return to how many decimals two points agree."""
    return int(np.floor(-np.log10(2 * max(float(np.abs(a - b).max()), 1e-15))))


def _components(lesson: Lesson, theta: np.ndarray, decimals: int) -> dict[str, str]:
    first, second = (figure(value, f".{decimals}f") for value in lesson.in_order(theta))
    return {"first": first, "second": second}
