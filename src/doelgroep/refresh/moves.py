"""When one customer came into segments and left them, from the recorded memberships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.holding import at_holder
from doelgroep.store.segment_sets import is_group

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A customer came into a segment or left it."""

    segment: int
    """The segment's number, which stays when its key changes."""
    at: datetime
    """The moment of the refresh that found it, in the workspace's zone."""
    joined: bool
    """Whether he came in; else he left."""
    version: int | None
    """Of the definition, when this refresh was the first one with it: then it may be the definition that changed, and not the customer."""


@at_holder
def moves(workspace: Workspace, customer: int) -> tuple[Move, ...]:
    """When a customer came into segments and left them, the latest first; segments that were removed and groups of sets are left out.

    Args:
        workspace: whose segments have been refreshed.
        customer: the number, as memberships have it.

    Raises:
        UserError: `memberships_damaged`.
    """
    memberships, zone = workspace.store.memberships, workspace.settings.zone
    found = [each for each in memberships.moves_of_customer(customer) if not is_group(each[1])]
    versions = memberships.first_versions({segment for _, segment, _ in found})
    return tuple(
        Move(segment=segment, at=record.as_of.astimezone(zone), joined=joined, version=versions.get((segment, record.id)))
        for record, segment, joined in reversed(found)
    )
