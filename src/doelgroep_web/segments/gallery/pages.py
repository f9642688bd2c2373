"""The page of one template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.gallery import BUSINESS_NAMES, GOAL_NAMES, Bound, draft
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace
from doelgroep_web.segments.gallery.forms import ParameterForm
from doelgroep_web.segments.gallery.known import refused, suggestions_of
from doelgroep_web.segments.gallery.words import base_name

if TYPE_CHECKING:
    from django.http import QueryDict

    from doelgroep.gallery import Draft, Missing, Template
    from doelgroep_web.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The words about a template."""

    key: str
    name: str
    what: str
    use: str
    goal: str
    bases: tuple[str, ...]
    business: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a template finds with certain values."""

    name: str
    query: str
    reading: str
    count: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePage:
    """A template, its parameters, and what it finds; or what is missing."""

    about: About
    lacks: tuple[str, ...]
    refused: tuple[str, ...]
    form: ParameterForm | None
    preview: Preview | None
    trouble: str
    """Why there is no preview, where that is no matter of one field."""
    may_make: bool
    sees_data: bool


def template_page(user: User, found: Bound | Missing, data: QueryDict | None) -> TemplatePage:
    """The page of a template; with values of an address or form, those."""
    barred = tuple(refused(user, found)) if isinstance(found, Bound) else ()
    form = ParameterForm(found, suggestions_of(found.template.key), data) if isinstance(found, Bound) and not barred else None
    preview, trouble = _preview(form) if form else (None, "")
    return TemplatePage(
        about=_about(found.template),
        lacks=() if isinstance(found, Bound) else tuple(each.get(language()) for each in found.lacks),
        refused=barred,
        form=form,
        preview=preview,
        trouble=trouble,
        may_make=user.has_right(Right.EDIT_SEGMENTS),
        sees_data=user.has_right(Right.SEE_DATA),
    )


def _about(template: Template) -> About:
    spoken = language()
    return About(
        key=template.key,
        name=template.name.get(spoken),
        what=template.what.get(spoken),
        use=template.use.get(spoken),
        goal=GOAL_NAMES[template.goal].get(spoken),
        bases=tuple(base_name(each) for each in template.bases),
        business=tuple(BUSINESS_NAMES[each].get(spoken) for each in template.business),
    )


def made(form: ParameterForm) -> Draft:
    """The segment of a form that is right; of one that nobody has filled in, with the values that the data propose."""
    values = form.values() if form.is_bound else {name: str(value) for name, value in form.initial.items()}
    return draft(form.bound, values, language())


def _preview(form: ParameterForm) -> tuple[Preview | None, str]:
    if form.is_bound and not form.is_valid():
        return None, ""
    try:
        found = made(form)
        segment = workspace().segment(found.query)
        counted = workspace().live().counts([segment.test])
    except UserError as error:
        return None, sentence(error)
    reading = segment.explain(language())
    return Preview(name=found.name, query=found.query, reading=reading, count=counted.counts[0], total=counted.total), ""
