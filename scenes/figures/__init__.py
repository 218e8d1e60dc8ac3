"""The lecture's plots for print: vector files as wide as a column, each number of them from ``mathcore``."""

from scenes.figures.plates import captions, left_out, make
from scenes.figures.shown import plot

__all__ = ["captions", "left_out", "make", "plot"]
