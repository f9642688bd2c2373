"""What Dutch does with labels: plural or not, singular where that is certain, article.

Dutch hides more than it shows: whether a word is a "de" or a "het" word, and its singular, can't be told from its spelling. So the phrases need no
gender ("een leeftijd van minstens 30", "geen leeftijd van ..."), and a singular is only made by rules that hold.
"""

from __future__ import annotations

import re

_PREPOSITIONS = frozenset({"aan", "als", "bij", "buiten", "door", "in", "met", "naar", "op", "per", "sinds", "tot", "uit", "van", "voor", "zonder"})
_COUNTED = frozenset({"dagen", "jaren", "keren", "kinderen", "maanden", "minuten", "personen", "punten", "seconden", "stuks", "uren", "weken"})
"""Things that are counted, also where another word follows: "kinderen thuis"."""
_SINGULAR_IN_EN = re.compile(r"(?:inkomen|vermogen|examen|teken|wapen|leven|wezen|[oei]en)$")
_PLURAL_IN_S = re.compile(r"(?:'|er|él|el|ail|ore|tie|sie|nt|et|aar|age|ag|ik|ick|ink|up|ad|ll|oon|ub|app|é|ie|[^aeiou]e)s$")
_SINGULAR_IN_S = re.compile(r"(?:koers|adres|succes|proces|precies|expres|fles|les)$")
_IRREGULAR = {
    "bedragen": "bedrag",
    "dagen": "dag",
    "jaren": "jaar",
    "keren": "keer",
    "kinderen": "kind",
    "leden": "lid",
    "minuten": "minuut",
    "personen": "persoon",
    "seconden": "seconde",
    "steden": "stad",
    "stuks": "stuk",
    "uren": "uur",
    "weken": "week",
}
_UNCERTAIN_STEM = re.compile(r"(?:waard|eind|lengt|hoogt|diept|groott)$")
"""Of words that end in -e: "waarden" is "waarde"."""


def is_plural(label: str) -> bool:
    """Whether the noun of a label is a plural.

    >>> is_plural("spaarpunten"), is_plural("kinderen thuis"), is_plural("inkomen"), is_plural("aantal orders"), is_plural("labels")
    (True, True, False, False, True)
    """
    words = _head(label)
    if words[0].lower() in _COUNTED:
        return True
    return words[0].lower() != "aantal" and _is_plural_word(words[-1].lower())


def singular(label: str) -> str | None:
    """The label in the singular, where that is certain: a single word of a regular kind.

    >>> singular("bestellingen"), singular("orders"), singular("gekochte producten"), singular("categorieën"), singular("klachten")
    ('bestelling', 'order', None, 'categorie', 'klacht')
    """
    words = _head(label)
    if not is_plural(label) or (len(words) > 1 and words[0].lower() not in _COUNTED):
        return None
    one = _one(words[0])
    return None if one is None else one + label[len(words[0]) :]


def article(label: str) -> str:
    """The indefinite article with its space; nothing in front of a plural.

    >>> article("plaats"), article("labels")
    ('een ', '')
    """
    return "" if is_plural(label) else "een "


def _head(label: str) -> list[str]:
    """The words in front of a preposition."""
    words = label.split()
    end = next((place for place, word in enumerate(words) if place and word.lower() in _PREPOSITIONS), len(words))
    return words[:end]


def _is_plural_word(word: str) -> bool:
    if re.search(r"(?:en|ën)$", word):
        return len(word) > 4 and not _SINGULAR_IN_EN.search(word)
    return bool(_PLURAL_IN_S.search(word)) and not _SINGULAR_IN_S.search(word)


def _one(word: str) -> str | None:
    irregular = next((each for each in _IRREGULAR if word.lower().endswith(each) and not word.lower().endswith("ouren")), None)
    if irregular is not None:
        return word[: -len(irregular)] + _IRREGULAR[irregular]
    if word.endswith("ën"):
        return word[:-2]
    if word.endswith("s"):
        return word.removesuffix("s").removesuffix("'")
    stem = word[:-2]
    if _UNCERTAIN_STEM.search(stem):
        return None
    if re.search(r"([bdfgklmnprst])\1$", stem):
        return stem[:-1]
    if re.search(r"(?:ing|[^aeiou][^aeiouvz]|(?:oe|ie|eu|ui|ij|ou|au)[bdfgklmnprt])$", stem):
        return stem
    return None
