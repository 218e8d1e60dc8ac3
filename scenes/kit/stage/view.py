"""The camera of a stage: where the eye stands and how the space falls on the frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# The nearest depth that is still drawn, as a share of the focal distance.
NEAR = 0.03


@dataclass(frozen=True)
class View:
    """A perspective camera that looks at a target point.

    Parameters
    ----------
    phi, theta
        Angle from the z axis and azimuth, in degrees, by the convention of manim's ThreeDCamera.
    zoom
        Frame units per world unit, at the target.
    focal_distance
        Distance of the eye from the target, in world units; a large one is nearly parallel projection.
    target
        World point (x, y, z) that falls on the middle of the viewport.
    shift
        Where on the viewport the target falls instead of its middle, in frame units.
    """

    phi: float
    theta: float
    zoom: float = 1.0
    focal_distance: float = 20.0
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shift: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not (self.zoom > 0 and self.focal_distance > 0):
            raise ValueError("A View needs a zoom and a focal distance above 0.")

    @property
    def matrix(self) -> Array:
        """Rotation (3, 3) from the world to the camera: x right, y up, z towards the viewer."""
        return _rotation(self.phi, self.theta)

    @property
    def near(self) -> float:
        """The least depth that is drawn, in world units."""
        return NEAR * self.focal_distance

    def project(self, points: ArrayLike) -> Array:
        """Project world points on the frame.

        Parameters
        ----------
        points
            Shape (..., 3), world units.

        Returns
        -------
        Array
            Shape (..., 3): x and y in frame units from the middle of the viewport, and the depth: the
            distance from the eye along the line of sight, in world units. Points nearer than `near` are
            projected as if they stood there.
        """
        camera = (np.asarray(points, dtype=np.float64) - self.target) @ self.matrix.T
        depth = self.focal_distance - camera[..., 2]
        scale = self.zoom * self.focal_distance / np.maximum(depth, self.near)
        x, y = camera[..., 0] * scale + self.shift[0], camera[..., 1] * scale + self.shift[1]
        return np.stack([x, y, depth], axis=-1)

    @staticmethod
    def between(a: View, b: View, u: float) -> View:
        """Return the view at share u of the way from a to b; zoom and distance change by equal ratios."""

        def mix(p: ArrayLike, q: ArrayLike) -> list[float]:
            return ((1 - u) * np.asarray(p, dtype=np.float64) + u * np.asarray(q)).tolist()

        phi, theta = mix((a.phi, a.theta), (b.phi, b.theta))
        zoom, focal_distance = np.exp(
            mix(np.log((a.zoom, a.focal_distance)), np.log((b.zoom, b.focal_distance)))
        ).tolist()
        x, y, z = mix(a.target, b.target)
        right, up = mix(a.shift, b.shift)
        return View(phi, theta, zoom, focal_distance, (x, y, z), (right, up))

    def __deepcopy__(self, memo: object) -> View:
        return self


@lru_cache(maxsize=8)
def _rotation(phi: float, theta: float) -> Array:
    # Kept here and not in the view: manim hashes views, and a view must not change by being looked through.
    tilt, turn = np.radians(phi), np.radians(-theta - 90)
    lean = np.array([[1, 0, 0], [0, np.cos(tilt), np.sin(tilt)], [0, -np.sin(tilt), np.cos(tilt)]])
    azimuth = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    return np.ascontiguousarray(lean @ azimuth)
