"""Facts: the numbers of a study by the names that the words of the film use."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mathcore.descent import period
from mathcore.likelihood import halves_until_zero

if TYPE_CHECKING:
    from mathcore.study import Study

Fact: TypeAlias = float | int | str


def facts(study: Study) -> dict[str, Fact]:
    """Return every number that a sentence may quote; what does not exist is NaN."""
    return {**_about_data(study), **_about_fit(study), **_about_walk(study), **_about_likelihood(study)}


def _about_data(study: Study) -> dict[str, Fact]:
    data = study.data
    x = data.x[:, 0]
    return {
        "name": data.name, "source": data.source, "feature": data.features[0], "unit": data.units[0],
        "outcome": data.outcome, "class0": data.classes[0], "class1": data.classes[1],
        "m": data.m, "rows": len(data.y), "positives": data.positives, "negatives": data.m - data.positives,
        "x_low": float(x.min()), "x_high": float(x.max()),
        "mean": float(study.scaling.mean[0]), "sd": float(study.scaling.sd[0]),
    }


def _about_fit(study: Study) -> dict[str, Fact]:
    theta, raw, errors = study.theta, study.raw_theta, study.raw_standard_errors
    eigen_low, eigen_high = study.fit.eigenvalues
    safe, local = study.rate_bounds
    with np.errstate(over="ignore"):
        odds_ratio = float(np.exp(raw[1]))
    return {
        "theta0": float(theta[0]), "theta1": float(theta[1]),
        "raw_theta0": float(raw[0]), "raw_theta1": float(raw[1]), "se0": float(errors[0]), "se1": float(errors[1]),
        "odds_ratio": odds_ratio, "boundary": study.boundary,
        "right": study.right, "wrong": study.data.m - study.right,
        "loss_hat": float(study.loss(theta)), "log_likelihood": study.log_likelihood, "likelihood": study.likelihood,
        "eigen_low": float(eigen_low), "eigen_high": float(eigen_high), "lipschitz": study.loss.lipschitz,
        "bound_safe": safe, "bound_local": local,
    }


def _about_walk(study: Study) -> dict[str, Fact]:
    walk = study.walk
    return {
        "rate": study.rate, "steps": walk.steps, "stop": walk.stop.name,
        "loss_start": float(walk.losses[0]), "loss_end": float(walk.losses[-1]), "loss_top": float(walk.losses.max()),
        "grad_start": float(np.linalg.norm(walk.gradients[0])), "grad_end": float(np.linalg.norm(walk.gradients[-1])),
        "uphill": int(np.sum(np.diff(walk.losses) > 0)), "period": period(walk),
        "newton_steps": study.newton.steps, "newton_stop": study.newton.stop.name, "cut": study.window.cut,
    }


def _about_likelihood(study: Study) -> dict[str, Fact]:
    first_subnormal, first_zero, log_sum = halves_until_zero()
    return {
        "product_start": float(study.products_start[-1]), "log_sum_start": float(study.log_sums_start[-1]),
        "product_end": float(study.products_end[-1]), "log_sum_end": float(study.log_sums_end[-1]),
        "product20": 0.5**20,
        "halves_subnormal": first_subnormal, "halves_zero": first_zero, "halves_log_sum": log_sum,
    }
