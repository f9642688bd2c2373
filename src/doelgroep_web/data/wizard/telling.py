"""What a person said of his files: kept as JSON with the upload, and given to the library as options.

    {"orders.csv": {"target": "orders", "customer": "nr", "time": "", "leave_out": ["bsn"], "fields": {"town": {"label": {"nl": "Plaats"}}}}}

A key that is not there leaves the choice to the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doelgroep.catalog import Base, Label, Privacy, Role
from doelgroep.store.source import FieldWish, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

type Told = dict[str, dict[str, Any]]

CHOICES = ("target", "customer", "time", "amount", "row_id", "date_order", "decimal", "delimiter", "encoding")
"""What can be said of a file in one word each."""


def options_of(told: Mapping[str, Mapping[str, Any]]) -> ReadOptions:
    """The options of an import."""
    return ReadOptions(files={file: _options(each) for file, each in told.items()})


def _options(said: Mapping[str, Any]) -> ReadOptions:
    return ReadOptions(
        **{name: said[name] for name in CHOICES if said.get(name)},
        header={"yes": True, "no": False}.get(said.get("header", "")),
        clean_keys=bool(said.get("clean_keys")),
        leave_out=tuple(said.get("leave_out", ())),
        fields={column: _wish(each) for column, each in said.get("fields", {}).items()},
    )


def _wish(said: Mapping[str, Any]) -> FieldWish:
    label = said.get("label")
    return FieldWish(
        label=None if label is None else Label(en=label.get("en", ""), nl=label.get("nl", "")),
        base=Base(said["base"]) if said.get("base") else None,
        role=None if "role" not in said else Role(said["role"]) if said["role"] else "",
        privacy=Privacy(said["privacy"]) if said.get("privacy") else None,
    )
