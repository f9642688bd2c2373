"""The reference pages are whole: what exists is on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from doelgroep.catalog import Base, FieldType, Privacy, Role
from doelgroep.engine.sql import DIALECTS
from doelgroep.store import catalog_read, settings
from tests.docs.command_line import PAGE, page

DOCS = Path(__file__).resolve().parents[2] / "docs"
CATALOGUE_WORDS = {
    "settings": settings.KEYS,
    "catalogue": (*catalog_read.CATALOG_KEYS, *catalog_read.CUSTOMERS_KEYS, *catalog_read.ENTITIES),
    "activities": (*catalog_read.ACTIVITY_KEYS, *catalog_read.DERIVED_KEYS),
    "lookups and places": (*catalog_read.LOOKUP_KEYS, *catalog_read.PLACE_KEYS),
    "fields": (*catalog_read.FIELD_KEYS, *catalog_read.COMPUTED_KEYS),
    "types": tuple(each.value for each in FieldType if each is not FieldType.DECIMAL),
    "bases, roles, privacy": (*Base, *Role, *Privacy),
}


def test_the_command_line_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELGROEP_WORKSPACE", raising=False)
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


@pytest.mark.parametrize("group", CATALOGUE_WORDS)
def test_every_key_of_the_catalogue_file_is_documented(group: str) -> None:
    text = (DOCS / "reference" / "catalogue-file.md").read_text(encoding="utf-8")
    assert [each for each in CATALOGUE_WORDS[group] if f"`{each}`" not in text] == []


def test_every_dialect_is_documented() -> None:
    text = (DOCS / "how-to" / "print-sql-for-a-warehouse.md").read_text(encoding="utf-8")
    assert [each.name for each in DIALECTS if f"`{each.name}`" not in text] == []
