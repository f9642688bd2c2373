"""Everything that the documentation shows is run here, page by page, each in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import agrees, blocks, commands, run_command, run_doctest

ROOT = Path(__file__).parents[2]
PAGES = sorted({ROOT / "README.md", *(ROOT / "docs").rglob("*.md")} - set((ROOT / "docs" / "reference").rglob("*.md")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOELGROEP_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "150")
    names: dict[str, object] = {"__name__": "documentation"}
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        if block.language == "console":
            _run_console(block.text, where)
        elif block.language == "python":
            exec(compile(block.text, where, "exec"), names)  # noqa: S102 - running the documentation is what this is for
        elif block.language == "pycon":
            run_doctest(block.text, names, where)


def _run_console(text: str, where: str) -> None:
    for command in commands(text):
        printed = run_command(command)
        assert not command.expected or agrees(command.expected, printed), f"{where}: {command.arguments}\n" + "\n".join(printed)


def test_an_ellipsis_stands_for_any_lines() -> None:
    assert agrees(("a", "...", "c"), ["a", "b", "b", "c"])
    assert agrees(("...",), [])
    assert not agrees(("a", "c"), ["a", "b", "c"])


def test_every_page_is_linked_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "adr" and page.name != "README.md"]
    assert [str(page.relative_to(ROOT / "docs")) for page in pages if str(page.relative_to(ROOT / "docs")) not in index] == []
