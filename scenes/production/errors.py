"""What can go wrong while making a film, in words for the person who makes it."""

from __future__ import annotations

import errno

STOPPED, STOPPED_STATUS = "Stopped. What is finished is kept; the same command carries on.", 130
FULL = "The disk is full{place}. Free some space, then call again: what is finished is kept."
SHORT = "Memory ran out. Close other programs, or render one scene at a time (--jobs 1); what is finished is kept."
# How the system, Python and the libraries say that one or the other is used up.
SAID = {
    FULL: ("No space left on device", "Disk quota exceeded"),
    SHORT: ("MemoryError", "Cannot allocate memory", "failed to map segment", "can't start new thread"),
}


class ProductionError(Exception):
    """A known trouble: its message says what is wrong and what to do."""


def explain(error: OSError) -> str:
    """Return a plain sentence for a file that could not be written or read."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL.format(place=place)
    if error.errno == errno.ENOMEM:
        return SHORT
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"This place cannot be written{place}. Choose another folder with --output FOLDER."
    return f"{error.strerror or error}{place}."


def shortage(record: str) -> str:
    """Return the sentence for a disk or a memory that a record says is used up; "" where it says no such thing."""
    found = (message for message, words in SAID.items() if any(word in record for word in words))
    return next(found, "").format(place="")
