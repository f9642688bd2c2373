"""What pages show for everybody is counted before anybody asks: when the server has started, and after each refresh."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("doelgroep.ahead")
COUNTED = ("doelgroep_web.segments.sharing.shared", "doelgroep_web.segments.reach.agreed", "doelgroep_web.segments.gallery.known.counted")
"""Functions without arguments that keep what they count until the data change."""


def count_ahead() -> None:
    """Count all of it, as far as it has to be. What fails is left to the page that needs it, which says so."""
    for each in COUNTED:
        try:
            function: Callable[[], object] = import_string(each)
            function()
        except Exception:
            log.exception("could not be counted ahead", extra={"kind": each})
