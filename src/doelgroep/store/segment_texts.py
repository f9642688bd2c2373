"""The YAML text of segments.

A file holds one segment (`key`, `name`, `description`, `tags`, `query`), or many below `segments`. Queries of several lines are literal blocks, so
that their comments and layout stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.catalog_file import FILE_NAME
from doelgroep.store.definitions import Definition, is_key, key_for
from doelgroep.store.settings import FORMAT
from doelgroep.store.yaml_editing import Editor
from doelgroep.store.yaml_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from doelgroep.store.definitions import StoredSegment
    from doelgroep.store.file_problems import FileProblem
    from doelgroep.store.yaml_reading import Entry
    from doelgroep.store.yaml_reading import Path as YamlPath
    from doelgroep.store.yaml_rendering import Value

WORDS = ("name", "description", "tags", "query")
ONE_KEYS = ("format_version", "key", *WORDS)
MANY_KEYS = ("format_version", "segments")
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
    problems: tuple[FileProblem, ...]


def read_segments(source: Path) -> SegmentFiles:
    """All segments of a file, or of the YAML files in a folder and the folders in it.

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
    problems: list[FileProblem] = []
    for each in files:
        found = _SegmentReader(each.relative_to(folder).as_posix(), each).read()
        problems += found.problems
        segments += found.segments
    return SegmentFiles(tuple(segments), tuple(problems))


def with_segment(text: str | None, segment: StoredSegment, *, as_many: bool) -> str:
    """The text of a file (None: of a new one, with one or many segments) with the segment in it as it is now. Comments and layout stay."""
    form = _form(segment.version.definition)
    if text is None:
        start: dict[str, Value] = {"format_version": FORMAT}
        return EDITOR.fresh({**start, "segments": {segment.key: form}} if as_many else {**start, "key": segment.key, **form})
    reading = Reading(text, "")
    entries = reading.mapping(reading.root)
    if "segments" not in entries:
        head: dict[str, Value] = {name: _plain(each) for name, each in entries.items() if name in {"format_version", "key"}}
        return EDITOR.updated(text, {**head, **form})
    head = {name: _plain(each) for name, each in entries.items() if name == "format_version"}
    others = {name: _plain_segment(each, reading) for name, each in reading.mapping(entries["segments"]).items()}
    return EDITOR.updated(text, {**head, "segments": {**others, segment.key: form}})


def _form(definition: Definition) -> dict[str, Value]:
    name: dict[str, Value] = {language: text for language, text in (("en", definition.name.en), ("nl", definition.name.nl)) if text}
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
        name=_name(found.get("name"), reading),
        description=reading.text(found.get("description")),
        tags=reading.texts(found.get("tags")),
    )


def _name(entry: Entry | None, reading: Reading) -> Label:
    if entry is None or entry.is_text:
        return Label(en=reading.text(entry))
    found = reading.mapping(entry, ("en", "nl"))
    return Label(en=reading.text(found.get("en")), nl=reading.text(found.get("nl")))


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
        """Its segments and problems."""
        segments = list(self._segments())
        return SegmentFiles(tuple(segments), tuple(self.reading.problems))

    def _segments(self) -> Iterable[FileSegment]:
        root = self.reading.root
        if root is None:
            if not self.reading.problems:
                self.reading.wrong_at(1, (), "yaml_empty")
            return
        entries = self.reading.mapping(root)
        if "segments" in entries:
            entries = self.reading.mapping(root, MANY_KEYS)
            yield from (self._segment(each, each.path[-1], WORDS) for each in self.reading.mapping(entries.get("segments")).values())
        else:
            key = self.reading.text(entries.get("key")) or self.stem
            yield self._segment(root, key, ONE_KEYS)
        self._check_format(entries.get("format_version"))

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
    return not path or path == ("segments",) or (len(path) == 2 and path[0] == "segments")


def _short(path: YamlPath, wanted: Mapping[str, Value]) -> str | None:
    """`name: Salons` for a name in English only."""
    only = wanted.get("en") if path[-1:] == ("name",) and len(wanted) == 1 else None
    return only if isinstance(only, str) else None


EDITOR = Editor(is_open=_is_open, short=_short)
"""How files of segments are written."""
