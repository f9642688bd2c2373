"""Segments as files, to be kept in git: written from a workspace, and applied to one.

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
from doelgroep.store.segment_texts import SUFFIXES, read_segments, segment_paths, with_segment
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from doelgroep.errors import Diagnostic
    from doelgroep.store.definitions import Definition, Definitions, Signature, StoredSegment
    from doelgroep.store.segment_texts import FileSegment


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


class _DryRunEnds(Exception):  # noqa: N818 - not an error, but the way back
    """Undoes what a dry run has done."""


def export(definitions: Definitions, target: Path, keys: Collection[str] | None = None) -> list[Path]:
    """Write segments to a file (a path that ends in .yaml or .yml) or, one file each, to a folder.

    A segment that is in the files already is brought up to date where it stands, with the comments around it. Files of segments that are gone are
    left alone.

    Args:
        definitions: where the segments are.
        target: the file or folder; made when it is not there.
        keys: only these segments; None is all.

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
    known = _present(target)
    texts: dict[Path, str | None] = {}
    for each in chosen:
        path = folder / known[each.key].file if each.key in known else target if is_file else target / f"{each.key}.yaml"
        before = texts[path] if path in texts else _text(path)
        if each.key not in known or known[each.key].definition != each.version.definition:
            texts[path] = with_segment(before, each, as_many=is_file)
    for path, text in texts.items():
        write_text_atomically(path, text or "")
    return sorted(texts)


def _present(target: Path) -> dict[str, FileSegment]:
    """The segments that are in the files already. Files that can't be read are not written over."""
    if not target.exists() or not segment_paths(target):
        return {}
    found = read_segments(target)
    if found.problems:
        raise problems_error("segment_files_invalid", str(target), found.problems)
    return {each.key: each for each in found.segments}


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None


def apply(definitions: Definitions, source: Path, signature: Signature, *, dry_run: bool = False, prune: bool = False) -> tuple[SegmentChange, ...]:
    """Bring the segments of a workspace in line with a file, or with the files of a folder.

    Args:
        definitions: the segments of the workspace.
        source: the file or folder.
        signature: who does it; segments that are in the files are managed by files from then on.
        dry_run: only tell what would happen. Everything is tried and then undone.
        prune: remove segments that are managed by files and stand in none of them any more.

    Returns:
        What happens to each segment, by key.

    Raises:
        UserError: `segment_files_invalid` with all problems in the files; `segment_in_use` when a segment to be removed is used by one outside them.
    """
    found = read_segments(source)
    signed = replace(signature, by=ManagedBy.FILES)
    keys = {each.key for each in found.segments}
    with _attempt(definitions, dry_run=dry_run):
        present = {each.key: each for each in definitions.list()}
        gone = [key for key, each in present.items() if each.managed_by is ManagedBy.FILES and key not in keys]
        removed = gone if prune else []
        problems = [*found.problems, *_problems(definitions, found.segments, removed)]
        if problems:
            raise problems_error("segment_files_invalid", str(source), problems)
        definitions.put({each.key: each.definition for each in found.segments}, signed)
        definitions.remove(removed, signed)
    changes = [_change(each, present.get(each.key)) for each in found.segments]
    kind = ApplyKind.REMOVED if prune else ApplyKind.KEPT
    changes += [SegmentChange(kind=kind, key=key, before=present[key].version.definition) for key in gone]
    return tuple(sorted(changes, key=lambda each: each.key))


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
