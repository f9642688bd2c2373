"""What the holder says to one call: read by the caller's thread, so that Ctrl-C and functions that are called back are its own."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import flight

from doelgroep.errors import DoelgroepError, InternalError
from doelgroep.sharing.calls import STOP, Message
from doelgroep.sharing.codec import Decoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.errors import UserError
    from doelgroep.sharing.calls import Call
    from doelgroep.sharing.codec import Encoder

_BROKEN = (flight.FlightError, pa.ArrowException, OSError)


class Answer:
    """Messages and batches up to the value or the error. Begins with the call."""

    def __init__(self, client: Any, call: Call, sent: Encoder, lost: UserError) -> None:  # noqa: ANN401 - Flight has no types
        """Ask.

        Args:
            client: of Flight.
            call: what is asked.
            sent: what went beside its arguments.
            lost: raised when nobody answers, or not to the end.
        """
        self._client = client
        self._number = call.number
        self._functions = sent.functions
        self._lost = lost
        self._batches: list[pa.RecordBatch] = []
        self._decoder = Decoder(table=self._table, paths=sent.paths)
        self._ended = False
        with self._losing():
            self._writer, self._reader = client.do_exchange(flight.FlightDescriptor.for_command(call.to_bytes()))
            self._writer.done_writing()

    def value(self) -> Any:  # noqa: ANN401 - what the work gives
        """What the work gave; functions of the caller are called meanwhile.

        Raises:
            UserError: and all else that the work raised.
        """
        for each in self._said():
            if isinstance(each, Message):
                return self._decoder.decode(each.data)
            self._batches.append(each)
        raise self._lost

    def rows(self) -> pa.RecordBatchReader:
        """The rows that the work gives, as they come; errors as for `value`."""
        said = self._said()
        first = next(said)
        with self._losing():
            schema = self._reader.schema
        return pa.RecordBatchReader.from_batches(schema, _batches(first, said))

    def stop(self) -> None:
        """The work is not wanted any more. What it says comes to an end."""
        with suppress(*_BROKEN):
            list(self._client.do_action(flight.Action(STOP, self._number.encode())))

    def close(self) -> None:
        """Stop what is not done, and wait until it has ended: what was written is rolled back then."""
        if not self._ended:
            self.stop()
            with suppress(DoelgroepError, *_BROKEN):
                while True:
                    self._next()
        with suppress(*_BROKEN):
            self._writer.close()

    def _said(self) -> Iterator[Message | pa.RecordBatch]:
        """Batches, and the value at the end."""
        while True:
            found = self._next()
            if not isinstance(found, Message):
                yield found
            elif found.kind == "value":
                self._ended = True
                yield found
                return
            elif found.kind == "error":
                self._ended = True
                raise self._decoder.decode(found.data)
            elif found.kind == "told":
                self._called_back(found)

    def _next(self) -> Message | pa.RecordBatch:
        with self._losing():
            found = self._reader.read_chunk()
        return found.data if found.app_metadata is None else Message.from_bytes(found.app_metadata.to_pybytes())

    def _called_back(self, told: Message) -> None:
        match told.data:
            case [int(number), args]:
                self._functions[number](*self._decoder.decode(args))
            case _:
                raise InternalError("nobody to be called back")

    def _table(self) -> pa.Table:
        return pa.Table.from_batches(self._batches, self._reader.schema)

    @contextmanager
    def _losing(self) -> Iterator[None]:
        try:
            yield
        except (*_BROKEN, StopIteration) as error:
            self._ended = True
            raise self._lost from error


def _batches(first: Message | pa.RecordBatch, rest: Iterator[Message | pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    if isinstance(first, Message):
        return
    yield first
    yield from (each for each in rest if not isinstance(each, Message))
