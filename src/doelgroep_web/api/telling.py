"""What is told about segments and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import QueryError, UserError
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from typing import Any

    from doelgroep.catalog import Label
    from doelgroep_web.jobs.models import Job
    from doelgroep_web.segments.access import Known
    from doelgroep_web.segments.models import Export


def label(words: Label) -> dict[str, str]:
    """A text in both languages."""
    return {"en": words.en, "nl": words.nl}


def segment_line(known: Known, size: int | None) -> dict[str, Any]:
    """A segment as it is listed."""
    definition, version = known.stored.definition, known.stored.version
    return {
        "key": known.key,
        "name": label(definition.name),
        "state": known.state.value,
        "tags": list(definition.tags),
        "owner": known.owner.name if known.owner else None,
        "size": size,
        "version": version.number,
        "changed": version.at,
        "managed_by": known.stored.managed_by.value,
    }


def segment(known: Known) -> dict[str, Any]:
    """One segment."""
    ws = workspace()
    reading, problem = _reading(known.key)
    return segment_line(known, ws.store.memberships.present_sizes().get(known.stored.id)) | {
        "query": known.stored.query,
        "description": known.stored.definition.description,
        "purpose": known.card.purpose if known.card else "",
        "reading": reading,
        "problem": problem,
        "uses": sorted(ws.definitions.uses(known.key)),
        "used_by": sorted(ws.definitions.used_by(known.key)),
        "sets": sorted(ws.definitions.sets_with(known.key)),
    }


def job(found: Job) -> dict[str, Any]:
    """A piece of long work. Addresses of pages are left out of what came of it: they are for people."""
    message = found.error_text.get(language(), "")
    return {
        "id": found.pk,
        "kind": found.kind,
        "state": found.state,
        "stage": found.stage,
        "done": found.done,
        "total": found.total,
        "result": {name: each for name, each in found.result.items() if name != "address"},
        "problem": {"code": found.error_code, "message": message} if found.error_code else None,
        "asked": found.asked,
        "started": found.started,
        "finished": found.finished,
    }


def export(found: Export) -> dict[str, Any]:
    """A file with members."""
    return {
        "id": found.pk,
        "segment": found.key,
        "columns": list(found.columns),
        "format": found.file_format,
        "ready": found.is_ready,
        "rows": found.rows,
        "asked": found.made,
        "expires": found.expires,
    }


def _reading(key: str) -> tuple[str, str]:
    try:
        return workspace().segment(key).explain(language()), ""
    except (QueryError, UserError) as error:
        return "", sentence(error)
