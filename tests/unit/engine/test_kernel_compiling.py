from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OUTER = """from doelgroep.engine.kernel_compiling import compiled
from kernel_inner import inner

@compiled
def outer():
    return inner()
"""
INNER = """from doelgroep.engine.kernel_compiling import compiled

@compiled
def inner():
    return {number}
"""


def outer(folder: Path) -> tuple[str, int]:
    """What the compiled function gives in a process of its own, and how often it was found on disk."""
    tell = "from kernel_outer import outer; print(outer(), sum(outer.stats.cache_hits.values()))"
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_CACHE_DIR"}
    command = [sys.executable, "-c", tell]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    result, hits = done.stdout.split()
    return result, int(hits)


def test_a_function_is_compiled_anew_when_one_of_another_file_that_it_calls_has_changed(tmp_path: Path) -> None:
    (tmp_path / "kernel_outer.py").write_text(OUTER)
    (tmp_path / "kernel_inner.py").write_text(INNER.format(number=1))
    assert outer(tmp_path) == ("1", 0)
    assert outer(tmp_path) == ("1", 1)
    (tmp_path / "kernel_inner.py").write_text(INNER.format(number=22))
    assert outer(tmp_path) == ("22", 0)
