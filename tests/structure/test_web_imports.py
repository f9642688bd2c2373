"""The slices of the web app: who may know whom. What a slice takes with it when it is deleted is then only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.structure.source import WEB, source_modules, web_modules

if TYPE_CHECKING:
    from tests.structure.source import Module

GROUND = {
    "configuration",
    "settings",
    "messages",
    "place",
    "http",
    "errors",
    "privacy",
    "ahead",
    "health",
    "log",
    "urls",
    "wsgi",
    "schedule",
    "serving",
    "demo",
    "",
}
BASE = {"accounts", "audit", "jobs", "ui"}
"""Slices that all others may know."""
KNOWS: dict[str, set[str]] = {
    "start": {"segments", "data"},
    "segments": set(),
    "segments.editor": {"segments"},
    "segments.gallery": {"segments", "segments.editor"},
    "segments.sets": {"segments"},
    "customers": {"segments"},
    "data": {"segments"},
    "administration": set(),
    "api": {"administration", "segments", "data", "customers"},
}
"""What each of the other slices may know beside these."""


def slice_of(name: str) -> str:
    """The slice of a module: `doelgroep_web.segments.editor.views` is of `segments.editor`."""
    parts = name.split(".")[1:]
    both = ".".join(parts[:2])
    return both if both in KNOWS else (parts[0] if parts else "")


def _module_name(module: Module) -> str:
    return ".".join(("doelgroep_web", *module.path.relative_to(WEB).with_suffix("").parts)).removesuffix(".__init__")


def _wrong(module: Module) -> list[str]:
    mine = slice_of(_module_name(module))
    if mine in GROUND:
        return []
    allowed = GROUND | BASE | {mine} | KNOWS.get(mine, set())
    ours = [(name, line) for name, line in module.imports() if name.partition(".")[0] == "doelgroep_web"]
    return [f"{module.name}:{line}: {name}" for name, line in ours if slice_of(name) not in allowed]


def test_slices_know_only_what_they_may() -> None:
    assert [each for module in web_modules() for each in _wrong(module)] == []


def test_the_library_does_not_know_the_web_app() -> None:
    names = [(module.name, name) for module in source_modules() for name, _ in module.imports()]
    assert [each for each in names if each[1].startswith("doelgroep_web")] == []


@pytest.mark.parametrize("word", ["mark_safe", "safe }}", "autoescape off"])
def test_nothing_goes_unescaped_but_where_it_is_looked_at(word: str) -> None:
    """`mark_safe` stands in `ui` only; a mail of plain text is the one template without escaping."""
    found = [path for path in WEB.rglob("*") if path.suffix in {".py", ".html", ".txt"} and word in path.read_text(encoding="utf-8")]
    names = {path.relative_to(WEB).as_posix() for path in found}
    assert {each for each in names if not each.startswith("ui/") and each != "accounts/templates/accounts/reset_mail.txt"} == set()


def test_pages_have_no_inline_styles_and_scripts() -> None:
    """The Content-Security-Policy would not let them."""
    wrong = []
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.relative_to(WEB)}: {word}" for word in (' style="', "<style", " onclick=", " onchange=") if word in text]
    assert wrong == []
