"""Formulas as they are displayed: each judged by the proof-reader, in the light of those shown before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from mathcore.proofreader import Judgement, Proofreader
from scenes.kit.proof.performance import Performance

# Where a scene means something of its own, and what it is: lines that say so to the proof-reader.
MEANINGS: dict[str, list[str]] = {
    "odds": ['"几率" = p/(1 - p)'],
}
# What a scene shows and data cannot judge, by what it says, and why.
APART: dict[str, dict[str, str]] = {
    "threshold": {
        r"g.*\^.*-1": "the general form: any monotone link",
        r"sigma\(k z\)": "p is a softened step there, k how steep it is",
        r"p = 1 arrow": "p is the step itself there",
    },
    "likelihood": {r"P\(a, b\)": "what independence means, assumed and not derived"},
    "jar": {r"thin \?": "a question"},
    "gradient": {r"h?p?_i = .*top": "linear regression beside it: its h is the score"},
    "scaling": {
        r"z = .*=.*x'": "one line with numbers of these data",
        r"theta'|b'|omega'": "names of the rescaled parameters",
    },
    "mapping": {r"thin 000|thin 999": "a number of 24 digits, and on"},
    "decision": {"plus.minus": "a mean and its spread: an expression, not a claim"},
    "algorithm": {"dots.v": "a matrix of data"},
}
# A derivation whose rows begin with the sign: each is judged against the one before.
DERIVATIONS = ("slope", "gradient")
# Half a formula, on its way to another.
FRAGMENT = re.compile(r"^(=|<|>|lt|gt|\+|-|times|dot|arrow|⟨sign)|=\s*$|(times|dot|\+)\s*$|⟨sign\|dot⟩ \$?$")
MARK = re.compile(r"⟨[^|⟨⟩]*\|((?:[^⟨⟩])*)⟩")


class Judged(NamedTuple):
    """A formula, what is said of it, and why it stands apart ("" where it does not)."""

    source: str
    judgement: Judgement
    apart: str


def findings(formulas: list[Judged]) -> list[str]:
    """Return the formulas that do not hold, each with the part that it is about."""
    wrong = [(source, found) for source, found, apart in formulas if not (apart or found.verdict.good)]
    return [f"{bare(source)!r} {found.verdict.value}: {found.reason} ({found.part})" for source, found in wrong]


def judged(performance: Performance) -> list[Judged]:
    """Judge a scene's formulas in the order in which they came; halves of formulas are left out."""
    slug, reader = performance.lesson.slug, Proofreader()
    for line in MEANINGS.get(slug, []):
        reader.judge(line)
    found = []
    for source in shown(performance):
        text = bare(source)
        if FRAGMENT.search(text) and not (text.startswith("= ") and slug in DERIVATIONS):
            continue
        apart = next((why for known, why in APART.get(slug, {}).items() if re.search(known, text)), "")
        found.append(Judged(source, (Proofreader() if apart else reader).judge(source), apart))
    return found


def shown(performance: Performance) -> list[str]:
    """Return the formulas that a scene showed, each once."""
    moments = [*performance.moments, *performance.ends.items()]
    found = [text.source for _, texts in moments for text in texts if not text.live and text.source.startswith("$ ")]
    return list(dict.fromkeys(found))


def bare(source: str) -> str:
    """Return a formula without its marks and dollar signs."""
    text = source.strip().strip("$").strip()
    while MARK.search(text):
        text = MARK.sub(r"\1", text)
    return text
