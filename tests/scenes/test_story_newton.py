"""What the captions and narrations of Newton's method claim, held against the numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import BUILTIN, Study, builtin, newton_runs

NEWTONS = tuple(edition for edition in EVERYWHERE if edition not in ("apart", "touching-zh"))


def newton(study, theta, most=60):
    """Walk by Newton's undamped steps, solved from sums over the rows."""
    data, path = study.loss.data, [np.array(theta, float)]
    for _ in range(most):
        h = 1 / (1 + np.exp(-(data.design @ path[-1])))
        weights = data.counts * h * (1 - h)
        gradient = data.design.T @ (data.counts * (h - data.y))
        path.append(path[-1] - np.linalg.solve(data.design.T @ (weights[:, None] * data.design), gradient))
        if np.linalg.norm(path[-1] - path[-2]) < 1e-9:
            break
    return np.array(path)


@played("newton", NEWTONS)
def test_so_many_steps_from_zero_come_within_a_hundred_millionth(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "digits")
    errors = np.linalg.norm(newton(study, (0, 0)) - study.fit.theta, axis=1)
    first = int(np.argmax(errors < 1e-8))
    assert re.search(rf"\b{first} steps from zero|走 {first} 步", text)
    assert claims(text, "within a hundred-millionth of the minimum", "不到一亿分之一")


@played("newton", NEWTONS)
def test_near_the_bottom_right_digits_about_double(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "digits")
    assert claims(text, "doubles the right digits", "翻一倍") and claims(text, "Near the bottom", "靠近最小值")
    errors = np.linalg.norm(performance.lesson.runs.plain.points - study.fit.theta, axis=1)
    # Relative to theta's own size: that is what digits count.
    digits = -np.log10(errors / np.linalg.norm(study.fit.theta))
    near = [(a, b) for a, b in zip(digits[:-1], digits[1:], strict=True) if a > 1.2 and b < 13]
    assert near
    assert all(1.5 < b / a < 3 for a, b in near)


@played("newton", NEWTONS)
def test_the_leap_goes_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "leap")
    numbers = [float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"[−-]?\d[\d,]*(?:\.\d+)?", text)]
    start, goal, heights = np.array(numbers[:2]), np.array(numbers[2:4]), set(numbers[4:6])
    there = newton(study, start, most=1)[1]
    assert goal == pytest.approx(there, rel=1e-6, abs=0.5)
    loss, here = study.loss, study.loss(start)
    gradient = loss.gradient(start)
    parabola = float(here - gradient @ np.linalg.solve(loss.hessian(start), gradient) / 2)
    true = float(loss(there))
    assert true > 10 * float(here) > 0 > parabola
    assert heights == {float(f"{v:.2f}" if abs(v) < 10 else f"{v:.0f}") for v in (true, parabola)}
    text_heights = re.search(r"J is ([^ ]+) there, not ([^ ]+)\.$|J 不是 (.+?)，而是 (.+?)。$", text)
    said_true = text_heights[1] or text_heights[4]
    assert float(said_true.replace(",", "")) == pytest.approx(true, abs=0.5 if true >= 10 else 0.005)


@played("newton", NEWTONS)
def test_the_loss_hardly_bends_where_the_parabola_is_called_flat(slug, edition, perform):
    performance = perform(slug, edition)
    study, bowl = performance.study, performance.lesson.far.bowl
    assert claims(said(performance, "leap"), "hardly bends", "几乎不弯")
    along = bowl.step / np.linalg.norm(bowl.step)
    here, there = along @ study.loss.hessian(bowl.point) @ along, along @ study.loss.hessian(study.fit.theta) @ along
    assert here < 0.25 * there


@played("newton", NEWTONS)
def test_the_line_search_halves_as_often_and_takes_as_many_steps_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, walk = performance.study, performance.lesson.runs.searched
    text, start = said(performance, "search"), walk.points[0]
    whole = newton(study, start, most=1)[1] - start
    slope = float(study.loss.gradient(start) @ whole)
    halved = next(
        k for k in range(60) if study.loss(start + 0.5**k * whole) <= study.loss(start) + 1e-4 * 0.5**k * slope
    )
    if halved == 1:
        assert claims(text, "once is enough", "一次就够")
    else:
        assert re.search(rf"\b{halved} times here|减半 {halved} 次", text)
    assert re.search(rf"in {walk.steps} steps|一共 {walk.steps} 步", text)
    errors = np.linalg.norm(walk.points - study.fit.theta, axis=1)
    assert errors[-1] < 1e-8 <= errors[-2]


@played("newton", NEWTONS)
def test_the_counts_of_steps_are_those_of_the_walks(slug, edition, perform):
    performance = perform(slug, edition)
    runs, shown = performance.lesson.runs, performance.sources("solve")
    for steps in (runs.plain.steps, runs.learned.steps, runs.downhill):
        assert steps is None or any(f"${steps:,}$".replace(",", '","') == s.replace(" ", "") for s in shown)
    assert any(claims(source, "gradient descent", "梯度下降") for source in shown) == (runs.downhill is not None)
    assert runs.plain.steps < runs.learned.steps


@played("newton", NEWTONS)
def test_quasi_newton_asks_for_no_second_derivative(slug, edition, perform, monkeypatch):
    from mathcore import LogisticLoss, backtracking, secant_step

    performance = perform(slug, edition)
    assert claims(said(performance, "solve"), "skip second derivatives", "不用算")
    study, walk = performance.study, performance.lesson.runs.learned

    def forbidden(self, theta):
        raise AssertionError("a second derivative was asked for")

    monkeypatch.setattr(LogisticLoss, "hessian", forbidden)
    path = [walk.points[0]]
    for _ in range(3):
        path.append(backtracking(secant_step())(study.loss, path))
    assert np.array(path) == pytest.approx(walk.points[:4], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", BUILTIN)
def test_every_built_in_set_has_a_start_that_leaps(name):
    data = builtin(name)
    study = Study.of(data if data.d == 1 else data.select(data.features[0]))
    runs = newton_runs(study.loss, study.fit.theta, study.rate)
    assert runs.leap is not None and runs.searched is not None
    assert runs.plain.steps < runs.learned.steps < runs.downhill
