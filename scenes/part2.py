"""Announces part 2."""

from __future__ import annotations

from scenes.kit.card import PartCard


class Part2(PartCard):
    """The card before the first scene of part 2."""

    slug = "part2"
    part = 2
