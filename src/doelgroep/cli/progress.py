"""A progress bar with rows per second and time left, on standard error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from doelgroep.cli import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import ProgressColumn

    from doelgroep.store.progress import Progress

_STAGES = {
    "en": {
        "read": "Reading",
        "check": "Checking",
        "keys": "Finding customers",
        "customers": "Customers",
        "lookups": "Lookups",
        "rows": "Rows",
        "compare": "Comparing with earlier files",
        "derive": "Derived activities",
        "compact": "Compacting",
        "rezone": "Time zone",
        "save": "Saving",
        "refresh": "Customers in segments",
        "measure": "Measuring fields",
    },
    "nl": {
        "read": "Lezen",
        "check": "Controleren",
        "keys": "Klanten zoeken",
        "customers": "Klanten",
        "lookups": "Opzoektabellen",
        "rows": "Rijen",
        "compare": "Vergelijken met eerdere bestanden",
        "derive": "Afgeleide activiteiten",
        "compact": "Samenvoegen",
        "rezone": "Tijdzone",
        "save": "Bewaren",
        "refresh": "Klanten in segmenten",
        "measure": "Kenmerken doormeten",
    },
}


@contextmanager
def bar(*, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """What to call with the progress of a long job; None where nobody watches (no terminal, or JSON asked for)."""
    screen = console.console(error=True)
    if quiet or not screen.is_terminal:
        yield None
        return
    from rich.progress import Progress as Bar

    names = _STAGES[console.language()]
    with Bar(*_columns(), console=screen, transient=True) as shown:
        task = shown.add_task(names["check"], total=None)

        def report(progress: Progress) -> None:
            name = names.get(progress.stage.value, progress.stage.value)
            shown.update(task, description=name, completed=progress.rows, total=progress.total or None)

        yield report


def _columns() -> tuple[ProgressColumn, ...]:
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Speed(ProgressColumn):
        """Rows per second."""

        def render(self, task: object) -> Text:
            speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
            return Text("" if speed is None else f"{console.number(int(speed))}/s", style="dim")

    return (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
