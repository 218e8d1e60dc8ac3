"""How a command ends where something is wrong: with a sentence for a person, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from mathcore import DataError
from scenes.kit.settings import SettingsError
from scenes.production.errors import SHORT, STOPPED, STOPPED_STATUS, ProductionError, explain

BAD_INPUT = 2


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn every known trouble into a message and an exit code."""
    try:
        yield
    except (SettingsError, DataError) as error:
        _leave(str(error), BAD_INPUT)
    except ProductionError as error:
        _leave(str(error), 1)
    except OSError as error:
        _leave(explain(error), 1)
    except MemoryError:
        _leave(SHORT, 1)
    except KeyboardInterrupt:
        _leave(f"\n{STOPPED}", STOPPED_STATUS)


def _leave(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(code)
