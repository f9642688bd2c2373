"""What kinds, stages and results of jobs are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from doelgroep.store.progress import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

KINDS: Mapping[str, _StrPromise] = {
    "refresh": _("Refresh of segments"),
    "import": _("Import"),
    "read_upload": _("Reading files"),
    "export": _("Export"),
    "undo_import": _("Taking an import back"),
    "quality": _("Looking at the quality of the data"),
}
STAGES: Mapping[str, _StrPromise] = {
    Stage.CHECK: _("checking rows"),
    Stage.KEYS: _("looking for new customers"),
    Stage.CUSTOMERS: _("writing customers"),
    Stage.LOOKUPS: _("writing tables"),
    Stage.ROWS: _("writing rows"),
    Stage.COMPARE: _("comparing with earlier files"),
    Stage.DERIVE: _("computing derived rows"),
    Stage.COMPACT: _("tidying up"),
    Stage.REZONE: _("computing days anew"),
    Stage.SAVE: _("saving"),
    Stage.REFRESH: _("evaluating segments"),
    Stage.MEASURE: _("measuring fields"),
    "write": _("writing the file"),
    "read": _("reading files"),
}


def kind_name(kind: str) -> str:
    """A kind of job in words."""
    return str(KINDS.get(kind, kind))


def stage_name(stage: str) -> str:
    """What a job is busy with, in words; empty when it is not told."""
    return str(STAGES.get(stage, ""))
