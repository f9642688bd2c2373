"""The files of the repository: decisions, dependencies, excuses, addresses, tests that are found."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.structure.source import ROOT, Module, modules_of_tests, repository_files, source_modules

if TYPE_CHECKING:
    from pathlib import Path

DECISIONS = sorted(each for each in (ROOT / "docs" / "adr").glob("*.md") if each.name != "README.md")

# Written in pieces, so that this file is clean itself.
REGISTRIES = re.compile("|".join(("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npmjs", "registry" + r"\.yarnpkg")))
MACHINE_PATHS = re.compile(r"(?<![\w.~$}])/(?:work|root|farm|Users|home/\w+)/")
EXCUSES = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)(?P<what>:\s*[\w, ]+?|\[[\w, -]+\])?(?P<reason>\s+(-|#)\s*\S.*)?$")


def _text(path_name: str) -> str:
    return (ROOT / path_name).read_text(encoding="utf-8")


def dependencies() -> set[str]:
    """The names of all packages that pyproject.toml asks for, extras and groups included."""
    project = tomllib.loads(_text("pyproject.toml"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    wanted += [each for group in project["project"]["optional-dependencies"].values() for each in group]
    wanted += [each for group in project["dependency-groups"].values() for each in group]
    return {re.split(r"[\[<>=;~! ]", each)[0] for each in wanted}


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_every_dependency_has_a_decision(name: str) -> None:
    assert any(f"**{name}**" in each.read_text(encoding="utf-8") for each in DECISIONS), f"give {name} a sentence in docs/adr"


def test_numbers_of_decisions_are_unique_and_without_gaps() -> None:
    assert [each.name[:4] for each in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda each: each.stem)
def test_a_decision_has_its_three_parts_and_its_number(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {path.name[:4]}. ")


def _lines_with_excuses(module: Module) -> list[str]:
    lines = module.text.splitlines()
    wrong = []
    for number, line in enumerate(lines, start=1):
        found = EXCUSES.search(line)
        above = lines[number - 2].strip() if number > 1 else ""
        if found and not (found["what"] and (found["reason"] or above.startswith("#"))):
            wrong.append(f"{module.name}:{number}: {line.strip()}")
    return wrong


def test_every_excuse_names_its_rule_and_a_reason() -> None:
    assert [line for module in (*source_modules(), *modules_of_tests()) for line in _lines_with_excuses(module)] == []


def test_no_file_has_the_address_of_a_registry_or_a_path_of_a_machine() -> None:
    found = []
    for path in repository_files():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {each[0]}" for pattern in (REGISTRIES, MACHINE_PATHS) for each in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-tools.txt", "requirements-node.txt"])
def test_locks_have_hashes_and_no_address(name: str) -> None:
    text = _text(name)
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][^\n]*==(?:.*\\\n)(?:    --hash=sha256:.*\n)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(_text("pyproject.toml"))
    wanted = {
        re.split(r"[\[<>=;~! ]", each)[0].replace(".", "-") for each in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"])
    }
    assert wanted <= set(re.findall(r"^([a-z0-9.-]+)(?:\[[^\]]*\])?==", _text("requirements-dev.txt"), re.MULTILINE))


def test_test_files_are_found_and_hold_tests() -> None:
    """Tests stand in test_*.py, and nothing else does."""
    assert [each.name for each in modules_of_tests() if each.path.name.startswith("test_") != _holds_tests(each)] == []


def _holds_tests(module: Module) -> bool:
    return any(_is_test(node) for node in ast.walk(module.tree))


def _is_test(node: ast.AST) -> bool:
    """A function, or a state machine of Hypothesis: `TestStore = StoreMachine.TestCase`."""
    match node:
        case ast.FunctionDef(name=name):
            return name.startswith("test_")
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute(attr="TestCase")):
            return name.startswith("Test")
        case _:
            return False


def test_names_of_test_files_are_unique() -> None:
    names = Counter(each.path.name for each in modules_of_tests() if each.path.name.startswith("test_"))
    assert [name for name, count in names.items() if count > 1] == []
