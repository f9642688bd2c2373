"""Moments of recorded states as options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def state_at(text: str | None) -> datetime | None:
    """The moment whose recorded state is asked for: of a day its end."""
    from doelgroep.cli.opening import moment

    found = moment(text)
    if text is None or found is None or not _DAY.fullmatch(text.strip()):
        return found
    return found.replace(hour=23, minute=59, second=59, microsecond=999_999)
