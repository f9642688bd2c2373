"""Rules in words, for labels: what the library reads from their meaning, or, half filled, what there is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.errors import QueryError
from doelgroep.lang.printer import written
from doelgroep.model.resolve import understand
from doelgroep.reading.conditions import line
from doelgroep.reading.reader import reader
from doelgroep.reading.values import small
from doelgroep_web.errors import language
from doelgroep_web.segments.editor import words
from doelgroep_web.segments.editor.builder.choices import key_of
from doelgroep_web.segments.editor.builder.closing import closed
from doelgroep_web.segments.editor.builder.tree import ActivityRule, FieldRule, Group, PositionRule, TextRule

if TYPE_CHECKING:
    from doelgroep_web.segments.editor.builder.tree import Built, Rule


def sentence_of(rule: Rule, built: Built) -> str:
    """A rule in a few words."""
    match rule:
        case Group():
            return f"{words.KINDS[rule.kind]} {words.KIND_TAILS[rule.kind]}"
        case TextRule():
            return rule.text
        case PositionRule():
            return str(words.LATEST if rule.last else words.FIRST)
        case FieldRule() if rule.activity is not None:
            return _in_short(rule, built)
        case _:
            return _read(rule, built) or _in_short(rule, built)


def _read(rule: Rule, built: Built) -> str:
    """The library's reading; empty for what has no meaning yet."""
    found = closed(rule)
    if found is None:
        return ""
    try:
        test = understand(written(found), built.catalog, segments=built.segments or None).test
    except QueryError:
        return ""
    return line(test, reader(language(), built.catalog, titles=lambda key: words.segment_titles().get(key, key)))


def _in_short(rule: Rule, built: Built) -> str:
    match rule:
        case FieldRule():
            title = small(words.title_of(rule.named, rule.level, rule.activity, built.catalog))
            return f"{title} {words.operator_label(key_of(rule), rule)} {words.values_in_short(rule)}".strip()
        case ActivityRule():
            return small(rule.activity.title(language()))
        case _:
            return _("condition")
