"""What can go wrong while making a film, in words for the person who makes it."""

from __future__ import annotations

import errno

STOPPED, STOPPED_STATUS = "Stopped. What is finished is kept; the same command carries on.", 130


class ProductionError(Exception):
    """A known trouble: its message says what is wrong and what to do."""


def explain(error: OSError) -> str:
    """Return a plain sentence for a file that could not be written or read."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{place}. Free some space, then call again: what is finished is kept."
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"This place cannot be written{place}. Choose another folder with --output FOLDER."
    return f"{error.strerror or error}{place}."
