"""The part of a frame that has to be painted again: a few rectangles of whole pixels."""

from __future__ import annotations

Box = tuple[int, int, int, int]
# More rectangles than this are joined: clipping to many costs more than painting a little too much.
MOST = 8
# Two rectangles are joined where that adds no more than so many pixels.
CHEAP = 4096


class Region:
    """A union of boxes (x0, x1, y0, y1) of whole pixels within a frame; no two of them share a pixel.

    Parameters
    ----------
    height, width
        Of the frame, in px.
    """

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        self.boxes: list[Box] = []

    def __bool__(self) -> bool:
        return bool(self.boxes)

    def add(self, box: Box) -> None:
        """Take in a box, as far as it lies in the frame."""
        x0, x1, y0, y1 = max(box[0], 0), min(box[1], self.width), max(box[2], 0), min(box[3], self.height)
        if x0 >= x1 or y0 >= y1:
            return
        best, least = -1, 0
        for n, (a0, a1, b0, b1) in enumerate(self.boxes):
            if a0 <= x0 and x1 <= a1 and b0 <= y0 and y1 <= b1:
                return
            both = (max(a1, x1) - min(a0, x0)) * (max(b1, y1) - min(b0, y0))
            more = both - (a1 - a0) * (b1 - b0) - (x1 - x0) * (y1 - y0)
            if x0 < a1 and a0 < x1 and y0 < b1 and b0 < y1:
                more = min(more, CHEAP)
            if best < 0 or more < least:
                best, least = n, more
        if best >= 0 and (least <= CHEAP or len(self.boxes) >= MOST):
            a0, a1, b0, b1 = self.boxes.pop(best)
            self.add((min(a0, x0), max(a1, x1), min(b0, y0), max(b1, y1)))
        else:
            self.boxes.append((x0, x1, y0, y1))

    def add_all(self, other: Region) -> None:
        """Take in another region of the same frame."""
        for box in other.boxes:
            self.add(box)

    def meets(self, box: Box) -> bool:
        """Whether a box shares a pixel with the region."""
        x0, x1, y0, y1 = box
        return any(x0 < a1 and a0 < x1 and y0 < b1 and b0 < y1 for a0, a1, b0, b1 in self.boxes)

    def within(self, box: Box) -> list[Box]:
        """Return the parts of the region that lie in a box."""
        x0, x1, y0, y1 = box
        parts = [(max(a0, x0), min(a1, x1), max(b0, y0), min(b1, y1)) for a0, a1, b0, b1 in self.boxes]
        return [part for part in parts if part[0] < part[1] and part[2] < part[3]]
