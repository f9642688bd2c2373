from __future__ import annotations

import json

import pytest

from doelgroep.errors import UserError
from doelgroep.model.resolve import understand
from doelgroep.model.saved import FORMAT_VERSION, dumps, loads
from tests.unit.model.shop import CATALOG
from tests.unit.model.test_resolve import MEANINGS


@pytest.mark.parametrize("query", MEANINGS)
def test_the_saved_form_gives_the_meaning_back(query: str) -> None:
    test = understand(query, CATALOG).test
    assert loads(dumps(test)) == test
    assert json.loads(dumps(test))["format_version"] == FORMAT_VERSION


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "saved_not_json"),
        ("[]", "saved_version"),
        ('{"format_version": 99, "test": {}}', "saved_version"),
        ('{"format_version": 1, "test": {"node": "Magic"}}', "saved_node_unknown"),
        ('{"format_version": 1, "test": {"node": "Not"}}', "saved_node_unknown"),
    ],
)
def test_a_foreign_document_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        loads(text)
    assert caught.value.code == code


def test_letters_as_they_were_written_are_kept_but_mean_nothing() -> None:
    upper, lower = (understand(f"city CONTAINS '{each}'", CATALOG).test for each in ("DEN", "den"))
    assert upper == lower
    assert '"DEN"' in dumps(loads(dumps(upper)))
