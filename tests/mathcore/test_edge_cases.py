"""The remaining edge cases of the reference, and a list of where each of them is tested."""

import json
from pathlib import Path

import numpy as np
import pytest

from mathcore import DataError, Dataset, LogisticLoss, gradient_step, sigmoid

EDGES = json.loads((Path(__file__).parent / "reference" / "edge_cases.json").read_text(encoding="utf-8"))["cases"]
TESTED = {
    "test_loss": ["loss_z37_y0", "loss_z37_y1", "loss_z-37_y1", "loss_z40_y1", "loss_z-40_y0", "loss_z750_y0",
                  "loss_z-750_y1", "loss_z800_y1", "loss_z-800_y0", "clip_eps", "separable_1d", "m1", "theta_wrong_len",
                  "theta_nan", "overflow_scale", "overflow_z", "grad_bound", "surface_extreme", "int_dtype", "grouped"],
    "test_fit": ["separable_iris_sv", "quasi_separation", "single_class", "intercept_only", "saturated_2x2",
                 "collinear_duplicate", "constant_feature", "zero_feature", "p_gt_m", "huge_scale"],
    "test_data": ["m0", "labels_pm1", "labels_12", "labels_soft", "labels_bool", "labels_uint8", "labels_str",
                  "y_column", "X_transposed", "nan_in_X", "inf_in_X"],
    "test_descent": ["separable_gd_growth", "lr_limits_hours"],
    "test_rules": ["minibatch_uneven", "newton_divergence", "alpha_bad"],
    "test_likelihood": ["likelihood_real_sets", "urn"],
    "test_study": ["predict_tie"],
    "test_landscape": ["empty_grid"],
    "here": ["soft_shortcut_wrong", "sgd_scale", "neg_zero", "float32_in"],
}


def test_every_case_is_tested_somewhere():
    assert sorted(sum(TESTED.values(), [])) == sorted(case["id"] for case in EDGES)


def test_soft_labels_are_refused():
    """The form softplus((1 - 2y) z) is wrong for them: at z = 2, y = 0.3 it gives 1.17 instead of 1.53."""
    exact, shortcut = (float(v) for v in next(c for c in EDGES if c["id"] == "soft_shortcut_wrong")["exact"])
    assert np.log1p(np.exp(0.4 * 2)) == pytest.approx(shortcut)
    assert np.log1p(np.exp(2)) - 0.3 * 2 == pytest.approx(exact)
    with pytest.raises(DataError, match=r"y holds 0\.3"):
        Dataset([[2.0]], [0.3])


def test_the_loss_is_a_mean(hours):
    """Twice the same students: the same loss, gradient, Hessian and L, so the same rates."""
    once, twice = LogisticLoss(hours), LogisticLoss(Dataset(hours.x, hours.y, 2 * hours.counts))
    theta = [-1.0, 0.7]
    assert float(twice(theta)) == pytest.approx(float(once(theta)), rel=1e-15)
    assert twice.gradient(theta) == pytest.approx(once.gradient(theta), rel=1e-13)
    assert twice.hessian(theta) == pytest.approx(once.hessian(theta), rel=1e-14)
    assert twice.lipschitz == pytest.approx(once.lipschitz, rel=1e-14)


def test_minus_zero():
    assert sigmoid(-0.0) == 0.5


def test_float32_is_lifted(hours):
    loss = LogisticLoss(Dataset(hours.x.astype(np.float32), hours.y.astype(np.float32)))
    step = gradient_step(0.5)(loss, [np.zeros(2)])
    assert step.dtype == np.float64
    assert step.tolist() == gradient_step(0.5)(LogisticLoss(hours), [np.zeros(2)]).tolist()
