"""A PNG of every beat's end, in the size of a screen and four times as large for print."""

from __future__ import annotations

from scenes.production.assets.painters import at_work
from scenes.production.clip import Order


def paint(order: Order) -> None:
    """Write a scene's ``stills/<scene>-<number>-<beat>.png``, and the same in ``stills/4k/``; runs in a worker."""
    with at_work(order):
        from scenes.kit.assets import stills  # manim is imported in workers only

        stills.paint(order.entry, order.settings, order.folder)
