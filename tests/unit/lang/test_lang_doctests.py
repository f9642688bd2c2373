"""The examples in the docstrings of the language are true."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import doelgroep.lang

MODULES = [each.name for each in pkgutil.iter_modules(doelgroep.lang.__path__, "doelgroep.lang.")]


@pytest.mark.parametrize("module", MODULES)
def test_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
