"""How functions over bits are compiled: without Python's lock, kept on disk between processes."""

from __future__ import annotations

from numba import njit

compiled = njit(nogil=True, cache=True)
"""The function as machine code, made at the first call with arguments of some types. Other threads run meanwhile."""
