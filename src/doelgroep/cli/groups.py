"""Groups of commands that do something useful without the name of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typer.core import TyperGroup

if TYPE_CHECKING:
    import typer


class _Group(TyperGroup):
    """Puts its first command in where none is named: `imports --json` is `imports list --json`."""

    first: ClassVar[str]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # its base class is not public
        named = bool(args) and (args[0] == "--help" or not args[0].startswith("-"))
        return super().parse_args(ctx, args if named else [self.first, *args])


class ListFirst(_Group):
    """A group that lists."""

    first = "list"


class ShowFirst(_Group):
    """A group that shows."""

    first = "show"
