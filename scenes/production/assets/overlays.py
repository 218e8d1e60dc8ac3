"""Every scene without its ground, to be laid over a lecturer's own pictures: for browsers and OBS, and for editors.

What a scene hides behind ground-coloured rims and tags stays hidden in the colour of the theme's ground.
"""

from __future__ import annotations

from scenes.production.assets.painters import at_work
from scenes.production.clip import Order

WIDEST, HIGHEST = 1920, 1080


def paint(order: Order) -> None:
    """Write a scene's ``clips/<scene>.webm`` (VP9) and ``.mov`` (QuickTime Animation); runs in a worker."""
    size = {"pixel_width": min(order.quality.width, WIDEST), "pixel_height": min(order.quality.height, HIGHEST)}
    clips = order.folder / "clips"
    clips.mkdir(exist_ok=True)
    with at_work(order, **size):
        from scenes.kit.assets import overlay  # manim is imported in workers only

        overlay.paint(order.entry, order.settings, clips)
