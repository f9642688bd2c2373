"""What the editor's templates show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.store.definitions import ManagedBy
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor import drafts
from doelgroep_web.segments.editor.access import stored_of
from doelgroep_web.segments.editor.acting import Outcome
from doelgroep_web.segments.editor.builder.edits import rebuilt
from doelgroep_web.segments.editor.builder.tree import Group
from doelgroep_web.segments.editor.controls import Controls, controls_of
from doelgroep_web.segments.editor.models import Draft, Shown
from doelgroep_web.segments.editor.remarks import BLANK, Remark, remarks_of
from doelgroep_web.segments.editor.result import Advice, Line, Result, advice, busy, difference
from doelgroep_web.ui import query_editor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from doelgroep.explanation import Why
    from doelgroep.store.definitions import Definition, StoredSegment, Version
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.forms import PublishForm
    from doelgroep_web.segments.editor.picking import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the ways to look at a draft."""

    value: str
    label: StrOrPromise
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The whole editor, of which fragments show parts."""

    draft: Draft
    title: str
    stored: StoredSegment | None
    next_version: int
    read_only: bool
    """Looked after in files."""
    conflict: Version[Definition] | None
    """What somebody else published since the draft was made."""
    sides: tuple[Side, ...]
    controls: Controls
    remarks: tuple[Remark, ...]
    is_valid: bool
    can_undo: bool
    can_redo: bool
    result: Result
    lines: tuple[Line, ...]
    advice: tuple[Advice, ...]
    activities: str
    outcome: Outcome
    is_changed: bool
    """Whether it differs from what is published."""
    is_text_only: bool
    """The text has errors of syntax, and there is no earlier text that the builder could show."""
    is_behind: bool
    """The builder shows an earlier text, because the present one has errors of syntax."""


def editor_page(draft: Draft, outcome: Outcome | None = None) -> EditorPage:
    """A draft with everything that is shown of it, but the numbers: those come after."""
    stored, built = stored_of(draft), drafts.opened(draft)
    published = stored.query if stored is not None else ""
    remarks = tuple(each for each in remarks_of(built) if each.code != "query_blank")
    readable = built if isinstance(built.top, Group) else drafts.readable(draft)
    shown = readable or built
    return EditorPage(
        draft=draft,
        title=draft.name or _("New segment"),
        stored=stored,
        next_version=stored.version.number + 1 if stored is not None else 1,
        read_only=stored is not None and stored.managed_by is ManagedBy.FILES,
        conflict=stored.version if stored is not None and stored.version.number != draft.based_on else None,
        sides=tuple(Side(value=each.value, label=each.label, chosen=each == draft.shown) for each in Shown),
        controls=controls_of(shown, rebuilt(built, published) if stored is not None else None, draft.result.get("rules", {})),
        remarks=tuple(each for each in remarks if each.code not in BLANK),
        is_valid=not any(each.is_error for each in remarks),
        can_undo=drafts.can_undo(draft),
        can_redo=drafts.can_redo(draft),
        result=busy(draft),
        lines=difference(published, draft.text) if stored is not None else (),
        advice=advice(built),
        activities=query_editor.activities(workspace().catalog),
        outcome=outcome or Outcome(),
        is_changed=stored is None or published.rstrip() != draft.text.rstrip(),
        is_text_only=readable is None,
        is_behind=readable is not None and readable is not built,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsPage:
    """The drafts of a person."""

    drafts: tuple[Draft, ...]


def drafts_page(user: User) -> DraftsPage:
    """What a person is working on, the latest first."""
    return DraftsPage(drafts=tuple(Draft.objects.filter(user=user)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """What a condition can be about."""

    draft: Draft
    into: str
    command: str
    """What a choice does: `add:2`, `group:2:any`, `exchange:2.1`."""
    title: str
    typed: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A customer who may be meant."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """Why somebody is in the draft or not."""

    draft: Draft
    typed: str
    problem: str
    candidates: tuple[Candidate, ...]
    why: Why | None
    may_search_names: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """An earlier version beside the draft."""

    version: Version[Definition]
    is_present: bool
    lines: tuple[Line, ...]
    """What differs from it in the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """The versions of a segment."""

    draft: Draft
    versions: tuple[VersionLine, ...]


def versions_page(draft: Draft) -> VersionsPage:
    """The versions of the published segment, the latest first."""
    stored = stored_of(draft)
    versions = workspace().definitions.versions(stored.key)[::-1] if stored is not None else ()
    present = stored.version.number if stored is not None else 0
    lines = (VersionLine(version=each, is_present=each.number == present, lines=difference(each.definition.query, draft.text)) for each in versions)
    return VersionsPage(draft=draft, versions=tuple(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPage:
    """Publishing a draft."""

    draft: Draft
    form: PublishForm
    problem: str
    conflict: Version[Definition] | None
    next_version: int
    half_filled: int
    is_valid: bool
    others: tuple[str, ...]
    """The segments that build on it."""


def publish_page(draft: Draft, form: PublishForm, problem: str = "") -> PublishPage:
    """The form with what has to be known before."""
    page = editor_page(draft)
    titles = {each.key: each.title(language()) for each in workspace().definitions.list()}
    others = sorted(workspace().definitions.used_by(page.stored.key)) if page.stored is not None else []
    return PublishPage(
        draft=draft,
        form=form,
        problem=problem,
        conflict=page.conflict,
        next_version=page.next_version,
        half_filled=page.controls.half_filled,
        is_valid=page.is_valid,
        others=tuple(titles.get(each, each) for each in others),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersPage:
    """The customers behind a number."""

    draft: Draft
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
