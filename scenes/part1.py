"""Announces part 1."""

from __future__ import annotations

from scenes.kit.card import PartCard


class Part1(PartCard):
    """The card before the first scene of part 1."""

    slug = "part1"
    part = 1
