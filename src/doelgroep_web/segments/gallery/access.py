"""Templates as a person may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from doelgroep_web.accounts.roles import Right
from doelgroep_web.place import workspace
from doelgroep_web.segments.gallery.known import fitted

if TYPE_CHECKING:
    from doelgroep.gallery import Bound, Missing
    from doelgroep_web.accounts.models import User


def find_template(user: User, key: str) -> Bound | Missing:
    """A template on the data; 404 when there is none of that key, or the person may not see segments."""
    found = fitted(workspace().catalog).get(key)
    if found is None or not user.has_right(Right.SEE_SEGMENTS):
        raise Http404
    return found
