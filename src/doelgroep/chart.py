"""Charts of results, as Altair charts: drawn in a page by Vega, on paper by vl-convert.

Colours are names of tokens, to which the page's theme gives values. Every chart says in words what it shows (`description`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doelgroep.messages import Language

    type Found = tuple[datetime, int, int, int]
    type Row = dict[str, Any]

FOOT = 0.45
"""How much of the reach of a line is kept free below it."""
WORDS = {
    "en": {"size": "customers", "joined": "joined", "left": "left", "day": "day"},
    "nl": {"size": "klanten", "joined": "erbij", "left": "eraf", "day": "dag"},
}


def size_chart(history: Sequence[Found], versions: Sequence[tuple[datetime, str]], language: Language = "en") -> alt.LayerChart:
    """The size of a segment over time, with who joined and who left at the foot, and a mark where its definition changed.

    Args:
        history: for each refresh, the oldest first: the moment, the size, who joined, who left.
        versions: moments at which another definition came, with the words at the mark.
        language: of the words.
    """
    words = WORDS[language]
    rows = [{"at": at.isoformat(), "size": size, "joined": joined, "left": -left} for at, size, joined, left in history]
    time = alt.X("at:T", title=None, axis=alt.Axis(grid=False, tickCount=5, format="%-d %b"))
    lines = [*_movements(rows, time), _line(rows, time), _last(rows[-1:], time), *_marks(versions)]
    drawn: alt.LayerChart = alt.layer(*lines).resolve_scale(y="independent").properties(height=300, description=_spoken(history, words))
    return drawn


def _line(rows: list[Row], time: alt.X) -> alt.Chart:
    sizes = [each["size"] for each in rows]
    reach = max(max(sizes) - min(sizes), 1)
    # The line keeps to the upper part: those who come and go stand below it.
    scale = alt.Scale(domain=[min(sizes) - FOOT * reach, max(sizes) + 0.08 * reach], nice=False, zero=False)
    axis = alt.Axis(tickCount=5, format=",d")
    drawn: alt.Chart = (
        alt.Chart(_data(rows)).mark_line(strokeWidth=2, color="token:accent").encode(x=time, y=alt.Y("size:Q", title=None, scale=scale, axis=axis))
    )
    return drawn


def _last(rows: list[Row], time: alt.X) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(_data(rows))
        .mark_text(align="right", dy=-10, fontSize=13, color="token:ink")
        .encode(x=time, text=alt.Text("size:Q", format=",d"), y=alt.value(14))
    )
    return drawn


def _movements(rows: list[Row], time: alt.X) -> list[alt.Chart]:
    most = max((max(each["joined"], -each["left"]) for each in rows), default=0) or 1
    y = alt.Scale(domain=[-1.1 * most, 9 * most])
    bars = alt.Chart(_data(rows)).mark_bar(width=3)
    return [
        bars.encode(x=time, y=alt.Y(f"{name}:Q", title=None, axis=None, scale=y), color=alt.value(colour))
        for name, colour in (("joined", "token:accent"), ("left", "token:muted-bar"))
    ]


def _marks(versions: Sequence[tuple[datetime, str]]) -> list[alt.Chart]:
    if not versions:
        return []
    base = alt.Chart(_data([{"at": at.isoformat(), "version": words} for at, words in versions])).encode(x=alt.X("at:T"))
    return [
        base.mark_rule(strokeDash=[2, 3], color="token:ink-3"),
        base.mark_text(align="left", dx=5, baseline="top", color="token:ink-2", fontSize=11).encode(text="version:N", y=alt.value(0)),
    ]


def _data(rows: list[Row]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _spoken(history: Sequence[Found], words: dict[str, str]) -> str:
    if not history:
        return ""
    (first, begin, *_), (last, end, *_) = history[0], history[-1]
    return f"{first:%Y-%m-%d}: {begin} {words['size']}; {last:%Y-%m-%d}: {end} {words['size']}"
