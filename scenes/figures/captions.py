"""What a page says of each figure: a title, and sentences that are true of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mathcore import Stop, Study, bounds
from scenes.figures.boundary import counted
from scenes.figures.odds import ladder_of
from scenes.figures.paper import names_of
from scenes.figures.plane import plane_study
from scenes.figures.scaling import reshaping_of
from scenes.kit.boundary_story import whose
from scenes.kit.figures import scientific_text, value_text
from scenes.kit.notation import symbol
from scenes.kit.scaling_story import numbers as about_scaling
from scenes.kit.settings import Settings
from scenes.kit.words import Words

# Letters of a user's name that are read in a sentence.
LONGEST = 40
# The keys of sentences, and what they quote beyond the study's facts.
Told = tuple[list[str], Mapping[str, Any]]


def caption(name: str, settings: Settings, study: Study) -> tuple[str, str]:
    """Return a figure's title and its caption, in plain text."""
    keys, quoted = TOLD[name](study, settings)
    words = Words.load(settings.language, {**study.facts, **_common(settings, study), **quoted})
    sentences = [words.get(f"figures.{key if '.' in key else f'{name}.{key}'}") for key in keys]
    return words.get(f"figures.{name}.title"), ("" if settings.language == "zh" else " ").join(sentences)


def _common(settings: Settings, study: Study) -> dict[str, str]:
    """Return names and symbols as sentences write them."""
    words = Words.load(settings.language)
    own = f"data.{study.data.name}." if settings.builtin else "data."
    cases = words.get(f"{own}cases" if words.has(f"{own}cases") else "data.cases")
    names = {key: _brief(name) for key, name in names_of(settings, study).items()}
    symbols = {key: symbol(settings.notation, f"{key}_text") for key in ("intercept", "slope")}
    return {**names, **symbols, "cases": cases, "h": symbol(settings.notation, "h_code")}


def _brief(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"


def _sigmoid(study: Study, settings: Settings) -> Told:
    return ["text"], {}


def _odds(study: Study, settings: Settings) -> Told:
    ladder = ladder_of(study)
    added = scientific_text(ladder.step, 3).replace("-", "−")
    factor = scientific_text(ladder.factor, 3)
    return ["text", *_ending(study)], {"step": _round(ladder.unit), "factor": factor, "added": added}


def _likelihood(study: Study, settings: Settings) -> Told:
    found = study.profile()
    top = f"{found.theta1[found.peak]:.3f}"
    return ["text", *_scaled(study)], {"held": f"{study.theta[0]:z.3f}", "top": top}


def _loss(study: Study, settings: Settings) -> Told:
    return ["text"], {}


def _contours(study: Study, settings: Settings) -> Told:
    arrives = study.walk.stop is Stop.CONVERGED
    keys = ["text", "arrives" if arrives else "stopped", *_ending(study), *_scaled(study)]
    return keys, {"rate": value_text(study.rate)}


def _surface(study: Study, settings: Settings) -> Told:
    cut = ["cut"] if study.sheet.at_cut.any() else []
    return ["text", *cut, *_scaled(study)], {}


def _rates(study: Study, settings: Settings) -> Told:
    found = bounds(study.loss)
    values = {"safe": scientific_text(found.safe, 3), "local": scientific_text(found.local, 3)}
    return ["text", *_scaled(study)], values


def _scaling(study: Study, settings: Settings) -> Told:
    found = reshaping_of(study)
    short, _, scaled = found.walks
    walks = "late" if short.stop is not Stop.CONVERGED else "walks" if short.steps > scaled.steps else ""
    return ["text", *filter(None, [walks])], about_scaling(found)


def _boundary(study: Study, settings: Settings) -> Told:
    bins = counted(study)
    edge, x = study.boundary, study.data.x
    where = "flat" if edge != edge else "text" if x.min() <= edge <= x.max() else "outside"
    keys = [where, "rows" if bins is None else "bins", *_ending(study)]
    return keys, {"edge": scientific_text(edge, 3), "bins": 0 if bins is None else len(bins.middles)}


def _plane(study: Study, settings: Settings) -> Told:
    found = plane_study()
    kept = found.right(found.walk.points[-1])
    return [whose(settings) or "text"], {"trials": found.data.m, "kept": kept}


def _round(value: float) -> str:
    """Return a round number, with a power of ten where it would be long."""
    text = f"{value:g}"
    return scientific_text(value, 1) if "e" in text else text


def _ending(study: Study) -> list[str]:
    return [] if study.fit.exists else ["shared.no_estimate"]


def _scaled(study: Study) -> list[str]:
    return ["shared.scaled"] if study.scaled else []


TOLD: dict[str, Callable[[Study, Settings], Told]] = {
    "sigmoid": _sigmoid,
    "odds": _odds,
    "likelihood": _likelihood,
    "loss": _loss,
    "contours": _contours,
    "surface": _surface,
    "rates": _rates,
    "scaling": _scaling,
    "boundary": _boundary,
    "plane": _plane,
}
