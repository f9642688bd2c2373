"""Many people at once in the web app, for two minutes, while all segments are refreshed over and over.

Each signs in with a link of his own, then looks at something, thinks for one to three seconds, and looks at something else: lists, segments, members,
customers, searches, and in the editor counts of texts that nobody has counted. A time is that of a whole request as its visitor waits for it.
"""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.bench.measure import Result, Timing, Turn
from tests.bench.report import say
from tests.bench.web_addresses import known_of, new_draft, pages, searches, typed, typing
from tests.bench.web_shop import sign_in_links, web_shop
from tests.bench.web_visitor import Address, Visitor, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.setting import Setting
    from tests.bench.web_addresses import Known
    from tests.bench.web_visitor import Server

TITLE = "50 people at once for two minutes, while segments are refreshed: 1 million customers, 20 million rows, 200 segments"
PEOPLE = 50
SECONDS = 120.0
MOST = 0.500
"""Seconds that 19 of 20 requests may take."""
_THINK = (1.0, 3.0)
_REFRESH_PAUSE = 5.0
_RARE = ("editor", "template: preview", "API")
"""Fragments of the editor are asked for as one types there, not on their own."""


def run(setting: Setting) -> Iterator[Result]:
    """All requests together, then by what was asked for, the slowest first."""
    folder = web_shop(setting)
    known = known_of(folder)
    people = max(3, setting.sized(PEOPLE))
    seconds = max(5.0, SECONDS * min(1.0, setting.scale))
    first, keeper, *tokens = sign_in_links(folder, people + 2)
    with served(folder, setting.path("web_load.log")) as server:
        _wait_until_warm(server, first)
        over = threading.Event()
        used = server.processor()
        with ThreadPoolExecutor(people + 1) as pool:
            refreshed = pool.submit(_refresh, server, keeper, over)
            visits = [pool.submit(_visit, server, token, known, (number, seconds)) for number, token in enumerate(tokens)]
            try:
                found = [each for visit in visits for each in visit.result()]
            finally:
                over.set()
        say(f"{people} people, {len(found)} requests in {seconds:.0f} s, {refreshed.result()} refreshes begun meanwhile")
        say(f"processor time of the server: {(server.processor() - used) / seconds:.2f} of a core")
    yield _result("all requests", [turn for _, turn in found], setting.target(MOST))
    by_name: dict[str, list[Turn]] = defaultdict(list)
    for name, turn in found:
        by_name[name].append(turn)
    yield from sorted((_result(name, turns, None) for name, turns in by_name.items()), key=lambda each: -each.ours.seconds)


def _wait_until_warm(server: Server, token: str) -> None:
    """The sizes of the templates are there when the server has read its columns and counted what pages show."""
    visitor = Visitor(server)
    visitor.sign_in(token)
    say(f"warm after {visitor.turn(Address(name='sizes', path='/templates/sizes/', is_fragment=True)).seconds:.1f} s")
    visitor.close()


def _visit(server: Server, token: str, known: Known, given: tuple[int, float]) -> list[tuple[str, Turn]]:
    """What one person asked for, and how long it took.

    Raises:
        AssertionError: an answer was no success.
    """
    number, seconds = given
    chance, found = random.Random(number), []  # noqa: S311 - a load, no secret
    visitor = Visitor(server)
    time.sleep(chance.uniform(0, _THINK[1]))
    visitor.sign_in(token)
    clicks = _clicks(visitor, known, chance)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found += [(address.name, visitor.turn(address, processor=False)) for address in next(clicks)]
        time.sleep(chance.uniform(*_THINK))
    visitor.close()
    return found


def _clicks(visitor: Visitor, known: Known, chance: random.Random) -> Iterator[tuple[Address, ...]]:
    """What is asked for one after the other: a page, a search, or a count in the editor."""
    texts = list(_mixed(known, chance))
    draft = new_draft(visitor, texts.pop())
    places = [each for each in pages(known, draft) if not each.name.startswith(_RARE)]
    found = list(searches(known))
    while True:
        share = chance.random()
        if share < 0.25 and texts:
            yield typing(draft, texts.pop())
        elif share < 0.35:
            yield (chance.choice(found),)
        else:
            yield (chance.choice(places),)


def _mixed(known: Known, chance: random.Random) -> Iterator[str]:
    """Texts of which other people have others."""
    for _, text in zip(range(200), typed(known, chance.randrange(1_000_000)), strict=False):
        yield text


def _refresh(server: Server, token: str, over: threading.Event) -> int:
    """Have all segments refreshed again and again; gives how often."""
    visitor, times = Visitor(server), 0
    visitor.sign_in(token)
    while not over.is_set():
        answer = visitor.ask(Address(name="refresh", path="/segments/refresh/", body={}))
        assert answer.status in {200, 204, 302}, answer
        times += 1
        over.wait(_REFRESH_PAUSE)
    visitor.close()
    return times


def _result(name: str, turns: list[Turn], most: float | None) -> Result:
    return Result(title=f"{name} ({len(turns)})", ours=Timing(label=name, turns=tuple(turns)), target_within=most)
