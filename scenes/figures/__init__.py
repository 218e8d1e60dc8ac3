"""The lecture's plots for print: vector files as wide as a column, each number of them from ``mathcore``."""

from scenes.figures.plates import captions, left_out, make

__all__ = ["captions", "left_out", "make"]
