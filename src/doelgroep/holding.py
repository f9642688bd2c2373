"""Where a piece of work is done: here, or in the process that holds the workspace.

One process has the data. What needs them is marked with `at_holder`: called on a workspace that another process holds, it is carried out there, and
the caller gets what it gives. Everything else (words, trees, definitions, files of lists) is done by the caller itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pyarrow as pa

    from doelgroep.errors import UserError
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.state import State

    type Streaming[**P] = Callable[P, AbstractContextManager[pa.RecordBatchReader]]


class Holder(ABC):
    """The way to a workspace that another process holds."""

    path: Path
    """The folder."""
    state: State
    """Its segments, which every process may read and write."""

    @property
    @abstractmethod
    def file(self) -> WorkspaceFile:
        """Its settings and catalogue, as they are now."""

    @abstractmethod
    def call(self, work: str, args: tuple[object, ...], options: Mapping[str, object]) -> Any:  # noqa: ANN401 - what the work gives
        """What a piece of work gives, done by the holder."""

    @abstractmethod
    def stream(self, work: str, args: tuple[object, ...], options: Mapping[str, object]) -> AbstractContextManager[pa.RecordBatchReader]:
        """The rows that a piece of work gives, done by the holder."""

    @abstractmethod
    def refusal(self) -> UserError:
        """Why the data are not at hand."""

    @abstractmethod
    def close(self) -> None:
        """Leave it."""


WORK: dict[str, Callable[..., Any]] = {}
"""What a holder does for others, by name: `module:function`."""


def at_holder[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Done where the data are. The first argument is the workspace, or something in hand that has one: a segment, a segment set.

    Arguments and result are values that `doelgroep.sharing.codec` knows. Paths among them may be relative to the caller's folder.
    """
    return _marked(function, lambda holder: holder.call)


def streamed_at_holder[**P](function: Streaming[P]) -> Streaming[P]:
    """The same for what gives rows in pieces, in a `with`."""
    return _marked(function, lambda holder: holder.stream)


def here_when[**P, R](near: Callable[..., bool]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Over one of the two above: done by the caller after all, when `near` says of its arguments that the data are not needed."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        here: Callable[P, R] = getattr(function, "__wrapped__", function)

        @wraps(function)
        def run(*args: P.args, **options: P.kwargs) -> R:
            nearby = _holder(args[0]) is not None and near(*args, **options)
            return (here if nearby else function)(*args, **options)

        return run

    return mark


def _marked[**P, R](function: Callable[P, R], way: Callable[[Holder], Callable[..., R]]) -> Callable[P, R]:
    name = name_of(function)

    @wraps(function)
    def run(*args: P.args, **options: P.kwargs) -> R:
        holder = _holder(args[0])
        return function(*args, **options) if holder is None else way(holder)(name, args, options)

    WORK[name] = function
    return run


def name_of(function: Callable[..., Any]) -> str:
    """How a piece of work is named on the wire."""
    return f"{function.__module__}:{function.__qualname__}"


def _holder(subject: object) -> Holder | None:
    found: Holder | None = getattr(subject, "workspace", subject).holder  # type: ignore[attr-defined] # a workspace has one
    return found
