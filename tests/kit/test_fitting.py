"""Words kept within a width: smaller, then in lines, then shortened."""

from __future__ import annotations

import pytest
from manim import tempconfig

from scenes.kit.fitting import SMALLEST, fitted
from scenes.kit.theme import DARK
from scenes.kit.typeset import Typeset, escape


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory):
    with tempconfig({"media_dir": str(tmp_path_factory.getbasetemp())}):
        yield


def write(source: str, em: float) -> Typeset:
    return Typeset(source, em=em, color=DARK.ink)


def test_words_that_fit_keep_their_size():
    assert fitted(write, escape("hours"), 4.0, 0.36).em == pytest.approx(0.36)


def test_words_get_smaller_before_they_are_broken():
    words = fitted(write, escape("hours of study"), write(escape("hours of study"), 0.33).width, 0.36)
    assert SMALLEST <= words.em < 0.36
    assert "\\" not in words.typst_code


def test_long_words_are_broken_and_then_cut():
    assert " \\ " in fitted(write, "a share of all that were asked about it", 3.2, 0.36).typst_code
    cut = fitted(write, escape("immeasurablylongname" * 3), 1.3, 0.36, wrap=False)
    assert cut.width <= 1.3 + 1e-6 and "…" in cut.typst_code
    # Of Chinese, which is never set smaller than this, three characters have room.
    cut = fitted(lambda source, em: write(source, max(em, 0.34)), escape("维吉尼亚鸢尾"), 1.4, 0.34, wrap=False)
    assert cut.width <= 1.4 + 1e-6 and "维吉尼…" in cut.typst_code


@pytest.mark.parametrize("width", [0.8, 1.6, 3.0])
def test_two_of_a_users_own_words_stay_markup(width):
    source = f"{escape('price (€) a day')} against {escape('bought at last?')}"
    assert fitted(write, source, width, 0.36).em >= SMALLEST - 1e-9
