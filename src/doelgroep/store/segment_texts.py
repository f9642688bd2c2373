"""The YAML text of segments.

A file holds one segment (`key`, `name`, `description`, `tags`, `query`), or many below `segments`, and segment sets below `sets`. Queries of several
lines are literal blocks, so that their comments and layout stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.catalog_file import FILE_NAME
from doelgroep.store.definitions import Definition, is_key, key_for
from doelgroep.store.set_texts import label, label_form, read_sets, set_definition, set_form
from doelgroep.store.settings import FORMAT
from doelgroep.store.yaml_editing import Editor
from doelgroep.store.yaml_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from doelgroep.store.definitions import StoredSegment
    from doelgroep.store.file_problems import FileProblem
    from doelgroep.store.segment_sets import StoredSet
    from doelgroep.store.set_texts import FileSet
    from doelgroep.store.yaml_reading import Entry
    from doelgroep.store.yaml_reading import Path as YamlPath
    from doelgroep.store.yaml_rendering import Value

WORDS = ("name", "description", "tags", "query")
ONE_KEYS = ("format_version", "key", *WORDS)
MANY_KEYS = ("format_version", "segments", "sets")
SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSegment:
    """A segment as a file has it."""

    key: str
    definition: Definition
    file: str
    """The file's path below the folder that is read."""
    line: int
    query_line: int
    """The line of the file on which the query's first line stands."""
    is_block: bool
    """Whether the lines of the query are lines of the file."""


@dataclass(frozen=True, slots=True)
class SegmentFiles:
    """What was found in a folder or file."""

    segments: tuple[FileSegment, ...]
    sets: tuple[FileSet, ...]
    problems: tuple[FileProblem, ...]


def read_segments(source: Path) -> SegmentFiles:
    """All segments and sets of a file, or of the YAML files in a folder and the folders in it.

    Raises:
        UserError: there is nothing of that name, or no YAML file in it.
    """
    if not source.exists():
        raise UserError("segment_files_missing", path=source)
    folder = source if source.is_dir() else source.parent
    files = segment_paths(source)
    if not files:
        raise UserError("segment_files_none", path=source)
    segments: list[FileSegment] = []
    sets: list[FileSet] = []
    problems: list[FileProblem] = []
    for each in files:
        found = _SegmentReader(each.relative_to(folder).as_posix(), each).read()
        problems += found.problems
        segments += found.segments
        sets += found.sets
    return SegmentFiles(tuple(segments), tuple(sets), tuple(problems))


def with_segment(text: str | None, segment: StoredSegment, *, as_many: bool) -> str:
    """The text of a file (None: of a new one, with one or many segments) with the segment in it as it is now. Comments and layout stay."""
    form = _form(segment.version.definition)
    if text is None:
        start: dict[str, Value] = {"format_version": FORMAT}
        return EDITOR.fresh({**start, "segments": {segment.key: form}} if as_many else {**start, "key": segment.key, **form})
    reading = Reading(text, "")
    entries = reading.mapping(reading.root)
    if not _has_many(entries):
        head: dict[str, Value] = {name: _plain(each) for name, each in entries.items() if name in {"format_version", "key"}}
        return EDITOR.updated(text, {**head, **form})
    return EDITOR.updated(text, _with(entries, reading, "segments", segment.key, form))


def with_set(text: str | None, stored: StoredSet) -> str:
    """The text of a file with many definitions (None: of a new one) with the set in it as it is now. Comments and layout stay."""
    form = set_form(stored.definition)
    if text is None:
        return EDITOR.fresh({"format_version": FORMAT, "sets": {stored.key: form}})
    reading = Reading(text, "")
    return EDITOR.updated(text, _with(reading.mapping(reading.root), reading, "sets", stored.key, form))


def _has_many(entries: Mapping[str, Entry]) -> bool:
    return "segments" in entries or "sets" in entries


def _with(entries: Mapping[str, Entry], reading: Reading, part: str, key: str, form: dict[str, Value]) -> dict[str, Value]:
    """All that a file with many definitions says, with one of them as it is now."""
    found: dict[str, Value] = {name: _plain(each) for name, each in entries.items() if name == "format_version"}
    plain: dict[str, Callable[[Entry], Value]] = {
        "segments": lambda each: _plain_segment(each, reading),
        "sets": lambda each: set_form(set_definition(each, reading)),
    }
    for name, of in plain.items():
        known: dict[str, Value] = {each: of(entry) for each, entry in reading.mapping(entries.get(name)).items()}
        if name in entries or name == part:
            found[name] = {**known, key: form} if name == part else known
    return found


def _form(definition: Definition) -> dict[str, Value]:
    name = label_form(definition.name)
    query = definition.query + "\n" if "\n" in definition.query else definition.query
    return {
        **({"name": name} if name else {}),
        **({"description": definition.description} if definition.description else {}),
        **({"tags": list(definition.tags)} if definition.tags else {}),
        "query": query,
    }


def _plain(entry: Entry) -> Value:
    text = str(entry.node.value)
    return int(text) if entry.node.tag == "tag:yaml.org,2002:int" else text


def _plain_segment(entry: Entry, reading: Reading) -> Value:
    """A segment of the file in the form in which it is written, so that it stays as it is."""
    found = reading.mapping(entry, WORDS)
    return _form(_definition(found, reading))


def _definition(found: Mapping[str, Entry], reading: Reading) -> Definition:
    return Definition(
        query=reading.text(found.get("query")).rstrip(),
        name=label(found.get("name"), reading),
        description=reading.text(found.get("description")),
        tags=reading.texts(found.get("tags")),
    )


def segment_paths(source: Path) -> list[Path]:
    """YAML files, in the order of their names; hidden folders and the workspace's own file left out."""
    if not source.is_dir():
        return [source]
    found = (each for each in source.rglob("*") if each.suffix in SUFFIXES and each.name != FILE_NAME and each.is_file())
    return sorted(each for each in found if not any(part.startswith(".") for part in each.relative_to(source).parts))


class _SegmentReader:
    """Reads one file."""

    def __init__(self, name: str, path: Path) -> None:
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError("workspace_file_unreadable", file=path, reason=str(error)) from None
        self.reading = Reading(text, name)
        self.stem = path.stem

    def read(self) -> SegmentFiles:
        """Its segments, sets and problems."""
        segments: list[FileSegment] = []
        sets: list[FileSet] = []
        root = self.reading.root
        if root is not None:
            entries = self.reading.mapping(root)
            if _has_many(entries):
                entries = self.reading.mapping(root, MANY_KEYS)
                segments = [self._segment(each, each.path[-1], WORDS) for each in self.reading.mapping(entries.get("segments")).values()]
                sets = list(read_sets(entries.get("sets"), self.reading))
            else:
                segments = [self._segment(root, self.reading.text(entries.get("key")) or self.stem, ONE_KEYS)]
            self._check_format(entries.get("format_version"))
        elif not self.reading.problems:
            self.reading.wrong_at(1, (), "yaml_empty")
        return SegmentFiles(tuple(segments), tuple(sets), tuple(self.reading.problems))

    def _segment(self, entry: Entry, key: str, allowed: tuple[str, ...]) -> FileSegment:
        found = self.reading.mapping(entry, allowed)
        query = found.get("query")
        if query is None:
            self.reading.wrong(entry, "segment_query_missing", key=key)
        if not is_key(key):
            self.reading.wrong(entry, "segment_file_key", key=key, proposal=key_for(key))
        node = None if query is None else query.node
        is_block = node is not None and getattr(node, "style", None) in {"|", ">"}
        first = entry.line if node is None else node.start_mark.line + (2 if is_block else 1)
        definition = _definition(found, self.reading)
        return FileSegment(key=key, definition=definition, file=self.reading.file, line=entry.line, query_line=first, is_block=is_block)

    def _check_format(self, entry: Entry | None) -> None:
        number = None if entry is None else self.reading.number(entry)
        if number is not None and number > FORMAT and entry is not None:
            self.reading.wrong(entry, "segment_file_too_new", found=number, supported=FORMAT)


def _is_open(path: YamlPath) -> bool:
    return len(path) <= 2 and (not path or path[0] in {"segments", "sets"})


def _short(path: YamlPath, wanted: Mapping[str, Value]) -> str | None:
    """`name: Salons` for a name in English only."""
    only = wanted.get("en") if path[-1:] in {("name",), ("rest",)} and len(wanted) == 1 else None
    return only if isinstance(only, str) else None


EDITOR = Editor(is_open=_is_open, short=_short)
"""How files of segments are written."""
