"""What the page of components shows: made-up values of the shop of the drawings, and the fields of the workspace that is open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep_web.ui import figures, query_editor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Catalog, Field

QUERY = """-- Bought shampoo, never conditioner
orders MATCHES (category = 'Shampoo', date >= -12m)
  AND orders NOT MATCHES (category = 'Conditioner')
  AND email_consent = true"""
MOST_OPTIONS = 12
LAST_DAY = 89


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As people of your team know it."))
    minimum = forms.IntegerField(label=_("At least"), initial=2)
    state = forms.ChoiceField(label=_("State"), choices=[("draft", _("Draft")), ("published", _("Published"))])
    way = forms.ChoiceField(label=_("Way in"), choices=[("text", _("Text")), ("file", _("File"))], widget=forms.RadioSelect, initial="text")
    description = forms.CharField(label=_("Description"), widget=forms.Textarea, required=False)
    follow = forms.BooleanField(label=_("Tell me when it changes"), required=False, initial=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the example table."""

    name: str
    key: str
    size: int
    trend: tuple[float, ...]
    joined: int | None
    left: int | None
    tags: tuple[str, ...]
    owner: str
    initials: str
    number: int
    state: str
    state_name: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What `ui/pagination.html` needs."""

    count: int
    first: int | None
    last: int | None
    total: int | None
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """The answer of a live count."""

    size: int | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A line of a list to choose from."""

    name: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPage:
    """The lines that fit what was typed."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentsPage:
    """Everything on the page."""

    total: int
    rows: tuple[Row, ...]
    pages: Pages
    form: ExampleForm
    wrong: ExampleForm
    now: datetime
    earlier: datetime
    day: date
    amount: float
    trend: Mapping[str, object]
    index: Mapping[str, object]
    query: str
    activities: str


def components_page(catalog: Catalog) -> ComponentsPage:
    """The page."""
    now = datetime.now(UTC)
    wrong = ExampleForm({"minimum": "many", "state": "sold", "way": "text"})
    wrong.is_valid()
    return ComponentsPage(
        total=48_912,
        rows=_rows(),
        pages=Pages(count=3, first=1, last=50, total=2481, previous="", next="?page=2"),
        form=ExampleForm(auto_id="good_%s"),
        wrong=wrong,
        now=now,
        earlier=now - timedelta(hours=3),
        day=date(2026, 3, 14),
        amount=-38.1,
        trend=_trend(),
        index=_index(),
        query=QUERY,
        activities=query_editor.activities(catalog),
    )


def options_page(catalog: Catalog, typed: str) -> OptionsPage:
    """The fields of customers that fit what was typed."""
    found = [each for each in map(_option, catalog.fields) if typed.lower() in f"{each.name} {each.label}".lower()]
    return OptionsPage(options=tuple(found[:MOST_OPTIONS]))


def _option(field: Field) -> Option:
    language = figures.reader()
    return Option(name=field.name, label=field.label.get(language) or field.name, description=field.description.get(language))


def _wave(start: float, step: float, swing: float) -> tuple[float, ...]:
    return tuple(round(start + step * day + swing * math.sin(day * 1.7) + swing * math.sin(day / 3), 1) for day in range(90))


def _rows() -> tuple[Row, ...]:
    return (
        Row(
            name="Kortingskopers",
            key="kortingskopers",
            size=7731,
            trend=_wave(7600, 1.4, 30),
            joined=29,
            left=-17,
            tags=("korting",),
            owner="Yara Aksoy",
            initials="YA",
            number=1,
            state="published",
            state_name="Published",
        ),
        Row(
            name="Dreigen te vertrekken",
            key="dreigen-te-vertrekken",
            size=3907,
            trend=_wave(3000, 10, 30),
            joined=146,
            left=-38,
            tags=("rfm", "terugwinnen"),
            owner="Lotte Bos",
            initials="LB",
            number=2,
            state="published",
            state_name="Published",
            kind="late",
        ),
        Row(
            name="Ambassadeurs",
            key="ambassadeurs",
            size=894,
            trend=(),
            joined=None,
            left=None,
            tags=("aanbevelen",),
            owner="Fenna Huisman",
            initials="FH",
            number=0,
            state="draft",
            state_name="Draft",
        ),
        Row(
            name="Cadeaukopers december",
            key="cadeaukopers-dec",
            size=3642,
            trend=(),
            joined=None,
            left=None,
            tags=("seizoen",),
            owner="Lotte Bos",
            initials="LB",
            number=2,
            state="archived",
            state_name="Archived",
        ),
    )


def _trend() -> Mapping[str, object]:
    first = date(2026, 8, 25)
    values = [
        {"day": (first + timedelta(days=place)).isoformat(), "size": size, "last": place == LAST_DAY}
        for place, size in enumerate(_wave(2164, 3.4, 8))
    ]
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%-d %b", "tickCount": 5}}
    y = {"field": "size", "type": "quantitative", "title": None, "scale": {"zero": False}, "axis": {"format": ",.0f"}}
    return {
        "height": 220,
        "data": {"values": values},
        "layer": [
            {"mark": "line", "encoding": {"x": x, "y": y, "tooltip": {"field": "size", "format": ",.0f"}}},
            {
                "mark": {"type": "point", "filled": True, "size": 60},
                "transform": [{"filter": "datum.last"}],
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _index() -> Mapping[str, object]:
    found = {"Kocht haarkleuring": 194, "Kort haar": 179, "Kwam via Instagram": 159, "Woont in Randstad": 76, "Stuurde iets terug": 52}
    values = [{"fact": name, "index": index, "start": 100} for name, index in found.items()]
    return {
        "height": {"step": 30},
        "data": {"values": values},
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": {
                "field": "fact",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"grid": False, "labelColor": "token:ink", "labelLimit": 240},
            },
            "x": {
                "field": "index",
                "type": "quantitative",
                "title": None,
                "scale": {"type": "log", "domain": [40, 250]},
                "axis": {"orient": "top", "grid": True, "values": [50, 100, 200]},
            },
            "x2": {"field": "start"},
            "color": {"condition": {"test": "datum.index >= 100", "value": "token:accent"}, "value": "token:muted-bar"},
        },
    }
