"""How we know that a point is the minimum: three facts, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

from mathcore import Stop
from scenes.kit.figures import scientific

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEADING, EM = 0.48, 0.36


def evidence(lesson: Lesson, x: float, y: float) -> list[VMobject]:
    """Return the lines that the ending shows, one under the other from a place on the frame."""
    study, theme = lesson.study, lesson.theme
    if not study.fit.exists:
        values = {"first": f"{study.theta[0]:.3f}", "second": f"{study.theta[1]:.3f}"}
        return [lesson.formula("last_point", em=EM, values=values).at(x, y)]
    theta, low, high = study.fit.theta, *study.fit.eigenvalues
    slope = float(np.linalg.norm(study.loss.gradient(theta)))
    lines = [
        lesson.formula("estimate", em=EM, values={"first": f"{theta[0]:.4f}", "second": f"{theta[1]:.4f}"}),
        lesson.formula("curvatures", em=EM, values={"high": f"{high:.3g}", "low": f"{low:.3g}"}),
    ]
    if study.walk.stop is Stop.CONVERGED:
        slope = float(np.linalg.norm(study.walk.gradients[-1]))
        lines.insert(1, lesson.formula("flat", em=EM, values={"value": scientific(slope, 3)}))
        if study.newton.stop is Stop.CONVERGED:
            lesson.quote(digits=shared_decimals(study.walk.points[-1], study.newton.points[-1]))
            lines.append(lesson.label("newton", em=EM, color=theme.ink, width=4.4))
    for k, line in enumerate(lines):
        line.at(x, y - k * LEADING)
    return lines


def shared_decimals(a: np.ndarray, b: np.ndarray) -> int:
    """Return to how many decimals two points agree."""
    return int(np.floor(-np.log10(2 * max(float(np.abs(a - b).max()), 1e-15))))
