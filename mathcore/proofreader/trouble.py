"""What can keep a formula from being read or from making sense, with the place in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A place in a formula.

    Attributes
    ----------
    text
        What stands there, as it is displayed.
    mark
        The first letter or sign of it.
    nth
        Which of the formula's equal letters or signs that is, counted from 0.
    """

    text: str = ""
    mark: str = ""
    nth: int = 0


class UnreadableError(Exception):
    """The formula says nothing that can be checked: what is in the way, where, and what to do."""

    def __init__(self, why: str, spot: Spot | None = None) -> None:
        super().__init__(why)
        self.why, self.spot = why, spot or Spot()


class UnknownError(UnreadableError):
    """A symbol that nothing has given a meaning."""


class PatienceError(UnreadableError):
    """The formula takes too long, in whatever way it is read."""


class MisfitError(Exception):
    """The formula can be read but makes no sense: an index out of its range or shapes that do not fit."""

    def __init__(self, why: str, spot: Spot | None = None) -> None:
        super().__init__(why)
        self.why, self.spot = why, spot or Spot()


class OutsideError(Exception):
    """A value that does not exist for the data drawn, such as the logarithm of a negative number."""
