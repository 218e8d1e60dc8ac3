"""``python -m scenes``: what the door ``lecture`` calls, and the same commands where manim is already installed."""

import signal
import sys
from typing import Any

from scenes.production.errors import STOPPED, STOPPED_STATUS, shortage


def main() -> None:
    """Run the command that was typed."""
    signal.signal(signal.SIGTERM, stop)
    try:
        # It takes a second, in which somebody may think again.
        app = loaded()

        app(prog_name="lecture")
    except KeyboardInterrupt:
        print(f"\n{STOPPED}", file=sys.stderr)
        sys.exit(STOPPED_STATUS)


def loaded() -> Any:
    """Return the commands, or say why there is no memory for what they need."""
    try:
        from scenes.production.cli import app
    except (ImportError, OSError, MemoryError, RuntimeError) as error:
        if lacking := shortage(f"{type(error).__name__}: {error}"):
            sys.exit(lacking)
        raise
    return app


def stop(number: int, frame: Any) -> None:
    """Take a request to end as a stop from the keyboard."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
