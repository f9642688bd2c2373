"""The side that has not the workspace: asks the process that holds it."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyarrow import flight

from doelgroep.errors import UserError
from doelgroep.holding import Holder, name_of
from doelgroep.sharing.answer import Answer
from doelgroep.sharing.calls import Call
from doelgroep.sharing.codec import Encoder, Here
from doelgroep.sharing.text import mark, present_text
from doelgroep.store.catalog_file import parse_workspace
from doelgroep.store.state import STATE_FILE, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.lock import Holder as Process

_CHANNEL = [("grpc.use_local_subchannel_pool", 1)]
"""A new connection shares nothing with an old one, so that it does not wait as long as that one would before it tries again."""


class SocketHolder(Holder):
    """A workspace that another process holds and serves. For any number of threads."""

    def __init__(self, folder: Path, socket: Path, holder: Process) -> None:
        """Find out what the workspace is.

        Raises:
            UserError: `sharing_lost`: nobody answers; `sharing_version`: the holder is another version of this library.
        """
        self.path = folder
        self._holder = holder
        self._socket = socket
        self._client: Any = self._connected()
        self._file: WorkspaceFile | None = None
        try:
            self._file = self.file
            self.state = State(folder / STATE_FILE)
        except BaseException:
            self._client.close()
            raise

    @property
    def file(self) -> WorkspaceFile:
        """As promised by `Holder`: the holder is asked each time."""
        known = self._file
        text = self.call(name_of(present_text), (Here(),), {"known": "" if known is None else mark(known.text)})
        if text is not None or known is None:
            known = self._file = parse_workspace(text or "")
        return known

    def call(self, work: str, args: tuple[object, ...], options: Mapping[str, object]) -> Any:  # noqa: ANN401 - as promised
        """As promised by `Holder`."""
        with self._asked(work, args, options, streamed=False) as answer:
            try:
                return answer.value()
            except KeyboardInterrupt:
                answer.stop()
                with suppress(UserError):
                    return answer.value()  # it was done before it could be stopped
                raise

    @contextmanager
    def stream(self, work: str, args: tuple[object, ...], options: Mapping[str, object]) -> Iterator[pa.RecordBatchReader]:
        """As promised by `Holder`."""
        with self._asked(work, args, options, streamed=True) as answer:
            yield answer.rows()

    def refusal(self) -> UserError:
        """As promised by `Holder`."""
        return self._error("sharing_elsewhere")

    def _error(self, code: str) -> UserError:
        return UserError(code, folder=self.path, command=self._holder.command, pid=self._holder.pid)

    def close(self) -> None:
        """Leave. What others are doing with it goes on."""
        if self._client is not None:
            self._client.close()
            self._client = None
            self.state.close()

    @contextmanager
    def _asked(self, work: str, args: tuple[object, ...], options: Mapping[str, object], *, streamed: bool) -> Iterator[Answer]:
        """The answer to a call. What is not done at the end of the block is stopped."""
        if self._client is None:
            raise UserError("store_closed", folder=self.path)
        encoder = Encoder(Path.cwd())
        call = Call(work=work, args=encoder.encode(args), options=encoder.encode(dict(options)), streamed=streamed)
        try:
            with closing(Answer(self._client, call, encoder, self._error("sharing_lost"))) as answer:
                yield answer
        except UserError as error:
            if error.code == "sharing_lost" and self._client is not None:
                self._client = self._connected()  # another process may serve it by the next call
            raise

    def _connected(self) -> Any:  # noqa: ANN401 - Flight has no types
        return flight.FlightClient(f"grpc+unix://{self._socket}", generic_options=_CHANNEL)
