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
        mean = data.counts @ data.x / data.m
        return Scaling(mean, np.sqrt(data.counts @ (data.x - mean) ** 2 / data.m))

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
