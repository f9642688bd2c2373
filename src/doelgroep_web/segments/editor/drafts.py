"""What can be done with a draft: opened in the builder, given another text, undone and redone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from doelgroep_web.place import workspace
from doelgroep_web.segments.editor.builder.opening import build
from doelgroep_web.segments.editor.builder.tree import Built, Group, GroupKind, Wish

if TYPE_CHECKING:
    from doelgroep_web.segments.editor.models import Draft

MOST_STEPS = 100
"""So many changes can be undone."""
_ONE_STEP = timedelta(seconds=4)
"""What is typed without a pause as long as this is one step."""


def opened(draft: Draft) -> Built:
    """The draft as the builder shows it."""
    ws = workspace()
    return build(draft.text, ws.catalog, segments=ws.definitions.keys(), wish=wish_of(draft))


def readable(draft: Draft) -> Built | None:
    """The latest text of a draft that the builder can show, when the present one has errors; None when there is none."""
    ws = workspace()
    counted = draft.result.get("text")
    for text in [*([counted] if counted else []), *(each[0] for each in reversed(draft.steps[: draft.step + 1]))]:
        found = build(text, ws.catalog, segments=ws.definitions.keys())
        if isinstance(found.top, Group) and found.top.items:
            return found
    return None


def wish_of(draft: Draft) -> Wish | None:
    """The kind of a group that the text can't tell."""
    return Wish(address=draft.wish[0], kind=GroupKind(draft.wish[1])) if draft.wish else None


def put(draft: Draft, text: str, wish: Wish | None = None, *, typed: bool = False) -> None:
    """Give a draft another text, as a step that can be undone. Saves it.

    Args:
        draft: held for a change.
        text: the query, finished or not.
        wish: the kind of a group that the text can't tell.
        typed: in the text editor, where letters that follow soon are one step.
    """
    kept = [] if wish is None else [wish.address, wish.kind.value]
    if (text, kept) == (draft.text, draft.wish):
        return
    steps = draft.steps[: draft.step + 1] or [[draft.text, draft.wish]]
    goes_on = typed and len(steps) > 1 and steps[-1][2:] == ["typed"] and timezone.now() - draft.changed < _ONE_STEP
    steps = [*(steps[:-1] if goes_on else steps), [text, kept, *(["typed"] if typed else [])]][-MOST_STEPS - 1 :]
    draft.steps, draft.step = steps, len(steps) - 1
    draft.text, draft.wish = text, kept
    draft.revision += 1
    draft.save()


def undo(draft: Draft) -> None:
    """Back one step, if there is one. Saves the draft."""
    _go(draft, draft.step - 1)


def redo(draft: Draft) -> None:
    """Forward one step, if there is one. Saves the draft."""
    _go(draft, draft.step + 1)


def can_undo(draft: Draft) -> bool:
    """Whether there is a step to go back to."""
    return draft.step > 0


def can_redo(draft: Draft) -> bool:
    """Whether there is a step to go forward to."""
    return draft.step + 1 < len(draft.steps)


def _go(draft: Draft, step: int) -> None:
    if not 0 <= step < len(draft.steps):
        return
    draft.step = step
    draft.text, draft.wish = draft.steps[step][:2]
    draft.revision += 1
    draft.save()
