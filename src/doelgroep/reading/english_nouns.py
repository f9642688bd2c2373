"""What English does with labels: plural or not, singular, article."""

from __future__ import annotations

import re

_PREPOSITIONS = frozenset({"as", "at", "by", "for", "from", "in", "of", "on", "outside", "per", "since", "to", "with", "without"})
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|'s|news|gas|lens|series)$")
_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman", "addresses": "address"}
_CONSONANT_SOUND = re.compile(r"(?:uni|use|eu|one\b|u\b)", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"(?:[aeiou]|hour|honest)", re.IGNORECASE)
_SPELLED = re.compile(r"[A-Z](?:[A-Z]|\b)")
_SPOKEN_WITH_VOWEL = frozenset("AEFHILMNORSX")
"""Letters that an abbreviation begins with: an SMS, a UV index."""


def is_plural(label: str) -> bool:
    """Whether the noun of a label is a plural.

    >>> is_plural("days since the last order"), is_plural("number of orders"), is_plural("account status"), is_plural("e-mails opened")
    (True, False, False, True)
    """
    return _plural_word(label) is not None


def singular(label: str) -> str | None:
    """The label in the singular.

    >>> singular("order lines"), singular("e-mails marked as spam"), singular("customer addresses"), singular("unsubscribed")
    ('order line', 'e-mail marked as spam', 'customer address', None)
    """
    word = _plural_word(label)
    return None if word is None else re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", _one(word), label, count=1)


def article(label: str) -> str:
    """The indefinite article with its space; nothing in front of a plural.

    >>> article("amount"), article("unit price"), article("SMS text"), article("orders")
    ('an ', 'a ', 'an ', '')
    """
    if is_plural(label):
        return ""
    if _SPELLED.match(label):
        return "an " if label[0] in _SPOKEN_WITH_VOWEL else "a "
    return "an " if _VOWEL_SOUND.match(label) and not _CONSONANT_SOUND.match(label) else "a "


def _plural_word(label: str) -> str | None:
    """The last word in front of a preposition; the one before it when it is a participle."""
    words = re.split(r"\s+(?:\()?", label)
    end = next((place for place, word in enumerate(words) if place and word.lower() in _PREPOSITIONS), len(words))
    head = words[:end]
    if len(head) > 1 and re.search(r"(?:ed|bought|given|left|lost|made|paid|read|seen|sent|sold|spent|taken|won)$", head[-1]):
        head = head[:-1]
    return head[-1] if _is_plural_word(head[-1]) else None


def _is_plural_word(word: str) -> bool:
    if word.lower() in _IRREGULAR:
        return True
    return len(word) > 3 and word.endswith("s") and not _SINGULAR_IN_S.search(word.lower())


def _one(word: str) -> str:
    if word.lower() in _IRREGULAR:
        return _IRREGULAR[word.lower()]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search(r"(?:ss|x|ch|sh|zz)es$", word) else word[:-1]
