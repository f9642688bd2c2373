"""What the languages do with labels; every label of the ready-made catalogues that is counted is in here."""

from __future__ import annotations

import pytest

from doelgroep.reading import dutch_nouns, english_nouns
from doelgroep.store.ready_catalogs import READY, ready

ENGLISH = {
    "orders": "order",
    "order lines": "order line",
    "e-mails opened": "e-mail opened",
    "e-mails marked as spam": "e-mail marked as spam",
    "events attended": "event attended",
    "addresses": "address",
    "categories": "category",
    "purchases": "purchase",
    "boxes": "box",
    "children at home": "child at home",
    "days since the last order": "day since the last order",
    "people": "person",
}
ENGLISH_SINGULAR = ["age", "account status", "address", "number of orders", "amount spent in a year", "SMS", "news", "household", "is"]
DUTCH = {
    "orders": "order",
    "bestellingen": "bestelling",
    "orderregels": "orderregel",
    "e-mailgebeurtenissen": "e-mailgebeurtenis",
    "retouren": "retour",
    "bezoeken": "bezoek",
    "producten": "product",
    "categorieën": "categorie",
    "klachten": "klacht",
    "antwoorden op enquêtes": "antwoord op enquêtes",
    "indelingen in campagnes": "indeling in campagnes",
    "tevredenheidsscores": "tevredenheidsscore",
    "adressen": "adres",
    "offertes": "offerte",
    "kinderen thuis": "kind thuis",
    "facturen": "factuur",
    "dagen sinds de laatste order": "dag sinds de laatste order",
    "serviceminuten": "serviceminuut",
    "spaarpunten": "spaarpunt",
    "regio's": "regio",
}
DUTCH_UNCERTAIN = ["gekochte producten", "geopende e-mails", "waarden", "rekenmodellen a", "brieven"]
DUTCH_SINGULAR = [
    "leeftijd",
    "plaats",
    "adres",
    "inkomen",
    "vermogen",
    "seizoen",
    "pensioen",
    "aantal orders",
    "prijs",
    "status",
    "e-mailadres",
    "succes",
]


@pytest.mark.parametrize("label", ENGLISH)
def test_an_english_plural_has_its_singular(label: str) -> None:
    assert english_nouns.is_plural(label)
    assert english_nouns.singular(label) == ENGLISH[label]


@pytest.mark.parametrize("label", ENGLISH_SINGULAR)
def test_an_english_singular_has_an_article(label: str) -> None:
    assert english_nouns.singular(label) is None
    assert english_nouns.article(label) in {"a ", "an "}


@pytest.mark.parametrize(
    ("label", "article"),
    [
        ("age", "an "),
        ("hour", "an "),
        ("unit price", "a "),
        ("SMS", "an "),
        ("European", "a "),
        ("e-mail address", "an "),
        ("UV index", "a "),
        ("tags", ""),
    ],
)
def test_the_english_article_goes_by_sound(label: str, article: str) -> None:
    assert english_nouns.article(label) == article


@pytest.mark.parametrize("label", DUTCH)
def test_a_dutch_plural_has_its_singular(label: str) -> None:
    assert dutch_nouns.is_plural(label)
    assert dutch_nouns.singular(label) == DUTCH[label]


@pytest.mark.parametrize("label", DUTCH_UNCERTAIN)
def test_no_singular_is_made_up(label: str) -> None:
    assert dutch_nouns.singular(label) is None


@pytest.mark.parametrize("label", DUTCH_SINGULAR)
def test_a_dutch_singular_has_an_article(label: str) -> None:
    assert not dutch_nouns.is_plural(label)
    assert dutch_nouns.article(label) == "een "


@pytest.mark.parametrize("name", [each for each in READY if each != "empty"])
def test_the_rows_of_ready_made_catalogues_are_plurals(name: str) -> None:
    labels = [each.label for each in ready(name).catalog.activities if each.label.en not in {"Unsubscribed", "Usage"}]
    assert [each.en for each in labels if not english_nouns.is_plural(each.en)] == []
    assert [each.nl for each in labels if not dutch_nouns.is_plural(each.nl)] == []
