"""Jar: balls, curve, tangent and piles read back are the draws, their likelihood and the estimates."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from scenes.kit.balls import ball_fill
from scenes.kit.estimates import JAR_Y, Estimates
from scenes.kit.jar_draws import SLOW, JarDraws
from scenes.kit.jar_likelihood import BOX, INSIDE, JarLikelihood
from scenes.kit.theme import THEMES, contrast

# Nothing of the jar depends on the data; theme, language and notation do.
EDITIONS = ("hours", "hours-zh", "hours-light", "challenger", "many")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
SEED = 40


@pytest.fixture(scope="module")
def rounds():
    """The draws, without the project's own urn."""
    return np.random.default_rng(SEED).integers(100, size=(201, 100)) < 65


@pytest.fixture
def played(edition, perform):
    return perform("jar", edition)


@pytest.fixture
def drawing(played, rounds):
    return JarDraws(played.lesson, rounds[0])


@pytest.fixture
def curve(played):
    return JarLikelihood(played.lesson, 70, 30)


@pytest.fixture
def estimates(played, rounds):
    return Estimates(played.lesson, played.lesson.urn, rounds.sum(axis=1), 100)


def is_white(mobject, theme) -> bool:
    return mobject.fill_color.to_hex().upper() == ball_fill(theme, True).upper()


@pytest.mark.parametrize("name", sorted(THEMES))
def test_white_balls_are_the_lighter_ones(name):
    theme = THEMES[name]
    # Against black, the lighter of two colours has more contrast.
    assert contrast(ball_fill(theme, True), "#000000") > 10 > contrast(ball_fill(theme, False), "#000000")
    assert {ball_fill(theme, True), ball_fill(theme, False)} == {theme.ink, theme.ground}


@everywhere
def test_the_scene_draws_what_the_seed_gives(played, rounds):
    assert np.array_equal(played.lesson.drawing.drawn, rounds[0])
    assert np.array_equal(played.lesson.found, rounds.sum(axis=1))
    assert int(rounds[0].sum()) == 70


@everywhere
def test_notes_stand_in_the_order_of_the_draws_in_their_colours(played, drawing, rounds):
    drawing.t.set_value(drawing.last)
    drawing.place()
    places = [(-round(note.get_y(), 3), round(note.get_x(), 3)) for note in drawing.notes]
    assert places == sorted(places)
    assert len({y for y, _ in places}) == len({x for _, x in places}) == 10
    assert [is_white(note, played.lesson.theme) for note in drawing.notes] == rounds[0].tolist()
    assert [number.text for number in drawing.numbers] == ["100", "70", "30"]


@everywhere
@pytest.mark.parametrize("t", [0.0, 1.0, 2.0, 3.0, 40.0, 70.5])
def test_the_counts_are_those_of_the_notes_in_their_places(drawing, rounds, t):
    drawing.t.set_value(t)
    drawing.place()
    landed = [np.linalg.norm(note.get_center() - drawing.slot(k)) < 1e-9 for k, note in enumerate(drawing.notes)]
    landed = np.array(landed) & np.array([note.get_fill_opacity() > 0 for note in drawing.notes])
    first = int(landed.sum())
    assert landed[:first].all()
    counts = [first, int(rounds[0][:first].sum()), int((~rounds[0][:first]).sum())]
    assert [number.text for number in drawing.numbers] == [str(count) for count in counts]


@everywhere
def test_every_ball_watched_comes_out_in_its_colour_and_goes_back(played, drawing, rounds):
    rim = drawing.jar[1].get_center()[1]
    for k in range(SLOW):
        for t, out in ((k, False), (k + 0.5, True), (k + 1 - 1e-9, False)):
            drawing.t.set_value(t)
            drawing.place()
            above = [one for one in drawing.balls if one.get_bottom()[1] > rim]
            assert len(above) == int(out)
            if out:
                assert is_white(above[0], played.lesson.theme) == bool(rounds[0][k])


@everywhere
@pytest.mark.parametrize("p", [INSIDE, 0.5, 0.65, 0.7, 0.8, 1 - INSIDE])
def test_the_dot_rides_on_the_likelihood(curve, p):
    curve.p.set_value(p)
    curve.place()
    x, y = curve.plot.value(curve.dot.get_center())
    assert x == pytest.approx(p)
    assert y == pytest.approx(p**70 * (1 - p) ** 30, abs=1e-9 * curve.top)
    assert curve.share.text == f"{p:.2f}"
    digits, power = curve.value.text.split("·10")
    power = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    assert float(f"{digits}e{power}") == pytest.approx(p**70 * (1 - p) ** 30, rel=0.006)
    step = 1e-5
    rise = [q**70 * (1 - q) ** 30 for q in (p - step, p + step)]
    expected = curve.plot.point([p - step, p + step], rise)
    direction, chord = curve.tangent.get_vector(), expected[1] - expected[0]
    assert np.cross(direction, chord)[2] / np.linalg.norm(direction) / np.linalg.norm(chord) == pytest.approx(
        0, abs=1e-3
    )


@everywhere
def test_the_curve_is_as_high_as_the_axis_at_seven_tenths(curve):
    curve.p.set_value(1 - INSIDE)
    curve.place()
    drawn = np.array([curve.plot.value(point) for point in curve.curve.get_anchors()])
    assert drawn[:, 1] == pytest.approx(drawn[:, 0] ** 70 * (1 - drawn[:, 0]) ** 30, abs=1e-9 * curve.top)
    assert drawn[drawn[:, 1].argmax(), 0] == pytest.approx(0.7, abs=0.002)
    assert curve.plot.point(0.7, 0.7**70 * 0.3**30)[1] == pytest.approx(BOX[3])
    # Going back to the top, the curve stays and the tangent is level.
    curve.p.set_value(curve.best)
    curve.place()
    assert curve.plot.value(curve.curve.get_end())[0] == pytest.approx(1 - INSIDE)
    assert abs(curve.tangent.get_vector()[1]) < 1e-9


@everywhere
def test_the_row_ends_its_white_balls_where_the_curve_has_its_top(played, curve):
    row = played.lesson.row
    white = [one.get_right()[0] for one in row.group if is_white(one, played.lesson.theme)]
    black = [one.get_left()[0] for one in row.group if not is_white(one, played.lesson.theme)]
    assert (len(white), len(black)) == (70, 30)
    assert max(white) <= curve.plot.point(0.7, 0)[0] <= min(black)


@everywhere
def test_each_estimate_lies_in_the_pile_of_its_share(played, estimates, rounds):
    estimates.t.set_value(estimates.last)
    estimates.place()
    piles = Counter()
    for dot, white in zip(estimates.dots, rounds.sum(axis=1), strict=True):
        assert estimates.plot.value(dot.get_center())[0] == pytest.approx(white / 100)
        piles[int(white)] += 1
    for white, count in piles.items():
        heights = sorted(
            dot.get_y() for dot, found in zip(estimates.dots, rounds.sum(axis=1), strict=True) if found == white
        )
        assert np.all(np.diff(heights) > 1.9 * 0.052)
        assert len(heights) == count
        assert heights[0] == pytest.approx(BOX[2] + 0.072)
        assert heights[-1] < estimates.row.y
    assert estimates.count.text == "200"
    assert estimates.dots[0].fill_color.to_hex().upper() == played.lesson.theme.theta.upper()


@everywhere
@pytest.mark.parametrize(
    ("t", "shown_round"), [(0.0, 0), (0.5, 1), (1.0, 2), (2.9, 3), (3.0, 3), (24.0, 24), (207.0, 0)]
)
def test_the_row_shows_the_round_that_is_made(played, estimates, rounds, t, shown_round):
    estimates.t.set_value(t)
    estimates.place()
    white = sum(is_white(one, played.lesson.theme) for one in estimates.row.group)
    assert white == rounds[shown_round].sum()
    shown = [dot.get_fill_opacity() > 0 for dot in estimates.dots]
    # A dot has left the row when a third of its round is over.
    assert shown == [k == 0 or k - 1 + 0.35 < t for k in range(201)]


@everywhere
@pytest.mark.parametrize(("t", "count"), [(0.0, 0), (0.9, 0), (1.0, 1), (3.0, 3), (207.0, 200)])
def test_the_rounds_are_counted_when_their_dots_have_landed(estimates, t, count):
    estimates.t.set_value(t)
    estimates.place()
    assert estimates.count.text == f"{count}"


@everywhere
def test_the_line_of_the_truth_stands_at_the_jars_own_share(played, estimates):
    line = estimates.truth()[0]
    assert estimates.plot.value(line.get_center())[0] == pytest.approx(0.65)
    white = [one for one in estimates.jar.group if is_white(one, played.lesson.theme)]
    assert len(white) == 65
    assert white[-1].get_right()[0] <= line.get_center()[0]
    assert white[0].get_center()[1] == pytest.approx(JAR_Y)
