"""The public data sets, where they are: in the folder of DOELGROEP_REAL_DATA, or in ../shared/data beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("DOELGROEP_REAL_DATA") or ROOT.parent / "shared" / "data")


def public(name: str) -> Path:
    """A file or folder of the public data; the test is skipped where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the public data set {name} is not here: put it below ../shared/data, or name its folder in DOELGROEP_REAL_DATA")
    return path
