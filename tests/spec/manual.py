"""The manual of the language, printed from the specification: `make docs` writes docs/reference/language.md, and a test keeps it current."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.messages import sentence
from doelgroep.model.operators import OPERATORS, Operator, operators_of
from tests.spec.contents import CHAPTERS
from tests.spec.frame import Case, Refused
from tests.spec.tables import CUSTOMERS, cells
from tests.spec.world import World, first_problem, world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doelgroep.catalog import Activity, Field
    from tests.spec.frame import Chapter, Section

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "language.md"
FRONT = Path(__file__).with_name("front.md")


def manual() -> str:
    """The whole page."""
    lines = [FRONT.read_text(encoding="utf-8").rstrip(), "", *_operators(), "", "## Contents", "", *_contents(), ""]
    for chapter in CHAPTERS:
        lines += _chapter(chapter)
    return "\n".join(lines).rstrip() + "\n"


def _operators() -> Iterator[str]:
    """Which operators each type of field has."""
    yield "## Types and operators"
    yield ""
    yield "| Type | Operators |"
    yield "|---|---|"
    for kind in FieldType:
        yield f"| {_spoken(kind)} | {', '.join(_spelled(each) for each in operators_of(kind))} |"
    several = ", ".join(_spelled(each) for each in operators_of(FieldType.TEXT_LIST, any_value=True))
    yield f"| {_spoken(FieldType.TEXT_LIST)}, any of its texts | {several} |"


def _spelled(operator: Operator) -> str:
    info = OPERATORS[operator]
    return f"`{info.written}`" if info.negated in {"", "!=", "="} else f"`{info.written}` / `{info.negated}`"


def _spoken(kind: FieldType) -> str:
    return kind.value.replace("_", " ")


def _contents() -> Iterator[str]:
    return (f"{number}. [{each.title}](#{_anchor(each.title)})" for number, each in enumerate(CHAPTERS, start=1))


def _anchor(title: str) -> str:
    return "".join(each for each in title.lower().replace(" ", "-") if each.isalnum() or each == "-")


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.title}"
    yield ""
    yield chapter.text
    yield ""
    yield "<details><summary>The data of this chapter</summary>"
    yield ""
    yield from _tables(chapter)
    yield "</details>"
    yield ""
    found = world(chapter)
    for each in chapter.sections:
        yield from _section(each, found)


def _tables(chapter: Chapter) -> Iterator[str]:
    catalog = chapter.catalog
    for name in CUSTOMERS:
        if name in chapter.tables:
            yield from _table(name, chapter.tables[name], [catalog.key_field, *catalog.fields])
    for activity in catalog.activities:
        if activity.name in chapter.tables:
            yield from _table(activity.name, chapter.tables[activity.name], activity.fields)
        yield from _expressions(activity.name, activity)
    for lookup in catalog.lookups:
        yield from _table(f"{lookup.name} (a lookup)", chapter.tables[lookup.name], lookup.fields)
    yield from _bullets("Traits", catalog.traits)
    yield from _named("Segments", dict(chapter.segments))


def _table(name: str, table: str, fields: Iterable[Field]) -> Iterator[str]:
    heading, *lines = cells(table)
    kinds = {each.name: _spoken(each.type) for each in fields}
    yield f"**{name}**"
    yield ""
    yield _row([f"{each} ({kinds[each]})" if each in kinds and each != "customer_id" else each for each in heading])
    yield _row(["---"] * len(heading))
    yield from (_row(line) for line in lines)
    yield ""


def _row(line: Iterable[str]) -> str:
    return "| " + " | ".join(each.replace("|", "\\|") for each in line) + " |"


def _expressions(name: str, activity: Activity) -> Iterator[str]:
    if activity.derivation is not None:
        where = f", where `{activity.derivation.where}`" if activity.derivation.where else ""
        yield f"**{name}**: derived from {activity.derivation.source} by {activity.derivation.group}{where}"
        yield ""
    yield from _bullets("" if activity.derivation else f"Computed fields of {name}", activity.fields)


def _bullets(title: str, fields: Iterable[Field]) -> Iterator[str]:
    return _named(title, {f"{each.name} ({_spoken(each.type)})": each.expression for each in fields if each.expression is not None})


def _named(title: str, texts: dict[str, str]) -> Iterator[str]:
    if not texts:
        return
    if title:
        yield f"**{title}**"
        yield ""
    yield from (f"- {name}: `{text}`" for name, text in texts.items())
    yield ""


def _section(section: Section, found: World) -> Iterator[str]:
    yield f"### {section.title}"
    yield ""
    if section.text:
        yield section.text
        yield ""
    refusals = [each for each in section.cases if isinstance(each, Refused)]
    yield from _cases([each for each in section.cases if isinstance(each, Case)])
    yield from _refusals(refusals, found)


def _cases(cases: list[Case]) -> Iterator[str]:
    if not cases:
        return
    yield "| Query | Who is in | |"
    yield "|---|---|---|"
    for case in cases:
        text = case.text + "".join(f"<br>The same: {_code(each)}" for each in case.same)
        moment = f" (Now is {case.as_of.replace('T', ' ')}.)" if case.as_of else ""
        yield f"| {_code(case.query)} | {', '.join(case.members) or 'nobody'} | {text}{moment} |"
    yield ""


def _code(query: str) -> str:
    """A query in a cell of a table, line by line."""
    lines = [each.replace("|", "\\|") for each in query.split("\n")]
    return "<br>".join(f"`{each}`" if "`" not in each else f"`` {each} ``" for each in lines if each.strip())


def _refusals(refusals: list[Refused], found: World) -> Iterator[str]:
    if not refusals:
        return
    yield "| Query | What it is told | |"
    yield "|---|---|---|"
    for case in refusals:
        problem = first_problem(found.refusal(case))
        told = sentence(problem.code, problem.params) if problem else ""
        yield f"| {_code(case.query) or 'an empty text'} | {told.replace('|', chr(92) + '|')} | {case.text} |"
    yield ""


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")


if __name__ == "__main__":
    main()
