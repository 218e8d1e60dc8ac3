"""``python -m scenes``: the same commands as the door, where manim is already installed."""

from scenes.production.cli import main

main()
