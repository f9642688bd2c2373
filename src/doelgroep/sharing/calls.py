"""What is said over the socket.

A call is one exchange of Arrow Flight: its descriptor is a `Call` in JSON; the answer is a stream of messages in JSON, with Arrow batches between
them where the work gives rows. The last message is the value or the error. While there is nothing to say the holder sends beats, so that the caller
sees Ctrl-C and the holder sees that a caller has gone. The action `stop` with the number of a call ends it.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from doelgroep.sharing.codec import Json

STOP = "stop"
PAUSE = 0.1
"""Seconds between beats."""


@cache
def library_version() -> str:
    """Both sides must have the same: the values that travel are those of this version."""
    return version("doelgroep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A piece of work that is asked for."""

    work: str
    args: Json
    options: Json
    streamed: bool = False
    """Whether it gives rows in pieces."""
    number: str = field(default_factory=lambda: uuid.uuid4().hex)
    version: str = field(default_factory=library_version)

    def to_bytes(self) -> bytes:
        """As it travels."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """As it arrived."""
        return cls(**json.loads(data))


@dataclass(frozen=True, slots=True)
class Message:
    """A part of the answer: "beat", "told" (a function of the caller is called), "value" or "error"."""

    kind: str
    data: Json = None

    def to_bytes(self) -> bytes:
        """As it travels."""
        return json.dumps([self.kind, self.data], ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """As it arrived."""
        found: Any = json.loads(data)
        if not isinstance(found, list):
            raise InternalError("no message")
        return cls(*found)


BEAT = Message("beat")
