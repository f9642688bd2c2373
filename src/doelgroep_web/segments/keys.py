"""Keys of new segments."""

from __future__ import annotations

from itertools import count

from doelgroep.store.definitions import key_for
from doelgroep_web.place import workspace


def free_key(name: str) -> str:
    """A key for a name that no segment has yet."""
    known, wanted = workspace().definitions.keys(), key_for(name) or "segment"
    return next(each for number in count(1) if (each := wanted if number == 1 else f"{wanted}-{number}") not in known)
