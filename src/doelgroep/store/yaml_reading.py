"""YAML that people wrote, read with the place of every value; all problems are collected, none stops the reading.

The file is composed to nodes by ruamel.yaml and not turned into Python values: so a text such as `007`, `1.10` or `true` arrives as it was written,
a key that stands twice is seen, and every value knows its line.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from doelgroep.messages import Sentence
from doelgroep.model.names import nearest
from doelgroep.store.file_problems import FileProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

type Path = tuple[str, ...]
"""The way to a value through the keys of mappings."""

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in the file: its node, the way to it, and the line (from 1) where it is written (where its key is, inside a mapping)."""

    node: Node
    path: Path
    line: int

    @property
    def is_mapping(self) -> bool:
        """Whether it is `key: value` pairs."""
        return isinstance(self.node, MappingNode)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there (or `null`)."""
        return isinstance(self.node, ScalarNode) and self.node.tag == "tag:yaml.org,2002:null"

    @property
    def is_text(self) -> bool:
        """Whether it is one value."""
        return isinstance(self.node, ScalarNode) and not self.is_empty


class Reading:
    """One file being read: its root, and the problems found so far."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[FileProblem] = []
        self.lines: dict[Path, int] = {}
        self.root = self._composed(text)

    def wrong(self, entry: Entry, code: str, **params: object) -> None:
        """Note a problem at an entry."""
        self.wrong_at(entry.line, entry.path, code, **params)

    def wrong_at(self, line: int | None, path: Path, code: str, **params: object) -> None:
        """Note a problem at a line."""
        self.problems.append(FileProblem(file=self.file, line=line, code=code, params=params, place=".".join(path)))

    def line_of(self, path: Path) -> int | None:
        """The line of a path, or of the deepest part of it that is in the file."""
        return next((self.lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in self.lines), None)

    def mapping(self, entry: Entry | None, allowed: Sequence[str] | None = None) -> dict[str, Entry]:
        """The entries by key; empty for an empty value. Keys outside `allowed` and double keys are noted and left out."""
        if entry is None or entry.is_empty:
            return {}
        if not isinstance(entry.node, MappingNode):
            self.wrong(entry, "yaml_mapping_expected", choice=Sentence("yaml_possible", {"allowed": list(allowed)}) if allowed else "")
            return {}
        found: dict[str, Entry] = {}
        for key_node, value in entry.node.value:
            each = self._keyed(key_node, value, entry)
            if each is not None and self._is_welcome(each, found, allowed):
                found[each.path[-1]] = each
                self.lines[each.path] = each.line
        return found

    def text(self, entry: Entry | None) -> str:
        """A text as it was written (numbers and dates too); empty when there is none or it is something else."""
        if entry is None:
            return ""
        if not entry.is_text:
            self.wrong(entry, "yaml_text_expected")
            return ""
        return str(entry.node.value)

    def number(self, entry: Entry) -> int | None:
        """A whole number."""
        if isinstance(entry.node, ScalarNode) and entry.node.tag == "tag:yaml.org,2002:int" and entry.node.value.isdecimal():
            return int(entry.node.value)
        self.wrong(entry, "yaml_number_expected", found=self._shown(entry))
        return None

    def flag(self, entry: Entry | None) -> bool:
        """`true` or `false`; false when there is none."""
        if entry is None:
            return False
        if isinstance(entry.node, ScalarNode) and entry.node.tag == "tag:yaml.org,2002:bool":
            return str(entry.node.value).lower() == "true"
        self.wrong(entry, "yaml_boolean_expected", found=self._shown(entry))
        return False

    def choice(self, entry: Entry | None, options: Iterable[str], code: str) -> str | None:
        """One of the options; anything else is noted under the code, with parameters `found`, `allowed` and `hint`."""
        if entry is None:
            return None
        allowed = list(options)
        found = self._shown(entry)
        if entry.is_text and found in allowed:
            return found
        self.wrong(entry, code, found=found, allowed=allowed, hint=hint(found, allowed))
        return None

    def texts(self, entry: Entry | None) -> tuple[str, ...]:
        """A list of texts; empty when there is none."""
        if entry is None or entry.is_empty:
            return ()
        if not isinstance(entry.node, SequenceNode):
            self.wrong(entry, "yaml_list_expected", found=self._shown(entry))
            return ()
        items = [Entry(each, entry.path, each.start_mark.line + 1) for each in entry.node.value]
        return tuple(self.text(each) for each in items)

    def _composed(self, text: str) -> Entry | None:
        yaml = YAML(typ="safe", pure=True)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                node = yaml.compose(text.removeprefix("\ufeff"))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.wrong_at(None if mark is None else mark.line + 1, (), "yaml_syntax", problem=_in_words(error))
            return None
        except RecursionError:
            self.wrong_at(None, (), "yaml_too_deep")
            return None
        except (YAMLError, ValueError, Warning) as error:
            self.wrong_at(None, (), "yaml_syntax", problem=str(error).strip().splitlines()[0])
            return None
        root = None if node is None else Entry(node, (), node.start_mark.line + 1)
        if root is not None:
            self._refuse_references(root.node, 0)
        return root

    def _refuse_references(self, node: Node, depth: int) -> None:
        """Anchors would make two places of the file one, so that neither can be changed alone; and nothing of ours lies this deep."""
        if node.anchor is not None or depth > _DEEPEST:
            self.wrong_at(node.start_mark.line + 1, (), "yaml_anchor" if node.anchor is not None else "yaml_too_deep")
            return
        children = node.value if isinstance(node, SequenceNode) else ()
        if isinstance(node, MappingNode):
            children = [each for pair in node.value for each in pair]
        for each in children:
            self._refuse_references(each, depth + 1)

    def _keyed(self, key: Node, value: Node, parent: Entry) -> Entry | None:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            self.wrong_at(line, parent.path, "yaml_key_expected")
            return None
        return Entry(value, (*parent.path, str(key.value)), line)

    def _is_welcome(self, entry: Entry, found: dict[str, Entry], allowed: Sequence[str] | None) -> bool:
        key = entry.path[-1]
        if key in found:
            self.wrong(entry, "yaml_key_twice", key=key, first=found[key].line)
            return False
        if allowed is not None and key not in allowed:
            self.wrong(entry, "yaml_key_unknown", key=key, allowed=allowed, hint=hint(key, allowed))
            return False
        return True

    @staticmethod
    def _shown(entry: Entry) -> str:
        return str(entry.node.value) if isinstance(entry.node, ScalarNode) else ""


def hint(found: str, allowed: Iterable[str]) -> Sentence | str:
    """`Did you mean 'x'?` as a message parameter; empty when nothing is near."""
    near = nearest(found, allowed)
    return Sentence("did_you_mean", {"near": near}) if near else ""


def _in_words(error: MarkedYAMLError) -> str:
    """What the YAML parser says, on one line."""
    parts = [str(each).strip() for each in (error.context, error.problem) if each]
    return ", ".join(parts)
