"""Query text cut into tokens. Nothing is lost and nothing is refused: the texts of all tokens together are the text.

What does not belong to the language becomes a token with a `problem` (a code of `doelgroep.messages`) and, where it can be guessed,
with the text that was `meant`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from doelgroep.errors import Fix, Span
from doelgroep.lang import lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a token is."""

    SPACE = "space"
    COMMENT = "comment"
    NAME = "name"
    """A word: a name or a keyword, that depends on the place."""
    QUOTED_NAME = "quoted_name"
    """A name in back-ticks."""
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    OFFSET = "offset"
    NAMED_DATE = "named_date"
    """A named date that begins with a digit: `7_days_ago`. The others are words."""
    SYMBOL = "symbol"
    """A comparison, a bracket, a comma, a colon or an arithmetic sign."""
    BAD = "bad"
    """Characters that mean nothing here."""
    END = "end"
    """The end of the text; only the parser sees it."""


TRIVIA = frozenset({Kind.SPACE, Kind.COMMENT})
"""Kinds of tokens without meaning."""


class Token(NamedTuple):
    """A stretch of the text. A named tuple, because there are many of them."""

    kind: Kind
    text: str
    """As it stands in the query."""
    start: int
    word: str = ""
    """What the parser looks at: a word in upper case, a symbol in its usual form (`<` for `&lt;`); empty for values and quoted names."""
    problem: str | None = None
    """The code of what is wrong with it."""
    meant: str | None = None
    """What should stand here instead, where that can be guessed."""

    @property
    def end(self) -> int:
        """The place behind the last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The place in the text."""
        return Span(self.start, self.start + len(self.text))

    @property
    def fix(self) -> Fix | None:
        """The replacement by what was meant."""
        return None if self.meant is None else Fix(span=self.span, text=self.meant)


MOST_CUTS = 20
"""So many open quotes are cut off before the next AND; more would make reading a text of nothing but quotes slow."""

_QUOTES = lookalikes.CURLY_QUOTES
_TOKEN = re.compile(
    rf"""
      (?P<space>       [\s\u200b\ufeff]++ )
    | (?P<name>        [^\W\d][\w\u0300-\u036f]*+(?:\.[\w\u0300-\u036f]++)*+(?!\.) )
    | (?P<comment>     --[^\n]*+ | /\*[\s\S]*?\*/ )
    | (?P<open_comment> /\*[\s\S]*+ )
    | (?P<text>        '(?:[^'\\\n]|\\[^\n]|'')*+' )
    | (?P<offset>      [+-][0-9]{{1,9}}(?:[mM][iI][nN]|[dwmyqhDWMYQH])(?![\w.]) )
    | (?P<date>        [0-9]{{4}}-[0-9][0-9]-[0-9][0-9](?![\w:]|\ [0-9]{{1,2}}:) )
    | (?P<datetime>    [0-9]{{4}}-[0-9][0-9]-[0-9][0-9][Tt][0-9][0-9]:[0-9][0-9]:[0-9][0-9](?![\w:.+-]) )
    | (?P<odd_date>    (?:[0-9]{{4}}(?P<s1>[-/.])[0-9]{{1,2}}(?P=s1)[0-9]{{1,2}}|[0-9]{{1,2}}(?P<s2>[-/.])[0-9]{{1,2}}(?P=s2)[0-9]{{4}})
                       (?:[Tt][0-9]{{1,2}}(?![\w:.])|[Tt\ ][0-9]{{1,2}}[:.][0-9:.]*+)?(?:Z|z|[+-][0-9][0-9]:?[0-9][0-9])?(?!\w) )
    | (?P<number>      [+-]?[0-9]++(?:\.[0-9]++)?+(?![\w.:]) )
    | (?P<odd_number>  [+-]?\.?[0-9][\w.:]*+ )
    | (?P<odd_minus>   [\u2010-\u2015\u2212][0-9]++(?:\.[0-9]++|[dwmyqhDWMYQH])?+(?![\w.]) )
    | (?P<odd_digits>  \d++(?:\.\d++)?+(?![\w.]) )
    | (?P<symbol>      (?:[<>]=?+|!?=)(?![<>=!~≠≤≥]|&[lg]t;) | [(),:*/+-] )
    | (?P<quoted_name> `(?:[^`\n]|``)++` )
    | (?P<odd_symbol>  (?:[<>=!~≠≤≥]|&[lg]t;)++ | (?:&amp;|&(?![lg]t;)|\|)++ )
    | (?P<odd_text>    "(?:[^"\\\n]|\\[^\n])*+" | [{_QUOTES}][^{_QUOTES}'"\n]*+[{_QUOTES}'"] )
    | (?P<odd_name>    [^\W\d][\w.\u0300-\u036f]*+ )
    | (?P<open_text>   ['"`{_QUOTES}][^\n]*+ )
    | (?P<bad>         [^\w\s'"`{_QUOTES}(),:<>=!~≠≤≥&|*/+.-]++ | [\s\S] )
    """,
    re.VERBOSE,
)
_PLAIN = {each.value: each for each in Kind}


def tokenize(text: str) -> tuple[Token, ...]:
    """All tokens of a text, white space and comments too; their texts joined are the text. Never raises, takes linear time.

    >>> [token.text for token in tokenize("city = 'Delft' -- why")]
    ['city', ' ', '=', ' ', "'Delft'", ' ', '-- why']
    """
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    cuts = 0
    while position < len(text):
        for found in _TOKEN.finditer(text, position):
            token = _token(found)
            cuts += token.end != found.end()
            if cuts > MOST_CUTS:
                token = token._replace(text=found.group(), meant=None)
            yield token
            position = token.end
            if position != found.end():
                break  # an open quote takes less than the pattern saw: go on from there


def _token(found: re.Match[str]) -> Token:
    group = found.lastgroup or ""
    text = found[group]
    if group == "name":
        return Token(Kind.NAME, text, found.start(), text.upper())
    kind = _PLAIN.get(group)
    if kind is Kind.SYMBOL:
        return Token(kind, text, found.start(), text)
    if kind is not None and kind is not Kind.BAD:
        return Token(kind, text, found.start())
    return _odd_token(group, text, found.start())


def _odd_token(group: str, text: str, start: int) -> Token:
    guess = lookalikes.GUESSES[group](text)
    return Token(Kind(guess.kind), guess.text or text, start, guess.word, guess.problem, guess.meant)
