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

WORDS = {
    "en": {"size": "customers", "joined": "joined", "left": "left", "day": "day"},
    "nl": {"size": "klanten", "joined": "erbij", "left": "eraf", "day": "dag"},
}


def size_chart(
    history: Sequence[tuple[datetime, int, int, int]], versions: Sequence[tuple[datetime, str]], language: Language = "en"
) -> alt.TopLevelMixin:
    """The size of a segment over time, with who joined and who left below it, and a mark where its definition changed.

    Args:
        history: for each refresh, the oldest first: the moment, the size, who joined, who left.
        versions: moments at which another definition came, with the words at the mark.
        language: of the words.
    """
    words = WORDS[language]
    rows = [{"at": at.isoformat(), "size": size, "joined": joined, "left": -left} for at, size, joined, left in history]
    time = alt.X("at:T", title=None, axis=alt.Axis(grid=False, tickCount=5))
    scale = alt.Scale(zero=False, nice=True)
    line = (
        alt.Chart()
        .mark_line(strokeWidth=2, color="token:accent")
        .encode(x=time, y=alt.Y("size:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5)))
    )
    last = (
        alt.Chart(_data(rows[-1:])).mark_point(filled=True, size=70, color="token:accent", opacity=1).encode(x=time, y=alt.Y("size:Q", scale=scale))
    )
    upper = alt.layer(line, last, *_marks(versions), data=_data(rows)).properties(height=220, width="container")
    whole: alt.VConcatChart = (
        alt.vconcat(upper, _movements(rows), spacing=8).resolve_scale(x="shared").properties(description=_spoken(history, words))
    )
    return whole


def _movements(rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - Altair says one of two kinds of chart
    time = alt.X("at:T", title=None, axis=None)
    bars = alt.Chart().mark_bar(width=3)
    joined = bars.encode(x=time, y=alt.Y("joined:Q", title=None, axis=alt.Axis(tickCount=2, format="+,d")), color=alt.value("token:accent"))
    left = bars.encode(x=time, y="left:Q", color=alt.value("token:muted-bar"))
    return alt.layer(joined, left, data=_data(rows)).properties(height=70, width="container")


def _marks(versions: Sequence[tuple[datetime, str]]) -> list[alt.Chart]:
    if not versions:
        return []
    rows = [{"at": at.isoformat(), "version": words} for at, words in versions]
    base = alt.Chart(_data(rows)).encode(x=alt.X("at:T"))
    return [
        base.mark_rule(strokeDash=[2, 3], color="token:ink-3"),
        base.mark_text(align="left", dx=5, baseline="top", color="token:ink-2", fontSize=11).encode(text="version:N", y=alt.value(0)),
    ]


def _data(rows: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _spoken(history: Sequence[tuple[datetime, int, int, int]], words: dict[str, str]) -> str:
    if not history:
        return ""
    (first, begin, *_), (last, end, *_) = history[0], history[-1]
    return f"{first:%Y-%m-%d}: {begin} {words['size']}; {last:%Y-%m-%d}: {end} {words['size']}"
