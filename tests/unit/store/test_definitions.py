"""Segments in `state.sqlite3`: versions, owners, dependencies; several processes at once."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Label
from doelgroep.errors import Diagnostic, InternalError, QueryError, Span, UserError
from doelgroep.messages import sentence
from doelgroep.store.definitions import Definition, Definitions, ManagedBy, Signature, is_key, key_for
from doelgroep.store.segment_graph import circle
from doelgroep.store.settings import FORMAT
from doelgroep.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANN = Signature(author="Ann", by=ManagedBy.APP, note="because")
FILES = Signature(author="git", by=ManagedBy.FILES)


def references(query: str) -> frozenset[str]:
    """Stands for the parser: keys in quotes behind SEGMENT; a query with ? can't be used."""
    if "?" in query:
        raise QueryError(query, [Diagnostic(code="name_unknown", span=Span(query.index("?"), len(query)), params={"name": "?"})])
    return frozenset(re.findall(r"SEGMENT '([^']*)'", query))


def rewrite(query: str, old: str, new: str) -> str:
    return query.replace(f"'{old}'", f"'{new}'")


def query(*used: str) -> Definition:
    return Definition(query=" AND ".join(["city = 'Delft'", *(f"IN SEGMENT '{each}'" for each in used)]))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(State(tmp_path / "state.sqlite3")) as opened:
        yield opened


@pytest.fixture
def definitions(state: State) -> Definitions:
    return Definitions(state, references)


def code(error: pytest.ExceptionInfo[UserError]) -> str:
    assert sentence(error.value.code, error.value.params, "nl")
    return error.value.code


# ---------------------------------------------------------------- adding and looking


def test_a_segment_is_stored_with_all_that_is_said_about_it(definitions: Definitions) -> None:
    definition = Definition(query="city = 'Delft'  -- near\n", name=Label("Delft", "Delftenaren"), description="Those nearby", tags=("geo", "été"))
    added = definitions.add("delft", definition, ANN)
    found = definitions.get("delft")
    assert added == found
    assert found.query == "city = 'Delft'  -- near"
    assert found.version.definition.name == Label("Delft", "Delftenaren")
    assert (found.version.number, found.version.author, found.version.note) == (1, "Ann", "because")
    assert (found.managed_by, found.created_by, found.created_at) == (ManagedBy.APP, "Ann", found.version.at)
    assert (found.title("nl"), found.version.definition.tags) == ("Delftenaren", ("geo", "été"))


def test_segments_are_listed_by_key_and_tag(definitions: Definitions) -> None:
    for key, tags in (("b", ("x",)), ("a", ()), ("c", ("x", "y"))):
        definitions.add(key, Definition(query="1", tags=tags), ANN)
    assert [each.key for each in definitions.list()] == ["a", "b", "c"]
    assert [each.key for each in definitions.list(tag="x")] == ["b", "c"]
    assert definitions.keys() == {"a", "b", "c"}


def test_a_segment_without_a_name_is_called_by_its_key(definitions: Definitions) -> None:
    assert definitions.add("delft", query(), ANN).title("en") == "delft"


def test_an_unknown_segment_is_told_with_the_nearest(definitions: Definitions) -> None:
    definitions.add("salons", query(), ANN)
    with pytest.raises(UserError, match="Did you mean 'salons'"):
        definitions.get("salon")
    with pytest.raises(UserError) as caught:
        definitions.get("qqq")
    assert code(caught) == "segment_unknown"


def test_a_key_is_used_once(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    with pytest.raises(UserError) as caught:
        definitions.add("a", query(), ANN)
    assert code(caught) == "segment_exists"


@pytest.mark.parametrize("key", ["", "A", "a b", "-a", "a-", "a--b", "é", "a/b", "x" * 81, "a\n"])
def test_keys_that_cannot_be_used(definitions: Definitions, key: str) -> None:
    with pytest.raises(UserError) as caught:
        definitions.add(key, query(), ANN)
    assert code(caught) == "segment_key_invalid"
    assert is_key(str(caught.value.params["proposal"]))


@settings(deadline=None)
@given(st.text())
def test_any_name_gives_a_key(name: str) -> None:
    assert is_key(key_for(name))


def test_a_query_that_cannot_be_used_is_not_stored(definitions: Definitions) -> None:
    with pytest.raises(QueryError):
        definitions.add("a", Definition(query="city ?"), ANN)
    assert definitions.keys() == frozenset()


# ---------------------------------------------------------------- versions


def test_editing_makes_a_version_and_keeps_the_earlier_ones(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    edited = definitions.edit("a", Definition(query="2", name=Label("Two")), Signature(author="Bob", note="again"), based_on=1)
    assert (edited.version.number, edited.version.author, edited.managed_by) == (2, "Bob", ManagedBy.APP)
    assert [(each.number, each.definition.query, each.author, each.note) for each in definitions.versions("a")] == [
        (1, "city = 'Delft'", "Ann", "because"),
        (2, "2", "Bob", "again"),
    ]


def test_an_edit_that_changes_nothing_makes_no_version(definitions: Definitions) -> None:
    definitions.add("a", Definition(query="1"), ANN)
    assert definitions.edit("a", Definition(query="1 \n"), ANN, based_on=1).version.number == 1


def test_an_edit_of_an_outdated_version_is_refused(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    definitions.edit("a", Definition(query="2"), Signature(author="Bob"), based_on=1)
    with pytest.raises(UserError) as caught:
        definitions.edit("a", Definition(query="3"), ANN, based_on=1)
    assert code(caught) == "segment_changed"
    assert "Bob has changed segment 'a' in the meantime (version 2" in str(caught.value)


@pytest.mark.parametrize("based_on", [0, 2])
def test_an_edit_of_a_version_that_never_was_is_refused(definitions: Definitions, based_on: int) -> None:
    definitions.add("a", query(), ANN)
    with pytest.raises(UserError) as caught:
        definitions.edit("a", Definition(query="3"), ANN, based_on=based_on)
    assert code(caught) == "segment_version_unknown"


# ---------------------------------------------------------------- dependencies


def test_uses_and_used_by(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    definitions.add("b", query("a"), ANN)
    definitions.add("c", query("a", "b"), ANN)
    assert definitions.uses("c") == {"a", "b"}
    assert definitions.used_by("a") == {"b", "c"}
    assert definitions.uses("a") == frozenset()
    assert definitions.graph() == {"a": frozenset(), "b": {"a"}, "c": {"a", "b"}}


def test_a_reference_to_nothing_is_refused_whole(definitions: Definitions) -> None:
    with pytest.raises(UserError) as caught:
        definitions.add("a", query("b"), ANN)
    assert code(caught) == "segment_unknown"
    assert definitions.keys() == frozenset()


def test_a_circle_is_refused_with_its_path(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    definitions.add("b", query("a"), ANN)
    definitions.add("c", query("b"), ANN)
    with pytest.raises(UserError, match="a -> c -> b -> a"):
        definitions.edit("a", query("c"), ANN, based_on=1)
    assert definitions.get("a").version.number == 1
    assert definitions.uses("a") == frozenset()


def test_a_segment_cannot_use_itself(definitions: Definitions) -> None:
    with pytest.raises(UserError, match="a -> a"):
        definitions.add("a", query("a"), ANN)


def test_several_segments_that_refer_to_each_other_come_at_once(definitions: Definitions) -> None:
    definitions.put({"b": query("a"), "a": query()}, ANN)
    assert definitions.used_by("a") == {"b"}
    with pytest.raises(UserError, match="c -> d -> c"):
        definitions.put({"c": query("d"), "d": query("c")}, ANN)
    assert definitions.keys() == {"a", "b"}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")), max_size=6))
def test_a_circle_is_found_when_there_is_one(graph: dict[str, set[str]]) -> None:
    reach = {key: set(used) for key, used in graph.items()}
    for _ in graph:
        reach = {key: used | {each for one in used for each in reach.get(one, ())} for key, used in reach.items()}
    for start in "abcdef":
        path = circle(graph, start)
        assert bool(path) == (start in reach.get(start, ()))
        assert all(after in graph[before] for before, after in pairwise(path))


# ---------------------------------------------------------------- removing and renaming


def test_a_segment_in_use_is_not_removed(definitions: Definitions) -> None:
    definitions.put({"a": query(), "b": query("a"), "c": query("a")}, ANN)
    with pytest.raises(UserError, match="it is used by b, c"):
        definitions.remove(["a"], ANN)
    definitions.remove(["a", "b", "c"], ANN)
    assert definitions.keys() == frozenset()


def test_a_removed_segment_is_found_by_its_number_and_its_key_is_free(definitions: Definitions) -> None:
    first = definitions.add("a", query(), ANN)
    definitions.remove(["a"], ANN)
    assert definitions.by_id(first.id).removed_at is not None
    assert definitions.by_id(first.id).query == "city = 'Delft'"
    again = definitions.add("a", Definition(query="2"), ANN)
    assert again.id != first.id
    assert [each.number for each in definitions.versions("a")] == [1]
    with pytest.raises(UserError) as caught:
        definitions.by_id(99)
    assert code(caught) == "segment_id_unknown"


def test_a_rename_rewrites_the_queries_that_refer_to_it(definitions: Definitions) -> None:
    definitions.put({"a": query(), "b": query("a"), "c": query("b")}, ANN)
    number = definitions.get("a").id
    assert definitions.rename("a", "z", ANN, rewrite).id == number
    assert definitions.get("b").query == "city = 'Delft' AND IN SEGMENT 'z'"
    assert [each.number for each in definitions.versions("b")] == [1, 2]
    assert definitions.used_by("z") == {"b"}
    assert definitions.get("c").version.number == 1


@pytest.mark.parametrize("new", ["b", "B"])
def test_a_rename_to_a_key_that_cannot_be_used_is_refused(definitions: Definitions, new: str) -> None:
    definitions.put({"a": query(), "b": query()}, ANN)
    with pytest.raises(UserError):
        definitions.rename("a", new, ANN, rewrite)
    assert definitions.keys() == {"a", "b"}


# ---------------------------------------------------------------- files


def test_what_is_managed_by_files_is_read_only_elsewhere(definitions: Definitions) -> None:
    definitions.put({"a": query(), "b": query("a")}, FILES)
    definitions.add("c", query("a"), ANN)
    for change in (
        lambda: definitions.edit("a", Definition(query="2"), ANN, based_on=1),
        lambda: definitions.remove(["b"], ANN),
        lambda: definitions.rename("b", "z", ANN, rewrite),
        lambda: definitions.put({"a": Definition(query="2")}, ANN),
    ):
        with pytest.raises(UserError) as caught:
            change()
        assert code(caught) == "segment_managed_by_files"


def test_a_rename_is_refused_when_a_file_would_undo_it(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    definitions.put({"b": query("a")}, FILES)
    with pytest.raises(UserError, match="Segment 'b' is managed by files"):
        definitions.rename("a", "z", ANN, rewrite)


def test_files_take_a_segment_over_and_release_gives_it_back(definitions: Definitions) -> None:
    definitions.add("a", query(), ANN)
    definitions.put({"a": query()}, FILES)
    assert (definitions.get("a").managed_by, definitions.get("a").version.number) == (ManagedBy.FILES, 1)
    assert definitions.release("a", ANN).managed_by is ManagedBy.APP
    definitions.edit("a", Definition(query="2"), ANN, based_on=1)


# ---------------------------------------------------------------- the state file


def test_every_change_is_in_the_audit_log(definitions: Definitions, state: State) -> None:
    definitions.add("a", query(), ANN)
    definitions.edit("a", Definition(query="2"), ANN, based_on=1)
    definitions.rename("a", "b", ANN, rewrite)
    definitions.remove(["b"], ANN)
    log = state.audit_log()
    assert [(each.action, each.subject) for each in reversed(log)] == [
        ("segment_added", "a"),
        ("segment_edited", "a"),
        ("segment_renamed", "a"),
        ("segment_removed", "b"),
    ]
    assert log[-1].details == {"by": "app", "id": 1, "note": "because"}
    assert [each.subject for each in state.audit_log(subject="b")] == ["b"]
    assert len(state.audit_log(limit=2)) == 2


def test_a_change_that_fails_leaves_nothing(definitions: Definitions, state: State) -> None:
    def failing() -> None:
        with state.writing():
            definitions.add("a", query(), ANN)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert (definitions.keys(), state.audit_log()) == (frozenset(), [])
    definitions.add("a", query(), ANN)


def test_reading_sees_one_moment(state: State, tmp_path: Path) -> None:
    with closing(State(tmp_path / "state.sqlite3")) as other, state.reading() as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (0,)
        other.record("Bob", "did", "that")
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (0,)
    assert len(state.audit_log()) == 1


def test_writing_inside_of_reading_is_a_mistake_of_ours(state: State) -> None:
    with state.reading(), pytest.raises(InternalError):
        state.record("Ann", "did", "this")


def test_threads_write_one_after_the_other(definitions: Definitions) -> None:
    definitions.add("a", Definition(query="0"), ANN)

    def edit(number: int) -> str:
        try:
            definitions.edit("a", Definition(query=str(number)), ANN, based_on=1)
        except UserError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(edit, range(1, 9)))
    assert sorted(done) == ["done", *["segment_changed"] * 7]
    assert definitions.get("a").version.number == 2


def test_processes_write_one_after_the_other(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from doelgroep.store.definitions import *
        from doelgroep.store.state import State
        state = State(Path(sys.argv[1]))
        definitions = Definitions(state, lambda query: ())
        for number in range(10):
            definitions.add(f"{sys.argv[2]}-{number}", Definition(query="1"), Signature(author=sys.argv[2]))
        state.close()
        """
    )
    path = tmp_path / "state.sqlite3"
    started = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("one", "two", "three")]  # noqa: S603 - our own interpreter
    assert [each.wait(timeout=60) for each in started] == [0, 0, 0]
    with closing(State(path)) as state:
        assert len(Definitions(state, references).keys()) == 30


@pytest.mark.parametrize(("version", "expected"), [(FORMAT + 1, "workspace_too_new"), (1, "workspace_too_old")])
def test_a_file_of_another_format_is_refused(tmp_path: Path, version: int, expected: str) -> None:
    path = tmp_path / "state.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(UserError) as caught:
        State(path)
    assert code(caught) == expected


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_bytes(b"this is not a database, but a text of some length" * 10)
    with pytest.raises(UserError) as caught:
        State(path)
    assert code(caught) == "state_unusable"
    assert path.read_bytes().startswith(b"this is not")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        State(tmp_path / "nowhere" / "state.sqlite3")
    assert code(caught) == "state_unusable"
