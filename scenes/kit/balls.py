"""White and black balls, white and black in both themes, and a row of them along an axis of shares."""

from __future__ import annotations

from manim import Circle, VGroup

from scenes.kit.plot import Plot
from scenes.kit.theme import Theme, contrast

RIM, ROW_RIM = 2.4, 1.8
ROW_RADIUS = 0.046


def ball_fill(theme: Theme, white: bool) -> str:
    """Return what fills a ball: the lighter of ink and ground where it is white, else the darker."""
    # On a dark ground the surface's colours rise towards the ink, on a light one towards the ground.
    pair = sorted((theme.ink, theme.ground), key=lambda color: contrast(color, theme.casing))
    return pair[1] if white else pair[0]


def ball(theme: Theme, white: bool, radius: float, rim: float = RIM) -> Circle:
    """Return a ball with a rim of ink."""
    return Circle(radius=radius, color=theme.ink, stroke_width=rim, fill_color=ball_fill(theme, white), fill_opacity=1)


class BallRow:
    """As many balls as an axis of shares has parts, the white ones first: they end where their share is.

    Parameters
    ----------
    theme
        The colours.
    plot
        An axis from 0 to 1.
    y
        The row's height on the frame.
    balls, white
        How many balls, and how many of them are white.
    """

    def __init__(self, theme: Theme, plot: Plot, y: float, balls: int, white: int) -> None:
        self.theme, self.plot, self.y, self.balls, self.white = theme, plot, y, balls, white
        self.group = VGroup(*(ball(theme, k < white, ROW_RADIUS, ROW_RIM).move_to(self.place(k)) for k in range(balls)))

    def place(self, k: int) -> list[float]:
        """Return where the k-th ball of the row stands."""
        return [float(self.plot.point((k + 0.5) / self.balls, 0)[0]), self.y, 0.0]

    def set_white(self, white: int) -> None:
        """Make another number of balls white."""
        low, high = sorted((white, self.white))
        for one in self.group[low:high]:
            one.set_fill(ball_fill(self.theme, white > self.white))
        self.white = white
