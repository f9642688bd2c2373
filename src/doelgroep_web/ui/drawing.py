"""Small drawings in the line of text: sparklines and bars, as SVG whose sizes are attributes. The Content-Security-Policy allows no styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 92, 24, 2


def points(values: Sequence[float], width: int = WIDTH, height: int = HEIGHT) -> list[tuple[float, float]]:
    """Where the values lie in a box; the lowest at the bottom, the highest at the top, equal ones in the middle.

    >>> points([1, 2], width=14, height=14)
    [(2.0, 12.0), (12.0, 2.0)]
    """
    low, span = min(values), max(values) - min(values)
    step, room = (width - 2 * EDGE) / max(len(values) - 1, 1), height - 2 * EDGE
    heights = ((each - low) / span if span else 0.5 for each in values)
    return [(round(EDGE + place * step, 1), round(EDGE + room * (1 - each), 1)) for place, each in enumerate(heights)]


def sparkline(values: Sequence[float], title: str, kind: str = "") -> SafeString:
    """A line of values with its end marked.

    Args:
        values: two or more; of fewer nothing is drawn.
        title: what a reader who can't see it hears, such as "from 2,164 to 2,481 in 90 days".
        kind: "good" or "late" colours it; only where the goal of the segment says so.
    """
    if len(values) < 2:
        return mark_safe("")
    places = points(values)
    x, y = places[-1]
    line = " ".join(f"{across:g},{down:g}" for across, down in places)
    return format_html(
        '<svg class="sparkline{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><polygon points="{} {}"></polygon><polyline points="{}"></polyline>'
        '<circle cx="{}" cy="{}" r="2"></circle></svg>',
        f" sparkline-{kind}" if kind else "",
        WIDTH,
        HEIGHT,
        title,
        line,
        f"{x:g},{HEIGHT} {EDGE},{HEIGHT}",
        line,
        f"{x:g}",
        f"{y:g}",
    )


def bar(part: float, whole: float, kind: str = "", mark: float | None = None) -> SafeString:
    """A bar of a part of a whole; anything above nothing can be seen. Beside it stands the number: readers who can't see it are told by that.

    Args:
        part: how much; below 0 is 0, above the whole is the whole.
        whole: what the full width means.
        kind: "accent", "good", "late" or "muted".
        mark: where a tick stands, such as the pace that is needed.
    """
    length = max(_percent(part, whole), 1.0) if part > 0 else 0
    tick = (
        format_html('<rect class="bar-mark" x="{}%" width="2" height="100%"></rect>', f"{max(_percent(mark, whole) - 1, 0):g}")
        if mark is not None
        else ""
    )
    return format_html(
        '<svg class="bar{}" aria-hidden="true"><rect width="{}%" height="100%"></rect>{}</svg>', f" bar-{kind}" if kind else "", f"{length:g}", tick
    )


def ring(part: float | None = None) -> SafeString:
    """The ring of a task: filled as far as it is, turning when that can't be told."""
    turning = "" if part is not None else " ring-turns"
    filled = 40.8 * (0.3 if part is None else min(max(part, 0.0), 1.0))
    return format_html(
        '<svg class="ring{}" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5"></circle>'
        '<circle cx="8" cy="8" r="6.5" stroke-dasharray="{} 41" transform="rotate(-90 8 8)"></circle></svg>',
        turning,
        f"{filled:.1f}",
    )


def _percent(part: float, whole: float) -> float:
    return round(min(max(100 * part / whole, 0.0), 100.0), 1) if whole else 0.0
