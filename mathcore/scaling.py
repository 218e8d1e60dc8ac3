"""Scaling: features moved to mean 0 and standard deviation 1, and theta carried back."""

from dataclasses import dataclass, replace

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset, require_varying


@dataclass(frozen=True, eq=False)
class Scaling:
    """x -> (x - mean) / sd, feature by feature; mean and sd have the shape (d,)."""

    mean: Array
    sd: Array

    @staticmethod
    def none(data: Dataset) -> "Scaling":
        """Leave the features as they are."""
        return Scaling(np.zeros(data.d), np.ones(data.d))

    @staticmethod
    def standard(data: Dataset) -> "Scaling":
        """Use the mean and the population standard deviation over all trials.

        Raises
        ------
        DataError
            A feature is constant: it has no scale.
        """
        require_varying(data)
        return Scaling.where_varying(data)

    @staticmethod
    def where_varying(data: Dataset) -> "Scaling":
        """Do as `standard` does, but only centre a constant feature."""
        largest = np.abs(data.x).max(axis=0)
        largest = np.where(largest > 0, largest, 1.0)
        # Squares of values beyond 1e154 overflow, below 1e-162 vanish: first bring them near 1.
        near_one = data.x / largest
        mean = data.counts @ near_one / data.m
        spread = np.sqrt(data.counts @ (near_one - mean) ** 2 / data.m)
        # The spread of a constant column may come out as 1e-17 instead of 0.
        varies = near_one.max(axis=0) > near_one.min(axis=0)
        return Scaling(mean * largest, np.where(varies, spread, 1.0) * largest)

    @property
    def identity(self) -> bool:
        """Whether nothing changes."""
        return not self.mean.any() and bool((self.sd == 1).all())

    def apply(self, data: Dataset) -> Dataset:
        """Return the data with scaled features, which have no units."""
        if self.identity:
            return data
        return replace(data, x=(data.x - self.mean) / self.sd, units=("",) * data.d)

    def to_raw_theta(self, theta: Array) -> Array:
        """Return theta (..., d + 1) for the raw features: the same scores, in the raw units."""
        slopes = theta[..., 1:] / self.sd
        intercept = theta[..., :1] - np.sum(slopes * self.mean, axis=-1, keepdims=True)
        return np.concatenate([intercept, slopes], axis=-1)

    def to_scaled_theta(self, theta: Array) -> Array:
        """Return theta (..., d + 1) for the scaled features: the inverse of `to_raw_theta`."""
        intercept = theta[..., :1] + np.sum(theta[..., 1:] * self.mean, axis=-1, keepdims=True)
        return np.concatenate([intercept, theta[..., 1:] * self.sd], axis=-1)
