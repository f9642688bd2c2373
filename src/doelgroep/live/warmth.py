"""Which workspaces of this process count on the arrays. Apart, so that a command that counts once loads nothing for it."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep.store.store import Store

_WARM: weakref.WeakSet[Store] = weakref.WeakSet()


def is_warm(store: Store) -> bool:
    """Whether segments are counted on the arrays."""
    return store in _WARM


def set_warm(store: Store) -> None:
    """From now on they are, until the workspace is closed."""
    _WARM.add(store)
