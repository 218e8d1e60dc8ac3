"""A 3-D stage inside a plain 2-D manim scene: one camera, one viewport, one depth buffer."""

from .colour import ramp_colour
from .extent import changed_boxes, items_box
from .items import Ball, Dots, Item, LevelLines, Light, Line, Patch, Sheet
from .mobject import Stage, StageCamera
from .view import View

__all__ = [
    "Ball",
    "Dots",
    "Item",
    "LevelLines",
    "Light",
    "Line",
    "Patch",
    "Sheet",
    "Stage",
    "StageCamera",
    "View",
    "changed_boxes",
    "items_box",
    "ramp_colour",
]
