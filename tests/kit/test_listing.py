"""The program that the film shows: run as it stands, it makes the walk that the film draws, and a library agrees."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from mathcore import BUILTIN, Study, builtin
from scenes.kit.algorithm_story import Run, rounded
from scenes.kit.listing import INDENT, KEYWORDS, LOSS, UPDATE, indent, library, loop, tokens
from scenes.kit.notation import profiles, symbol

SETS = [(name, feature) for name in BUILTIN for feature in builtin(name).features]
everywhere = pytest.mark.parametrize(("name", "feature"), SETS)
both = pytest.mark.parametrize("notation", profiles())


def studied(name, feature, **choices):
    return Study.of(builtin(name).select(feature), **choices)


def inputs(study, notation):
    """Return X and y: one row a trial, columns in the notation's order."""
    data = study.trials
    first = symbol(notation, "first") == "intercept"
    return (data.design if first else data.design[:, ::-1]), data.y


def ran(study, notation, limit):
    """Run the loop exactly as it is shown and return its variables, the parameters with the intercept first."""
    X, y = inputs(study, notation)
    names = {"np": np, "X": X, "y": y}
    exec(loop(notation, study.rate, limit), names)
    theta = names[symbol(notation, "params_code")]
    return names, theta if symbol(notation, "first") == "intercept" else theta[::-1]


@everywhere
@both
def test_the_program_ends_where_the_walk_ends(name, feature, notation):
    study = studied(name, feature)
    run = Run(study, builtin=True)
    names, theta = ran(study, notation, run.limit)
    assert run.arrives
    assert names["step"] == study.walk.steps == run.last
    assert theta == pytest.approx(study.walk.points[-1], rel=1e-11)
    assert names["J"] == pytest.approx(study.walk.losses[-1], rel=1e-12)
    assert np.linalg.norm(names["g"]) < 1e-6


@everywhere
@both
@pytest.mark.parametrize("steps", [1, 2, 3, 7, 15])
def test_the_program_passes_the_points_of_the_walk(name, feature, notation, steps):
    study = studied(name, feature)
    names, theta = ran(study, notation, steps)
    assert theta == pytest.approx(study.walk.points[steps], rel=1e-10, abs=1e-12)
    assert names["J"] == pytest.approx(study.walk.losses[steps - 1], rel=1e-11)
    assert names["g"] == pytest.approx(
        study.walk.gradients[steps - 1][:: 1 if symbol(notation, "first") == "intercept" else -1], rel=1e-8, abs=1e-12
    )


@pytest.mark.parametrize("rate", [0.1, 0.7, 2.0])
def test_at_other_rates_too(rate):
    study = studied("hours", "hours", rate=rate)
    run = Run(study, builtin=True)
    names, theta = ran(study, "theta", run.limit)
    assert names["step"] == run.last
    # Where the walk goes round for ever, rounding is not forgotten.
    assert theta == pytest.approx(study.walk.points[-1], rel=1e-12 if run.arrives else 1e-6)


def test_a_walk_without_a_minimum_ends_with_the_program():
    from mathcore import Dataset

    data = Dataset(np.array([1, 2, 3, 4, 6, 7, 8, 9], float)[:, None], np.repeat([0, 1], 4))
    study = Study.of(data)
    run = Run(study, builtin=False)
    names, theta = ran(study, "theta", run.limit)
    assert not run.arrives
    assert names["step"] == run.last == run.limit - 1
    assert theta == pytest.approx(study.walk.points[-1], rel=1e-10)


@everywhere
@both
def test_the_library_finds_the_minimum_to_four_decimals(name, feature, notation):
    study = studied(name, feature)
    X, y = inputs(study, notation)
    names = {"np": np, "X": X, "y": y, "LogisticRegression": LogisticRegression}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(library(notation), names)
    model = names["model"]
    found = np.array([model.intercept_[0], model.coef_[0, 0]])
    assert rounded(found, 4) == rounded(study.fit.theta, 4)


@everywhere
def test_loop_and_library_agree_to_the_decimals_that_are_quoted(name, feature):
    study = studied(name, feature)
    digits = Run(study, builtin=True).digits
    assert digits >= 3
    X, y = inputs(study, "theta")
    model = LogisticRegression(C=np.inf, tol=1e-8).fit(X[:, 1:], y)
    found = np.array([model.intercept_[0], model.coef_[0, 0]])
    assert np.abs(found - study.walk.points[-1]).max() < 10.0**-digits
    assert rounded(found, digits) == rounded(study.walk.points[-1], digits)


@both
def test_it_has_eight_lines_and_each_stands_where_its_number_says(notation):
    lines = loop(notation, 1.5, 20_000).splitlines()
    assert len(lines) == 8
    assert lines[LOSS].strip().startswith("J =")
    assert lines[UPDATE].strip().startswith(symbol(notation, "params_code"))
    assert {indent(line) for line in lines} == {0, INDENT}


@pytest.mark.parametrize(
    ("rate", "written"), [(1.5, "1.5"), (11.0, "11"), (0.00073, "0.00073"), (1 / 3, "0.333333333333")]
)
def test_the_rate_is_written_as_one_would(rate, written):
    assert f"- {written} * g" in loop("theta", rate, 7)


@both
def test_tokens_add_up_to_the_line_and_know_what_the_parameters_make(notation):
    for line in loop(notation, 1.5, 20_000).splitlines():
        pieces = list(tokens(line, notation))
        assert "".join(piece for piece, _ in pieces) == line.strip()
        for piece, kind in pieces:
            assert (kind == "word") == (piece in KEYWORDS)
            assert (kind == "made") == (piece in (symbol(notation, "params_code"), symbol(notation, "h_code")))
