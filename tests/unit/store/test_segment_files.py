"""Segments as files: written, read back, applied all or not at all."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Label
from doelgroep.errors import Diagnostic, QueryError, Span, UserError
from doelgroep.messages import sentence
from doelgroep.store.definitions import Definition, Definitions, ManagedBy, Signature
from doelgroep.store.segment_files import ApplyKind, apply, export
from doelgroep.store.segment_texts import read_segments
from doelgroep.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANN = Signature(author="Ann", by=ManagedBy.APP)
QUERY = "-- nearby, and\ncity = 'Delft' AND\n  amount_spent > 500  -- of all time"


def references(query: str) -> frozenset[str]:
    """Stands for the parser: keys in quotes behind SEGMENT; a query with ? can't be used."""
    found = [Diagnostic(code="name_unknown", span=Span(each.start(), each.end()), params={"name": "?"}) for each in re.finditer(r"\?", query)]
    if found:
        raise QueryError(query, found)
    return frozenset(re.findall(r"SEGMENT '([^']*)'", query))


@pytest.fixture
def definitions(tmp_path: Path) -> Iterator[Definitions]:
    with closing(State(tmp_path / "state.sqlite3")) as state:
        yield Definitions(state, references)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "segments"
    found.mkdir()
    return found


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def kinds(definitions: Definitions, source: Path, *, dry_run: bool = False, prune: bool = False) -> dict[str, ApplyKind]:
    return {each.key: each.kind for each in apply(definitions, source, ANN, dry_run=dry_run, prune=prune).segments}


def problems(definitions: Definitions, source: Path) -> list[str]:
    with pytest.raises(UserError) as caught:
        apply(definitions, source, ANN)
    assert sentence(caught.value.code, caught.value.params, "nl")
    return str(caught.value).splitlines()[1:]


# ---------------------------------------------------------------- writing


def test_one_file_for_each_segment(definitions: Definitions, folder: Path) -> None:
    definition = Definition(query=QUERY, name=Label("Nearby", "Dichtbij"), description="Those: nearby", tags=("geo", "value"))
    definitions.put({"delft": definition, "all": Definition(query="1")}, ANN)
    assert export(definitions, folder / "new") == [folder / "new" / "all.yaml", folder / "new" / "delft.yaml"]
    assert (folder / "new" / "delft.yaml").read_text() == (
        "format_version: 3\n"
        "key: delft\n"
        "name: {en: Nearby, nl: Dichtbij}\n"
        "description: 'Those: nearby'\n"
        "tags: [geo, value]\n"
        "query: |\n"
        "  -- nearby, and\n"
        "  city = 'Delft' AND\n"
        "    amount_spent > 500  -- of all time\n"
    )


def test_many_segments_in_one_file(definitions: Definitions, folder: Path) -> None:
    definitions.put({"b": Definition(query="2", name=Label("Two")), "a": Definition(query="1")}, ANN)
    export(definitions, folder / "all.yaml")
    assert (folder / "all.yaml").read_text() == ("format_version: 3\nsegments:\n  a:\n    query: '1'\n  b:\n    name: {en: Two}\n    query: '2'\n")


def test_only_chosen_segments_are_written(definitions: Definitions, folder: Path) -> None:
    definitions.put({"b": Definition(query="2"), "a": Definition(query="1")}, ANN)
    assert export(definitions, folder, ["b"]) == [folder / "b.yaml"]
    with pytest.raises(UserError):
        export(definitions, folder, ["c"])


def test_what_is_in_the_files_is_changed_where_it_stands(definitions: Definitions, folder: Path) -> None:
    text = "# our segments\nsegments:\n  b:   # second\n    name: Two\n    query: |   \n      2   -- two\n  # the first\n  a: {query: '1'}\n"
    write(folder, team=text)
    apply(definitions, folder, ANN)
    assert export(definitions, folder) == []
    definitions.put({"a": Definition(query="3"), "c": Definition(query="4")}, Signature(author="git", by=ManagedBy.FILES))
    assert export(definitions, folder) == [folder / "c.yaml", folder / "team.yaml"]
    assert (folder / "team.yaml").read_text() == text.replace("'1'", "'3'")


def test_a_single_file_keeps_its_comments(definitions: Definitions, folder: Path) -> None:
    text = "# near the shop\nquery: |\n  city = 'Delft'  -- home\nname: Delft   # a town\n"
    write(folder, delft=text)
    apply(definitions, folder, ANN)
    definitions.put({"delft": Definition(query="city = 'Delft'  -- home", name=Label("Delft", "Delft"))}, Signature(author="x", by=ManagedBy.FILES))
    export(definitions, folder)
    assert (folder / "delft.yaml").read_text() == text.replace("Delft   #", "{en: Delft, nl: Delft}   #")


def test_files_that_cannot_be_read_are_not_written_over(definitions: Definitions, folder: Path) -> None:
    definitions.add("a", Definition(query="1"), ANN)
    write(folder, a="query: [")
    with pytest.raises(UserError):
        export(definitions, folder)
    assert (folder / "a.yaml").read_text() == "query: ["


def test_a_path_that_looks_like_another_kind_of_file_is_refused(definitions: Definitions, folder: Path) -> None:
    definitions.add("a", Definition(query="1"), ANN)
    with pytest.raises(UserError, match=r"all\.yaml, or make the folder first"):
        export(definitions, folder / "all.txt")
    assert not (folder / "all.txt").exists()
    (folder / "v1.2").mkdir()
    assert export(definitions, folder / "v1.2") == [folder / "v1.2" / "a.yaml"]


characters = st.characters(exclude_categories=["Cs"], exclude_characters="?")
queries = st.text(characters, min_size=1).filter(str.strip)
contents = st.dictionaries(st.sampled_from(["a", "b", "c-1"]), st.tuples(queries, st.text(characters, max_size=9)), min_size=1)


@settings(deadline=None)
@given(contents)
def test_any_segment_comes_back_from_its_file(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    wanted = {key: Definition(query=query.rstrip(), description=words, tags=(words,) if words else ()) for key, (query, words) in drawn.items()}
    with closing(State(folder / "state.sqlite3")) as state:
        definitions = Definitions(state, references)
        definitions.put(wanted, ANN)
        for target in (folder / "many.yaml", folder / "single"):
            export(definitions, target)
            found = read_segments(target)
            assert found.problems == ()
            assert {each.key: each.definition for each in found.segments} == wanted


# ---------------------------------------------------------------- applying


def test_files_are_applied_and_mark_what_they_manage(definitions: Definitions, folder: Path) -> None:
    write(
        folder,
        delft="key: delft\nname: {en: Nearby, nl: Dichtbij}\nquery: |\n  city = 'Delft'\n",
        team="format_version: 3\nsegments:\n  big: {query: spent > 500, tags: [value]}\n  both: {query: IN SEGMENT 'big' AND IN SEGMENT 'delft'}\n",
    )
    assert kinds(definitions, folder) == {"delft": ApplyKind.ADDED, "big": ApplyKind.ADDED, "both": ApplyKind.ADDED}
    found = definitions.get("delft")
    assert (found.query, found.title("nl"), found.managed_by) == ("city = 'Delft'", "Dichtbij", ManagedBy.FILES)
    assert definitions.uses("both") == {"big", "delft"}
    assert set(kinds(definitions, folder).values()) == {ApplyKind.UNCHANGED}
    assert definitions.get("delft").version.number == 1


def test_changes_tell_what_was_and_what_will_be(definitions: Definitions, folder: Path) -> None:
    definitions.put({"a": Definition(query="1"), "b": Definition(query="1")}, ANN)
    write(folder, a="query: '2'", b="query: '1'")
    first, second = apply(definitions, folder, ANN).segments
    assert (first.kind, first.file, first.before, first.after) == (ApplyKind.CHANGED, "a.yaml", Definition(query="1"), Definition(query="2"))
    assert second.kind is ApplyKind.TAKEN_OVER
    assert [each.number for each in definitions.versions("a")] == [1, 2]


def test_a_dry_run_changes_nothing(definitions: Definitions, folder: Path) -> None:
    write(folder, a="query: '1'", b="query: IN SEGMENT 'a'")
    assert kinds(definitions, folder, dry_run=True) == {"a": ApplyKind.ADDED, "b": ApplyKind.ADDED}
    assert definitions.keys() == frozenset()
    assert definitions.state.audit_log() == []


def test_what_is_in_no_file_any_more_is_removed_only_when_asked(definitions: Definitions, folder: Path) -> None:
    definitions.add("own", Definition(query="0"), ANN)
    write(folder, a="query: '1'", b="query: IN SEGMENT 'a'")
    apply(definitions, folder, ANN)
    (folder / "b.yaml").unlink()
    assert kinds(definitions, folder) == {"a": ApplyKind.UNCHANGED, "b": ApplyKind.KEPT}
    assert kinds(definitions, folder, prune=True) == {"a": ApplyKind.UNCHANGED, "b": ApplyKind.REMOVED}
    assert definitions.keys() == {"a", "own"}


def test_what_others_use_is_not_removed(definitions: Definitions, folder: Path) -> None:
    write(folder, a="query: '1'", b="query: '2'")
    apply(definitions, folder, ANN)
    definitions.add("own", Definition(query="IN SEGMENT 'a'"), ANN)
    (folder / "a.yaml").unlink()
    write(folder, b="query: '3'")
    with pytest.raises(UserError, match="it is used by own"):
        apply(definitions, folder, ANN, prune=True)
    assert definitions.get("b").query == "2"


def test_a_file_that_uses_what_is_pruned_is_told(definitions: Definitions, folder: Path) -> None:
    write(folder, a="query: '1'", b="query: IN SEGMENT 'a'")
    apply(definitions, folder, ANN)
    (folder / "a.yaml").unlink()
    with pytest.raises(UserError, match="refers to a segment 'a', which does not exist"):
        apply(definitions, folder, ANN, prune=True)


def test_the_workspaces_own_file_and_hidden_folders_are_left_out(definitions: Definitions, folder: Path) -> None:
    (folder / ".git").mkdir()
    write(folder / ".git", x="nonsense")
    write(folder, doelgroep="format_version: 3", a="query: '1'")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "b.yml").write_text("query: '2'")
    assert set(kinds(definitions, folder)) == {"a", "b"}


def test_one_file_can_be_applied(definitions: Definitions, folder: Path) -> None:
    write(folder, a="query: '1'", b="query: '2'")
    assert kinds(definitions, folder / "a.yaml") == {"a": ApplyKind.ADDED}


# ---------------------------------------------------------------- problems


def test_all_problems_of_all_files_are_told_with_file_and_line(definitions: Definitions, folder: Path) -> None:
    write(
        folder,
        a="key: a\nquery: |\n  -- first line\n  city = ? OR\n  town = ?\n",
        b="segments:\n  Big One: {query: '1'}\n  c:\n    name: x\n  delft: {query: '1', colour: red}\n",
        e="query: IN SEGMENT 'delf'\n",
        f="key: c\nquery: '2'\n",
        g="query: [\n",
        h="format_version: 9\nquery: '1'\n",
    )
    told = problems(definitions, folder)
    expected = [
        "a.yaml, line 4: the query of 'a' can't be used, at column 7:",
        "a.yaml, line 5: the query of 'a' can't be used, at column 7:",
        "b.yaml, line 2 (segments.Big One): 'Big One' can't be the key of a segment: small letters, digits and single hyphens, such as big-one.",
        "b.yaml, line 3 (segments.c): segment 'c' has no query: add `query`.",
        "b.yaml, line 5 (segments.delft.colour): 'colour' is not known here. Possible are: name, description, tags, query.",
        "e.yaml, line 1: the query of 'e' refers to a segment 'delf', which does not exist. Did you mean 'delft'?",
        "f.yaml, line 1: segment 'c' stands in the files twice, also in b.yaml on line 3: keep one of them.",
        "g.yaml, line 2: this is no valid YAML:",
        "h.yaml, line 1 (format_version): the file has format 9",
    ]
    assert len(told) == len(expected)
    for line, start in zip(told, expected, strict=True):
        assert line.startswith(start)
    assert definitions.keys() == frozenset()


def test_the_line_of_a_query_on_one_line_is_its_own(definitions: Definitions, folder: Path) -> None:
    write(folder, a="# first\nname: x\n\nquery: city = ?\n")
    assert problems(definitions, folder)[0].startswith("a.yaml, line 4: the query of 'a' can't be used, at column 7:")


def test_a_circle_through_files_is_told_once(definitions: Definitions, folder: Path) -> None:
    definitions.add("a", Definition(query="1"), ANN)
    write(folder, a="query: IN SEGMENT 'b'", b="query: IN SEGMENT 'a'")
    assert problems(definitions, folder) == ["a.yaml, line 1: A segment can't build on itself, and here it would: a -> b -> a."]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("x", None, "segment_files_missing"), ("segments", None, "segment_files_none"), ("a.yaml", b"\xff", "workspace_file_unreadable")],
)
def test_nothing_to_read_is_told(definitions: Definitions, tmp_path: Path, name: str, text: bytes | None, code: str) -> None:
    (tmp_path / "segments").mkdir()
    if text is not None:
        (tmp_path / name).write_bytes(text)
    with pytest.raises(UserError) as caught:
        apply(definitions, tmp_path / name, ANN, prune=True)
    assert caught.value.code == code


def test_an_empty_file_is_a_problem(definitions: Definitions, folder: Path) -> None:
    write(folder, a="# nothing yet\n")
    assert problems(definitions, folder) == ["a.yaml, line 1: the file is empty."]
