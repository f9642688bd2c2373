"""`doelgroep templates`: ready-made segments that fit themselves to the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder

if TYPE_CHECKING:
    from enum import StrEnum

    from doelgroep.gallery import Bound, Draft, Missing, Suggestions, Template
    from doelgroep.messages import Language as Spoken
    from doelgroep.workspace import Workspace

_HELP = """Start from ready-made segments.

A template finds the fields that it needs in your data, whatever their names, and takes first values from them.

`doelgroep templates` alone is `doelgroep templates list`.
"""

app = typer.Typer(cls=ListFirst, help=_HELP)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the template.")]
Values = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter; may be repeated. [default: from the data]")]


@app.command("list")
def list_templates(
    goal: Annotated[str | None, typer.Option(help="Only those for a goal, such as retention.")] = None,
    business: Annotated[str | None, typer.Option(help="Only those for a line of business: shop, shopify, b2b, telecom, service.")] = None,
    base: Annotated[str | None, typer.Option(help="Only those on a base, such as behavioural.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that do not fit the data, with what is missing.")] = False,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """List the templates that fit the data.

    Example: doelgroep templates list --goal retention
    """
    from doelgroep.cli import console, opening
    from doelgroep.gallery import Bound, bind, templates

    with opening.workspace(workspace, as_json=as_json) as opened:
        wanted = _wanted(goal, business, base)
        found = [bind(each, opened.catalog) for each in templates() if wanted(each)]
        shown = [each for each in found if every or isinstance(each, Bound)]
        if as_json:
            console.print_json([_data(each) for each in shown])
            return
        if not shown:
            console.tell("cli_templates_none")
            return
        _table(shown, console.language(language), every=every)
        fitting = sum(isinstance(each, Bound) for each in found)
        console.tell_aside("cli_templates_fit", fitting=fitting, all=len(found), command=console.program())


@app.command()
def show(key: Key, values: Values = None, workspace: WorkspaceFolder = HERE, language: Language = None, as_json: AsJson = False) -> None:
    """Show a template: whom it finds and why, its parameters with the values that the data suggest, its query and size.

    Example: doelgroep templates show bought-a-never-b --set bought=Shampoo
    """
    from doelgroep.cli import console, opening
    from doelgroep.gallery import first_values, fitting, make, suggestions

    with opening.workspace(workspace, as_json=as_json) as opened:
        bound, spoken, given = fitting(opened, key), console.language(language), _given(values)
        known = suggestions(opened, [key])
        chosen = first_values(bound, known) | given
        made = make(opened, key, chosen, spoken)
        size = opened.segment(made.query).size()
        if as_json:
            console.print_json(
                _data(bound) | {"parameters": _parameters(bound, chosen, known), "query": made.query, "count": size.count, "total": size.total}
            )
            return
        template = bound.template
        console.say(template.name.get(spoken), style="bold")
        console.say(f"{template.what.get(spoken)}\n{template.use.get(spoken)}\n")
        rows = [(each.name, each.label.get(spoken), chosen[each.name], _offered(bound, known, each.name)) for each in template.parameters]
        if rows:
            console.table(("parameter", "what", "value", "possible"), rows)
        console.say(f"\n{made.query}\n")
        console.say(f"{console.several(size.count, 'customer')} ({size.share:.1%})")
        if rows:
            console.tell_aside("cli_template_use", command=console.program(), key=key, parameter=rows[0][0])


@app.command("make")
def make_segment(
    key: Key,
    values: Values = None,
    segment: Annotated[str | None, typer.Option("--as", metavar="KEY", help="The key of the new segment. [default: from its name]")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Its name in English. [default: the template's]")] = None,
    name_nl: Annotated[str | None, typer.Option("--name-nl", help="Its name in Dutch. [default: the template's]")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the query.")] = False,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Make a segment from a template.

    Example: doelgroep templates make bought-a-never-b --set bought=Shampoo --set never=Conditioner
    """
    from doelgroep.cli import opening
    from doelgroep.gallery import make
    from doelgroep.store.definitions import ManagedBy, key_for
    from doelgroep.workspace import define, signature

    with opening.workspace(workspace, as_json=as_json) as opened:
        given = _given(values)
        english, dutch = make(opened, key, given, "en"), make(opened, key, given, "nl")
        chosen = segment or key_for(english.name)
        if not dry_run:
            definition = define(english.query, name=name or english.name, name_nl=name_nl or dutch.name)
            opened.definitions.add(chosen, definition, signature(by=ManagedBy.CLI, note=f"template {key}"))
        _tell_made(opened, chosen, english, dry_run=dry_run, as_json=as_json)


def _tell_made(opened: Workspace, segment: str, made: Draft, *, dry_run: bool, as_json: bool) -> None:
    from doelgroep.cli import console

    if as_json:
        size = opened.segment(made.query).size()
        stored = None if dry_run else segment
        console.print_json(
            {"template": made.key, "segment": stored, "name": made.name, "query": made.query, "count": size.count, "total": size.total}
        )
        return
    if not dry_run:
        console.tell("cli_template_made", key=segment, template=made.key, style="bold")
    console.say(made.query)


def _given(values: list[str] | None) -> dict[str, str]:
    from doelgroep.errors import UserError

    found = {}
    for each in values or ():
        name, equals, value = each.partition("=")
        if not equals:
            raise UserError("template_parameter_form", found=each)
        found[name.strip()] = value
    return found


def _wanted(goal: str | None, business: str | None, base: str | None) -> _Wanted:
    from doelgroep.catalog import Base
    from doelgroep.gallery import Business, Goal

    return _Wanted(_one_of("goal", goal, Goal), _one_of("business", business, Business), _one_of("base", base, Base))


class _Wanted:
    """Whether a template is one of those that were asked for."""

    def __init__(self, goal: StrEnum | None, business: StrEnum | None, base: StrEnum | None) -> None:
        self.goal, self.business, self.base = goal, business, base

    def __call__(self, template: Template) -> bool:
        of_goal = self.goal is None or template.goal == self.goal
        return of_goal and (self.business is None or self.business in template.business) and (self.base is None or self.base in template.bases)


def _one_of(what: str, found: str | None, among: type[StrEnum]) -> StrEnum | None:
    from doelgroep.errors import UserError

    if found is None:
        return None
    try:
        return among(found)
    except ValueError:
        raise UserError("cli_template_choice", what=what, found=found, allowed=[each.value for each in among]) from None


def _table(shown: list[Bound | Missing], language: Spoken, *, every: bool) -> None:
    from doelgroep.cli import console
    from doelgroep.gallery import GOAL_NAMES, Missing

    rows = []
    for each in shown:
        template = each.template
        lacks = ("; ".join(label.get(language) for label in each.lacks) if isinstance(each, Missing) else "",) if every else ()
        rows.append((template.key, template.name.get(language), GOAL_NAMES[template.goal].get(language), ", ".join(template.bases), *lacks))
    console.table(("key", "name", "goal", "bases", *(("missing",) if every else ())), rows)


def _data(found: Bound | Missing) -> dict[str, object]:
    from doelgroep.gallery import Missing

    template = found.template
    lacks = [{"en": each.en, "nl": each.nl} for each in found.lacks] if isinstance(found, Missing) else []
    texts = {name: {"en": label.en, "nl": label.nl} for name, label in (("name", template.name), ("what", template.what), ("use", template.use))}
    return {"key": template.key, **texts, "goal": template.goal, "bases": list(template.bases), "business": list(template.business), "missing": lacks}


def _parameters(bound: Bound, chosen: dict[str, str], known: Suggestions) -> list[dict[str, object]]:
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "label": {"en": each.label.en, "nl": each.label.nl},
            "value": chosen[each.name],
            "possible": [value for value, _ in known.of(each, bound)] or [option.value for option in each.options],
        }
        for each in bound.template.parameters
    ]


def _offered(bound: Bound, known: Suggestions, name: str) -> str:
    """A few of the values that can be chosen."""
    from doelgroep.gallery import Kind

    parameter = bound.template.parameter(name)
    if parameter is None:
        return ""
    if parameter.kind is Kind.CHANNEL:
        return ", ".join(bound.channel_names())
    return ", ".join([value for value, _ in known.of(parameter, bound)][:5] or [each.value for each in parameter.options])
