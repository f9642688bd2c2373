"""A YAML text brought up to date: only what changed is rewritten, so comments, order and layout of the author stay.

The text is composed to nodes that know their place; the difference with the wanted values becomes a list of replacements in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from doelgroep.store.yaml_rendering import INDENT, block, entry, flow, scalar, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from doelgroep.store.yaml_reading import Path
    from doelgroep.store.yaml_rendering import OpenBlock, Value

type ShortForm = Callable[[Path, Mapping[str, Value]], str | None]
"""The short spelling of a mapping at a path (`city: text` for `city: {type: text}`), or None when it has none."""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A pair of a mapping (or an element of a list, under its own text): where it begins, and its value."""

    name: str
    start: int
    key_end: int
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """How a kind of file is written."""

    is_open: OpenBlock
    short: ShortForm
    defaults: Mapping[Path, Value] = field(default_factory=dict)
    """What need not be written by somebody who left it out."""
    foreign: frozenset[Path] = frozenset()
    """What belongs to somebody else: it stays as it is, wanted or not."""

    def updated(self, previous: str, wanted: Mapping[str, Value]) -> str:
        """The previous text, changed so that it says `wanted`. Line breaks stay as they were.

        A key that is no longer wanted goes with its value; a new one is put behind the key that precedes it in `wanted`, unless it has its default.
        The order of what stays does not change.
        """
        mark, source = ("\ufeff", previous[1:]) if previous.startswith("\ufeff") else ("", previous)
        crlf = "\r\n" in source
        source = source.replace("\r\n", "\n")
        if source and not source.endswith("\n"):
            source += "\n"
        root = _composed(source)
        edits = list(_Update(source, self).mapping(root, wanted, ()))
        result = _applied(source, edits)
        return mark + (result.replace("\n", "\r\n") if crlf else result)

    def fresh(self, wanted: Mapping[str, Value]) -> str:
        """The text of a new file."""
        return block(wanted, 0, (), self.is_open)


def renamed_key(source: str, path: Path, new: str) -> str:
    """The text with the last key of `path` spelled `new`; everything else stays.

    Raises:
        KeyError: there is no such path.
    """
    mark, source = ("\ufeff", source[1:]) if source.startswith("\ufeff") else ("", source)
    node = _composed(source)
    for key in path[:-1]:
        node = _child(node, key)[1]
    key_node, _ = _child(node, path[-1])
    return mark + source[: key_node.start_mark.index] + scalar(new) + source[key_node.end_mark.index :]


def _child(node: Node, key: str) -> tuple[Node, Node]:
    pairs = node.value if isinstance(node, MappingNode) else ()
    for key_node, value in pairs:
        if key_node.value == key:
            return key_node, value
    raise KeyError(key)


def _composed(source: str) -> Node:
    node: Node = YAML(typ="safe", pure=True).compose(source)
    return node


def _applied(source: str, edits: list[_Edit]) -> str:
    """The text with all edits made. Edits at one place are made in the order in which they were found: inner ones first."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        parts += [source[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, source[at:]])


@dataclass(frozen=True, slots=True)
class _Update:
    """One text on its way from what it says to what is wanted."""

    source: str
    editor: Editor

    def mapping(self, node: Node, wanted: Mapping[str, Value], path: Path) -> Iterator[_Edit]:
        """The edits of a mapping's pairs."""
        items = self._items(node)
        kept = [each for each in items if each.name in wanted]
        if not kept:
            yield self._whole(node, wanted, path)
            return
        for each in kept:
            yield from self._value(each, wanted[each.name], (*path, each.name))
        ours = [each for each in items if (*path, each.name) not in self.editor.foreign]
        yield from self._removals(node, ours, kept)
        yield from self._additions(node, kept, wanted, path)

    def _value(self, item: _Item, wanted: Value, path: Path) -> Iterator[_Edit]:
        node = item.value
        if isinstance(wanted, dict):
            yield from self._mapping_value(item, wanted, path)
        elif isinstance(wanted, (list, tuple)):
            yield from self._list_value(item, wanted)
        elif not (isinstance(node, ScalarNode) and _says(node, wanted)):
            yield self._replaced(item, wanted)

    def _mapping_value(self, item: _Item, wanted: Mapping[str, Value], path: Path) -> Iterator[_Edit]:
        if isinstance(item.value, MappingNode):
            yield from self.mapping(item.value, wanted, path)
        elif self._content_end(item) == item.key_end and self._in_block(item):
            place = self._line_end(item.key_end)
            indent = item.start - self._line_start(item.start) + INDENT
            yield _Edit(place, place, block(wanted, indent, path, self.editor.is_open))
        else:
            short = self.editor.short(path, wanted)
            if short is None or not _says(item.value, short):
                yield self._replaced(item, wanted if short is None else short)

    def _list_value(self, item: _Item, wanted: Sequence[Value]) -> Iterator[_Edit]:
        """A list is kept as it stands as far as its elements are wanted in that order; else it is written anew."""
        items = self._items(item.value) if isinstance(item.value, SequenceNode) else []
        kept = [each for each in items if each.name in wanted]
        if not kept or [each.name for each in kept] != [each for each in wanted if each in {one.name for one in kept}]:
            yield self._replaced(item, list(wanted))
            return
        yield from self._removals(item.value, items, kept)
        yield from self._additions(item.value, kept, {str(each): "" for each in wanted}, ())

    def _removals(self, node: Node, items: list[_Item], kept: list[_Item]) -> Iterator[_Edit]:
        gone = [each for each in items if each not in kept]
        if not _in_braces(node):
            for each in gone:
                yield _Edit(self._line_start(each.start), self._line_end(self._content_end(each)), "")
            return
        last = self._content_end(kept[-1])
        if items[-1] not in kept:
            yield _Edit(last, self._content_end(items[-1]), "")
        for each, following in pairwise(items):
            if each in gone and each.start < last:
                yield _Edit(each.start, following.start, "")

    def _additions(self, node: Node, kept: list[_Item], wanted: Mapping[str, Value], path: Path) -> Iterator[_Edit]:
        """New entries behind the one that precedes them in `wanted`; several at one place in the order of `wanted`."""
        names = {each.name: each for each in kept}
        before: _Item | None = None
        for name, value in wanted.items():
            if name in names:
                before = names[name]
            elif (*path, name) in self.editor.defaults and self.editor.defaults[*path, name] == value:
                continue
            elif _in_braces(node):
                yield self._flow_addition(node, kept, before, name, value)
            else:
                yield self._block_addition(node, kept, before, name, value, path)

    def _flow_addition(self, node: Node, kept: list[_Item], before: _Item | None, name: str, value: Value) -> _Edit:
        written = scalar(name) if isinstance(node, SequenceNode) else f"{scalar(name)}: {flow(value)}"
        if before is None:
            return _Edit(kept[0].start, kept[0].start, f"{written}, ")
        end = self._content_end(before)
        return _Edit(end, end, f", {written}")

    def _block_addition(self, node: Node, kept: list[_Item], before: _Item | None, name: str, value: Value, path: Path) -> _Edit:
        first = self._line_start(kept[0].start)
        indent = kept[0].start - first
        if isinstance(node, SequenceNode):
            written = f"{' ' * indent}- {scalar(name)}\n"
        else:
            written = entry(name, value, indent, (*path, name), self.editor.is_open)
        place = first if before is None else self._line_end(self._content_end(before))
        return _Edit(place, place, written)

    def _whole(self, node: Node, wanted: Mapping[str, Value], path: Path) -> _Edit:
        """A mapping of which nothing stays, written anew in its place."""
        end = self._node_end(node, node.start_mark.index)
        if _in_braces(node):
            return _Edit(node.start_mark.index, end, flow(wanted))
        start = self._line_start(node.start_mark.index)
        return _Edit(start, self._line_end(end), block(wanted, node.start_mark.column, path, self.editor.is_open))

    def _replaced(self, item: _Item, wanted: Value) -> _Edit:
        """A new value behind the colon of an entry, on the same line (a text of several lines as a literal block)."""
        indent = item.start - self._line_start(item.start) + INDENT
        end = self._content_end(item)
        as_block = isinstance(wanted, str) and self._in_block(item) and not self._comment_follows(end, indent)
        written = text(wanted, indent) if isinstance(wanted, str) and as_block else flow(wanted)
        return _Edit(item.key_end, end, f" {written}")

    def _in_block(self, item: _Item) -> bool:
        return not self.source[self._line_start(item.start) : item.start].strip()

    def _comment_follows(self, end: int, indent: int) -> bool:
        """Whether a comment would become part of a literal block that ends here."""
        line_end = self._line_end(end)
        following = next((line for line in self.source[line_end:].splitlines() if line.strip()), "")
        return bool(self.source[end:line_end].strip()) or following.startswith(" " * indent)

    def _items(self, node: Node) -> list[_Item]:
        if isinstance(node, MappingNode):
            return [_Item(str(key.value), key.start_mark.index, self._colon_end(key), value) for key, value in node.value]
        return [_Item(str(each.value), self._dash(node, each), each.start_mark.index, each) for each in node.value]

    def _dash(self, node: Node, element: Node) -> int:
        """Where an element of a list begins: at its dash, in a block."""
        start: int = element.start_mark.index
        return start if _in_braces(node) else self.source.rindex("-", 0, start)

    def _colon_end(self, key: Node) -> int:
        return self.source.index(":", key.end_mark.index) + 1

    def _content_end(self, item: _Item) -> int:
        """Where the value's last character ends, without comments and blank lines behind it."""
        return self._node_end(item.value, item.key_end)

    def _node_end(self, node: Node, nothing: int) -> int:
        end: int = node.end_mark.index
        if isinstance(node, ScalarNode):
            if node.style in {"|", ">"}:
                return len(self.source[:end].rstrip())
            return end if end > node.start_mark.index else nothing
        if _in_braces(node) or not node.value:
            return end
        return self._content_end(self._items(node)[-1])

    def _line_start(self, index: int) -> int:
        return self.source.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """Behind the line break of the line on which `index` lies."""
        found = self.source.find("\n", index)
        return len(self.source) if found < 0 else found + 1


def _in_braces(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def plain(source: str) -> Value:
    """What a text says, as mappings, lists, texts, whole numbers, true and false, and None."""
    return _plain(_composed(source))


def _plain(node: Node) -> Value:
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.value]
    options: tuple[Value, ...] = (None, True, False)
    for each in options:
        if _says(node, each):
            return each
    text = str(node.value)
    return int(text) if text.isdecimal() and _says(node, int(text)) else text


def _says(node: Node, wanted: Value) -> bool:
    """Whether a scalar is written as the wanted value would be read."""
    tag = str(node.tag)
    if wanted is None:
        return tag.endswith(":null")
    if isinstance(wanted, bool):
        return bool(tag.endswith(":bool") and node.value.lower() == str(wanted).lower())
    if isinstance(wanted, int):
        return bool(tag.endswith(":int") and node.value == str(wanted))
    if isinstance(node, ScalarNode) and node.style in {"|", ">"} and isinstance(wanted, str):
        # Whether a block ends with a line break is a matter of its header, and means nothing in our files.
        return bool(node.value.rstrip("\n") == wanted.rstrip("\n"))
    return bool(not tag.endswith(":null") and node.value == wanted)
