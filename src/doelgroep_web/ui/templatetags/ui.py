"""The template tags of the web app: `{% load ui %}`. What each does is shown on the page of components, and in `doelgroep_web/ui/README.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple, FileInput, NumberInput, RadioSelect, Select, Textarea
from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from doelgroep_web.ui import assets, drawing, figures, query_editor
from doelgroep_web.ui.chart import definition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date as Date  # noqa: N812 - the tag has the name of the class
    from datetime import datetime as Datetime  # noqa: N812 - as above

    from django.forms import BoundField, Widget
    from django.template.context import RequestContext
    from django.utils.safestring import SafeString

register = template.Library()

ABSENT = "·"
"""Stands in a table where there is no value."""


class NoticeKind(NamedTuple):
    """How a notice looks."""

    name: str
    icon: str


NOTICES = {
    "success": NoticeKind("good", "circle-check"),
    "warning": NoticeKind("late", "alert-triangle"),
    "error": NoticeKind("bad", "alert-circle"),
}


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file."""
    return assets.address(name)


@register.simple_tag
def preload_fonts() -> SafeString:
    """The fonts that every page shows, fetched before the style sheet asks for them."""
    return format_html_join("\n  ", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', ((each,) for each in assets.fonts()))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `icons.txt`; with a label it says something by itself, without one it goes with words."""
    if name not in assets.icon_names():
        raise TemplateSyntaxError(f"There is no icon {name!r}: add Tabler's name to doelgroep_web/ui/icons.txt and run `make front`.")
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', spoken, assets.address("icons.svg"), name)


@register.simple_tag
def number(value: figures.Number | None, decimals: int | None = None) -> str:
    """A number in the reader's language."""
    return ABSENT if value is None else figures.number(value, decimals)


@register.simple_tag
def signed(value: figures.Number | None, decimals: int | None = None) -> str:
    """A difference with its sign."""
    return ABSENT if value is None else figures.signed(value, decimals)


@register.simple_tag
def share(part: figures.Number | None, whole: figures.Number | None = None, decimals: int = 1) -> str:
    """A part of a whole in percent; of one value, a fraction."""
    return ABSENT if part is None else figures.share(part, whole, decimals)


@register.simple_tag(takes_context=True)
def money(context: RequestContext, value: figures.Number | None, currency: str = "", decimals: int | None = None) -> str:
    """An amount, in the workspace's currency unless another is named."""
    return ABSENT if value is None else figures.money(value, currency or context["frame"].currency, decimals)


def _time(written: Callable[[Datetime], str]) -> Callable[[Datetime | None], SafeString | str]:
    def tag(value: Datetime | None) -> SafeString | str:
        return ABSENT if value is None else format_html('<time datetime="{}">{}</time>', figures.machine(value), written(value))

    return tag


@register.simple_tag
def date(value: Date | None, *, year: bool = True) -> SafeString | str:
    """A day: 22 nov 2026; with `year=False` 22 nov."""
    return ABSENT if value is None else format_html('<time datetime="{}">{}</time>', figures.machine(value), figures.day(value, year=year))


@register.simple_tag
def moment(value: Datetime | None, *, short: bool = False) -> SafeString | str:
    """A day with its time: 22 nov 11:00. With `short` only the time when it is of today, and otherwise only the day."""
    return _time(lambda each: figures.brief(each) if short else figures.moment(each))(value)


register.simple_tag(_time(figures.clock), name="clock")
register.simple_tag(_time(figures.moment), name="datetime")


@register.simple_tag
def ago(value: Datetime | None) -> SafeString | str:
    """How long ago; the exact moment shows when it is pointed at."""
    if value is None:
        return ABSENT
    return format_html('<time datetime="{}" title="{}">{}</time>', figures.machine(value), figures.moment(value), figures.ago(value))


@register.simple_tag
def sparkline(values: Sequence[float], title: str, kind: str = "") -> SafeString:
    """A line of values; see `drawing.sparkline`."""
    return drawing.sparkline(values, title, kind)


@register.simple_tag
def bar(part: float, whole: float = 100, kind: str = "", mark: float | None = None) -> SafeString:
    """A bar of a part of a whole; see `drawing.bar`."""
    return drawing.bar(part, whole, kind, mark)


@register.simple_tag
def ring(part: float | None = None) -> SafeString:
    """The ring of a task; see `drawing.ring`."""
    return drawing.ring(part)


@register.simple_tag
def state(name: str, label: str) -> SafeString:
    """A state: a dot (published, draft, archived, good, late, bad) and its word."""
    return format_html('<span class="state"><span class="dot dot-{}"></span>{}</span>', name, label)


@register.simple_tag
def avatar(name: str, initials: str, number: int = 0) -> SafeString:
    """The round badge of a person in a table; the number of the person chooses the colour."""
    return format_html(
        '<span class="avatar avatar-small avatar-{}" role="img" aria-label="{}" title="{}">{}</span>', number % 5, name, name, initials
    )


@register.simple_tag
def notice_kind(level: str) -> NoticeKind:
    """How a message of a level (success, warning, error, anything else) looks."""
    return NOTICES.get(str(level), NoticeKind("plain", "info-circle"))


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """The page's query string with some parameters changed; None takes one away: `<a href="{% query page=2 sort=None %}">`."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.inclusion_tag("ui/chart.html")
def chart(spec: Mapping[str, object], title: str) -> dict[str, object]:
    """A Vega-Lite definition, drawn in the page; put the table with its numbers beside it."""
    return {"definition": mark_safe(definition(spec)), "title": title}


@register.simple_tag
def editor_words() -> dict[str, str]:
    """What the text editor has to be told: the words of the language, and its own words in the reader's language."""
    return {"keywords": query_editor.keywords(), "phrases": query_editor.phrases()}


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether a field is one check box."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form field, with the class of its kind and marked when it is wrong. A class of its own is kept."""
    given = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{_class(field.field.widget)} {given}".strip()})


def _class(widget: Widget) -> str:
    match widget:
        case CheckboxInput() | CheckboxSelectMultiple() | RadioSelect() | FileInput():
            return ""
        case Select():
            return "select-box"
        case Textarea():
            return "textarea"
        case NumberInput():
            return "input input-number"
        case _:
            return "input"
