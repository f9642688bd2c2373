"""What texts mean is remembered, for one catalogue at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doelgroep.errors import QueryError
from doelgroep.model import meanings
from doelgroep.model.meanings import Meanings
from doelgroep.model.resolve import understand
from doelgroep.store.ready_catalogs import ready

QUERY = "orders MATCHES (count = 1)"
NONE: frozenset[str] = frozenset()


def test_a_text_means_what_it_means_without_remembering() -> None:
    catalog, kept = ready("shop").catalog, Meanings()
    first = kept.understand(QUERY, catalog, NONE, "doelgroep")
    assert first == understand(QUERY, catalog, segments=NONE)
    assert kept.understand(QUERY, catalog, NONE, "doelgroep") is first


def test_another_catalogue_gives_the_text_another_meaning() -> None:
    catalog, kept = ready("shop").catalog, Meanings()
    kept.understand(QUERY, catalog, NONE, "doelgroep")
    with pytest.raises(QueryError):
        kept.understand(QUERY, replace(catalog, activities=(), lookups=(), traits=()), NONE, "doelgroep")


def test_the_segments_that_exist_decide_too() -> None:
    catalog, kept = ready("shop").catalog, Meanings()
    kept.understand("IN SEGMENT 'vip'", catalog, frozenset({"vip"}), "doelgroep")
    with pytest.raises(QueryError):
        kept.understand("IN SEGMENT 'vip'", catalog, NONE, "doelgroep")


def test_only_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "MOST", 1)
    catalog, kept = ready("shop").catalog, Meanings()
    first = kept.understand(QUERY, catalog, NONE, "doelgroep")
    kept.understand("number_of_orders > 1", catalog, NONE, "doelgroep")
    assert kept.understand(QUERY, catalog, NONE, "doelgroep") is not first
