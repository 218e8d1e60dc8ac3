"""Compilation by numba, kept on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a kernel; without a writable cache folder it is compiled anew in each process.

    Numba does not notice changes in functions of other files: a kernel calls only kernels of its own file.
    """
    return _compile(function, forceinline=False)


def inlined(function: F) -> F:
    """Compile a small part of a kernel into its callers: a call by the pixel costs more than its work."""
    return _compile(function, forceinline=True)


def _compile(function: F, *, forceinline: bool) -> F:
    options: dict[str, Any] = {"error_model": "numpy", "nogil": True, "forceinline": forceinline}
    try:
        return cast(F, njit(cache=True, **options)(function))
    except RuntimeError:
        return cast(F, njit(**options)(function))
