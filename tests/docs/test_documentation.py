"""Everything that the documentation shows is run here, page by page, each in a folder of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import agrees, blocks
from tests.docs.running import ENVIRONMENT, Page, SampleShops

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted({ROOT / "README.md", *DOCS.rglob("*.md")} - set((DOCS / "adr").rglob("*.md")))
GENERATED = {DOCS / "reference" / each for each in ("language.md", "command-line.md", "api.md")}
WRITTEN = [each for each in PAGES if each not in GENERATED]
LONGEST_PAGE = 200
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> SampleShops:
    return SampleShops(tmp_path_factory.mktemp("shops"))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, shops: SampleShops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOELGROEP_WORKSPACE", "")
    monkeypatch.delenv("DOELGROEP_WORKSPACE")
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    running = Page(page.name, shops)
    for block in blocks(page):
        for command, printed in running.run(block):
            assert not command.expected or agrees(command.expected, printed), f"{page.name}:{block.line}: {command.text}\n" + "\n".join(printed)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_is_short(page: Path) -> None:
    assert page.read_text(encoding="utf-8").count("\n") <= LONGEST_PAGE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = [(page.parent / path if path else page, anchor) for path, anchor in _LINK.findall(text)]
    assert [f"{target}{anchor}" for target, anchor in found if not _is_there(target.resolve(), anchor)] == []


def _is_there(target: Path, anchor: str) -> bool:
    return target.exists() and (not anchor or anchor[1:] in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """The anchors that a reader of Markdown gives to headings: small letters, hyphens for spaces."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", each.replace("`", "")).strip().lower().replace(" ", "-") for each in headings}


def test_an_ellipsis_stands_for_any_lines_and_any_text() -> None:
    assert agrees(("a", "...", "c"), ["a", "b", "b", "c"])
    assert agrees(("...",), [])
    assert not agrees(("a", "c"), ["a", "b", "c"])
    assert agrees(("5 rows (... s)",), ["5 rows (0.1 s)"])
    assert not agrees(("5 rows (... s)",), ["6 rows (0.1 s)"])


def test_every_page_is_linked_from_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    names = [str(page.relative_to(DOCS)) for page in PAGES if page.is_relative_to(DOCS) and page.name != "README.md"]
    assert [name for name in names if f"({name})" not in index] == []
