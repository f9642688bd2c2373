from __future__ import annotations

import pytest

from doelgroep.model.resolve import understand
from doelgroep.reading import read
from tests.unit.model.shop import CATALOG
from tests.unit.model.test_resolve import MEANINGS

SENTENCES = {
    "city = 'Delft'": ("Customers whose city is 'Delft'.", "Klanten bij wie plaats 'Delft' is."),
    "children >= 2 AND city != 'Delft'": (
        "Customers whose children is at least 2 and whose city is not 'Delft'.",
        "Klanten bij wie kinderen minstens 2 is en bij wie plaats niet 'Delft' is.",
    ),
    "orders MATCHES (category = 'Soap', date >= -90d, count >= 2)": (
        "Customers who have at least 2 orders in the last 90 days with category 'Soap'.",
        "Klanten die minstens 2 bestellingen hebben in de laatste 90 dagen met categorie 'Soap'.",
    ),
    "orders NOT MATCHES (date > -3m)": (
        "Customers who have no orders less than 3 months ago.",
        "Klanten die geen bestellingen hebben minder dan 3 maanden geleden.",
    ),
    "birth_date < 2000-01-31": ("Customers whose birth date is before 31 January 2000.", "Klanten bij wie geboortedatum vóór 31 januari 2000 is."),
    "income > 1234.50": ("Customers whose income is more than 1,234.50.", "Klanten bij wie income meer dan 1.234,50 is."),
}


@pytest.mark.parametrize("query", SENTENCES)
def test_a_query_reads(query: str) -> None:
    test = understand(query, CATALOG).test
    assert (read(test, CATALOG, "en"), read(test, CATALOG, "nl")) == SENTENCES[query]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("query", MEANINGS)
def test_every_query_reads_as_one_sentence(query: str, language: str) -> None:
    sentence = read(MEANINGS[query], CATALOG, language)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "None" not in sentence
