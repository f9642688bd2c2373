"""Distributions as SVG: small ones in the lines of the catalogue, a large one on the page of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from doelgroep.quality.values import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from doelgroep.quality.values import Distribution

WIDTH, HEIGHT = 92, 24
_WIDE, _HIGH = 1000, 200
_GAP = 0.12


def small(distribution: Distribution, title: str) -> SafeString:
    """The bars of a distribution, of the size of a line of text; nothing where there are no bars."""
    counts = [each.count for each in distribution.bars]
    if not counts or distribution.spread is Spread.NONE:
        return format_html("{}", "")
    return format_html(
        '<svg class="spread" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"></path></svg>', WIDTH, HEIGHT, title, _path(counts)
    )


def _path(counts: Sequence[int]) -> str:
    """All bars as one path: a page shows some hundreds of these drawings."""
    highest, step = max(counts) or 1, WIDTH / max(len(counts), 4)
    width = max(step - 1, step * 0.6)
    parts = []
    for place, count in enumerate(counts):
        height = max(1.0, HEIGHT * count / highest) if count else 0
        if height:
            parts.append(f"M{place * step:.1f} {HEIGHT}v{-height:.1f}h{width:.1f}v{height:.1f}z")
    return "".join(parts)


def large(distribution: Distribution, titles: Sequence[str]) -> SafeString:
    """The bars of a distribution over the full width; each tells by `titles` what it is when it is pointed at. A table beside it has the numbers."""
    highest, step = distribution.highest or 1, _WIDE / max(len(distribution.bars), 1)
    bars = (
        (
            f"{place * step + step * _GAP / 2:.1f}",
            f"{_HIGH - _height(each.count, highest):.1f}",
            f"{step * (1 - _GAP):.1f}",
            f"{_height(each.count, highest):.1f}",
            title,
        )
        for place, (each, title) in enumerate(zip(distribution.bars, titles, strict=True))
    )
    drawn = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>', bars)
    lines = format_html_join("", '<line x1="0" x2="{}" y1="{}" y2="{}"></line>', ((_WIDE, y, y) for y in (0.5, _HIGH / 2)))
    return format_html(
        '<svg class="spread-large" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>', _WIDE, _HIGH, lines, drawn
    )


def _height(count: int, highest: int) -> float:
    return max(2.0, _HIGH * count / highest) if count else 0.0
