"""The YAML text of segment sets: below `sets`, each with its segments in their order and the names of the set and of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.store.definitions import is_key, key_for
from doelgroep.store.segment_sets import SetDefinition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.store.yaml_reading import Entry, Reading
    from doelgroep.store.yaml_rendering import Value

SET_WORDS = ("name", "segments", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSet:
    """A set as a file has it."""

    key: str
    definition: SetDefinition
    file: str
    """The file's path below the folder that is read."""
    line: int


def read_sets(entry: Entry | None, reading: Reading) -> Iterator[FileSet]:
    """The sets below `sets`; what can't be used is noted as a problem of the file."""
    for each in reading.mapping(entry).values():
        key = each.path[-1]
        definition = set_definition(each, reading)
        if not is_key(key):
            reading.wrong(each, "set_file_key", key=key, proposal=key_for(key))
        if not definition.segments:
            reading.wrong(each, "set_file_empty", key=key)
        twice = [one for one in definition.segments if definition.segments.count(one) > 1]
        if twice:
            reading.wrong(each, "set_file_segment_twice", key=key, segment=twice[0])
        yield FileSet(key=key, definition=definition, file=reading.file, line=each.line)


def set_definition(entry: Entry, reading: Reading) -> SetDefinition:
    """A set of the file."""
    found = reading.mapping(entry, SET_WORDS)
    return SetDefinition(
        segments=reading.texts(found.get("segments")), name=label(found.get("name"), reading), rest=label(found.get("rest"), reading)
    )


def set_form(definition: SetDefinition) -> dict[str, Value]:
    """A set as it is written."""
    name, rest = label_form(definition.name), label_form(definition.rest)
    return {**({"name": name} if name else {}), "segments": list(definition.segments), **({"rest": rest} if rest else {})}


def label(entry: Entry | None, reading: Reading) -> Label:
    """A name: a text is English, `{en: ..., nl: ...}` either or both."""
    if entry is None or entry.is_text:
        return Label(en=reading.text(entry))
    found = reading.mapping(entry, ("en", "nl"))
    return Label(en=reading.text(found.get("en")), nl=reading.text(found.get("nl")))


def label_form(name: Label) -> dict[str, Value]:
    """A name as it is written; empty for none."""
    return {language: text for language, text in (("en", name.en), ("nl", name.nl)) if text}
