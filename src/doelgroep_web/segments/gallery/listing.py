"""The gallery: its cards, what a person asks of it, and in which order they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import Base
from doelgroep.gallery import BUSINESS_NAMES, GOAL_NAMES, Bound, Business, Goal, templates
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.gallery.known import already_counted, fitted, refused
from doelgroep_web.segments.gallery.words import base_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from doelgroep.gallery import Missing, Template
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.gallery.known import Counted

FAVOURITES = (
    "bought-a-never-b",
    "one-time-buyers",
    "drifting-away",
    "top-spenders",
    "contract-ends",
    "discount-buyers",
    "never-ordered",
    "ambassadors",
)
"""What most people come for, first on the page where it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person wants to see of the gallery."""

    text: str = ""
    goal: str = ""
    business: str = ""
    base: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.goal or self.business or self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A template in the gallery."""

    key: str
    name: str
    what: str
    bases: tuple[str, ...]
    count: int | None
    """How many customers it finds; None when that is not counted yet, or a value has to be given first."""
    lacks: tuple[str, ...]
    """What the data would have to hold; empty when it fits."""
    refused: tuple[str, ...]
    """Fields that this person may not use."""

    @property
    def fits(self) -> bool:
        """Whether it can be used."""
        return not self.lacks and not self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The templates for one goal."""

    goal: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage:
    """The gallery."""

    asked: Asked
    sections: tuple[Section, ...]
    """Those that can be used, by goal."""
    others: tuple[Card, ...]
    """Those that can't."""
    fitting: int
    total: int
    customers: int
    is_counted: bool
    goals: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]


def asked(query: QueryDict) -> Asked:
    """What the address asks for; what means nothing is left out."""
    return Asked(
        text=query.get("q", "").strip(),
        goal=_known(query.get("goal", ""), Goal),
        business=_known(query.get("business", ""), Business),
        base=_known(query.get("base", ""), Base),
    )


def _known(text: str, among: Iterable[str]) -> str:
    return text if text in set(among) else ""


def gallery_page(user: User, wanted: Asked, counts: Counted | None) -> GalleryPage:
    """The gallery as a person asked for it; with counts where there are some."""
    found = fitted(workspace().catalog)
    chosen = [each for each in templates() if _matches(each, wanted)]
    cards = {each.key: _card(user, found[each.key], counts) for each in chosen}
    sections = [
        Section(
            goal=goal.value,
            name=GOAL_NAMES[goal].get(language()),
            cards=tuple(cards[each.key] for each in chosen if each.goal is goal and cards[each.key].fits),
        )
        for goal in Goal
    ]
    if not wanted.is_narrowed:
        sections.insert(0, Section(goal="first", name=_("Start here"), cards=tuple(cards[each] for each in FAVOURITES if cards[each].fits)[:6]))
    return GalleryPage(
        asked=wanted,
        sections=tuple(each for each in sections if each.cards),
        others=tuple(each for each in cards.values() if not each.fits),
        fitting=sum(isinstance(each, Bound) for each in found.values()),
        total=len(found),
        customers=counts.total if counts else 0,
        is_counted=counts is not None,
        goals=tuple((each.value, GOAL_NAMES[each].get(language())) for each in Goal),
        lines=tuple((each.value, BUSINESS_NAMES[each].get(language())) for each in Business),
        bases=tuple((each.value, base_name(each)) for each in Base),
    )


def present_page(user: User, wanted: Asked) -> GalleryPage:
    """The gallery with the counts that are there already."""
    return gallery_page(user, wanted, already_counted())


def _card(user: User, found: Bound | Missing, counts: Counted | None) -> Card:
    template, spoken = found.template, language()
    fits = isinstance(found, Bound)
    barred = tuple(refused(user, found)) if isinstance(found, Bound) else ()
    return Card(
        key=template.key,
        name=template.name.get(spoken),
        what=template.what.get(spoken),
        bases=tuple(base_name(each) for each in template.bases),
        count=counts.counts.get(template.key) if counts and fits and not barred else None,
        lacks=() if isinstance(found, Bound) else tuple(each.get(spoken) for each in found.lacks),
        refused=barred,
    )


def _matches(template: Template, wanted: Asked) -> bool:
    spoken, text = language(), wanted.text.casefold()
    words = (template.key, *(each.get(spoken) for each in (template.name, template.what, template.use)))
    fits_text = all(any(part in each.casefold() for each in words) for part in text.split())
    fits_goal = not wanted.goal or template.goal == wanted.goal
    fits_line = not wanted.business or wanted.business in template.business
    return fits_text and fits_goal and fits_line and (not wanted.base or wanted.base in template.bases)
