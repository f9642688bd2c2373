"""JSON: a line or an element of an array is a row; objects inside it become columns with a dot, lists of texts stay lists."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.reading.batches import Batches
from doelgroep.store.reading.content import CHUNK, ERRORS, content_of
from doelgroep.store.reading.kinds import ValueKind
from doelgroep.store.reading.names import unique_name
from doelgroep.store.source import LINE, BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    import duckdb

    from doelgroep.store.source import ReadOptions

type Value = dict[str, Value] | list[Value] | str | int | bool | None
type PathOfKeys = tuple[str, ...]

_MOST_COLUMNS = 1_000
_LONGEST_SHOWN = 2_000
_BLANKS = " \t\r\n"


class Digits(str):
    """A number with a fraction or exponent, as written: it must not go through floating point."""

    __slots__ = ()


@dataclass(slots=True)
class Objects:
    """Rows that have been read: the columns in the order in which they came up, with the kinds of their values, and what was set aside."""

    names: dict[PathOfKeys, str] = field(default_factory=dict)
    kinds: dict[str, set[ValueKind]] = field(default_factory=dict)
    rows: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)


def read_objects(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, table: str, folder: Path) -> Objects:
    """Read JSON lines, or a JSON array of objects, into a temporary table of texts.

    A line that is no object is set aside; so is one with text that can't be encoded.

    Raises:
        UserError: no line is an object, the array is broken, or there are more columns than a table can have.
    """
    content = content_of(path, folder, options.encoding)
    found, batches, taken = Objects(), Batches(connection, table), {LINE}
    with content.path.open(encoding="utf-8", errors=ERRORS, newline="") as text:
        for line, value, source in _values(text, path):
            flat = _flattened(value) if isinstance(value, dict) else None
            if flat is None or not _is_text(flat):
                found.bad_rows.append(BadRow(file=path.name, line=line, reason="import_bad_json", params={}, text=_shown(source)))
            else:
                _add_columns(flat, found, batches, taken, path)
                _add(line, flat, found, batches)
    batches.close()
    found.rows = batches.rows
    if not found.rows:
        raise UserError("import_json_no_rows", file=path.name, bad=len(found.bad_rows))
    return found


def _values(text: IO[str], path: Path) -> Iterator[tuple[int, Value, str]]:
    """The line, value and source of each row; the value is None where the source is no JSON."""
    while (start := text.read(1)) and start in _BLANKS + "\ufeff":
        pass
    text.seek(0)
    return _elements(text, path) if start == "[" else _lines(text)


def _lines(text: IO[str]) -> Iterator[tuple[int, Value, str]]:
    for number, line in enumerate(text, start=1):
        if line.strip():
            try:
                yield number, json.loads(line, parse_float=Digits, parse_constant=_refused), line
            except ValueError:
                yield number, None, line


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _elements(text: IO[str], path: Path) -> Iterator[tuple[int, Value, str]]:
    """The elements of an array, which is read a piece at a time."""
    decoder = json.JSONDecoder(parse_float=Digits, parse_constant=_refused)
    buffer = text.read(CHUNK)
    place, line = buffer.index("[") + 1, 1
    line += buffer.count("\n", 0, place)
    while True:
        start = _behind(buffer, place, _BLANKS + ",")
        line += buffer.count("\n", place, start)
        if buffer[start : start + 1] == "]":
            return
        value, end = _decoded(decoder, buffer, start)
        if end is not None:
            yield line, value, buffer[start:end]
            line += buffer.count("\n", start, end)
            place = end
            continue
        more = text.read(max(CHUNK, len(buffer) - start))
        if not more:
            raise UserError("import_json_broken", file=path.name, line=line)
        buffer, place = buffer[start:] + more, 0


def _behind(text: str, place: int, signs: str) -> int:
    while place < len(text) and text[place] in signs:
        place += 1
    return place


def _decoded(decoder: json.JSONDecoder, buffer: str, start: int) -> tuple[Value, int | None]:
    """The value that begins at a place and where it ends; None when it can't be read (to its end)."""
    try:
        return decoder.raw_decode(buffer, start)
    except ValueError:
        return None, None


def _flattened(value: dict[str, Value], path: PathOfKeys = ()) -> dict[PathOfKeys, tuple[ValueKind, str]]:
    flat: dict[PathOfKeys, tuple[ValueKind, str]] = {}
    for key, each in value.items():
        here = (*path, key)
        if isinstance(each, dict):
            flat |= _flattened(each, here)
        elif each is not None:
            flat[here] = _staged(each)
    return flat


def _staged(value: Value) -> tuple[ValueKind, str]:
    """The kind and the text of a value."""
    match value:
        case bool():
            return ValueKind.BOOLEAN, "true" if value else "false"
        case int():
            return (ValueKind.INTEGER if -(2**63) <= value < 2**63 else ValueKind.TEXT), str(value)
        case str():
            return ValueKind.TEXT, str(value)
        case list() if not any(isinstance(each, list | dict) for each in value):
            return ValueKind.LIST, json.dumps([_staged(each)[1] for each in value if each is not None], ensure_ascii=False)
        case _:
            return ValueKind.TEXT, json.dumps(value, ensure_ascii=False)


def _is_text(flat: dict[PathOfKeys, tuple[ValueKind, str]]) -> bool:
    """Whether all names and texts can be encoded: JSON can write half a surrogate pair."""
    try:
        for path, (_, text) in flat.items():
            "".join(path).encode("utf-8")
            text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _add_columns(flat: dict[PathOfKeys, tuple[ValueKind, str]], found: Objects, batches: Batches, taken: set[str], file: Path) -> None:
    new = [path for path in flat if path not in found.names]
    if not new:
        return
    for path in new:
        found.names[path] = unique_name(".".join(path), taken)
        found.kinds[found.names[path]] = set()
    if len(found.names) > _MOST_COLUMNS:
        raise UserError("import_too_many_columns", file=file.name, most=_MOST_COLUMNS)
    batches.add_columns([found.names[path] for path in new])


def _add(line: int, flat: dict[PathOfKeys, tuple[ValueKind, str]], found: Objects, batches: Batches) -> None:
    row: list[str | None] = []
    for path, name in found.names.items():
        value = flat.get(path)
        if value is None:
            row.append(None)
        else:
            found.kinds[name].add(value[0])
            row.append(value[1])
    batches.add(line, row)


def _shown(source: str) -> str:
    return source.strip()[:_LONGEST_SHOWN].encode("utf-8", "replace").decode("utf-8")
