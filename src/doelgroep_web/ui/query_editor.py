"""What the text editor of the browser asks for: completions and remarks, as it reads them. Places count characters, as the library does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from doelgroep.lang.words import KEYWORDS
from doelgroep.messages import sentence
from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doelgroep.catalog import Catalog
    from doelgroep.errors import Diagnostic, Fix
    from doelgroep.model.complete import Proposal

type Answer = dict[str, object]


def completions(found: Sequence[Proposal], position: int) -> Answer:
    """The answer of the address `complete`: proposals that all take the same stretch of the text."""
    span = found[0].span if found else None
    start, end = (span.start, span.end) if span else (position, position)
    return {"start": start, "end": end, "options": [_option(each) for each in found if each.span == span]}


def remarks(found: Iterable[Diagnostic], text: str) -> Answer:
    """The answer of the address `check`: what is wrong with a text, or looks wrong, with its mending."""
    return {"diagnostics": [_remark(each, text) for each in found]}


def keywords() -> str:
    """The words that are coloured as words of the language."""
    return " ".join(sorted(KEYWORDS))


def activities(catalog: Catalog) -> str:
    """The names that are coloured as activities."""
    return " ".join(each.name.lower() for each in catalog.activities)


def phrases() -> str:
    """The words that the editor itself says, as JSON."""
    said: Mapping[str, str] = {
        "Completions": gettext("Completions"),
        "Diagnostics": gettext("Remarks"),
        "No diagnostics": gettext("No remarks"),
        "close": gettext("close"),
        "Control character": gettext("Control character"),
        "Selection deleted": gettext("Selection deleted"),
    }
    return json.dumps(said)


def _option(each: Proposal) -> Answer:
    language = figures.reader()
    label = each.label.get(language) or each.text.strip()
    detail = figures.number(each.count) if each.count is not None else (label if label != each.text.strip() else "")
    return {
        "label": each.text.strip(),
        "kind": each.kind.value,
        "detail": detail,
        "info": each.description.get(language),
        "text": each.text,
        "caret": each.caret,
    }


def _remark(each: Diagnostic, text: str) -> Answer:
    return {
        "start": each.span.start,
        "end": each.span.end,
        "severity": each.severity.value,
        "message": sentence(each.code, each.params, figures.reader()),
        "fixes": [_fix(each.fix, text)] if each.fix else [],
    }


def _fix(fix: Fix, text: str) -> Answer:
    replaced = text[fix.span.start : fix.span.end]
    label = gettext("Change into {text}").format(text=fix.text) if fix.text.strip() else gettext("Remove {text}").format(text=replaced)
    return {"label": label, "start": fix.span.start, "end": fix.span.end, "text": fix.text}
