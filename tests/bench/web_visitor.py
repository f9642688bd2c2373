"""The web app as a process of its own, and those who visit it over the loopback."""

from __future__ import annotations

import os
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tests.bench.measure import Turn
from tests.bench.setting import program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READY_WITHIN = 120.0
_TIMEOUT = 60.0
_FORM = "application/x-www-form-urlencoded"
_NANOSECOND = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Something that can be asked of the web app."""

    name: str
    path: str
    body: Mapping[str, str] | None = None
    """Sent as a form; None asks with GET."""
    is_fragment: bool = False
    """Asked for by htmx."""
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    body: str
    location: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`doelgroep serve`, ready."""

    port: int
    watcher: int
    """The process that was started; it watches over the one that answers."""

    def processor(self) -> float:
        """Seconds of processor time that the answering process has used: of all its threads that live."""
        children = Path(f"/proc/{self.watcher}/task/{self.watcher}/children")
        if not children.exists():
            return time.process_time()  # not Linux: only our own part is known
        tasks = [each for child in children.read_text(encoding="ascii").split() for each in Path(f"/proc/{child}/task").glob("*/schedstat")]
        return sum(int(each.read_text(encoding="ascii").split()[0]) for each in tasks if each.exists()) * _NANOSECOND


@contextmanager
def served(folder: Path, log: Path) -> Iterator[Server]:
    """Serve a workspace on a free port until the block ends. What the server says is written to a file."""
    environment = {**os.environ, "DOELGROEP_WEB_REFRESH_EVERY": "0"}
    command = [program("doelgroep"), "serve", "-w", str(folder), "--port", "0"]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)  # noqa: S603 - ours
        try:
            yield Server(port=_port(process), watcher=process.pid)
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _port(process: subprocess.Popen[str]) -> int:
    """What it says when it is ready."""
    assert process.stdout is not None
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found:
            return int(found[1])
        if not line:
            break
    raise RuntimeError("the server did not become ready")


class Visitor:
    """Somebody with a browser: cookies, and one connection that stays open. For one thread."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._cookies: dict[str, str] = {}
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=_TIMEOUT)

    def sign_in(self, token: str) -> None:
        """With a link that works once."""
        address = Address(name="sign in", path=f"/account/sign-in/{token}/")
        self.ask(address)
        answer = self.ask(Address(name="sign in", path=address.path, body={}))
        assert answer.status == 302, answer

    def ask(self, address: Address) -> Answer:
        """Ask once; the connection is opened anew where the server has closed it.

        Raises:
            OSError: no answer.
        """
        headers = {"Accept-Encoding": "identity", "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        headers |= {"HX-Request": "true"} if address.is_fragment else {}
        headers |= address.headers or {}
        body = None
        if address.body is not None:
            headers |= {"X-CSRFToken": self._cookies.get("doelgroep_csrf", ""), "Content-Type": _FORM}
            body = urlencode(address.body)
        begun = time.perf_counter()
        try:
            return self._asked("GET" if body is None else "POST", address.path, body, headers, begun)
        except HTTPException:
            self._connection.close()
            return self._asked("GET" if body is None else "POST", address.path, body, headers, begun)

    def turn(self, address: Address, *, processor: bool = True) -> Turn:
        """Ask once, and tell what it cost; of many who ask at once nobody can tell whose processor time it was.

        Raises:
            AssertionError: the answer was no success.
        """
        used = self._server.processor() if processor else 0.0
        answer = self.ask(address)
        assert answer.status in {200, 204}, f"{address.name} {address.path}: {answer.status} {answer.location}\n{answer.body[:2000]}"
        return Turn(seconds=answer.seconds, processor=self._server.processor() - used if processor else 0.0)

    def _asked(self, method: str, path: str, body: str | None, headers: dict[str, str], begun: float) -> Answer:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        seconds = time.perf_counter() - begun
        for header in response.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: each.value for name, each in SimpleCookie(header).items()}
        return Answer(status=response.status, body=text, location=urlsplit(response.headers.get("Location", "")).path, seconds=seconds)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
