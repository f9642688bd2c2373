"""Words of the OpenAPI document as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def coded(text: str) -> SafeString:
    """A text in which what stands between backticks is code.

    >>> coded("`next` < the end")
    '<code>next</code> &lt; the end'
    """
    parts = text.split("`")
    return format_html_join("", "{}", ((format_html("<code>{}</code>", each) if place % 2 else each,) for place, each in enumerate(parts)))
