"""The template tags."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from doelgroep_web.ui import assets


def shown(text: str, **values: object) -> str:
    """What a template gives."""
    frame = SimpleNamespace(currency="EUR")
    return Template("{% load ui %}" + text).render(Context({"frame": frame, **values})).replace("\N{NO-BREAK SPACE}", " ")


def test_an_icon_goes_with_words_or_speaks_by_itself() -> None:
    assert 'aria-hidden="true"' in shown('{% icon "users" %}')
    assert 'role="img" aria-label="Closed"' in shown('{% icon "lock" label="Closed" %}')


def test_an_icon_that_is_not_there_is_found_at_once() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"icons\.txt"):
        shown('{% icon "unicorn" %}')


def test_icons_are_listed_once_and_in_order() -> None:
    names = assets.ICONS.read_text().split()
    assert len(names) == len(set(names))


@pytest.mark.parametrize("tag", ["number", "signed", "share", "money", "date", "datetime", "moment", "clock", "ago"])
def test_what_is_not_there_is_a_dot(tag: str) -> None:
    assert shown("{% " + tag + " nothing %}", nothing=None) == "·"


def test_money_is_in_the_currency_of_the_workspace() -> None:
    with translation.override("nl"):
        assert shown("{% money 38.1 %} {% money 38.1 'USD' %}") == "€ 38,10 US$ 38,10"


def test_days_can_be_read_by_programs() -> None:
    assert shown("{% date day %}", day=date(2026, 11, 22)) == '<time datetime="2026-11-22">22 Nov 2026</time>'
    assert 'datetime="2020-11-22T' in shown("{% ago at %}", at=datetime(2020, 11, 22, 10, tzinfo=UTC))


def test_names_are_escaped() -> None:
    assert "<b>" not in shown("{% avatar name name 3 %}{% state 'published' name %}", name="<b>x</b>")


def test_the_query_string_keeps_what_does_not_change() -> None:
    request = RequestFactory().get("/?sort=size&page=3&tag=a&tag=b")
    found = Template("{% load ui %}{% query page=2 sort=None %}").render(RequestContext(request))
    assert found == "?tag=a&amp;tag=b&amp;page=2"


class Sample(forms.Form):
    name = forms.CharField(help_text="Of the <i>team</i>")
    state = forms.ChoiceField(choices=[("a", "A")], required=False)
    agreed = forms.BooleanField()
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "textarea-code"}), required=False)
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_each_control_has_the_class_of_its_kind() -> None:
    text = shown("{% for field in form %}{% include 'ui/field.html' %}{% endfor %}", form=Sample())
    assert re.search(r'<input[^>]*name="name"[^>]*class="input"', text)
    assert 'class="select-box"' in text
    assert 'class="textarea textarea-code"' in text
    assert "<fieldset" in text
    assert 'class="check"' in text


def test_what_is_wrong_belongs_to_its_control() -> None:
    form = Sample({"name": ""})
    form.is_valid()
    text = shown("{% include 'ui/form_errors.html' %}{% include 'ui/field.html' with field=form.name %}", form=form)
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    assert all(f'id="{each}"' in text for each in described[1].split())
    assert 'aria-invalid="true"' in text
    assert 'role="alert"' in text
    assert 'href="#id_name"' in text


def test_a_chart_is_data_that_no_text_can_break_out_of() -> None:
    text = shown("{% chart spec 'Size' %}", spec={"title": "</script><script>alert(1)</script>", "config": {"font": "Inter"}})
    assert text.count("<script") == 1
    inside = re.search(r'<script type="application/json">(.*)</script>', text)
    assert inside is not None
    spec = json.loads(inside[1])
    assert spec["title"].startswith("</script>")
    assert spec["config"]["font"] == "Inter"
    assert spec["config"]["locale"]["number"]["decimal"] == "."
