"""Why a segment could not be evaluated, as the log of refreshes keeps it: in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doelgroep.errors import QueryError
from doelgroep.messages import render, sentence

if TYPE_CHECKING:
    from doelgroep.errors import UserError
    from doelgroep.messages import Language

_LANGUAGES: tuple[Language, ...] = ("en", "nl")


def told(error: UserError) -> str:
    """The text for the log."""
    return json.dumps({each: words_of(error, each) for each in _LANGUAGES}, ensure_ascii=False)


def words_of(error: UserError, language: Language) -> str:
    """An error in a language; of a query every mistake in it."""
    if isinstance(error, QueryError):
        return "\n".join(render(each, error.text, language) for each in error.diagnostics)
    return sentence(error.code, error.params, language)


def in_language(logged: str, language: Language) -> str:
    """What the log says, in a language.

    >>> in_language('{"en": "Gone.", "nl": "Weg."}', "nl")
    'Weg.'
    """
    return str(json.loads(logged)[language])
