"""What the scene of the program claims, held against runs of its own and against a library."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from storytelling import EVERYWHERE, claims, played, said

from scenes.kit.listing import loop

EDITIONS = (*EVERYWHERE, "cycle", "slow", "off")
# A run of its own over many rows or steps takes minutes.
WATCHED = tuple(name for name in EDITIONS if name not in ("million-zh", "many", "skewed"))


def own_run(study, limit):
    """Descend from zeros with plain sums over the trials and return points, losses and the gradients' lengths."""
    x, y, n = study.loss.data.x[:, 0], study.loss.data.y, study.loss.data.counts
    theta, points, losses, lengths = np.zeros(2), [], [], []
    for _ in range(limit + 1):
        z = theta[0] + theta[1] * x
        with np.errstate(over="ignore"):
            h = 1 / (1 + np.exp(-z))
        points.append(theta)
        losses.append(float(n @ (np.logaddexp(0, z) - y * z) / n.sum()))
        gradient = np.array([n @ (h - y), n @ ((h - y) * x)]) / n.sum()
        lengths.append(float(np.linalg.norm(gradient)))
        if lengths[-1] < 1e-6:
            break
        theta = theta - study.rate * gradient
    return points, losses, lengths


@played("algorithm", EDITIONS)
def test_the_program_has_eight_lines(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert claims(said(perform(slug, edition), "code"), "eight lines", "八行")
    assert len(loop(lesson.settings.notation, lesson.study.rate, lesson.run.limit).splitlines()) == 8


@played("algorithm", EDITIONS)
def test_the_feature_is_called_standardised_where_it_is(slug, edition, perform):
    performance = perform(slug, edition)
    scaled = claims(said(performance, "code"), "standardised", "标准化")
    x = performance.study.trials.x[:, 0]
    assert scaled == bool(abs(x.mean()) < 1e-9 and abs(x.std() - 1) < 1e-9)
    assert scaled == any("arrow.l.bar" in source for source in performance.sources("code"))


@played("algorithm", EDITIONS)
def test_the_first_pass_starts_with_halves(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "pass"), "start at 0", "全是 0")
    assert claims(said(performance, "pass"), "one half", "二分之一")
    assert performance.lesson.watch.scores(0.0).tolist() == [0.0] * performance.lesson.watch.rows.size


@played("algorithm", WATCHED)
def test_the_run_ends_as_the_narration_says(slug, edition, perform):
    performance = perform(slug, edition)
    run, text = performance.lesson.run, said(performance, "run")
    _, losses, lengths = own_run(performance.study, min(run.limit, 20_000))
    arrived = lengths[-1] < 1e-6
    if claims(text, "shorter than one millionth", "不到百万分之一"):
        assert arrived
        assert f"{len(lengths) - 1:,}" in text
        assert f"{losses[-1]:.4f}" in text
    if claims(text, "not arrived", "还没有走到"):
        assert not arrived and performance.study.fit.exists
        assert f"{run.limit:,}" in text
    if claims(text, "has no minimum", "没有最小值"):
        assert not performance.study.fit.exists
        assert f"{(len(lengths) - 1 if arrived else run.limit - 1):,}" in text
    assert claims(text, "millionth", "百万分之一", "not arrived", "还没有走到", "no minimum", "没有最小值")


@played("algorithm", EDITIONS)
def test_a_gradient_that_is_left_is_told(slug, edition, perform):
    performance = perform(slug, edition)
    told = re.search(r"(?:is still|仍有) ([\d.]+)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", said(performance, "run"))
    if told is None:
        return
    power = int((told[2] or "⁰").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
    study, last = performance.study, performance.lesson.run.last
    length = np.linalg.norm(study.loss.gradient(study.walk.points[last]))
    assert float(told[1]) * 10.0**power == pytest.approx(length, rel=0.06)


@played("algorithm", EDITIONS)
def test_there_is_no_minimum_only_where_the_feature_parts_the_classes(slug, edition, perform):
    performance = perform(slug, edition)
    x, y = performance.study.data.x[:, 0], performance.study.data.y
    low, high = x[y == 0], x[y == 1]
    parted = low.max() <= high.min() or high.max() <= low.min()
    for beat in ("run", "library"):
        assert claims(said(performance, beat), "has no minimum", "没有最小值") == parted


@played("algorithm", EDITIONS)
def test_a_library_is_said_to_agree_only_where_it_was_tried(slug, edition, perform):
    performance = perform(slug, edition)
    lesson, text = performance.lesson, said(performance, "library")
    agrees = claims(text, "it gives the same parameters", "位小数相同。") and not claims(text, "Newton", "牛顿")
    assert agrees == (lesson.settings.builtin and lesson.run.arrives)
    if agrees:
        data, digits = performance.study.trials, lesson.run.digits
        model = LogisticRegression(C=np.inf, tol=1e-8).fit(data.x, data.y)
        found = np.array([model.intercept_[0], model.coef_[0, 0]])
        ours = own_run(performance.study, lesson.run.limit)[0][-1]
        assert [f"{v:.{digits}f}" for v in found] == [f"{v:.{digits}f}" for v in ours]
        assert re.search(rf" {digits} (decimals|位小数)", text)


@played("algorithm", EDITIONS)
def test_the_minimum_is_newtons_and_agrees_as_far_as_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    text, study = said(performance, "library"), performance.study
    if not claims(text, "Newton", "牛顿"):
        return
    assert study.fit.exists
    assert np.linalg.norm(study.loss.gradient(study.fit.theta)) < 1e-9
    assert np.linalg.eigvalsh(study.loss.hessian(study.fit.theta))[0] > 0
    quoted = re.search(r"(\d) (?:decimals|位小数)", text)
    if quoted:
        assert np.abs(study.walk.points[-1] - study.fit.theta).max() < 10.0 ** -int(quoted[1])
    assert claims(text, "has not reached", "没有走到") == (not performance.lesson.run.arrives)


@pytest.mark.parametrize("edition", ["apart", "touching-zh"])
def test_with_the_librarys_default_penalty_there_is_a_minimum(edition, perform):
    performance = perform("algorithm", edition)
    assert claims(said(performance, "library"), "default, C = 1", "默认值 C = 1")
    assert LogisticRegression().C == 1.0
    data = performance.study.trials
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = LogisticRegression(tol=1e-10).fit(data.x, data.y)
    b, w = model.intercept_[0], model.coef_[0, 0]
    h = 1 / (1 + np.exp(-(b + w * data.x[:, 0])))
    slope = np.array([np.sum(h - data.y), (h - data.y) @ data.x[:, 0] + w])
    assert np.abs(slope).max() < 1e-4


@played("algorithm", EDITIONS)
def test_the_penalty_is_called_off_by_the_call_that_is_shown(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "library"), "C = np.inf")
    assert any('"C"' in source and '"np.inf"' in source for source in performance.sources("library"))
