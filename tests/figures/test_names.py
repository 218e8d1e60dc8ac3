"""Names, symbols, captions and reasons: what users wrote stays what it is, and is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import mathtext, rc_context

from scenes.figures import captions, left_out
from scenes.figures.captions import LONGEST, TOLD
from scenes.figures.mathematics import from_typst, named, number, rate, step
from scenes.figures.names import MORE, UNKNOWN, cleaned, shortened
from scenes.figures.plates import PLATES
from scenes.kit.notation import profiles
from scenes.kit.settings import Settings
from scenes.kit.words import Words

LETTERS = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyz $_\\{}" + UNKNOWN))
SYMBOLS = ("intercept", "slope", "hat", "hat_slope", "h", "h_bare", "intercept_scaled", "slope_scaled")


@given(st.text())
def test_a_cleaned_name_holds_letters_that_can_be_set(text: str):
    name = cleaned(text, LETTERS)
    assert set(map(ord, name)) <= LETTERS and name == cleaned(name, LETTERS)


@given(st.text("abc $\\", max_size=200), st.integers(3, 50))
def test_a_shortened_name_fits_and_begins_as_it_did(text: str, width: int):
    short = shortened(text, lambda tried: len(tried) <= width)
    assert len(short) <= width and (short == text or text.startswith(short.removesuffix(MORE)))


def test_names_keep_their_signs():
    assert cleaned("$x_1$ \\a\n\t{b}", LETTERS) == "$x_$ \\a {b}".replace("_$", f"_{UNKNOWN}$")
    assert cleaned("a\u200bb\ufe0f\u202e", LETTERS) == "ab"


@pytest.mark.parametrize(
    ("typst", "expected"),
    [
        ("theta_0", r"\theta_0"),
        ("hat(theta)_1", r"\hat{\theta}_1"),
        ("h_theta (x)", r"h_\theta(x)"),
        ("9.5 dot 10^(-7)", r"9.5 \cdot 10^{-7}"),
        ("theta'_1", r"\theta_1'"),
        ("omega'", r"\omega'"),
    ],
)
def test_typst_becomes_mathematics_of_matplotlib(typst: str, expected: str):
    assert from_typst(typst) == expected


@pytest.mark.parametrize("notation", profiles())
@pytest.mark.parametrize("name", SYMBOLS)
def test_every_symbol_can_be_set(notation: str, name: str):
    with rc_context({"mathtext.fontset": "cm"}):
        parsed = mathtext.MathTextParser("path").parse(f"${named(notation, name)}$")
    assert parsed.width > 0


@pytest.mark.parametrize("value", [0.25, 3e-12, -8.0, 123456.0, 1e300])
def test_numbers_can_be_set(value: float):
    for text in (number(value, 3), rate(abs(value))):
        assert mathtext.MathTextParser("path").parse(f"${text}$").width > 0


@pytest.mark.parametrize(("value", "text"), [(20.0, "20"), (0.05, "0.05"), (2e6, r"2 \cdot 10^{6}")])
def test_a_step_is_written_short(value: float, text: str):
    assert step(value) == text


def test_every_figure_has_a_caption():
    assert list(TOLD) == list(PLATES)


def test_captions_are_whole_sentences(edition: Any):
    told = captions(edition.settings)
    assert list(told) == list(edition.figures)
    for title, text in told.values():
        assert title and text.endswith((".", "。")) and "nan" not in text and "⟨" not in title + text


def test_captions_shorten_long_names(edition: Any):
    if edition.settings.data.endswith("long.csv"):
        assert max(len(text) for _, text in captions(edition.settings).values()) < 320 + 3 * LONGEST


@pytest.mark.parametrize("language", ["en", "zh"])
def test_figures_without_their_object_say_why(language: str, tmp_path):
    path = tmp_path / "apart.csv"
    path.write_text("dose,outcome\n1,0\n2,0\n3,0\n6,1\n7,1\n8,1\n")
    reasons = left_out(Settings(language=language, data=str(path), feature="dose", label="outcome"))
    assert {name for name, reason in reasons.items() if reason} == {"likelihood", "rates", "scaling"}
    words = Words.load(language)
    assert reasons["rates"] == words.get("rates.left_out.separable")
    assert reasons["likelihood"] == words.get("figures.left_out.no_maximum")


def test_odds_that_do_not_change_are_left_out(tmp_path):
    path = tmp_path / "even.csv"
    path.write_text("dose,outcome\n1,0\n2,0\n1,1\n2,1\n")
    reasons = left_out(Settings(data=str(path), feature="dose", label="outcome"))
    words = Words.load("en")
    assert reasons["odds"] == words.get("odds.left_out.flat")
    assert reasons["rates"] == words.get("shared.left_out.arrived")
