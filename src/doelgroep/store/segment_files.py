"""Segments and segment sets as files, to be kept in git: written from a workspace, and applied to one.

Files are applied all or none, with every problem at its file and line.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.errors import QueryError, Severity, UserError
from doelgroep.messages import Sentence
from doelgroep.store.catalog_file import write_text_atomically
from doelgroep.store.definitions import ManagedBy
from doelgroep.store.file_problems import FileProblem, problems_error
from doelgroep.store.segment_graph import circle
from doelgroep.store.segment_sets import SegmentSets
from doelgroep.store.segment_texts import SUFFIXES, read_segments, segment_paths, with_segment, with_set
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from doelgroep.errors import Diagnostic
    from doelgroep.store.definitions import Definition, Definitions, Signature, StoredSegment
    from doelgroep.store.segment_sets import SetDefinition, StoredSet
    from doelgroep.store.segment_texts import FileSegment
    from doelgroep.store.set_texts import FileSet

SETS_FILE = "sets.yaml"
"""Where a folder has the sets that stand in none of its files yet."""


class ApplyKind(StrEnum):
    """What applying files does with a segment."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OVER = "taken_over"
    """It says the same, and from now on it is managed by files."""
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    KEPT = "kept"
    """It came from files, is in none of them any more, and stays because `prune` was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentChange:
    """One segment and what happens to it. `file` is empty for one that is in no file."""

    kind: ApplyKind
    key: str
    file: str = ""
    before: Definition | None = None
    after: Definition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChange:
    """One segment set and what happens to it. `file` is empty for one that is in no file."""

    kind: ApplyKind
    key: str
    file: str = ""
    before: SetDefinition | None = None
    after: SetDefinition | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying files does, by key."""

    segments: tuple[SegmentChange, ...]
    sets: tuple[SetChange, ...]


class _DryRunEnds(Exception):  # noqa: N818 - not an error, but the way back
    """Undoes what a dry run has done."""


def export(definitions: Definitions, target: Path, keys: Collection[str] | None = None) -> list[Path]:
    """Write segments and sets to a file (a path that ends in .yaml or .yml) or, one file for each segment and one for all sets, to a folder.

    What is in the files already is brought up to date where it stands, with the comments around it. Files of segments that are gone are left alone.

    Args:
        definitions: where the segments are.
        target: the file or folder; made when it is not there.
        keys: only these segments, and no sets; None is all.

    Returns:
        The files that were written.

    Raises:
        UserError: `segment_files_suffix` when the path looks like a file of another kind; `segment_files_invalid` when a file that is there can't be
            read.
    """
    if target.suffix and target.suffix not in SUFFIXES and not target.is_dir():
        raise UserError("segment_files_suffix", path=str(target), near=str(target.with_suffix(".yaml")))
    chosen = definitions.list() if keys is None else tuple(definitions.get(each) for each in keys)
    is_file = target.suffix in SUFFIXES
    folder = target.parent if is_file else target
    folder.mkdir(parents=True, exist_ok=True)
    known, known_sets = _present(target)
    texts: dict[Path, str | None] = {}
    for each in chosen:
        path = folder / known[each.key].file if each.key in known else target if is_file else target / f"{each.key}.yaml"
        before = texts[path] if path in texts else _text(path)
        if each.key not in known or known[each.key].definition != each.version.definition:
            texts[path] = with_segment(before, each, as_many=is_file)
    if keys is None:
        _write_sets(SegmentSets(definitions).list(), known_sets, folder, target if is_file else target / SETS_FILE, texts)
    for path, text in texts.items():
        write_text_atomically(path, text or "")
    return sorted(texts)


def _write_sets(sets: Iterable[StoredSet], known: Mapping[str, FileSet], folder: Path, new: Path, texts: dict[Path, str | None]) -> None:
    for each in sets:
        path = folder / known[each.key].file if each.key in known else new
        if each.key not in known or known[each.key].definition != each.definition:
            texts[path] = with_set(texts[path] if path in texts else _text(path), each)


def _present(target: Path) -> tuple[dict[str, FileSegment], dict[str, FileSet]]:
    """The segments and sets that are in the files already. Files that can't be read are not written over."""
    if not target.exists() or not segment_paths(target):
        return {}, {}
    found = read_segments(target)
    if found.problems:
        raise problems_error("segment_files_invalid", str(target), found.problems)
    return {each.key: each for each in found.segments}, {each.key: each for each in found.sets}


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None


def apply(definitions: Definitions, source: Path, signature: Signature, *, dry_run: bool = False, prune: bool = False) -> Applied:
    """Bring the segments and sets of a workspace in line with a file, or with the files of a folder.

    Args:
        definitions: the segments of the workspace.
        source: the file or folder.
        signature: who does it; what is in the files is managed by files from then on.
        dry_run: only tell what would happen. Everything is tried and then undone.
        prune: remove segments and sets that are managed by files and stand in none of them any more.

    Returns:
        What happens to each segment and set.

    Raises:
        UserError: `segment_files_invalid` with all problems in the files; `segment_in_use` or `segment_in_set` when a segment to be removed is used
            by something outside them.
    """
    found = read_segments(source)
    signed = replace(signature, by=ManagedBy.FILES)
    sets = SegmentSets(definitions)
    with _attempt(definitions, dry_run=dry_run):
        present = {each.key: each for each in definitions.list()}
        present_sets = {each.key: each for each in sets.list()}
        gone = _gone(present, {each.key for each in found.segments})
        gone_sets = _gone(present_sets, {each.key for each in found.sets})
        removed = gone if prune else []
        known = (present.keys() | {each.key for each in found.segments}) - set(removed)
        problems = [*found.problems, *_problems(definitions, found.segments, removed), *_set_problems(found.sets, known)]
        if problems:
            raise problems_error("segment_files_invalid", str(source), problems)
        definitions.put({each.key: each.definition for each in found.segments}, signed)
        sets.put({each.key: each.definition for each in found.sets}, signed)
        sets.remove(gone_sets if prune else [], signed)
        definitions.remove(removed, signed)
    kind = ApplyKind.REMOVED if prune else ApplyKind.KEPT
    changes = [_change(each, present.get(each.key)) for each in found.segments]
    changes += [SegmentChange(kind=kind, key=key, before=present[key].version.definition) for key in gone]
    of_sets = [_set_change(each, present_sets.get(each.key)) for each in found.sets]
    of_sets += [SetChange(kind=kind, key=key, before=present_sets[key].definition) for key in gone_sets]
    return Applied(tuple(sorted(changes, key=lambda each: each.key)), tuple(sorted(of_sets, key=lambda each: each.key)))


def _gone(present: Mapping[str, StoredSegment | StoredSet], keys: Collection[str]) -> list[str]:
    """What came from files and is in none of them any more."""
    return [key for key, each in present.items() if each.managed_by is ManagedBy.FILES and key not in keys]


@contextmanager
def _attempt(definitions: Definitions, *, dry_run: bool) -> Iterator[None]:
    """All that is done inside is kept, or undone at the end of a dry run."""
    with suppress(_DryRunEnds), definitions.state.writing():
        yield
        if dry_run:
            raise _DryRunEnds


def _change(segment: FileSegment, before: StoredSegment | None) -> SegmentChange:
    if before is None:
        return SegmentChange(kind=ApplyKind.ADDED, key=segment.key, file=segment.file, after=segment.definition)
    old = before.version.definition
    same = ApplyKind.UNCHANGED if before.managed_by is ManagedBy.FILES else ApplyKind.TAKEN_OVER
    kind = same if old == segment.definition else ApplyKind.CHANGED
    return SegmentChange(kind=kind, key=segment.key, file=segment.file, before=old, after=segment.definition)


def _set_change(found: FileSet, before: StoredSet | None) -> SetChange:
    if before is None:
        return SetChange(kind=ApplyKind.ADDED, key=found.key, file=found.file, after=found.definition)
    same = ApplyKind.UNCHANGED if before.managed_by is ManagedBy.FILES else ApplyKind.TAKEN_OVER
    kind = same if before.definition == found.definition else ApplyKind.CHANGED
    return SetChange(kind=kind, key=found.key, file=found.file, before=before.definition, after=found.definition)


def _set_problems(sets: Iterable[FileSet], known: Collection[str]) -> Iterator[FileProblem]:
    """Sets that stand twice, and segments that are nowhere."""
    first: dict[str, FileSet] = {}
    for each in sets:
        other = first.setdefault(each.key, each)
        if other is not each:
            twice = {"key": each.key, "other": other.file, "line": other.line}
            yield FileProblem(file=each.file, line=each.line, code="set_file_twice", params=twice)
        for key in each.definition.segments:
            if key not in known:
                unknown = {"key": each.key, "used": key, "hint": hint(key, known)}
                yield FileProblem(file=each.file, line=each.line, code="set_file_unknown", params=unknown)


def _problems(definitions: Definitions, segments: tuple[FileSegment, ...], removed: list[str]) -> Iterator[FileProblem]:
    """Keys that stand twice, queries that can't be used, references that lead nowhere, circles."""
    yield from _twice(segments)
    known = (definitions.keys() | {each.key for each in segments}) - set(removed)
    graph = dict(definitions.graph())
    for each in segments:
        try:
            used = frozenset(definitions.references(each.definition.query)) if each.definition.query else frozenset()
        except QueryError as error:
            yield from (_query_problem(each, error.text, found) for found in error.diagnostics if found.severity is Severity.ERROR)
            continue
        graph[each.key] = used
        for key in sorted(used - known):
            params: dict[str, object] = {"key": each.key, "used": key, "hint": hint(key, known)}
            yield _problem(each, each.query_line, "segment_file_unknown", params)
    yield from _circles(segments, graph)


def _twice(segments: Iterable[FileSegment]) -> Iterator[FileProblem]:
    first: dict[str, FileSegment] = {}
    for each in segments:
        other = first.setdefault(each.key, each)
        if other is not each:
            yield _problem(each, each.line, "segment_file_twice", {"key": each.key, "other": other.file, "line": other.line})


def _circles(segments: Iterable[FileSegment], graph: dict[str, frozenset[str]]) -> Iterator[FileProblem]:
    told: set[str] = set()
    for each in segments:
        path = circle(graph, each.key)
        if path and not told & set(path):
            told |= set(path)
            yield _problem(each, each.query_line, "segment_circle", {"path": " -> ".join(path)})


def _query_problem(segment: FileSegment, text: str, found: Diagnostic) -> FileProblem:
    before = text[: found.span.start]
    column = len(before) - (before.rfind("\n") + 1)
    line = segment.query_line + (before.count("\n") if segment.is_block else 0)
    params = {"key": segment.key, "column": column, "reason": Sentence(found.code, found.params)}
    return _problem(segment, line, "segment_file_query", params)


def _problem(segment: FileSegment, line: int, code: str, params: Mapping[str, object]) -> FileProblem:
    return FileProblem(file=segment.file, line=line, code=code, params=params)
