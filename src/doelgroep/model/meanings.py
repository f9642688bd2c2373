"""What texts mean, remembered: the same texts are understood over and over in a process that stays."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.model.resolve import Resolved

MOST = 2_000
"""Texts; far more than a workspace has segments."""


class Meanings:
    """The latest texts with what they mean in a catalogue; another catalogue forgets them. For any number of threads."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._catalog: Catalog | None = None
        self._found: OrderedDict[tuple[str, frozenset[str], str], Resolved] = OrderedDict()

    def understand(self, text: str, catalog: Catalog, segments: frozenset[str], dialect: str) -> Resolved:
        """As `doelgroep.model.resolve.understand`. Errors are not remembered."""
        key = text, segments, dialect
        with self._changing:
            if self._catalog is not catalog:
                self._catalog, self._found = catalog, OrderedDict()
            known, kept = self._found.get(key), self._found
        if known is None:
            from doelgroep.model.resolve import understand  # noqa: PLC0415 - loaded when a query comes, so that the command line starts fast

            known = understand(text, catalog, segments=segments, dialect=dialect)
        with self._changing:
            kept[key] = known
            kept.move_to_end(key)
            while len(kept) > MOST:
                kept.popitem(last=False)
        return known
