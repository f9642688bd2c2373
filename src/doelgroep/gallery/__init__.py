r"""Ready-made segments: templates that fit themselves to the data of any workspace.

A [`Template`][] is a query over *concepts* ("purchases by product", "consent for e-mail") with parameters. [`bind`][] finds what the concepts stand
for in a catalogue, by role, type and name, or says what is missing; [`first_values`][] takes the parameters' first values from the data;
[`draft`][] makes the query. The gallery itself stands in `concepts.toml` and `templates/*.toml`.

Example:
    >>> from doelgroep.store.ready_catalogs import ready
    >>> bound = bind(template("one-time-buyers"), ready("shop").catalog)
    >>> made = draft(bound, {"since": "6m", "channel": "any"}, "nl")
    >>> made.name, made.query
    ('Eenmalige kopers', 'orders MATCHES (count = 1)\nAND orders MATCHES (date >= -6m)')
"""

from __future__ import annotations

from doelgroep.gallery.binding import Bound, Missing, bind
from doelgroep.gallery.filling import Draft, draft
from doelgroep.gallery.firsts import Suggestions, first_values, suggestions
from doelgroep.gallery.making import fitting, make, template
from doelgroep.gallery.reading import templates
from doelgroep.gallery.template import ANY_CHANNEL, BUSINESS_NAMES, GOAL_NAMES, Business, Goal, Kind, Option, Parameter, Template

__all__ = [
    "ANY_CHANNEL",
    "BUSINESS_NAMES",
    "GOAL_NAMES",
    "Bound",
    "Business",
    "Draft",
    "Goal",
    "Kind",
    "Missing",
    "Option",
    "Parameter",
    "Suggestions",
    "Template",
    "bind",
    "draft",
    "first_values",
    "fitting",
    "make",
    "suggestions",
    "template",
    "templates",
]
