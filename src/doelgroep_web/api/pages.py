"""The reference of the API, made of its OpenAPI document: the same for the page in the app and for the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

type Part = Mapping[str, Any]

GROUPS = {
    "segments": gettext_noop("Segments"),
    "queries": gettext_noop("Queries"),
    "exports": gettext_noop("Exports"),
    "customers": gettext_noop("Customers"),
    "catalogue": gettext_noop("Catalogue"),
    "imports": gettext_noop("Imports"),
    "jobs": gettext_noop("Refreshes and jobs"),
}
STATUSES = {
    "200": gettext_noop("Done."),
    "201": gettext_noop("Made."),
    "202": gettext_noop("A job was started."),
    "204": gettext_noop("Done; the answer is empty."),
    "400": gettext_noop("The body can't be read."),
    "401": gettext_noop("No key, or one that is not good any more."),
    "403": gettext_noop("The key or its owner may not do this, or the fields are protected."),
    "404": gettext_noop("It is not there."),
    "409": gettext_noop("Not as things are now: changed meanwhile, taken, in use, or not ready yet."),
    "413": gettext_noop("Too large."),
    "422": gettext_noop("Values or a query that can't be used; each is told with its place."),
    "429": gettext_noop("Too many requests; `Retry-After` says how many seconds to wait."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A parameter, or a field of a body or an answer."""

    name: str
    place: str
    """`path` or `query`; empty for a field."""
    type: str
    is_required: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status and what it means."""

    status: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    text: str
    scope: str
    parameters: tuple[Line, ...]
    body: tuple[Line, ...]
    gives: str
    """The name of the shape of the answer; of a file its types; empty when there is none."""
    gives_address: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Operations that belong together."""

    name: str
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an answer, or a part of one, looks like."""

    name: str
    fields: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """The whole reference."""

    address: str
    """Where the API of this server is."""
    version: str
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]


def reference_page(document: Part, server: str) -> ReferencePage:
    """The reference in the reader's language.

    Args:
        document: the OpenAPI document.
        server: its address, such as `https://doelgroep.example.com`.
    """
    shapes: Part = document["components"]["schemas"]
    made = [
        (each["tags"][0], _operation(method, path, each, shapes)) for path, methods in document["paths"].items() for method, each in methods.items()
    ]
    groups = (Group(name=name, title=gettext(title), operations=tuple(one for tag, one in made if tag == name)) for name, title in GROUPS.items())
    told = (Shape(name=name, fields=tuple(_fields(shape))) for name, shape in sorted(shapes.items()) if "properties" in shape)
    return ReferencePage(address=f"{server.rstrip('/')}/api/v1", version=document["info"]["version"], groups=tuple(groups), shapes=tuple(told))


def _operation(method: str, path: str, told: Part, shapes: Part) -> Operation:
    good = next(status for status in told["responses"] if status.startswith("2"))
    content: Part = told["responses"][good].get("content", {})
    shape = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path.removeprefix("/api/v1"),
        summary=_words(told, "summary"),
        text=_words(told, "description"),
        scope=(told["security"][0]["key"] or [""])[0],
        parameters=tuple(_parameter(each) for each in told["parameters"]),
        body=tuple(_body(told, shapes)),
        gives=shape or ", ".join(content),
        gives_address=f"#{shape}" if shape else "",
        answers=tuple(Answer(status=each, text=gettext(STATUSES[each])) for each in sorted(told["responses"])),
    )


def _parameter(told: Part) -> Line:
    return Line(name=told["name"], place=told["in"], type=_type(told["schema"]), is_required=told["required"], text=_words(told, "description"))


def _body(told: Part, shapes: Part) -> Iterator[Line]:
    for media in told.get("requestBody", {}).get("content", {}).values():
        schema = media["schema"]
        yield from _fields(shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema)


def _fields(shape: Part) -> Iterator[Line]:
    required: Sequence[str] = shape.get("required", ())
    for name, told in shape.get("properties", {}).items():
        yield Line(name=name, place="", type=_type(told), is_required=name in required, text=_words(told, "description"))


def _words(told: Part, part: str) -> str:
    """A text of the document in the reader's language; it was marked for translation where it was written."""
    text: str = told.get(part, "")
    return gettext(text) if text else ""


def _type(schema: Part) -> str:
    """A type in a few signs: `string`, `integer ≤ 500`, `[Remark]`, `"draft" | "published"`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema or "allOf" in schema:
        return " | ".join(_type(each) for each in schema.get("anyOf") or schema["allOf"])
    if "enum" in schema:
        return " | ".join(f'"{each}"' for each in schema["enum"])
    match schema.get("type"):
        case "array":
            return f"[{_type(schema['items'])}]"
        case "object" if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
            return f"{{…: {_type(schema['additionalProperties'])}}}"
        case "string" if "format" in schema:
            return str(schema["format"])
        case "integer" if schema.get("maximum", 0) and schema["maximum"] < 10_000:
            return f"integer ≤ {schema['maximum']}"
        case None:
            return "any"
        case plain:
            return str(plain)
