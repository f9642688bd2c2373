"""The bar with the result and what stands beside the text: what the numbers of a draft say, ready for the templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import ndiff
from typing import TYPE_CHECKING

from doelgroep.errors import QueryError, UserError
from doelgroep.lang.tree import Name
from doelgroep.lang.walk import walk
from doelgroep.quality.told import told
from doelgroep.quality.values import Trouble
from doelgroep.reading import read
from doelgroep.segment import Segment
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor import words
from doelgroep_web.segments.editor.access import stored_of
from doelgroep_web.segments.editor.controls import said_by
from doelgroep_web.segments.editor.counting import JOINED, LEFT, NOW, channel_fields, chosen_test, count, meant, old_meaning, rules_of
from doelgroep_web.segments.editor.drafts import opened
from doelgroep_web.segments.editor.models import Draft
from doelgroep_web.segments.editor.picking import measures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doelgroep.explanation import Why
    from doelgroep.lang.tree import Condition
    from doelgroep.model.node import Test
    from doelgroep.store.definitions import StoredSegment
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.tree import Built
    from doelgroep_web.segments.editor.counting import Found, Meant

EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How many can be reached over a channel."""

    who: str
    title: str
    icon: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How many customers meet one rule alone."""

    address: str
    slug: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A customer who joins or leaves, and why."""

    customer: str
    reason: str
    joins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything that the numbers say. Numbers of before stay while new ones are made: then `is_busy`."""

    draft: Draft
    is_busy: bool
    """Whether the numbers are those of an older text."""
    is_asked: bool = False
    """Whether they are to be made anew: the data may have changed."""
    problem: str = ""
    """Why there are no numbers."""
    count: int | None = None
    total: int | None = None
    milliseconds: int = 0
    channels: tuple[Channel, ...] = ()
    reading: str = ""
    left_out: int = 0
    version: int = 0
    """The published version that is compared with; 0 for none."""
    before: int | None = None
    joined: int | None = None
    left: int | None = None
    rules: tuple[RuleCount, ...] = ()
    used_by: int = 0

    @property
    def balance(self) -> int:
        """How much larger the segment becomes."""
        return (self.joined or 0) - (self.left or 0)


def busy(draft: Draft) -> Result:
    """The numbers of before, to be made anew; marked when the text has changed since."""
    kept = draft.result
    counts = kept.get("counts", {})
    return Result(
        draft=draft,
        is_busy=kept.get("revision") != draft.revision,
        is_asked=True,
        count=counts.get(NOW),
        total=kept.get("total"),
        milliseconds=kept.get("milliseconds", 0),
        channels=tuple(_channels(counts)),
        reading=kept.get("reading", ""),
        version=draft.based_on,
        before=counts.get("before"),
        joined=counts.get(JOINED),
        left=counts.get(LEFT),
    )


def result_of(draft: Draft, user: User) -> Result:
    """The numbers of a draft, made now and kept with it."""
    built, stored = opened(draft), stored_of(draft)
    old = old_meaning(stored.query) if stored is not None else None
    try:
        meaning = meant(built, user)
        found = count(meaning, old)
    except QueryError:
        return replace(busy(draft), is_asked=False, problem=words.unreadable())
    except UserError as error:
        return Result(draft=draft, is_busy=False, problem=sentence(error))
    reading = _reading(meaning)
    rules = {said_by(each): number for each in rules_of(built.top) if (number := found.counts.get(f"rule:{each.address}")) is not None}
    counts = {name: number for name, number in found.counts.items() if not name.startswith("rule:")}
    kept = {
        "counts": counts,
        "rules": rules,
        "total": found.total,
        "milliseconds": found.milliseconds,
        "reading": reading,
        "revision": draft.revision,
        "text": draft.text,
    }
    Draft.objects.filter(pk=draft.pk, revision=draft.revision).update(result=kept)
    return _result(draft, stored, meaning, found, reading)


def _result(draft: Draft, stored: StoredSegment | None, meaning: Meant, found: Found, reading: str) -> Result:
    counts = found.counts
    return Result(
        draft=draft,
        is_busy=False,
        count=counts[NOW],
        total=found.total,
        milliseconds=found.milliseconds,
        channels=tuple(_channels(counts)),
        reading=reading,
        left_out=meaning.left_out,
        version=stored.version.number if stored is not None else 0,
        before=counts.get("before"),
        joined=counts.get(JOINED),
        left=counts.get(LEFT),
        rules=tuple(_rule_counts(counts)),
        used_by=len(workspace().definitions.used_by(stored.key)) if stored is not None else 0,
    )


def _reading(meaning: Meant) -> str:
    titles = words.segment_titles()
    return read(meaning.whole, workspace().catalog, language(), titles=lambda key: titles.get(key, key))


def _channels(counts: Mapping[str, int]) -> Iterator[Channel]:
    for field in channel_fields():
        title, icon = words.channel_of(field)
        who = f"channel:{field.name}"
        yield Channel(who=who, title=title, icon=icon, count=counts.get(who))


def _rule_counts(counts: Mapping[str, int]) -> Iterator[RuleCount]:
    for name, number in counts.items():
        kind, _, address = name.partition(":")
        if kind == "rule":
            yield RuleCount(address=address, slug=address.replace(".", "-"), count=number)


# ---------------------------------------------------------------- customers


def segment_of(test: Test) -> Segment:
    """A test as a segment, to list its customers."""
    return Segment(workspace=workspace(), query="", test=test)


def examples_of(draft: Draft, user: User) -> tuple[Example, ...]:
    """A few who join and a few who leave, with the condition that decides it."""
    stored = stored_of(draft)
    old = old_meaning(stored.query) if stored is not None else None
    if old is None:
        return ()
    meaning = meant(opened(draft), user)
    joins = _some(meaning, old, JOINED)
    leaves = _some(meaning, old, LEFT)
    return (
        *(Example(customer=each, reason=_refusal(segment_of(old).why(each, language=language())), joins=True) for each in joins),
        *(Example(customer=each, reason=_refusal(segment_of(meaning.whole).why(each, language=language())), joins=False) for each in leaves),
    )


def _some(meaning: Meant, old: Test, who: str) -> list[str]:
    key = workspace().catalog.key
    found = segment_of(chosen_test(meaning, old, who)).members([key], limit=EXAMPLES)
    return [str(each) for each in found.table.column(key).to_pylist()]


def _refusal(why: Why) -> str:
    """The innermost condition that is not met, with what was found."""
    failed = [each for each in why.lines if not each.holds]
    last = max(failed, key=lambda each: each.depth, default=None)
    if last is None:
        return ""
    return f"{last.condition}: {last.found}" if last.found else last.condition


# ---------------------------------------------------------------- beside the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the difference."""

    mark: str
    text: str


def difference(old: str, new: str) -> tuple[Line, ...]:
    """The lines that are not in both texts, those that went (`-`) before those that came (`+`)."""
    found = (each for each in ndiff(old.splitlines(), new.splitlines()) if each[:1] in "+-")
    return tuple(Line(mark=each[0], text=each[2:].strip()) for each in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something about the data that a rule uses."""

    found: str
    todo: str


def advice(built: Built) -> tuple[Advice, ...]:
    """What is doubtful about the data of the fields in a query, as it was measured last."""
    ws = workspace()
    if built.parsed.root is None:
        return ()
    used = set(_names(built.parsed.root))
    tables = ["customers", *(each.name for each in ws.catalog.activities if each.name in used)]
    found = [
        finding
        for table in tables
        if (measure := measures_of(table)) is not None
        for finding in measure.findings
        if finding.field in used and finding.trouble in {Trouble.VARIANTS, Trouble.TOO_LATE, Trouble.TOO_EARLY, Trouble.UNKNOWN_KEY, Trouble.EMPTY}
    ]
    return tuple(Advice(found=texts[0], todo=texts[1]) for each in found[:3] if (texts := told(each, ws.catalog, language())))


def _names(root: Condition) -> Iterator[str]:
    """The names in a query; of a path its first part."""
    yield from (each.text.partition(".")[0] for each in walk(root) if isinstance(each, Name))
