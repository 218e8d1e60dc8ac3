"""The matrix X and the labels y as the program reads them: the first rows and the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import VGroup

from scenes.kit.lesson import RIGHT_EDGE

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

HEAD = 3
COLUMNS, MIDDLE, EM = (3.75, 5.75), 0.1, 0.46


def design_matrix(lesson: Lesson) -> VGroup:
    """Return X and, as a second part, y with the number of rows."""
    data = lesson.study.trials
    rows = [*range(min(HEAD, data.m - 1)), data.m - 1]
    entries = [lesson.in_order(data.design[k]) for k in rows]
    decimals = 0 if all(float(value).is_integer() for entry in entries for value in entry) else 2
    ones = (True, False) if lesson.symbol("first") == "intercept" else (False, True)
    texts = [[f"{v:.{0 if one else decimals}f}" for v, one in zip(entry, ones, strict=True)] for entry in entries]
    written = [", ".join(text.replace("-", "−") for text in row) for row in texts]
    colors = {"c0": lesson.theme.class0, "c1": lesson.theme.class1}
    labels = [f"⟨c{int(data.y[k])}|{int(data.y[k])}⟩" for k in rows]
    if data.m > len(rows):
        written.insert(-1, "dots.v, dots.v")
        labels.insert(-1, "dots.v")
    matrix = lesson.formula("matrix", em=EM, values={"rows": "; ".join(written)})
    vector = lesson.formula("matrix", em=EM, values={"rows": "; ".join(labels)}, colors=colors)
    parts = []
    for name, body, x in (("X", matrix, COLUMNS[0]), ("y", vector, COLUMNS[1])):
        body.move_to([x, MIDDLE, 0])
        parts.append(VGroup(body, lesson.math(name, EM).at(x, body.get_top()[1] + 0.22, "center")))
    count = lesson.label("rows", color=lesson.theme.quiet)
    parts[1].add(count.at(RIGHT_EDGE, vector.get_bottom()[1] - 0.5, "right"))
    return VGroup(*parts)
