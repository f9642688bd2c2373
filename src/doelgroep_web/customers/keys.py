"""Keys of customers in addresses: a key is any text, and an address is read by browsers and servers in their own way."""

from __future__ import annotations

_TILDE, _SLASH, _DOTS = "~0", "~1", "~2"


class KeyConverter:
    """A key as one part of an address. `~` and `/` are written as `~0` and `~1`; dots alone, which a browser would take for folders, begin with `~2`.

    >>> KeyConverter().to_url("a/b~c"), KeyConverter().to_python("a~1b~0c"), KeyConverter().to_url("..")
    ('a~1b~0c', 'a/b~c', '~2..')
    """

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The key of an address."""
        return value.removeprefix(_DOTS).replace(_SLASH, "/").replace(_TILDE, "~")

    def to_url(self, value: str) -> str:
        """The key in an address."""
        text = str(value).replace("~", _TILDE).replace("/", _SLASH)
        return text if text.strip(".") else f"{_DOTS}{text}"
