"""The examples in the docstrings of the web app."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import doelgroep_web

SOURCE = Path(doelgroep_web.__file__).parent
WITH_EXAMPLES = sorted(each for each in SOURCE.rglob("*.py") if ">>> " in each.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda each: each.relative_to(SOURCE).as_posix())
def test_examples(path: Path) -> None:
    name = ".".join(("doelgroep_web", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    found = doctest.testmod(import_module(name))
    assert found.attempted > 0
    assert found.failed == 0
