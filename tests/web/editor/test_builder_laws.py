"""Laws of the builder over random catalogues and queries of the whole language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.errors import QueryError
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, require
from doelgroep.lang.printer import canonical, canonical_query, written
from doelgroep.model.resolve import understand
from doelgroep.testing.catalogs import catalogs
from doelgroep.testing.strategies import queries
from doelgroep_web.segments.editor.builder import edits
from doelgroep_web.segments.editor.builder.choices import chosen, key_of, keys_of
from doelgroep_web.segments.editor.builder.closing import closed
from doelgroep_web.segments.editor.builder.opening import build
from doelgroep_web.segments.editor.builder.tree import ActivityRule, Built, FieldRule, Group, GroupKind, QuantityKind, items

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep_web.segments.editor.builder.edits import Edit
    from doelgroep_web.segments.editor.builder.tree import Rule

SEGMENTS = ("loyal", "new")


@st.composite
def opened(draw: st.DrawFn) -> Built:
    catalog = draw(catalogs())
    text = draw(queries(catalog, SEGMENTS))
    if draw(st.booleans()):
        text = f"-- a heading\n{text} -- the end"
    return build(text, catalog, segments=SEGMENTS)


def leaves(built: Built) -> Counter[str]:
    """What the rules ask, wherever they stand."""
    single = [each for each in items(built.top) if not isinstance(each, Group)]
    rules = [each for each in single if not any(isinstance(built.item(above), ActivityRule) for above in _above(each.address))]
    return Counter(canonical(normal(found)) for each in rules if (found := closed(each)) is not None)


def _above(address: str) -> list[str]:
    parts = address.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def comments(text: str) -> Counter[str]:
    return Counter(each.text for each in parse(text).comments)


@given(opened())
@settings(max_examples=150, deadline=None)
def test_what_the_builder_shows_means_the_query(built: Built) -> None:
    again = closed(built.top)
    assert again is not None
    assert meaning(built, written(again)) == meaning(built, built.parsed.text)
    assert normal(require(parse(written(again)))) == normal(again)


def meaning(built: Built, text: str) -> object:
    """What a query asks; of one that has errors of meaning, what it says."""
    try:
        return understand(canonical_query(text), built.catalog).test
    except QueryError:
        return normal(require(parse(text)))


def anywhere(draw: st.DataObject, built: Built, kind: type[Rule] | None = None) -> Rule | None:
    """A rule of a kind."""
    found = [each for each in items(built.top) if kind is None or isinstance(each, kind)]
    return draw.draw(st.sampled_from(found)) if found else None


@given(opened(), st.data())
@settings(max_examples=150, deadline=None)
def test_rules_that_move_stay_the_same(built: Built, data: st.DataObject) -> None:
    rule = anywhere(data, built)
    assert rule is not None
    if not rule.address:
        return
    ways: list[Callable[[], Edit]] = [
        lambda: edits.move(built, rule.address, -1),
        lambda: edits.move(built, rule.address, 1),
        lambda: edits.indent(built, rule.address),
        lambda: edits.outdent(built, rule.address),
    ]
    made = data.draw(st.sampled_from(ways))()
    after = edits.rebuilt(built, made.text)
    assert after.parsed.errors == ()
    assert comments(made.text) == comments(built.parsed.text)
    if not _in_activity(built, rule.address):
        assert leaves(after) == leaves(built)


def _in_activity(built: Built, address: str) -> bool:
    return any(isinstance(built.item(each), ActivityRule) for each in _above(address))


@given(opened(), st.sampled_from(GroupKind), st.data())
@settings(max_examples=150, deadline=None)
def test_a_group_gets_its_kind_and_keeps_its_rules(built: Built, kind: GroupKind, data: st.DataObject) -> None:
    group = anywhere(data, built, Group)
    assert isinstance(group, Group)
    made = edits.change_kind(built, group.address, kind)
    after = edits.rebuilt(built, made.text, made.wish)
    assert after.parsed.errors == ()
    assert comments(made.text) == comments(built.parsed.text)
    if not _in_activity(built, group.address):
        assert leaves(after) == leaves(built)
    if made.wish is not None:
        assert getattr(after.item(made.wish.address), "kind", None) in {kind, GroupKind.NONE, None}


@given(opened(), st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_added_can_be_removed_again(built: Built, data: st.DataObject) -> None:
    holding = [each for each in items(built.top) if isinstance(each, Group | ActivityRule) and not _in_activity(built, each.address)]
    into = data.draw(st.sampled_from(holding))
    made = edits.add(built, into.address, "IN SEGMENT 'loyal'" if isinstance(into, Group) else "count BETWEEN 1 AND (value)")
    after = edits.rebuilt(built, made.text)
    assert after.parsed.errors == ()
    back = edits.remove(after, made.focus)
    assert meaning(built, back.text) == meaning(built, built.parsed.text)
    assert comments(back.text) == comments(built.parsed.text)


@given(opened(), st.data())
@settings(max_examples=150, deadline=None)
def test_removing_leaves_a_query(built: Built, data: st.DataObject) -> None:
    rule = anywhere(data, built)
    assert rule is not None
    if rule.address:
        made = edits.remove(built, rule.address)
        assert [each.code for each in parse(made.text).errors] in ([], ["query_blank"])


@given(opened(), st.data())
@settings(max_examples=150, deadline=None)
def test_another_operator_is_the_one_that_was_chosen(built: Built, data: st.DataObject) -> None:
    rule = anywhere(data, built, FieldRule)
    if not isinstance(rule, FieldRule):
        return
    key = data.draw(st.sampled_from(keys_of(rule)))
    made = edits.change(built, rule.address, chosen(rule, key))
    after = edits.rebuilt(built, made.text)
    assert after.parsed.errors == ()
    found = after.item(rule.address)
    assert isinstance(found, FieldRule)
    assert key_of(found) in {key, *_same_in_words(key)}


def _same_in_words(key: str) -> tuple[str, ...]:
    """A comparison with the offset that it had is one of the dates in words."""
    return {">=": ("last",), "<": ("longer_ago",), "BETWEEN": ("next",)}.get(key, ())


@given(opened(), st.sampled_from(QuantityKind), st.sampled_from(["1", "2", "17"]), st.data())
@settings(max_examples=150, deadline=None)
def test_how_often_is_what_was_chosen(built: Built, kind: QuantityKind, number: str, data: st.DataObject) -> None:
    rule = anywhere(data, built, ActivityRule)
    if not isinstance(rule, ActivityRule):
        return
    made = edits.change_quantity(built, rule.address, kind, number)
    after = edits.rebuilt(built, made.text)
    assert after.parsed.errors == ()
    found = after.item(rule.address)
    assert isinstance(found, ActivityRule)
    negative = {QuantityKind.NEVER, QuantityKind.NOT}
    assert found.quantity.kind is kind or {found.quantity.kind, kind} <= negative
    if kind not in negative:
        assert getattr(found.quantity.number, "text", "1") == number
