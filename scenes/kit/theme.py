"""Two palettes, one colour per meaning; the values are checked for contrast and colour blindness in the tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours by what they mean, as hex strings.

    ``class0`` is always a ring as well and ``class1`` a disc; ``theta`` belongs to the parameters and to what they
    make now (the ball, its curve, its shadow) and to nothing else; ``accent`` is the one thing to look at.
    ``walks`` tell apart up to four paths of theta on the ``surface_muted``, one of them theta's own colour.
    """

    name: str
    ground: str
    panel: str
    ink: str
    quiet: str
    line: str
    hair: str
    class0: str
    class1: str
    theta: str
    theta_on_surface: str
    accent: str
    surface: tuple[str, ...]
    surface_muted: tuple[str, ...]
    walks: tuple[str, ...]
    surface_line: str
    surface_line_opacity: float
    rim: str
    map_opacity: float
    theta_on_floor: str
    theta_ball: str
    ball_ring: str
    accent_on_surface: str
    path: str
    casing: str
    link_opacity: float


DARK = Theme(
    name="dark",
    ground="#10151C",
    panel="#18202A",
    ink="#E9ECEF",
    quiet="#9BA7B4",
    line="#6E7A87",
    hair="#323C47",
    class0="#56B4E9",
    class1="#E69F00",
    theta="#FF6F91",
    theta_on_surface="#FF8FAB",
    accent="#FFE58A",
    surface=("#2b2560", "#2f4f8c", "#2d8796", "#68b9a2", "#c4e3c0"),
    surface_muted=("#191633", "#1b2a4a", "#1a4450", "#265b58", "#3b7063"),
    walks=("#E9ECEF", "#B9A7FF", "#FF6F91", "#F0E442"),
    surface_line="#FFFFFF",
    surface_line_opacity=0.26,
    rim="#DDEFDD",
    map_opacity=0.75,
    theta_on_floor="#FF8FAB",
    theta_ball="#FF6F91",
    ball_ring="#141833",
    accent_on_surface="#FFE58A",
    path="#FFFFFF",
    casing="#141833",
    link_opacity=0.8,
)

LIGHT = Theme(
    name="light",
    ground="#FAF8F3",
    panel="#F1EFE8",
    ink="#1D242C",
    quiet="#59636E",
    line="#848E98",
    hair="#D8D7D0",
    class0="#0072B2",
    class1="#B94F00",
    theta="#C2185B",
    theta_on_surface="#FF8FAB",
    accent="#6F1D77",
    surface=("#3a3478", "#3f64a3", "#3f9aa6", "#7fcab2", "#d3ebcd"),
    surface_muted=("#C9C6DE", "#C5D3E8", "#C6E0E3", "#DCEFE4", "#F0F7EC"),
    walks=("#1D242C", "#4B3FB5", "#C2185B", "#7F6400"),
    surface_line="#101838",
    surface_line_opacity=0.32,
    rim="#2C7C8C",
    map_opacity=0.9,
    theta_on_floor="#C2185B",
    theta_ball="#C2185B",
    ball_ring="#FFFFFF",
    accent_on_surface="#FFE58A",
    path="#FFFFFF",
    casing="#241F55",
    link_opacity=1.15,
)

# What documents are printed on, and with what where nothing has a colour.
PAPER, PRINTED = "#FFFFFF", "#000000"

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
