"""The side that holds the workspace: does what others ask for, each call in a thread of its own."""

from __future__ import annotations

import logging
import queue
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import flight

from doelgroep.errors import InternalError, UserError
from doelgroep.holding import WORK
from doelgroep.sharing.calls import BEAT, PAUSE, STOP, Call, Message, library_version
from doelgroep.sharing.codec import Decoder, Encoder
from doelgroep.sharing.place import SOCKET_MODE, socket_path
from doelgroep.store.lock import announce
from doelgroep.store.stopping import Stop, Stopped, check, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doelgroep.workspace import Workspace

    type _Said = Message | pa.Schema | pa.RecordBatch

_CALLS_AT_ONCE = 64
_SAID_AHEAD = 8
"""Messages and batches that wait for a slow caller; then the work waits."""
_log = logging.getLogger(__name__)


@contextmanager
def serve_workspace(workspace: Workspace) -> Iterator[Path]:
    """Let other processes of this user on this computer work with a workspace that is open here, as long as the block lasts.

    `doelgroep.open` and the command line find the way by themselves. At the end of the block what they have asked for is stopped; keep the
    workspace open until then.

    Args:
        workspace: opened by this process.

    Yields:
        The socket.

    Raises:
        UserError: there is no place for the socket.
    """
    path = socket_path(workspace.path)
    # A process that was killed leaves its socket behind. It had the lock, which is ours now.
    path.unlink(missing_ok=True)
    server = _Server(workspace, path)
    try:
        path.chmod(SOCKET_MODE)
        announce(workspace.path, path)
        yield path
    finally:
        announce(workspace.path, None)
        server.end()
        path.unlink(missing_ok=True)


class _Outbox:
    """What the work has said and the caller has not been told yet."""

    def __init__(self) -> None:
        self._queue: queue.Queue[_Said | None] = queue.Queue(_SAID_AHEAD)

    def put(self, said: _Said) -> None:
        self._queue.put(said)

    def end(self) -> None:
        self._queue.put(None)

    def __iter__(self) -> Iterator[_Said]:
        """Everything up to the end; a beat whenever nothing comes for a while."""
        while True:
            try:
                found = self._queue.get(timeout=PAUSE)
            except queue.Empty:
                found = BEAT
            if found is None:
                return
            yield found


class _Server(flight.FlightServerBase):  # type: ignore[misc] # the package has no types
    """Listens as soon as it is made."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        super().__init__(f"grpc+unix://{path}")
        self._workspace = workspace
        self._stops: dict[str, Stop] = {}
        self._threads = ThreadPoolExecutor(_CALLS_AT_ONCE, thread_name_prefix="doelgroep-shared")
        self._ending = False

    def do_exchange(self, context: Any, descriptor: Any, reader: object, writer: Any) -> None:  # noqa: ANN401, ARG002 - as Flight calls it; it has no types
        """A call."""
        call, outbox = Call.from_bytes(descriptor.command), _Outbox()
        stop = self._stops[call.number] = Stop()
        try:
            self._threads.submit(self._perform, call, outbox, stop)
            _tell(context, outbox, writer, stop)
        finally:
            del self._stops[call.number]

    def do_action(self, context: object, action: Any) -> list[bytes]:  # noqa: ANN401, ARG002 - as above
        """A caller wants no more."""
        stop = self._stops.get(action.body.to_pybytes().decode()) if action.type == STOP else None
        if stop is not None:
            stop.ask()
        return []

    def end(self) -> None:
        """Stop what is going on, and do no more."""
        self._ending = True
        for each in [*self._stops.values()]:
            each.ask()
        self.shutdown()
        self._threads.shutdown()

    def _perform(self, call: Call, outbox: _Outbox, stop: Stop) -> None:
        try:
            with stoppable(stop):
                self._require_fitting(call)
                _do(self._workspace, call, outbox)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller is told
            outbox.put(Message("error", Encoder().encode(self._as_told(error, stop))))
        finally:
            outbox.end()

    def _require_fitting(self, call: Call) -> None:
        if self._ending:
            raise Stopped
        if call.version != library_version():
            raise UserError("sharing_version", folder=self._workspace.path, theirs=library_version(), ours=call.version)

    def _as_told(self, error: BaseException, stop: Stop) -> BaseException:
        """A statement that was interrupted raises errors of its own."""
        if stop.asked:
            return UserError("sharing_stopped", folder=self._workspace.path)
        if not isinstance(error, UserError):
            _log.error("a call of another process failed", exc_info=error)
        return error


def _tell(context: Any, outbox: _Outbox, writer: Any, stop: Stop) -> None:  # noqa: ANN401 - Flight has no types
    """Send what the work says; go on to its end also when nobody listens any more, and see to it that this comes soon."""
    listening = True
    for said in outbox:
        listening = listening and not context.is_cancelled() and _sent(writer, said)
        if not listening or stop.asked:
            stop.ask()


def _sent(writer: Any, said: _Said) -> bool:  # noqa: ANN401 - as above
    with suppress(pa.ArrowException, flight.FlightError, OSError):
        match said:
            case Message():
                writer.write_metadata(said.to_bytes())
            case pa.Schema():
                writer.begin(said)
            case _:
                writer.write_batch(said)
        return True
    return False


def _do(workspace: Workspace, call: Call, outbox: _Outbox) -> None:
    decoder = Decoder(workspace, function=lambda number: partial(_call_back, outbox, number))
    work, args, options = _work(call.work), decoder.decode(call.args), decoder.decode(call.options)
    if call.streamed:
        with work(*args, **options) as rows:
            _put_rows(outbox, rows.schema, rows)
        outbox.put(Message("value"))
        return
    encoder = Encoder()
    value = encoder.encode(work(*args, **options))
    if len(encoder.tables) > 1:
        raise InternalError("one table travels at a time")
    for table in encoder.tables:
        _put_rows(outbox, table.schema, table.to_batches())
    outbox.put(Message("value", value))


def _put_rows(outbox: _Outbox, schema: pa.Schema, batches: Any) -> None:  # noqa: ANN401 - as above
    outbox.put(schema)
    for each in batches:
        check()
        outbox.put(each)


def _call_back(outbox: _Outbox, number: int, *args: object) -> None:
    """A function of the caller is called over there; nobody waits for it."""
    check()
    outbox.put(Message("told", [number, Encoder().encode(args)]))


def _work(name: str) -> Callable[..., Any]:
    """The function of that name, of those that are marked as work for holders."""
    module = name.partition(":")[0]
    if module.partition(".")[0] == "doelgroep":
        with suppress(ModuleNotFoundError):
            import_module(module)
    if name not in WORK:
        raise InternalError(f"{name} is no work for a holder")
    return WORK[name]
