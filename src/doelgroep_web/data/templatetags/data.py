"""`{% load data %}`: distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext

from doelgroep_web.data import drawing

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from doelgroep.quality.values import Distribution

register = template.Library()


@register.simple_tag
def spread(distribution: Distribution) -> SafeString:
    """The bars of a distribution as a small drawing."""
    return drawing.small(distribution, gettext("distribution"))
