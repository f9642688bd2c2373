"""The parser's place in a query: the next token, what was found wrong so far, and what could stand at the end of half-written text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.errors import Diagnostic, Fix, Span
from doelgroep.lang.tokens import TRIVIA, Kind, Token, tokenize
from doelgroep.lang.tree import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ERRORS = 25
"""After so many errors nothing more is reported: the text is something else than a query."""
DEEPEST = 100
"""How deeply parentheses, NOT and MATCHES may be nested."""
LONGEST_FOUND = 40
"""How much of an unexpected text a message shows."""
END = "\x03"
"""The `word` of the token behind the last one."""


class Expect(StrEnum):
    """What can stand at a place in a query."""

    CONDITION = "condition"
    """The start of a condition: a field, an activity, NOT, an opening parenthesis, IN SEGMENT."""
    PARAMETER = "parameter"
    """The start of a condition inside MATCHES: a field of the activity's rows or an aggregate."""
    OPERATOR = "operator"
    VALUE = "value"
    PER = "per"
    """The field behind PER."""
    DATE_FIELD = "date_field"
    """The field inside anniversary(...)."""
    CONNECTOR = "connector"
    """What follows a whole condition: AND, OR, a closing parenthesis, the end."""
    SEGMENT = "segment"
    """The key of a segment, in quotes."""
    DISTANCE = "distance"
    UNIT = "unit"
    CENTER = "center"
    """The place that a distance is measured from."""
    KEYWORD = "keyword"
    """Only certain words or signs."""
    NOTHING = "nothing"
    """A comment, or text that nothing can be proposed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the parser wanted when it met the end of the text."""

    kind: Expect
    words: tuple[str, ...] = ()
    field: str | None = None
    operator: str = ""
    activity: str | None = None
    start: int | None = None
    """Where the half-written operator began, such as the NOT of NOT CONTAINS."""


class Reader:
    """The meaningful tokens of a text, read one after the other. Everything that parsing changes is here."""

    __slots__ = (
        "activity",
        "depth",
        "diagnostics",
        "expectation",
        "follow",
        "gave_up",
        "index",
        "lost",
        "signs",
        "text",
        "token",
        "tokens",
    )

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text = text
        self.tokens = [each for each in tokens if each.kind not in TRIVIA]
        self.tokens.append(Token(Kind.END, "", len(text), END))
        self.index = 0
        self.token = self.tokens[0]
        self.diagnostics = [_diagnostic(each) for each in tokens if each.kind is Kind.COMMENT and each.problem]
        self.follow: frozenset[str] = frozenset({END})
        """Words that may follow a whole condition here."""
        self.activity: str | None = None
        """The activity whose rows are spoken of."""
        self.depth = 0
        self.signs = 0
        """Arithmetic signs so far."""
        self.lost = False
        """An error was reported and the tokens up to the next condition are to be skipped."""
        self.gave_up = False
        self.expectation: Expectation | None = None

    # ------------------------------------------------------------ moving

    def advance(self) -> Token:
        """Take the next token; what is wrong with it is reported now."""
        token = self.token
        if token.problem is not None:
            self.report(_diagnostic(token))
        if token.kind is not Kind.END:
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def peek(self, distance: int = 1) -> Token:
        """A token further on; the end of the text when there are fewer."""
        return self.tokens[min(self.index + distance, len(self.tokens) - 1)]

    def take(self, word: str) -> Token | None:
        """The next token, when it is that word."""
        return self.advance() if self.token.word == word else None

    @property
    def end(self) -> int:
        """The place behind the last token taken."""
        return self.tokens[self.index - 1].end if self.index else 0

    def since(self, start: int) -> Span:
        """From a place to the last token taken."""
        return Span(start, max(start, self.end))

    def source(self, span: Span) -> str:
        """The text of a stretch."""
        return self.text[span.start : span.end]

    @property
    def here(self) -> Span:
        """The place of something that is missing: behind the last token taken."""
        return Span(self.end, self.end)

    def read_as(self, word: str) -> None:
        """Go on as if the next token were that word (after having reported it)."""
        self.put(self.token._replace(kind=Kind.NAME, word=word, problem=None))

    def put(self, token: Token) -> None:
        """Another token in the place of the next one."""
        self.tokens[self.index] = self.token = token

    # ------------------------------------------------------------ reporting

    def report(self, diagnostic: Diagnostic) -> None:
        """Note a diagnostic, up to a sensible number of them."""
        if not self.gave_up and len(self.diagnostics) < MOST_ERRORS:
            self.diagnostics.append(diagnostic)

    def refuse(self, code: str, span: Span, fix: Fix | str | None = None, **params: object) -> None:
        """Note an error; a fix given as text replaces the span."""
        replacement = Fix(span=span, text=fix) if isinstance(fix, str) else fix
        self.report(Diagnostic(code=code, span=span, params=params, fix=replacement))

    def refuse_odd_token(self) -> bool:
        """Note what is wrong with the next token in itself; False when nothing is, or when even the right sign could not stand here."""
        if self.token.problem is None or self.token.kind is Kind.SYMBOL:
            return False
        self.report(_diagnostic(self.token))
        return True

    @property
    def found(self) -> str:
        """The next token as a message shows it, between its quotes."""
        return shortened(self.token.text.strip("'"))

    @property
    def at_end(self) -> bool:
        """Whether there are no more tokens."""
        return self.token.kind is Kind.END

    @property
    def has_room(self) -> bool:
        """Whether another error would be noted: if not, guessing what was meant is a waste."""
        return not self.gave_up and len(self.diagnostics) < MOST_ERRORS

    def expect(self, kind: Expect, words: tuple[str, ...] = (), *, field: str | None = None, operator: str = "", start: int | None = None) -> None:
        """Say what could stand here, if this is the end of the text; the first that says so is heard."""
        if self.token.kind is Kind.END and self.expectation is None:
            self.expectation = Expectation(kind=kind, words=words, field=field, operator=operator, activity=self.activity, start=start)

    # ------------------------------------------------------------ skipping

    def skip(self) -> None:
        """After an error: leave out everything up to the next AND, OR or what closes the surroundings."""
        self.lost = False
        depth = 0
        between = False
        while self.token.kind is not Kind.END:
            word = self.token.word
            if depth == 0 and (word == "OR" or word in self.follow or (word == "AND" and not between)):
                return
            between = word == "BETWEEN" or (between and word != "AND")
            depth = max(0, depth + (word == "(") - (word == ")"))
            self.leave_out()

    def skip_parentheses(self) -> None:
        """After an error inside parentheses: leave out everything up to and with the closing one."""
        self.lost = False
        depth = 1
        while depth and self.token.kind is not Kind.END:
            depth += (self.token.word == "(") - (self.token.word == ")")
            self.leave_out()

    def skip_to_close(self) -> None:
        """After an error inside parentheses: leave out everything up to the closing one."""
        self.lost = False
        depth = 0
        while not self.at_end and (depth or self.token.word != ")"):
            depth += (self.token.word == "(") - (self.token.word == ")")
            self.leave_out()

    def skip_all(self) -> None:
        """Leave out the rest of the text."""
        self.lost = False
        self.index = len(self.tokens) - 1
        self.token = self.tokens[-1]

    def restart(self, place: int) -> None:
        """Cut the text into tokens anew from a place on, after a quote that means something else than it seemed."""
        tokens = (each._replace(start=each.start + place) for each in tokenize(self.text[place:]) if each.kind not in TRIVIA)
        self.tokens[self.index :] = [*tokens, self.tokens[-1]]
        self.token = self.tokens[self.index]

    def give_up(self, deepest: int = DEEPEST) -> None:
        """Nested too deeply: report that, leave out the rest, and say nothing more."""
        self.refuse("too_deep", self.token.span, deepest=deepest)
        self.gave_up = True
        self.skip_all()

    def leave_out(self) -> None:
        """Take the next token without looking at what is wrong with it."""
        if self.token.kind is not Kind.END:
            self.index += 1
            self.token = self.tokens[self.index]

    def close(self, opening: Token) -> bool:
        """Take the closing parenthesis that belongs to an opening one; False when it is missing, which is reported."""
        if self.take(")") is not None:
            return True
        self.expect(Expect.KEYWORD, (")",))
        self.refuse("parenthesis_open", opening.span, Fix(span=self.here, text=")"))
        return False


def _diagnostic(token: Token) -> Diagnostic:
    params = {"found": shortened(token.text), "meant": shortened(token.meant or "")}
    return Diagnostic(code=token.problem or "", span=token.span, params=params, fix=token.fix)


def shortened(text: str) -> str:
    """A text for use in a message: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_FOUND else line[: LONGEST_FOUND - 1] + "…"


def comments(tokens: tuple[Token, ...]) -> Iterator[Comment]:
    """The comments among the tokens."""
    return (Comment(text=each.text, span=each.span) for each in tokens if each.kind is Kind.COMMENT)
