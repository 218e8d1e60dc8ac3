"""What can stand on a stage. Items never change: to move something, put a new item in its place.

All places are world points (x, y, z) with z up. Sizes in px are pixels of a frame 1080 pixels high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .colour import rgb
from .topology import Topology, fan, grid

Array = NDArray[np.float64]


class Item:
    """Anything on a stage; immutable, so a copy is the same object."""

    def __deepcopy__(self, memo: object) -> Item:
        return self

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


@dataclass(frozen=True)
class Light:
    """A light fixed to the camera: direction to it (x right, y up, z to the viewer) and its strengths."""

    direction: tuple[float, float, float] = (-0.28, 0.5, 0.82)
    ambient: float = 0.74
    diffuse: float = 0.28
    specular: float = 0.03


@dataclass(frozen=True)
class LevelLines:
    """Lines painted on a sheet where its value is one of the levels; their width on the frame is constant."""

    levels: tuple[float, ...]
    color: str
    width_px: float = 1.4
    opacity: float = 1.0

    def __post_init__(self) -> None:
        rgb(self.color)
        object.__setattr__(self, "levels", tuple(sorted(float(level) for level in self.levels)))


@dataclass(frozen=True, eq=False)
class Sheet(Item):
    """A curved surface, coloured by a value.

    Parameters
    ----------
    points
        Mesh (r, c, 3). Closed where the last column repeats the first; a first row of one point is a centre.
    values
        Shape (r, c): what the colours and the level lines show.
    normals
        Shape (r, c, 3); their length and side do not matter, both sides are visible.
    ramp, range
        Colours from the least to the greatest value of the range.
    opacity
        Below 1 the sheet lets its own far side, and what is behind it, shine through.
    """

    points: Array
    values: Array
    normals: Array
    ramp: tuple[str, ...]
    range: tuple[float, float]
    lines: LevelLines | None = None
    opacity: float = 1.0
    light: Light = Light()
    topology: Topology = field(init=False, repr=False)
    winding: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        points = _array(self.points, "Sheet.points", 3)
        if points.ndim != 3 or min(points.shape[:2]) < 2:
            raise ValueError(f"Sheet.points must have shape (r, c, 3) with r, c >= 2, not {points.shape}.")
        if not np.isfinite(points).all():
            raise ValueError("Sheet.points must be finite.")
        values, normals = _array(self.values, "Sheet.values"), _array(self.normals, "Sheet.normals", 3)
        if values.shape != points.shape[:2] or normals.shape != points.shape:
            raise ValueError(
                f"Sheet.values and .normals must match .points {points.shape}, not {values.shape} and {normals.shape}."
            )
        for colour in self.ramp:
            rgb(colour)
        self._set("ramp", tuple(self.ramp))
        closed = np.allclose(points[:, 0], points[:, -1], rtol=0, atol=1e-9)
        centred = np.allclose(points[0], points[0, 0], rtol=0, atol=1e-9)
        self._set("topology", grid(*points.shape[:2], bool(closed), bool(centred)))
        for name, value in (("points", points), ("values", values), ("normals", normals)):
            self._set(name, value)
        self._set("winding", _winding(points.reshape(-1, 3), normals.reshape(-1, 3), self.topology))


@dataclass(frozen=True, eq=False)
class Patch(Item):
    """A flat, unlit convex polygon: a floor. Points (n, 3) in order round it."""

    points: Array
    color: str
    opacity: float = 1.0
    topology: Topology = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rgb(self.color)
        self._set("points", _points(self.points, "Patch.points", least=3))
        self._set("topology", fan(len(self.points)))


@dataclass(frozen=True, eq=False)
class Line(Item):
    """A polyline with round ends, hidden where something stands in front of it.

    Parameters
    ----------
    points
        Shape (n, 3); a row of NaN lifts the pen.
    opacity
        One number, or one a point.
    casing
        (colour, whole width in px, opacity) of a wider line beneath this one.
    dash
        (on, off) lengths in px along the line.
    lift
        How much nearer to the viewer the line counts as, in world units, when it is decided what is in front:
        lines that lie on a sheet are not swallowed by it. Its place on the frame does not change.
    """

    points: Array
    width_px: float
    color: str
    opacity: float | ArrayLike = 1.0
    casing: tuple[str, float, float] | None = None
    dash: tuple[float, float] | None = None
    lift: float = 0.0

    def __post_init__(self) -> None:
        rgb(self.color)
        self._set("points", _points(self.points, "Line.points"))
        opacity = np.broadcast_to(np.asarray(self.opacity, dtype=np.float64), len(self.points)).copy()
        self._set("opacity", opacity)
        if self.dash is not None and min(self.dash) <= 0:
            raise ValueError(f"Line.dash needs two lengths above 0, not {self.dash}.")


@dataclass(frozen=True, eq=False)
class Dots(Item):
    """Discs that face the viewer. Points (n, 3); the rim lies round the radius. For `lift` see Line."""

    points: Array
    radius_px: float
    fill: str
    rim: str | None = None
    rim_px: float = 1.0
    opacity: float = 1.0
    lift: float = 0.0

    def __post_init__(self) -> None:
        rgb(self.fill)
        self._set("points", _points(self.points, "Dots.points"))


@dataclass(frozen=True, eq=False)
class Ball(Item):
    """A shaded sphere: its middle (3,), its radius in world units, and a ring (colour, px) round its outline."""

    point: Array
    radius: float
    color: str
    ring: tuple[str, float] | None = None
    opacity: float = 1.0

    def __post_init__(self) -> None:
        rgb(self.color)
        self._set("point", _points([self.point], "Ball.point")[0].copy())


def _winding(points: Array, normals: Array, topology: Topology) -> int:
    """+1 where the normals point to the side from which the triangles turn anticlockwise, else -1."""
    a, b, c = (points[topology.triangles[:, k]] for k in range(3))
    return 1 if (np.cross(b - a, c - a) * normals[topology.triangles[:, 0]]).sum() >= 0 else -1


def _array(value: ArrayLike, name: str, last: int | None = None) -> Array:
    array = np.array(value, dtype=np.float64, order="C")
    if last is not None and array.shape[-1:] != (last,):
        raise ValueError(f"{name} must end in {last} coordinates (x, y, z), not shape {array.shape}.")
    return array


def _points(value: ArrayLike | Sequence[Array], name: str, least: int = 0) -> Array:
    if np.size(value) == 0 and least == 0:
        return np.zeros((0, 3))
    points = _array(value, name, 3)
    if points.ndim != 2 or len(points) < least:
        raise ValueError(f"{name} must have shape (n, 3) with n >= {least}, not {points.shape}.")
    return points
