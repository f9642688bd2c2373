"""What can be killed: work on a workspace in rounds, and what is to be seen of the workspace before and after each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tests.faults import importing, refreshing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path


class Work(Protocol):
    """Work that is done again and again. A round that was done is done again without harm."""

    def make(self, folder: Path) -> None:
        """A workspace to work on."""
        ...

    def prepare(self, folder: Path, number: int) -> None:
        """What goes before a round; this is never killed."""
        ...

    def run(self, folder: Path, number: int, begin: Callable[[], None]) -> None:
        """A round, which calls `begin` when the workspace is open. This is what is killed."""
        ...

    def look(self, folder: Path) -> Hashable:
        """The workspace as the next process finds it."""
        ...

    def goal(self, folder: Path, number: int) -> Hashable:
        """What is to be seen after a round, asked before it."""
        ...


WORKS: dict[str, Work] = {
    "import": importing.Import(),
    "compaction": refreshing.Compaction(),
    "full": refreshing.Full(),
    "incremental": refreshing.Incremental(),
}
"""By the name by which `kills` is told."""
