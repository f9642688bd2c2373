"""Segment sets: segments in an order, in which each customer belongs to the first that he is in, or to the rest.

The groups of a set are recorded by refreshes as segments are. So a group has an id, a key (`loyalty/silver`, `loyalty/rest`), and a query by which it
is evaluated like any segment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.definitions import REST_KEY, Definition, StoredSegment
from doelgroep.store.versioned import Codes, Stored, Tables, Version, Versioned

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from doelgroep.store.definitions import Definitions
    from doelgroep.store.versioned import Row, Signature

_NO_NAME = Label()
REST = Label(en="The rest", nl="De rest")
"""What the customers in none of the segments are called when nobody has given them a name."""
GROUP_IDS = 1 << 32
"""The id of a group is that of its set times this, and that of its segment (0: the rest): no segment has it, and no other group ever will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDefinition:
    """What a set is: the keys of its segments, the first match first, and the words about it."""

    segments: tuple[str, ...]
    name: Label = _NO_NAME
    rest: Label = _NO_NAME
    """The name of the customers in none of the segments."""


type SetVersion = Version[SetDefinition]
"""A set as it was from a moment on; the segments by the keys that they have now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSet(Stored[SetDefinition]):
    """A set with its present version."""

    def rest_title(self, language: str) -> str:
        """The name of the rest in a language."""
        return self.definition.rest.get(language) or REST.get(language)


class SegmentSets(Versioned[SetDefinition, StoredSet]):
    """The sets in a state file."""

    kind = StoredSet
    tables = Tables(things="segment_sets", versions="set_versions", owner="segment_set", columns=("name_en", "name_nl", "rest_en", "rest_nl"))
    codes = Codes(
        word="set",
        unknown="set_unknown",
        unknown_near="set_unknown_near",
        unknown_id="set_id_unknown",
        exists="set_exists",
        key_invalid="set_key_invalid",
        changed="set_changed",
        version_unknown="set_version_unknown",
        managed_by_files="set_managed_by_files",
    )

    def __init__(self, definitions: Definitions) -> None:
        super().__init__(definitions.state)
        self._segments = definitions

    def rename(self, key: str, new: str, signature: Signature) -> StoredSet:
        """Another key; what was recorded of its groups stays.

        Raises:
            UserError: the new key can't be used or is taken, or the set is managed by files.
        """
        with self.state.writing() as connection:
            self._rekey(connection, self.get(key), new, signature)
            return self.get(new)

    # ------------------------------------------------------------ groups

    def groups(self) -> tuple[StoredSegment, ...]:
        """The groups of all sets as segments, in the order of each set, the rest last."""
        with self.state.reading():
            return tuple(group for each in self.list() for group in self.groups_of(each, each.version))

    def groups_of(self, stored: StoredSet, version: SetVersion) -> tuple[StoredSegment, ...]:
        """The groups of a set as segments, as they were in a version of it."""
        return tuple(self._groups(stored, version))

    def group(self, key: str) -> StoredSegment:
        """A group by its key, such as `loyalty/silver`, as a segment.

        Raises:
            UserError: there is no such set or group; says which there are.
        """
        owner, _, wanted = key.partition("/")
        with self.state.reading():
            stored = self.get(owner)
            groups = self.groups_of(stored, stored.version)
        found = next((each for each in groups if each.key == key), None)
        if found is None:
            raise UserError("set_group_unknown", key=owner, found=wanted, groups=[each.key.partition("/")[2] for each in groups])
        return found

    def group_versions(self, key: str) -> tuple[StoredSegment, ...]:
        """A group as it was in each version of its set that has it, the first one first."""
        with self.state.reading():
            group, stored = self.group(key), self.get(key.partition("/")[0])
            versions = self.versions(stored.key)
        return tuple(each for version in versions for each in self.groups_of(stored, version) if each.id == group.id)

    def _groups(self, stored: StoredSet, version: SetVersion) -> Iterator[StoredSegment]:
        keys = version.definition.segments
        for place, segment in enumerate(self._segments_of(stored.id, version.number)):
            name = _both(stored, segment.title("en"), segment.title("nl"))
            yield _group(stored, version, segment, Definition(query=group_query(keys, place), name=name))
        rest = _both(stored, stored.rest_title("en"), stored.rest_title("nl"))
        yield _group(stored, version, None, Definition(query=group_query(keys, len(keys)), name=rest))

    def _segments_of(self, number: int, version: int) -> tuple[StoredSegment, ...]:
        """The segments of a version, also those that have been removed since."""
        sql = "SELECT segment FROM set_segments WHERE segment_set = ? AND version = ? ORDER BY position"
        with self.state.reading() as connection:
            found = connection.execute(sql, (number, version)).fetchall()
            return tuple(self._segments.by_id(each) for (each,) in found)

    # ------------------------------------------------------------ as `Versioned` asks

    def _definition(self, connection: sqlite3.Connection, number: int, version: int, values: Row) -> SetDefinition:
        name_en, name_nl, rest_en, rest_nl = values
        sql = "SELECT s.key FROM set_segments g JOIN segments s ON s.id = g.segment WHERE segment_set = ? AND g.version = ? ORDER BY position"
        segments = tuple(key for (key,) in connection.execute(sql, (number, version)))
        return SetDefinition(segments=segments, name=Label(name_en, name_nl), rest=Label(rest_en, rest_nl))

    def _values(self, definition: SetDefinition) -> Row:
        return definition.name.en, definition.name.nl, definition.rest.en, definition.rest.nl

    def _judged(self, key: str, definition: SetDefinition) -> SetDefinition:
        if not definition.segments:
            raise UserError("set_empty", key=key)
        twice = [each for each in definition.segments if definition.segments.count(each) > 1]
        if twice:
            raise UserError("set_segment_twice", key=key, segment=twice[0])
        if REST_KEY in definition.segments:
            raise UserError("set_segment_rest", sets=[key])
        return definition

    def _written(self, connection: sqlite3.Connection, number: int, version: int, definition: SetDefinition) -> None:
        rows = [(number, version, position, self._segments.get(key).id) for position, key in enumerate(definition.segments)]
        connection.executemany("INSERT INTO set_segments VALUES (?, ?, ?, ?)", rows)


def group_query(keys: Sequence[str], place: int) -> str:
    """The query of the group at a place of a set; behind the last one is the rest.

    >>> group_query(["gold", "silver"], 1)
    "IN SEGMENT 'silver' AND NOT IN SEGMENT 'gold'"
    """
    own = [f"IN SEGMENT '{key}'" for key in keys[place : place + 1]]
    return " AND ".join([*own, *(f"NOT IN SEGMENT '{key}'" for key in keys[:place])])


def tracked(definitions: Definitions) -> tuple[StoredSegment, ...]:
    """What refreshes record: the segments, and the groups of sets."""
    with definitions.state.reading():
        return (*definitions.list(), *SegmentSets(definitions).groups())


def tracked_by_key(definitions: Definitions, key: str) -> StoredSegment:
    """A segment, or a group of a set by a key such as `loyalty/silver`.

    Raises:
        UserError: there is no such one.
    """
    return SegmentSets(definitions).group(key) if "/" in key else definitions.get(key)


def tracked_at(definitions: Definitions, found: StoredSegment, moment: datetime) -> StoredSegment | None:
    """A segment or group with the version that it had at a moment; None when it was made later."""
    if found.version.at <= moment:
        return found
    if is_group(found.id):
        versions = SegmentSets(definitions).group_versions(found.key)
    else:
        versions = tuple(replace(found, version=each) for each in definitions.versions(found.key))
    return next((each for each in reversed(versions) if each.version.at <= moment), None)


def is_group(number: int) -> bool:
    """Whether an id is that of a group of a set."""
    return number >= GROUP_IDS


def set_of(number: int) -> int | None:
    """The id of the set of a group, by the group's id; None for a segment."""
    return number // GROUP_IDS if is_group(number) else None


def _group(stored: StoredSet, version: SetVersion, segment: StoredSegment | None, definition: Definition) -> StoredSegment:
    return StoredSegment(
        id=stored.id * GROUP_IDS + (0 if segment is None else segment.id),
        key=f"{stored.key}/{REST_KEY if segment is None else segment.key}",
        managed_by=stored.managed_by,
        created_at=stored.created_at,
        created_by=stored.created_by,
        version=Version(number=version.number, definition=definition, author=version.author, at=version.at, note=version.note),
        removed_at=stored.removed_at,
    )


def _both(stored: StoredSet, english: str, dutch: str) -> Label:
    return Label(f"{stored.title('en')}: {english}", f"{stored.title('nl')}: {dutch}")
