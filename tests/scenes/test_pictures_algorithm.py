"""Algorithm: the program on the frame is the one that is tested, and the values beside it are the walk's."""

from __future__ import annotations

import re

import numpy as np
import pytest

from scenes.kit.code_view import ADVANCE, BAND
from scenes.kit.lesson import LEFT_EDGE
from scenes.kit.listing import GRADIENT, LOSS, PROBABILITIES, SCORES, STEP, TEST, UPDATE, indent, loop
from scenes.kit.watch import HIGH, MIDDLE, REACH, RUNNING, text_of

EDITIONS = (
    "hours", "hours-zh", "challenger", "vaso", "menarche-zh", "apart", "falling", "touching-zh", "few", "outlier",
    "many", "skewed", "million-zh", "cycle", "slow", "off",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def played(edition, perform):
    return perform("algorithm", edition)


@pytest.fixture
def watch(played):
    """The values, put back afterwards: a performance is played once for all tests."""
    watch = played.lesson.watch
    before = {line: tracker.get_value() for line, tracker in watch.passes.items()}
    yield watch
    for line, value in before.items():
        watch.passes[line].set_value(value)
    watch.place()


def text(line):
    """Return the program's line that a text on the frame shows."""
    bare = re.sub(r"⟨\w+\|([^⟩]*)⟩", r"\1", line)
    return "".join(a or " " for a, _ in re.findall(r'#text\("([^"]*)"\)|(~)', bare))


def number(text):
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("·10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or 0)


def show(watch, k):
    for line in RUNNING:
        watch.passes[line].set_value(k)
    watch.place()


@everywhere
def test_the_program_shown_is_the_one_that_runs(played):
    lesson, run = played.lesson, played.lesson.run
    source = loop(lesson.settings.notation, lesson.study.rate, run.limit).splitlines()
    assert [text(line.typst_code) for line in lesson.code.lines] == [line.strip() for line in source]
    letter = ADVANCE * lesson.code.em
    left = lesson.code.lines[STEP].get_left()[0]
    for drawn, line in zip(lesson.code.lines, source, strict=True):
        # A letter keeps less than half its room free on its left.
        assert drawn.get_left()[0] - left == pytest.approx(indent(line) * letter, abs=0.5 * letter)
        assert drawn.get_left()[0] > LEFT_EDGE
    assert np.diff([line.baseline for line in lesson.code.lines]) == pytest.approx(-lesson.code.pitch)


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 1.0])
def test_bars_are_the_scores_and_probabilities_of_that_pass(played, watch, share):
    study, last = played.study, played.lesson.run.last
    k = int(round(share * last))
    show(watch, k)
    theta = study.walk.points[k]
    z = theta[0] + theta[1] * study.loss.data.x[watch.rows.rows, 0]
    h = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    middle = played.lesson.code.y(SCORES) + MIDDLE
    foot = played.lesson.code.y(PROBABILITIES) + MIDDLE - HIGH / 2
    tall = [(bar.get_end()[1] - middle) / REACH * watch.reach for bar in watch.bars[SCORES]]
    high = [(bar.get_end()[1] - foot) / HIGH for bar in watch.bars[PROBABILITIES]]
    assert tall == pytest.approx(z.tolist(), abs=1e-3 * watch.reach)
    assert high == pytest.approx(h.tolist(), abs=1e-3)
    assert all(bar.get_start()[0] == pytest.approx(x) for bar, x in zip(watch.bars[SCORES], watch.x, strict=True))


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 1.0])
def test_numbers_are_those_of_that_pass(played, watch, share):
    study, lesson = played.study, played.lesson
    k = int(round(share * lesson.run.last))
    show(watch, k)
    turn = 1 if lesson.symbol("first") == "intercept" else -1
    after = study.walk.points[min(k + 1, study.walk.steps)]
    expected = {
        STEP: [k],
        LOSS: [study.loss(study.walk.points[k])],
        GRADIENT: study.loss.gradient(study.walk.points[k])[::turn],
        TEST: [np.linalg.norm(study.loss.gradient(study.walk.points[k]))],
        UPDATE: after[::turn],
    }
    for line, values in expected.items():
        for drawn, value in zip(watch.numbers[line], values, strict=True):
            assert number(drawn.text) == pytest.approx(value, rel=5.1e-3, abs=5.1e-5)


@everywhere
def test_the_trace_is_j_from_the_start(played, watch):
    study, k = played.study, played.lesson.run.last
    show(watch, k)
    ground = played.lesson.code.y(LOSS) + BAND[0] + 0.08
    ends = watch.history.get_start()[1], watch.tip.get_center()[1]
    losses = np.array([study.walk.losses[0], study.walk.losses[k]])
    assert ends == pytest.approx(ground + HIGH * losses / study.walk.losses.max(), abs=1e-6)


@everywhere
def test_no_live_number_is_longer_than_its_slots(played, watch):
    for k in np.unique(np.linspace(0, played.lesson.run.last, 40).astype(int)):
        show(watch, int(k))
        for numbers in watch.numbers.values():
            for drawn in numbers:
                assert len([slot for slot in drawn.submobjects if len(slot.points)]) == len(drawn.text)


@everywhere
def test_the_columns_are_the_data_by_rising_feature(played):
    rows, study = played.lesson.watch.rows, played.study
    assert np.all(np.diff(rows.x) >= 0)
    assert rows.y.tolist() == study.data.y[rows.rows].astype(int).tolist()
    assert rows.size == min(len(study.data.y), 24)
    marks = played.lesson.watch.header[1:]
    assert [mark.get_x() for mark in marks] == pytest.approx(played.lesson.watch.x.tolist())


@everywhere
def test_the_matrix_holds_rows_of_the_data(played):
    lesson = played.lesson
    sources = [source for source in played.sources("code") if "mat(" in source]
    design = re.search(r'mat\(delim: "\[", (.*)\)', sources[0])[1].split("; ")
    shown = [[float(entry.replace("−", "-")) for entry in row.split(", ")] for row in design if "dots" not in row]
    turn = 1 if lesson.symbol("first") == "intercept" else -1
    trials = lesson.study.trials
    picked = [*range(len(shown) - 1), trials.m - 1]
    assert shown == [pytest.approx(trials.design[k][::turn].tolist(), abs=5.1e-3) for k in picked]
    labels = [int(label) for label in re.findall(r"⟨c(\d)\|", sources[1])]
    assert labels == trials.y[picked].astype(int).tolist()


@everywhere
def test_both_answers_are_written(played):
    lesson, study = played.lesson, played.study
    sources = " ".join(played.sources("library")).replace("−", "-")
    for theta in (study.walk.points[-1], *([study.fit.theta] if study.fit.exists else [])):
        for value in theta:
            assert f"{value:.4f}" in sources
    named = "scikit-learn" in " ".join(played.sources("library"))
    assert named == (lesson.settings.builtin and study.fit.exists and lesson.run.arrives)


@everywhere
def test_the_curve_ends_at_the_walks_last_point(played):
    curve, study = played.lesson.answers.curve, played.study
    raw = study.scaling.to_raw_theta(study.walk.points[-1])
    for x, end in zip(curve.plot.x_range, (curve.curve.get_start(), curve.curve.get_end()), strict=True):
        h = 1 / (1 + np.exp(-np.clip(raw[0] + raw[1] * x, -700, 700)))
        assert curve.plot.value(end) == pytest.approx((x, h), abs=1e-6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.0000"), (-4.07762, "−4.0776"), (9.97e-7, "9.97·10⁻⁷"), (-3.2e-7, "−3.20·10⁻⁷"), (12345.6, "1.23·10⁴")],
)
def test_live_values_are_written_to_be_read(value, text):
    assert text_of(value) == text
    assert text_of(456, whole=True) == "456"
