"""Descent: ball, path, curve, plot and every number stand where the walk is."""

from __future__ import annotations

import numpy as np
import pytest

from mathcore import Stop
from scenes.kit.figures import scientific_text
from scenes.kit.stage import Ball, Dots, Line
from scenes.kit.update_formula import HALF
from scenes.kit.valley import CHORD

PIXEL = 1 / 135
EDITIONS = (
    *("hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "cycle", "slow", "leaps", "off"),
    *("many", "skewed", "million-zh"),
)
BINNED = ("many", "menarche-zh", "skewed", "million-zh")
TIMES = (0.0, 0.5, 1.0, 3.25, 12.0, 1e9)
everywhere = pytest.mark.parametrize("edition", EDITIONS)
always = pytest.mark.parametrize("t", TIMES)


def number(text):
    """Read a number as the read-out writes it, e.g. 0.0123 or 2.56·10⁻⁵."""
    mantissa, _, power = text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")).partition("·10")
    return float(mantissa) * 10.0 ** int(power or 0)


def written(lesson, theta):
    """Return intercept and slope in the order of the notation: theta = (theta_0, theta_1), but beta = (omega; b)."""
    return theta.tolist()[:: -1 if lesson.settings.notation == "beta" else 1]


@pytest.fixture
def at(edition, perform):
    """Return a function that puts the scene at a time of its walk."""
    lesson = perform("descent", edition).lesson

    def place(t):
        lesson.walk_t.set_value(min(t, float(lesson.study.walk.steps)))
        lesson.zoomed.set_value(0)
        lesson.place()
        return lesson, lesson.walk_t.get_value()

    return place


@everywhere
@always
def test_the_ball_rests_on_the_surface_at_the_iterate(at, t):
    lesson, t = at(t)
    valley, study = lesson.valley, lesson.study
    (ball,) = [item for item in lesson.stage.items if isinstance(item, Ball)]
    theta = study.walk.at(t)
    slope = np.append(study.loss.gradient(theta) / valley._scale * valley.lift, -1.0)
    contact = ball.point + ball.radius * slope / np.linalg.norm(slope)
    found = valley.parameters(contact)
    assert found[:2] == pytest.approx(theta, abs=1e-9)
    assert found[2] == pytest.approx(float(study.loss(theta)), abs=1e-9)


@everywhere
@always
def test_the_path_goes_through_the_iterates(at, t):
    lesson, t = at(t)
    valley, study, done = lesson.valley, lesson.study, int(t)
    lines = [item for item in valley.path(t) if isinstance(item, Line)][1:]
    drawn = np.vstack([line.points for line in lines]) if lines else np.zeros((0, 3))
    whole = drawn[: done * CHORD].reshape(done, CHORD, 3)
    for step in {0, done // 2, done - 1} if done else ():
        for end, k in ((0, step), (-1, step + 1)):
            found = valley.parameters(whole[step, end])
            assert found == pytest.approx([*study.walk.points[k], study.walk.losses[k]], abs=1e-9)
    if done < t:
        assert valley.parameters(drawn[-1])[:2] == pytest.approx(study.walk.at(t), abs=1e-9)


@everywhere
@always
def test_every_dot_is_an_iterate_on_the_surface(at, t):
    lesson, t = at(t)
    study, dots = lesson.study, [item for item in lesson.valley.path(t) if isinstance(item, Dots)][-1]
    found = np.array([lesson.valley.parameters(point) for point in dots.points])
    steps = np.abs(study.walk.points[None, : int(t) + 1] - found[:, None, :2]).sum(axis=2).argmin(axis=1)
    assert found[:, :2] == pytest.approx(study.walk.points[steps], abs=1e-9)
    assert found[:, 2] == pytest.approx(study.walk.losses[steps], abs=1e-9)
    assert np.all(np.diff(steps) >= 0)


@everywhere
@always
def test_the_curve_is_the_sigmoid_of_these_parameters(at, t):
    lesson, t = at(t)
    plot, raw = lesson.curve.plot, lesson.study.scaling.to_raw_theta(lesson.study.walk.at(t))
    for anchor in lesson.curve.curve.get_anchors()[::7]:
        x, p = plot.value(anchor)
        assert p == pytest.approx(1 / (1 + np.exp(-(raw[0] + raw[1] * x))), abs=PIXEL / (plot.box[3] - plot.box[2]))


@everywhere
@always
def test_the_dot_of_the_plot_is_the_loss(at, t):
    lesson, t = at(t)
    plot = lesson.plot.plot(t)
    step, height = plot.value(lesson.plot.dot.get_center())
    loss = min(float(lesson.study.loss(lesson.study.walk.at(t))), 1.08 * lesson.plot.top)
    assert step == pytest.approx(t, abs=1e-6 * max(1, t))
    assert height == pytest.approx(loss, abs=1e-9)
    assert lesson.plot.line.get_end()[:2] == pytest.approx(lesson.plot.dot.get_center()[:2], abs=1e-9)


@everywhere
@always
def test_the_read_out_shows_the_step_made_last(at, t):
    lesson, t = at(t)
    walk, step = lesson.study.walk, int(t)
    slope = float(np.linalg.norm(lesson.study.loss.gradient(walk.points[step])))
    texts = [shown.text for shown in lesson.readout.numbers]
    assert texts[0] == f"{step:,}"
    assert number(texts[1]) == pytest.approx(slope, abs=5.1e-5 if slope >= 1e-3 else 0.006 * slope)
    assert number(texts[2]) == pytest.approx(float(lesson.study.loss(walk.points[step])), abs=5.1e-5)


@everywhere
@always
def test_the_update_shows_a_true_step(at, t):
    lesson, t = at(t)
    walk, update = lesson.study.walk, lesson.rule
    step = min(int(t), walk.steps - 1)
    texts = {name: [n.text.replace("−", "-") for n in pair] for name, pair in update.numbers.items()}
    for name, values in (("next", walk.points[step + 1]), ("theta", walk.points[step]), ("grad", walk.gradients[step])):
        for text, value in zip(texts[name], written(lesson, values), strict=True):
            decimals = len(text.partition(".")[2])
            assert decimals == 3 or np.abs(walk.points).max() > 9
            assert float(text) == pytest.approx(value, abs=0.51 * 10.0**-decimals)
    moved = walk.points[step] - lesson.study.rate * walk.gradients[step]
    assert walk.points[step + 1] == pytest.approx(moved, abs=1e-9)


@everywhere
@always
def test_the_numbers_of_the_update_stand_between_their_brackets(at, t):
    lesson, _ = at(t)
    for name, pair in lesson.rule.numbers.items():
        middle = lesson.rule.formula.part(name).get_x()
        for number in pair:
            drawn = [glyph for glyph in number.submobjects if len(glyph.points)]
            assert max(abs(x - middle) for g in drawn for x in (g.get_left()[0], g.get_right()[0])) < HALF


@everywhere
def test_the_evidence_is_the_fits(edition, perform):
    performance = perform("descent", edition)
    study, sources = performance.study, " ".join(performance.sources("end"))
    if not study.fit.exists:
        assert all(f"{value:.3f}" in sources for value in study.walk.points[-1])
        assert "lambda" not in sources
        return
    first, second = written(performance.lesson, study.fit.theta)
    assert 0 < sources.index(f"{first:.4f}") < sources.index(f"{second:.4f}")
    low, high = np.linalg.eigvalsh(study.loss.hessian(study.fit.theta))
    assert 0 < sources.index(f"{high:.3g}") < sources.index(f"{low:.3g}")
    # The slope is the first fact: the read-out's own line, in the colour of what is to be looked at.
    lesson = performance.lesson
    tints = {part.fill_color.to_hex().upper() for part in lesson.readout.norm.family_members_with_points()}
    if study.walk.stop is Stop.CONVERGED:
        assert scientific_text(float(np.linalg.norm(study.walk.gradients[-1])), 3) in sources
        assert tints == {lesson.theme.accent.upper()}
    else:
        assert lesson.theme.accent.upper() not in tints


@everywhere
def test_newton_agrees_to_as_many_decimals_as_are_claimed(edition, perform):
    performance = perform("descent", edition)
    study, sources = performance.study, performance.sources("end")
    claimed = [source for source in sources if "Newton agrees" in source or "牛顿法" in source]
    assert bool(claimed) == (study.walk.stop is Stop.CONVERGED and study.newton.stop is Stop.CONVERGED)
    for source in claimed:
        digits = int("".join(c for c in source if c.isdigit()))
        assert np.abs(study.walk.points[-1] - study.newton.points[-1]).max() <= 0.5 * 10.0**-digits
        assert digits >= 3


@everywhere
def test_the_mark_of_the_estimate_is_the_minimum(edition, perform):
    lesson = perform("descent", edition).lesson
    if lesson.study.fit.exists:
        (mark,) = lesson.valley.target()
        assert lesson.valley.parameters(mark.points[0])[:2] == pytest.approx(lesson.study.fit.theta, abs=1e-9)
