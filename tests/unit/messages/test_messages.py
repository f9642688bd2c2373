from __future__ import annotations

import pytest

from doelgroep.messages import sentence


@pytest.mark.parametrize(
    ("count", "english", "dutch"),
    [
        (0, "0 values in column 'prijs' do not", "0 waarden in kolom 'prijs' passen"),
        (1, "1 value in column 'prijs' does not", "1 waarde in kolom 'prijs' past"),
        (2, "2 values in column 'prijs' do not", "2 waarden in kolom 'prijs' passen"),
    ],
)
def test_one_is_singular_and_every_other_number_plural(count: int, english: str, dutch: str) -> None:
    params = {"count": count, "column": "prijs", "type": "decimal"}
    assert sentence("import_values_fail", params).startswith(english)
    assert sentence("import_values_fail", params, "nl").startswith(dutch)
