"""The palettes hold what the visual standard asks: contrast, and colours that survive colour blindness."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.theme import THEMES, Theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, applied to linear RGB.
PROTAN = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
DEUTAN = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
TRITAN = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def linear(color: str) -> np.ndarray:
    values = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    high, low = sorted((float(linear(c) @ XYZ[1]) for c in (a, b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = XYZ @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@both_themes
@pytest.mark.parametrize("role", ["ink", "quiet", "class0", "class1", "theta", "accent"])
def test_words_stand_out_from_the_ground(theme: Theme, role: str):
    assert contrast(getattr(theme, role), theme.ground) >= 4.5


@both_themes
@pytest.mark.parametrize("role", ["line", "class0", "class1", "theta", "accent", "theta_on_floor"])
def test_lines_and_marks_stand_out_from_the_ground(theme: Theme, role: str):
    assert contrast(getattr(theme, role), theme.ground) >= 3.0


@both_themes
def test_the_path_stands_out_from_the_valley_floor(theme: Theme):
    assert contrast(theme.path, theme.surface[0]) >= 4.5
    assert contrast(theme.theta_on_surface, theme.surface[0]) >= 3.0
    assert contrast(theme.accent_on_surface, theme.surface[0]) >= 3.0


@both_themes
@pytest.mark.parametrize(
    "simulation", [np.eye(3), PROTAN, DEUTAN, TRITAN], ids=["normal", "protan", "deutan", "tritan"]
)
@pytest.mark.parametrize("pair", [("class0", "class1"), ("class0", "theta"), ("ink", "theta"), ("ink", "accent")])
def test_pairs_used_together_stay_apart(theme: Theme, simulation: list, pair: tuple[str, str]):
    seen = [lab(np.array(simulation) @ linear(getattr(theme, role))) for role in pair]
    assert np.linalg.norm(seen[0] - seen[1]) >= 13


@both_themes
@pytest.mark.parametrize("role", ["surface", "surface_muted"])
def test_the_surface_grows_lighter_with_the_loss(theme: Theme, role: str):
    lightness = [lab(linear(color))[0] for color in getattr(theme, role)]
    assert all(a < b for a, b in zip(lightness, lightness[1:], strict=False))


@both_themes
def test_paths_stand_out_from_the_muted_valley_and_higher_up_from_their_casing(theme: Theme):
    assert min(contrast(path, ground) for path in theme.walks for ground in theme.surface_muted[:3]) >= 3.0
    assert min(contrast(path, theme.ground) for path in theme.walks) >= 4.5


@both_themes
@pytest.mark.parametrize(
    "simulation", [np.eye(3), PROTAN, DEUTAN, TRITAN], ids=["normal", "protan", "deutan", "tritan"]
)
def test_no_two_of_the_four_paths_look_alike(theme: Theme, simulation: list):
    seen = [lab(np.array(simulation) @ linear(color)) for color in theme.walks]
    assert min(np.linalg.norm(a - b) for k, a in enumerate(seen) for b in seen[:k]) >= 13


@both_themes
def test_the_path_in_the_colour_of_theta_is_thetas(theme: Theme):
    assert theme.theta in theme.walks
