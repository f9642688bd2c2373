"""How the kernel's functions are compiled: without Python's lock, and kept on disk as long as no file of the kernel changes.

Numba keeps compiled functions as long as their own file stays as it is, whatever happens to functions of other files that were compiled into them.
So after an update `walk` could go on with the ranges of before. Here the files of the kernel count as one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numba import njit
from numba.core import config
from numba.core.caching import InTreeCacheLocator, UserProvidedCacheLocator, UserWideCacheLocator

if TYPE_CHECKING:
    from collections.abc import Callable

_FILES = "kernel*.py"


class _WholeKernel:
    """Finds compiled functions that are as old as all files of the kernel."""

    _py_file: str

    def get_source_stamp(self) -> bytes:
        """What Numba compares: a digest of the files."""
        digest = hashlib.sha256()
        for path in sorted(Path(self._py_file).parent.glob(_FILES)):
            digest.update(path.read_bytes())
        return digest.digest()


class InChosenFolder(_WholeKernel, UserProvidedCacheLocator):
    """In the folder that NUMBA_CACHE_DIR names."""


class BesideSource(_WholeKernel, InTreeCacheLocator):
    """In `__pycache__`, where that can be written."""


class InFolderOfUser(_WholeKernel, UserWideCacheLocator):
    """In the user's folder for such files."""


_SETTING = "CACHE_LOCATOR_CLASSES"
_PLACES = ",".join(f"{__name__}.{each.__name__}" for each in (InChosenFolder, BesideSource, InFolderOfUser))


def compiled[F: Callable[..., Any]](function: F) -> F:
    """The function as machine code, made at the first call with arguments of some types. Other threads run meanwhile."""
    made: F = _kept(njit(cache=True, nogil=True), function)
    return made


def inlined[F: Callable[..., Any]](function: F) -> F:
    """The same, put into the functions that call it."""
    made: F = _kept(njit(cache=True, nogil=True, inline="always"), function)
    return made


def _kept(compiler: Callable[..., Any], function: Callable[..., Any]) -> Any:  # noqa: ANN401 - Numba's types are about its insides
    settings = vars(config)
    before = settings[_SETTING]
    settings[_SETTING] = _PLACES
    try:
        return compiler(function)
    finally:
        settings[_SETTING] = before
