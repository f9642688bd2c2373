"""Case folding in SQL, where no folded copy is stored.

LOWER goes letter by letter and leaves some as they are that case folding changes: `ß` is folded to `ss`. These are replaced first. When one text is
looked for, only those are replaced whose folded form has a letter in common with it; else only in texts with letters beyond ASCII, because there are
two hundred to be replaced.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import ibis

from doelgroep.columns import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS = ((0x80, 0x590), (0x1C80, 0x1C90), (0x1E00, 0x2000), (0xFB00, 0xFB18))
"""Where the letters are that LOWER does not fold. The Cherokee ones are left out: they fold to capitals, and both texts are lowered."""
_SIGMA = "Σ"
_BEYOND_ASCII = r"[^\x00-\x7f]"


def folded(text: Any, needle: str | None) -> Any:  # noqa: ANN401 - a column of Ibis
    """The text case-folded, as far as matters for finding `needle`; as a whole when that is None."""
    if needle is None:
        return ibis.cases((text.re_search(_BEYOND_ASCII), _replaced(text, special_letters()).lower()), else_=text.lower())
    return _replaced(text, {letter: form for letter, form in special_letters().items() if not set(needle).isdisjoint(form)}).lower()


def _replaced(text: Any, forms: Mapping[str, str]) -> Any:  # noqa: ANN401 - a column of Ibis
    for letter, form in forms.items():
        text = text.replace(letter, form)
    return text


@cache
def special_letters() -> Mapping[str, str]:
    """Letters whose folded form differs from their lower case, with that form; and Σ, which some databases lower to ς at the end of a word.

    >>> special_letters()["ß"]
    'ss'
    """
    letters = (chr(code) for start, end in _BLOCKS for code in range(start, end))
    return {each: fold(each) for each in letters if fold(each) != each.lower() or len(each.lower()) > 1 or each == _SIGMA}
