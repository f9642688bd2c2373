"""Customers of a draft: those behind a number, and one of whom somebody asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import Role
from doelgroep.errors import QueryError, UserError
from doelgroep.lang.words import quoted
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace
from doelgroep_web.privacy import visible_fields
from doelgroep_web.segments.editor import drafts, words
from doelgroep_web.segments.editor.access import stored_of
from doelgroep_web.segments.editor.counting import JOINED, LEFT, NOW, chosen_test, meant, old_meaning
from doelgroep_web.segments.editor.pages import Candidate, CustomersPage, WhyPage
from doelgroep_web.segments.editor.result import segment_of
from doelgroep_web.segments.editor.sentences import sentence_of

if TYPE_CHECKING:
    from doelgroep.explanation import Why
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.tree import Built
    from doelgroep_web.segments.editor.models import Draft

SHOWN = 100
_CANDIDATES = 8
_COLUMNS = 5


def customers_page(draft: Draft, user: User, who: str) -> CustomersPage:
    """The first customers behind a number, with the fields that the draft asks for and this person may see.

    Raises:
        KeyError: there is no such number.
        QueryError: the draft can't be counted.
    """
    built, stored = drafts.opened(draft), stored_of(draft)
    old = old_meaning(stored.query) if stored is not None else None
    meaning = meant(built, user)
    segment = segment_of(chosen_test(meaning, old, who))
    visible = {each.name: each for each in visible_fields(user, built.catalog)}
    used = [each for each in segment_of(meaning.whole).fields_used() if each in visible][:_COLUMNS]
    names = [each.name for each in built.catalog.fields if each.role is Role.NAME and each.name in visible]
    columns = [built.catalog.key, *names, *(each for each in used if each not in names)]
    found = segment.members(columns, limit=SHOWN)
    rows = tuple(tuple(words.shown(value) for value in each.values()) for each in found.table.to_pylist())
    titles = tuple(_("Customer") if each == built.catalog.key else visible[each].title(language()) for each in columns)
    return CustomersPage(draft=draft, title=_title(who, built), columns=titles, rows=rows, count=found.count)


def _title(who: str, built: Built) -> str:
    kind, _colon, address = who.partition(":")
    if kind == "rule":
        return sentence_of(built.item(address), built)
    fixed = {NOW: _("Customers now"), JOINED: _("Who joins"), LEFT: _("Who leaves")}
    return fixed.get(who) or _("Reachable")


# ---------------------------------------------------------------- why


def why_page(draft: Draft, user: User, typed: str) -> WhyPage:
    """Why somebody is in the draft or not; with a name in the place of a number, those who may be meant."""
    may_search = user.has_right(Right.SEE_DIRECT)
    if not typed:
        return WhyPage(draft=draft, typed="", problem="", candidates=(), why=None, may_search_names=may_search)
    try:
        found, problem = _why(draft, user, typed), ""
    except QueryError:
        found, problem = None, words.unreadable()
    except UserError as error:
        found, problem = None, sentence(error)
    candidates = _named(typed) if found is None and may_search else ()
    return WhyPage(draft=draft, typed=typed, problem="" if candidates else problem, candidates=candidates, why=found, may_search_names=may_search)


def _why(draft: Draft, user: User, key: str) -> Why:
    return segment_of(meant(drafts.opened(draft), user).whole).why(key, language=language())


def _named(typed: str) -> tuple[Candidate, ...]:
    """Customers with that in their name or e-mail address."""
    ws = workspace()
    fields = [each.name for each in ws.catalog.fields if each.role in {Role.NAME, Role.EMAIL}]
    if not fields:
        return ()
    every = " AND ".join("(" + " OR ".join(f"{field} CONTAINS {quoted(word)}" for field in fields) + ")" for word in typed.split()[:4])
    found = ws.segment(every).members([ws.catalog.key, *fields], limit=_CANDIDATES)
    rows = (list(each.values()) for each in found.table.to_pylist())
    return tuple(Candidate(key=str(row[0]), words=" ".join(str(each) for each in row[1:] if each)) for row in rows)
