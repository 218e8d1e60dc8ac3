"""How we know that a point is the minimum: three facts, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

from mathcore import Stop
from scenes.kit.figures import scientific

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEADING, EM, WIDTH = 0.39, 0.33, 4.4


def evidence(lesson: Lesson, x: float, y: float) -> list[VMobject]:
    """Return the lines that the ending shows, one under the other from a place on the frame."""
    study = lesson.study
    if not study.fit.exists:
        return [lesson.formula("last_point", em=EM, values=_components(lesson, study.theta, 3)).at(x, y)]
    low, high = study.fit.eigenvalues
    lines = [
        lesson.formula("estimate", em=EM, values=_components(lesson, study.fit.theta, 4)),
        lesson.formula("curvatures", em=EM, values={"high": f"{high:.3g}", "low": f"{low:.3g}"}),
        lesson.label("convex", em=EM, width=WIDTH),
    ]
    if study.walk.stop is Stop.CONVERGED:
        slope = float(np.linalg.norm(study.walk.gradients[-1]))
        values = {"step": str(study.walk.steps), "value": scientific(slope, 3)}
        lines.insert(1, lesson.formula("flat", em=EM, values=values))
        if study.newton.stop is Stop.CONVERGED:
            lines.append(lesson.label("newton", em=EM, width=WIDTH))
    for k, line in enumerate(lines):
        line.at(x, y - k * LEADING)
    return lines


def shared_decimals(a: np.ndarray, b: np.ndarray) -> int:
    """Return to how many decimals two points agree."""
    return int(np.floor(-np.log10(2 * max(float(np.abs(a - b).max()), 1e-15))))


def _components(lesson: Lesson, theta: np.ndarray, decimals: int) -> dict[str, str]:
    first, second = (f"{value:.{decimals}f}" for value in lesson.in_order(theta))
    return {"first": first, "second": second}
