"""The files of the front end: budgets, the lock, what the policy of the browser forbids."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from doelgroep_web.ui import assets

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "src" / "doelgroep_web"
BUILT = assets.MANIFEST.parent
MOST_CSS, MOST_JAVASCRIPT = 4000, 2000
MOST_OF_A_PAGE = 40_000
"""Bytes of JavaScript that every page loads, compressed."""


def own(ending: str) -> list[Path]:
    return [each for each in WEB.rglob(f"*{ending}") if "static" not in each.relative_to(WEB).parts]


def lines(paths: list[Path]) -> int:
    return sum(each.read_text(encoding="utf-8").count("\n") for each in paths)


def test_style_sheets_stay_within_their_budget() -> None:
    assert lines(own(".css")) <= MOST_CSS


def test_own_javascript_stays_within_its_budget() -> None:
    assert lines(own(".js")) <= MOST_JAVASCRIPT


def test_a_page_loads_little_javascript() -> None:
    manifest = json.loads(assets.MANIFEST.read_text())
    first = BUILT / manifest["app.js"]
    needed = [first, *(BUILT / each for each in re.findall(r'from"\./([\w-]+\.js)"', first.read_text()))]
    assert sum(len(gzip.compress(each.read_bytes())) for each in needed) <= MOST_OF_A_PAGE


def test_built_files_carry_the_hash_of_their_content_and_compressed_copies() -> None:
    manifest = json.loads(assets.MANIFEST.read_text())
    for name in (manifest["app.js"], manifest["app.css"], manifest["icons.svg"]):
        assert re.search(r"-[A-Z0-9]{8}\.\w+$", name)
        assert (BUILT / f"{name}.br").exists()
        assert gzip.decompress((BUILT / f"{name}.gz").read_bytes()) == (BUILT / name).read_bytes()


def test_nothing_that_every_page_loads_makes_code_from_text() -> None:
    for path in own(".js"):
        assert not re.search(r"\beval\(|new Function\b", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("path", own(".html"), ids=lambda each: each.relative_to(WEB).as_posix())
def test_templates_are_short_and_have_no_styles_or_scripts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 200
    assert not re.search(r"\sstyle=|<style|\son(click|change|input|submit|load)=", text)
    assert [each for each in re.findall(r"<script([^>]*)>", text) if "src=" not in each and "application/json" not in each] == []


def test_the_lock_pins_everything_by_its_checksum_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert [name for name, each in packages.items() if "integrity" not in each] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []


def test_packages_are_asked_for_by_their_exact_version() -> None:
    package = json.loads((ROOT / "frontend" / "package.json").read_text())
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_every_package_has_a_decision() -> None:
    package = json.loads((ROOT / "frontend" / "package.json").read_text())
    decision = (ROOT / "docs" / "adr" / "0019-front-end.md").read_text(encoding="utf-8")
    assert [name for name in (*package["dependencies"], *package["devDependencies"]) if f"**{name}**" not in decision] == []


def test_both_themes_have_every_token() -> None:
    text = (WEB / "ui" / "css" / "ground" / "tokens.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", "".join(each.read_text(encoding="utf-8") for each in own(".css"))))
    defined = set(re.findall(r"--([a-z0-9-]+):", text))
    assert used - defined <= {"group", "on-group", "group-line"}
