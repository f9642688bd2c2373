"""Segment sets in `state.sqlite3`, and as YAML."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.definitions import Definition, Definitions, ManagedBy, Signature
from doelgroep.store.segment_files import ApplyKind, apply, export
from doelgroep.store.segment_sets import SegmentSets, SetDefinition
from doelgroep.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANN = Signature(author="Ann", by=ManagedBy.CLI, note="because")
FILES = Signature(author="git", by=ManagedBy.FILES)
LOYALTY = SetDefinition(segments=("gold", "silver"), name=Label("Loyalty", "Trouw"), rest=Label("Others", "Overige"))


@pytest.fixture
def definitions(tmp_path: Path) -> Iterator[Definitions]:
    with closing(State(tmp_path / "state.sqlite3")) as state:
        found = Definitions(state, lambda query: re.findall(r"SEGMENT '([^']*)'", query))
        found.put({key: Definition(query=f"level = '{key}'") for key in ("gold", "silver", "bronze")}, ANN)
        yield found


@pytest.fixture
def sets(definitions: Definitions) -> SegmentSets:
    return SegmentSets(definitions)


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.RaisesExc(UserError, check=lambda error: error.code == code)


# ---------------------------------------------------------------- stored


def test_a_set_is_stored_with_all_that_is_said_about_it(sets: SegmentSets) -> None:
    found = sets.add("loyalty", LOYALTY, ANN)
    assert sets.get("loyalty") == found
    assert (found.definition, found.version.author, found.version.note, found.managed_by) == (LOYALTY, "Ann", "because", ManagedBy.CLI)
    assert (found.title("nl"), found.rest_title("en")) == ("Trouw", "Others")
    assert sets.list() == (found,)


def test_without_names_there_are_plain_ones(sets: SegmentSets) -> None:
    found = sets.add("loyalty", SetDefinition(segments=("gold",)), ANN)
    assert (found.title("en"), found.rest_title("en"), found.rest_title("nl")) == ("loyalty", "The rest", "De rest")


@pytest.mark.parametrize(
    ("key", "segments", "code"),
    [
        ("Loyalty", ("gold",), "set_key_invalid"),
        ("loyalty", (), "set_empty"),
        ("loyalty", ("gold", "gold"), "set_segment_twice"),
        ("loyalty", ("gold", "silve"), "segment_unknown_near"),
    ],
)
def test_what_can_not_be_stored(sets: SegmentSets, key: str, segments: tuple[str, ...], code: str) -> None:
    with refused(code):
        sets.add(key, SetDefinition(segments=segments), ANN)
    assert sets.list() == ()
    assert sets.state.audit_log(subject=key) == []


def test_a_key_is_used_once_and_an_unknown_one_is_told_with_the_nearest(sets: SegmentSets) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    with refused("set_exists"):
        sets.add("loyalty", LOYALTY, ANN)
    with refused("set_unknown_near"):
        sets.get("loyality")
    with refused("set_unknown"):
        sets.get("x")


def test_editing_makes_a_version_and_keeps_the_earlier_ones(sets: SegmentSets) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    changed = SetDefinition(segments=("bronze", "gold"))
    assert sets.edit("loyalty", changed, ANN, based_on=1).version.number == 2
    assert sets.edit("loyalty", changed, ANN, based_on=2).version.number == 2
    assert [each.definition for each in sets.versions("loyalty")] == [LOYALTY, changed]
    with refused("set_changed"):
        sets.edit("loyalty", LOYALTY, ANN, based_on=1)
    with refused("set_version_unknown"):
        sets.edit("loyalty", LOYALTY, ANN, based_on=3)


def test_a_segment_in_a_set_is_not_removed(definitions: Definitions, sets: SegmentSets) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    with refused("segment_in_set"):
        definitions.remove(["gold"], ANN)
    sets.edit("loyalty", SetDefinition(segments=("silver",)), ANN, based_on=1)
    definitions.remove(["gold"], ANN)
    assert [each.definition.segments for each in sets.versions("loyalty")] == [("gold", "silver"), ("silver",)]
    sets.remove(["loyalty"], ANN)
    definitions.remove(["silver"], ANN)


def test_a_set_follows_when_a_segment_gets_another_key(definitions: Definitions, sets: SegmentSets) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    definitions.rename("gold", "golden", ANN, lambda query, _old, _new: query)
    assert sets.get("loyalty").definition.segments == ("golden", "silver")
    assert sets.get("loyalty").version.number == 1


def test_a_removed_sets_key_is_free(sets: SegmentSets) -> None:
    first = sets.add("loyalty", LOYALTY, ANN)
    sets.remove(["loyalty"], ANN)
    assert sets.keys() == frozenset()
    assert sets.add("loyalty", LOYALTY, ANN).id > first.id
    with refused("set_unknown"):
        sets.remove(["x"], ANN)


def test_what_is_managed_by_files_is_read_only_elsewhere(sets: SegmentSets) -> None:
    sets.put({"loyalty": LOYALTY}, FILES)
    for change in (
        lambda: sets.edit("loyalty", SetDefinition(segments=("gold",)), ANN, based_on=1),
        lambda: sets.remove(["loyalty"], ANN),
    ):
        with refused("set_managed_by_files"):
            change()
    assert sets.release("loyalty", ANN).managed_by is ManagedBy.CLI
    sets.remove(["loyalty"], ANN)


def test_every_change_is_in_the_audit_log(sets: SegmentSets) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    sets.edit("loyalty", SetDefinition(segments=("gold",)), ANN, based_on=1)
    sets.put({"loyalty": LOYALTY}, FILES)
    sets.release("loyalty", ANN)
    sets.remove(["loyalty"], ANN)
    actions = [each.action for each in reversed(sets.state.audit_log(subject="loyalty"))]
    assert actions == ["set_added", "set_edited", "set_taken_over", "set_edited", "set_released", "set_removed"]


# ---------------------------------------------------------------- files


def test_a_set_goes_to_files_and_back(definitions: Definitions, sets: SegmentSets, tmp_path: Path) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    written = export(definitions, tmp_path / "files")
    assert [each.name for each in written] == ["bronze.yaml", "gold.yaml", "sets.yaml", "silver.yaml"]
    text = (tmp_path / "files" / "sets.yaml").read_text()
    assert "segments: [gold, silver]" in text
    sets.remove(["loyalty"], ANN)
    applied = apply(definitions, tmp_path / "files", ANN)
    assert [(each.key, each.kind) for each in applied.sets] == [("loyalty", ApplyKind.ADDED)]
    assert sets.get("loyalty").definition == LOYALTY
    assert sets.get("loyalty").managed_by is ManagedBy.FILES
    assert apply(definitions, tmp_path / "files", ANN).sets[0].kind is ApplyKind.UNCHANGED
    assert export(definitions, tmp_path / "files") == []


def test_a_set_is_brought_up_to_date_where_it_stands(definitions: Definitions, sets: SegmentSets, tmp_path: Path) -> None:
    sets.add("loyalty", LOYALTY, ANN)
    file = tmp_path / "all.yaml"
    export(definitions, file)
    file.write_text(file.read_text().replace("sets:", "# in this order\nsets:"))
    sets.edit("loyalty", SetDefinition(segments=("bronze",), rest=Label("Nobody")), ANN, based_on=1)
    definitions.edit("gold", Definition(query="level = 'more'"), ANN, based_on=1)
    export(definitions, file)
    text = file.read_text()
    assert "# in this order" in text
    assert "segments: [bronze]" in text
    assert "rest: {en: Nobody}" in text
    assert apply(definitions, file, ANN).sets[0].after == SetDefinition(segments=("bronze",), rest=Label("Nobody"))


def test_sets_that_are_in_no_file_any_more_are_removed_before_their_segments(definitions: Definitions, sets: SegmentSets, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    sets.add("loyalty", SetDefinition(segments=("gold",)), ANN)
    export(definitions, file)
    apply(definitions, file, ANN)
    file.write_text("segments:\n  silver:\n    query: level = 'silver'\n")
    assert [each.kind for each in apply(definitions, file, ANN).sets] == [ApplyKind.KEPT]
    assert apply(definitions, file, ANN, prune=True, dry_run=True).sets[0].kind is ApplyKind.REMOVED
    assert sets.keys() == {"loyalty"}
    apply(definitions, file, ANN, prune=True)
    assert sets.keys() == frozenset()
    assert definitions.keys() == {"silver"}


def test_all_problems_of_sets_are_told_with_their_lines(definitions: Definitions, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "sets:\n  Bad:\n    segments: [gold]\n  none:\n    name: Nothing\n"
        "  twice:\n    segments: [gold, gold]\n  far:\n    segments: [gol]\n    order: 1\n"
    )
    (tmp_path / "b.yaml").write_text("sets:\n  far:\n    segments: [gold]\n")
    with pytest.raises(UserError) as error:
        apply(definitions, tmp_path, ANN)
    said = str(error.value)
    for each in ("a.yaml, line 2", "a.yaml, line 4", "a.yaml, line 6", "a.yaml, line 8", "line 10", "b.yaml, line 2", "'gold'?"):
        assert each in said, (each, said)
    assert SegmentSets(definitions).keys() == frozenset()
