"""Reads the proofs of one scene: plays it unpainted, and holds it against everything that it can be held against."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenes.kit.proof import formulas, layout, values, wording
from scenes.kit.proof.performance import Performance, perform
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.playlist import Entry


@dataclass(frozen=True)
class Proof:
    """What was read of a scene.

    Attributes
    ----------
    counts
        How many formulas, numbers and texts were looked at.
    findings
        What is wrong, each with its beat, by kind.
    omitted
        Why these data cannot carry the scene; "" where they can.
    """

    slug: str
    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)
    omitted: str = ""


def read(entry: Entry, settings: Settings) -> Proof:
    """Play a scene and read its proofs; manim is configured by the caller."""
    performance = perform(lesson_class(entry), settings)
    lesson = performance.lesson
    if lesson.left_out():
        return Proof(entry.slug, omitted=lesson.summary()["omitted"])
    found = {
        "formulas": formulas.findings(formulas.judged(performance)),
        "numbers": values.findings(lesson),
        "words": wording.findings(lesson),
        "layout": layout.findings(performance),
    }
    return Proof(entry.slug, _counts(performance), found)


def _counts(performance: Performance) -> dict[str, int]:
    texts = {text.source for _, shown in performance.looks() for text in shown if not text.live}
    numbers = sum(len(beat.numbers) for beat in performance.lesson.beats)
    judged = len(formulas.shown(performance))
    return {"formulas": judged, "numbers": numbers, "texts": len(texts), "beats": len(performance.lesson.beats)}
