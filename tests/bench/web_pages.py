"""Every page of the web app, warm, over the loopback, from a server process of its own: what a person waits for, without the browser.

The time is that of the whole request, asked over a connection that is open; the processor time is that of the server.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.bench.measure import Result, Timing, Turn
from tests.bench.report import duration, say
from tests.bench.web_addresses import LIVE, SEARCH, known_of, new_draft, pages, programs, searches, typed, typing
from tests.bench.web_shop import api_key, sign_in_links, web_shop
from tests.bench.web_visitor import Visitor, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.setting import Setting
    from tests.bench.web_addresses import Known

TITLE = "Pages of the web app: 1 million customers, 20 million rows, 200 segments"
MOST, MOST_SEARCH, MOST_LIVE = 0.150, 0.200, 0.300
"""Seconds that 19 of 20 requests may take: pages, searches for a customer, and the count after typing."""
_RUNS = 20


def run(setting: Setting) -> Iterator[Result]:
    """One address after the other."""
    folder = web_shop(setting)
    known = known_of(folder)
    (token,), key = sign_in_links(folder, 1), api_key(folder)
    with served(folder, setting.path("web_pages.log")) as server:
        visitor = Visitor(server)
        visitor.sign_in(token)
        say(f"first page after signing in: {duration(visitor.turn(next(pages(known, 0))).seconds)}")
        draft = new_draft(visitor, next(typed(known)))
        for each in (*pages(known, draft), *programs(known, key)):
            yield _result(setting, each.name, [visitor.turn(each) for _ in range(setting.turns(_RUNS) + 1)][1:], MOST)
        yield _result(setting, SEARCH, _searched(visitor, known, setting.turns(_RUNS)), MOST_SEARCH)
        yield from _counted(setting, visitor, known, draft)
        visitor.close()


def _searched(visitor: Visitor, known: Known, runs: int) -> list[Turn]:
    return [visitor.turn(each) for each in itertools.islice(searches(known), runs)]


def _counted(setting: Setting, visitor: Visitor, known: Known, draft: int) -> Iterator[Result]:
    """Texts that nobody has counted: what is typed is sent, then the numbers are asked for."""
    sent: list[Turn] = []
    counted: list[Turn] = []
    for text in itertools.islice(typed(known), 1, setting.turns(_RUNS) + 1):
        first, then = typing(draft, text)
        sent.append(visitor.turn(first))
        counted.append(visitor.turn(then))
    yield _result(setting, "editor: text that was typed", sent, MOST)
    yield _result(setting, LIVE, counted, MOST_LIVE)


def _result(setting: Setting, name: str, turns: list[Turn], most: float) -> Result:
    return Result(title=name, ours=Timing(label=name, turns=tuple(turns)), target_within=setting.target(most))
