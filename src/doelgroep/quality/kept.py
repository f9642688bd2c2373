"""Measures kept beside the data, in `quality.json` of the workspace.

The file holds values from the data (the most frequent ones, examples of what is wrong), so it goes when a person is erased: `forget`. What it says is
measured again then. A file of another format, or a broken one, counts as none.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from doelgroep.quality.values import Bar, Distribution, Example, FieldMeasure, Finding, Measures, Spread, TableMeasure, Trouble
from doelgroep.store.catalog_file import write_text_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "quality.json"
_FORMAT = 1
_READ: dict[Path, tuple[int, Measures]] = {}
"""What was read, with the time of the file: pages ask for it again and again."""
_READING = threading.Lock()

type _Json = Mapping[str, Any]


def kept(folder: Path) -> Measures | None:
    """The measures that were kept in a workspace folder, of whichever edition of its data; None when there are none."""
    path = folder / FILE
    try:
        written = path.stat().st_mtime_ns
        with _READING:
            known = _READ.get(path)
            if known is None or known[0] != written:
                known = _READ[path] = written, _decoded(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return known[1]


def keep(folder: Path, measures: Measures) -> Measures:
    """Keep measures in the place of those that are there; the measures."""
    write_text_atomically(folder / FILE, _encoded(measures))
    return measures


def forget(folder: Path) -> None:
    """Delete what was kept."""
    (folder / FILE).unlink(missing_ok=True)
    with _READING:
        _READ.pop(folder / FILE, None)


def _encoded(measures: Measures) -> str:
    return json.dumps({"format": _FORMAT, **asdict(measures)}, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """What JSON has no form for, with its kind."""
    match value:
        case datetime():
            return {"$moment": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case Decimal():
            return {"$decimal": str(value)}
        case _:
            return str(value)


def _decoded(text: str) -> Measures:
    found = json.loads(text, object_hook=_value)
    if found["format"] != _FORMAT:
        raise ValueError(found["format"])
    return Measures(at=found["at"], tables=tuple(_table(each) for each in found["tables"]))


def _value(found: dict[str, Any]) -> object:
    match found:
        case {"$moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"$day": str(text)}:
            return date.fromisoformat(text)
        case {"$decimal": str(text)}:
            return Decimal(text)
        case _:
            return found


def _table(found: _Json) -> TableMeasure:
    return TableMeasure(
        **dict(found)
        | {
            "days": tuple((day, count) for day, count in found["days"]),
            "fields": tuple(_field(each) for each in found["fields"]),
            "findings": tuple(_finding(each) for each in found["findings"]),
        }
    )


def _field(found: _Json) -> FieldMeasure:
    quartiles = found["quartiles"]
    return FieldMeasure(
        **dict(found)
        | {
            "quartiles": None if quartiles is None else tuple(quartiles),
            "distribution": _distribution(found["distribution"]),
            "frequent": _bars(found["frequent"]),
        }
    )


def _distribution(found: _Json) -> Distribution:
    return Distribution(**dict(found) | {"spread": Spread(found["spread"]), "bars": _bars(found["bars"])})


def _bars(found: list[_Json]) -> tuple[Bar, ...]:
    return tuple(Bar(**each) for each in found)


def _finding(found: _Json) -> Finding:
    return Finding(**dict(found) | {"trouble": Trouble(found["trouble"]), "examples": tuple(Example(**each) for each in found["examples"])})
