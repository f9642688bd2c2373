"""Whose uploads a person may go on with, and what of the data he may fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from doelgroep.quality.told import find_field
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data.models import Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from doelgroep.catalog import Catalog, Field
    from doelgroep_web.accounts.models import User


def own_uploads(user: User) -> QuerySet[Upload]:
    """The uploads of a person. They hold what stands in his files, so they are nobody else's."""
    return Upload.objects.select_related("job").filter(user=user)


def find_upload(user: User, number: int) -> Upload:
    """An upload by its number; 404 when there is none or it is somebody else's."""
    return get_object_or_404(own_uploads(user), pk=number)


def find_field_or_404(catalog: Catalog, table: str, name: str) -> Field:
    """A field of the catalogue; 404 when there is none."""
    found = find_field(catalog, table, name)
    if found is None:
        raise Http404
    return found


def may_fetch_rejected(user: User, number: int) -> bool:
    """Whether a person may fetch the rows that an import set aside: they hold whatever stood in the file, also names.

    So they are for those who may see these, and for whoever brought the file.
    """
    return number in own_imports(user) if not user.has_right(Right.SEE_DIRECT) else user.has_right(Right.IMPORT_DATA)


def own_imports(user: User) -> frozenset[int]:
    """The numbers of the imports that a person made."""
    if not user.has_right(Right.IMPORT_DATA):
        return frozenset()
    numbers = Upload.objects.filter(user=user).values_list("import_number", flat=True)
    return frozenset(each for each in numbers if each is not None)
