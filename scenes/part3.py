"""Announces part 3."""

from __future__ import annotations

from scenes.kit.card import PartCard


class Part3(PartCard):
    """The card before the first scene of part 3."""

    slug = "part3"
    part = 3
