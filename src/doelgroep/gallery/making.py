"""From a template to a segment, in one step: what the command line and notebooks use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.gallery.binding import Bound, Missing, bind
from doelgroep.gallery.filling import draft
from doelgroep.gallery.firsts import first_values, suggestions
from doelgroep.gallery.reading import templates
from doelgroep.model.names import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.gallery.filling import Draft
    from doelgroep.gallery.template import Template
    from doelgroep.messages import Language
    from doelgroep.workspace import Workspace


def template(key: str) -> Template:
    """The template of that key.

    Raises:
        UserError: there is none; says which is near.
    """
    found = next((each for each in templates() if each.key == key), None)
    if found is not None:
        return found
    near = nearest(key, [each.key for each in templates()])
    raise UserError("template_unknown_near", key=key, near=near) if near else UserError("template_unknown", key=key)


def fitting(workspace: Workspace, key: str) -> Bound:
    """A template as it fits the data of a workspace.

    Raises:
        UserError: there is no such template, or the data lack something; says what.
    """
    found = bind(template(key), workspace.catalog)
    if isinstance(found, Missing):
        raise UserError("template_missing", key=key, lacks=found.lacks_as_parameter())
    return found


def make(workspace: Workspace, key: str, values: Mapping[str, str], language: Language = "en") -> Draft:
    """A segment from a template. Parameters without a value get one from the data. Nothing is stored.

    Args:
        workspace: the data.
        key: of the template.
        values: by parameter, such as `{"bought": "Shampoo", "since": "6m"}`.
        language: of the name.

    Raises:
        UserError: as for `fitting`; there is no such parameter; or a value is missing or can't be used.
    """
    bound = fitting(workspace, key)
    names = [each.name for each in bound.template.parameters]
    unknown = next((each for each in values if each not in names), None)
    if unknown is not None:
        raise UserError("template_parameter_unknown", key=key, found=unknown, allowed=names)
    first = first_values(bound, suggestions(workspace, [key]))
    return draft(bound, first | dict(values), language)
