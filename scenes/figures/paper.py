"""What a figure is drawn on: the width of a column, the theme's colours, the lecture's type, words and notation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from mathcore import Study
from scenes.figures.mathematics import named
from scenes.figures.names import cleaned, shortened
from scenes.figures.typeface import FILE, typeface
from scenes.kit.settings import Settings
from scenes.kit.theme import THEMES, Theme
from scenes.kit.words import FOLDER, Words, read_table

# A column's width: what two columns on A4 have, and textbooks beside a margin.
WIDTH = 85.0
MM = 1 / 25.4
POINTS = 72 * MM
# Dots an inch of the figures as pixels.
DPI = 300
# How wide the name of an axis may be, in millimetres.
NAME = 60.0
# Sizes of type in points: words, and numbers at ticks.
TYPE, SMALL = 8.0, 7.0
# Widths of lines in points: curves, and what they are measured by.
CURVE, HAIR = 1.4, 0.6
# The light theme's ground belongs to a screen; paper is white.
WHITE = "#FFFFFF"
# What the lecture's type lacks (Hebrew, Arabic, arrows) is set in this, which comes with matplotlib.
SECOND = "DejaVu Sans"


@dataclass(frozen=True)
class Paper:
    """The choices of an edition as a figure needs them; made by ``paper_for``.

    Attributes
    ----------
    ground
        The colour of the paper.
    letters
        Code points of the letters that can be set.
    names
        What the data's feature and classes are called, as they were written.
    """

    theme: Theme
    ground: str
    words: Words
    notation: str
    letters: frozenset[int]
    names: Mapping[str, str]

    def figure(self, height: float) -> Figure:
        """Return an empty figure as wide as a column and so many millimetres high."""
        figure = Figure(figsize=(WIDTH * MM, height * MM), layout=ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.04))
        FigureCanvasAgg(figure)
        return figure

    def say(self, key: str, **values: str) -> str:
        """Return a label; mathematics stands between dollar signs, and nothing in it comes from a user."""
        return self.words.get(f"figures.labels.{key}", **values)

    def symbol(self, name: str) -> str:
        """Return a symbol of the notation as mathematics without dollar signs."""
        return named(self.notation, name)

    def parameter(self, name: str, study: Study) -> str:
        """Return a parameter's symbol, and what was done to the feature that it belongs to."""
        note = f" ({self.say('scaled')})" if study.scaled else ""
        return f"${self.symbol(name)}${note}"

    def name(self, key: str, width: float = NAME, size: float = TYPE) -> str:
        """Return what the user calls something, no wider than so many millimetres."""
        return self.fitted(self.names[key], width, size)

    def fitted(self, text: str, width: float, size: float = TYPE) -> str:
        """Return a user's words in one line of letters that can be set, shortened to a width in millimetres."""
        type_ = FontProperties(size=size)

        def fits(short: str) -> bool:
            across, _, _ = text_to_path.get_text_width_height_descent(short, type_, ismath=False)
            return bool(across <= width * POINTS)

        return shortened(cleaned(text, self.letters), fits)

    def mark(self, y: int, size: float) -> dict[str, Any]:
        """Return how a case of a label is marked: a disc for 1, a ring for 0."""
        color = self.theme.class1 if y else self.theme.class0
        return {"color": color, "markerfacecolor": color if y else self.ground, "marker": "o", "markersize": size}

    def ramp(self, colors: tuple[str, ...]) -> LinearSegmentedColormap:
        """Return a palette's colours, evenly spaced."""
        return LinearSegmentedColormap.from_list("ramp", colors)


@contextmanager
def paper_for(settings: Settings, study: Study) -> Iterator[Paper]:
    """Lay out the paper of an edition; figures are drawn and saved while it lies there."""
    theme = THEMES[settings.theme]
    ground = WHITE if theme.name == "light" else theme.ground
    names = names_of(settings, study)
    text = _text(settings.language) + "".join(names.values())
    with typeface(text) as family, rc_context(_style(theme, ground, family)):
        words = Words.load(settings.language)
        yield Paper(theme, ground, words, settings.notation, _letters(), names)


def names_of(settings: Settings, study: Study) -> dict[str, str]:
    """Return what the feature and the classes are called: in the language's own words where the data are built in."""
    words, data = Words.load(settings.language), study.data
    names = {"feature": data.features[0], "class0": data.classes[0], "class1": data.classes[1]}
    for name in names if settings.builtin else ():
        key = f"data.{data.name}.{name}"
        names[name] = words.get(key) if words.has(key) else names[name]
    return names


def few_ticks(axes: Axes, x: int = 5, y: int = 4) -> None:
    """Put round numbers at the axes, at most so many and one more."""
    for axis, most in ((axes.xaxis, x), (axes.yaxis, y)):
        axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))


def note_the_ending(axes: Axes, study: Study, paper: Paper) -> None:
    """Say at the right above the axes where a curve is the last step of a walk and no estimate."""
    if not study.fit.exists:
        axes.set_title(paper.say("no_estimate"), loc="right", color=paper.theme.quiet, fontsize=SMALL)


def _text(language: str) -> str:
    """Return all characters that labels may hold."""
    table = read_table(FOLDER / language)
    return str({name: table.get(name) for name in ("figures", "boundary", "data")}) + "−·□"


def _letters() -> frozenset[int]:
    """Return the code points of the lecture's type and of the second one."""
    return frozenset(point for file in (FILE, findfont(SECOND)) for point in get_font(file).get_charmap())


def _style(theme: Theme, ground: str, family: str) -> Any:
    """Return matplotlib's settings for the theme, and for files that look the same anywhere and at any time."""
    return {
        "font.family": [family, SECOND],
        "font.size": TYPE,
        "mathtext.fontset": "cm",
        "text.color": theme.ink,
        "text.hinting": "no_hinting",
        "figure.dpi": DPI,
        "figure.facecolor": ground,
        "savefig.facecolor": ground,
        "axes.facecolor": "none",
        "axes.edgecolor": theme.line,
        "axes.labelcolor": theme.ink,
        "axes.labelsize": TYPE,
        "axes.labelpad": 2.0,
        "axes.titlesize": TYPE,
        "axes.titlelocation": "left",
        "axes.titlepad": 4.0,
        "axes.linewidth": HAIR,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.formatter.useoffset": False,
        "axes.formatter.use_mathtext": True,
        "axes.formatter.limits": (-3, 5),
        "lines.linewidth": CURVE,
        "lines.markersize": 4.0,
        "lines.solid_capstyle": "round",
        **{f"{side}tick.{what}": value for side in "xy" for what, value in _ticks(theme).items()},
        "path.simplify": True,
        # Type 42 is TrueType whole, which every printer knows; letters as paths need no type where SVG is shown.
        "pdf.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": "lecture",
    }


def _ticks(theme: Theme) -> dict[str, Any]:
    marks = {"major.size": 2.5, "major.width": HAIR, "minor.size": 0.0, "major.pad": 2.5}
    return {"color": theme.line, "labelcolor": theme.quiet, "labelsize": SMALL, **marks}
