"""A form of the builder that was sent: what it changes in the draft, and where the attention goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from doelgroep.errors import UserError
from doelgroep_web.errors import sentence
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor import drafts
from doelgroep_web.segments.editor.access import stored_of
from doelgroep_web.segments.editor.builder import edits
from doelgroep_web.segments.editor.builder.tree import ActivityRule, FieldRule, Group
from doelgroep_web.segments.editor.commands import Asked, UnknownCommandError, done, filled_in
from doelgroep_web.segments.editor.models import Draft, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.edits import Edit
    from doelgroep_web.segments.editor.builder.tree import Built, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a form."""

    focus: str = ""
    """A selector; empty leaves the focus where it is."""
    said: str = ""
    """For screen readers."""
    problem: str = ""
    """Why nothing was changed."""


def act(draft: Draft, fields: Mapping[str, str], user: User) -> Outcome:
    """Do what a form asks for. The draft is held for a change, and saved.

    Raises:
        UnknownCommandError: no form of ours sends that.
    """
    command = fields.get("do", "")
    name, _colon, rest = command.partition(":")
    if name in _OF_DRAFTS:
        return _OF_DRAFTS[name](draft, rest)
    if fields.get("revision") != str(draft.revision):
        return Outcome(problem=_("The draft was changed in another window. This is how it is now; do it again if it is still needed."))
    asked = Asked(built=drafts.opened(draft), fields=fields, today=timezone.localtime(timezone=workspace().settings.zone).date(), user=user)
    made = filled_in(asked)
    if not command:
        drafts.put(draft, made.text, made.wish or drafts.wish_of(draft))
        return Outcome()
    try:
        after = done(replace(asked, built=edits.rebuilt(asked.built, made.text, made.wish or drafts.wish_of(draft))), command)
    except UserError as error:
        return Outcome(problem=sentence(error))
    drafts.put(draft, after.text, after.wish)
    return _outcome(name, after, edits.rebuilt(asked.built, after.text, after.wish))


def _outcome(name: str, made: Edit, built: Built) -> Outcome:
    """The rule of focus: what is new gets it, else what stands in the place of what went."""
    item = built.nearest(made.focus)
    slug = item.address.replace(".", "-")
    said = {
        "add": _("Condition added."),
        "group": _("Group added."),
        "copy": _("Condition copied."),
        "remove": _("Condition removed."),
        "up": _("Moved up."),
        "down": _("Moved down."),
        "in": _("Moved into a group."),
        "out": _("Moved out of the group."),
        "mend": _("Mended."),
    }.get(name, "")
    if name in {"up", "down", "in", "out"}:
        return Outcome(focus=f"#more-{slug}", said=said)
    if name == "remove":
        return Outcome(focus=f"#add-{slug}" if isinstance(item, Group) else f"#remove-{slug}", said=said)
    return Outcome(focus=_first_control(item, slug, last=name in {"value", "novalue"}), said=said)


def _first_control(item: Rule, slug: str, *, last: bool) -> str:
    """Where one goes on with a rule: its value, or how often."""
    match item:
        case FieldRule():
            place = len(item.values) - 1 if last else 0
            return f"#rule-{slug} .value:nth-of-type({2 * place + 1}) :is(input, select)" if item.values else f"#op-{slug}"
        case ActivityRule():
            return f"#often-{slug}"
        case _:
            return f"#rule-{slug} :is(input, select, textarea)"


# ---------------------------------------------------------------- of the draft as a whole


def _undo(draft: Draft, _rest: str) -> Outcome:
    drafts.undo(draft)
    return Outcome(said=_("Undone."))


def _redo(draft: Draft, _rest: str) -> Outcome:
    drafts.redo(draft)
    return Outcome(said=_("Done again."))


def _show(draft: Draft, side: str) -> Outcome:
    if side not in Shown.values:
        raise UnknownCommandError(side)
    draft.shown = Shown(side)
    draft.save(update_fields=["shown"])
    return Outcome()


def _version(draft: Draft, number: str) -> Outcome:
    """The text of an earlier version, as a step of the draft."""
    stored = stored_of(draft)
    versions = workspace().definitions.versions(stored.key) if stored is not None else ()
    found = next((each for each in versions if str(each.number) == number), None)
    if found is None:
        raise UnknownCommandError(number)
    drafts.put(draft, found.definition.query)
    return Outcome(said=_("The text of version %(number)s is in the draft.") % {"number": number})


def _theirs(draft: Draft, _rest: str) -> Outcome:
    """What was published meanwhile takes the place of the draft's text, which stays a step to go back to."""
    stored = stored_of(draft)
    if stored is not None:
        draft.based_on = stored.version.number
        drafts.put(draft, stored.query)
        draft.save()
    return Outcome()


def _mine(draft: Draft, _rest: str) -> Outcome:
    """The draft is meant to take the place of what was published meanwhile."""
    stored = stored_of(draft)
    if stored is not None:
        draft.based_on = stored.version.number
        draft.save()
    return Outcome()


_OF_DRAFTS = {"undo": _undo, "redo": _redo, "show": _show, "version": _version, "theirs": _theirs, "mine": _mine}


def type_in(draft: Draft, text: str, revision: str) -> bool:
    """Take over what was typed in the text editor; False when it is nothing new. The draft is held for a change.

    The text editor also sends back what the builder put into it: an echo that comes after a further change is not taken for something typed.
    """
    plain = text.replace("\r\n", "\n")
    if plain == draft.text:
        return False
    if revision != str(draft.revision) and any(each[0] == plain for each in draft.steps[-5:]):
        return False
    drafts.put(draft, plain, typed=True)
    return True
