"""Arrows point one way: who may import whom, and who may import what from outside."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.structure.source import SOURCE, Module, source_modules

GROUND = {"errors", "messages", "catalog", "columns", "season", "zone"}
MEANING = GROUND | {"lang", "model"}
DOING = MEANING | {"plan", "engine"}
HOUSE = DOING | {"reading", "store", "catalogs", "sample"}
FRONT = {
    "customer_search",
    "static_lists",
    "customer_values",
    "workspace",
    "segment",
    "describing",
    "evaluation",
    "explanation",
    "fields",
    "gallery",
    "history",
    "holding",
    "known_customer",
    "importing",
    "live",
    "opening",
    "overview",
    "publishing",
    "quality",
    "refresh",
    "renaming",
    "sampling",
    "segment_set",
    "sharing",
    "show",
    "spark",
    "timeline",
    "export",
}
"""The library's front: one module for each thing that is done with a workspace."""

MAY_IMPORT: dict[str, set[str]] = {
    "errors": {"messages"},
    "messages": {"errors"},
    "catalog": {"errors"},
    "columns": {"catalog"},
    "season": set(),
    "zone": {"errors"},
    "lang": GROUND,
    "model": GROUND | {"lang"},
    "plan": MEANING,
    "engine": MEANING | {"plan"},
    "reading": DOING,
    "catalogs": GROUND,
    "store": DOING | {"catalogs"},
    "sample": DOING | {"catalogs", "store"},
    "testing": DOING,
    "show": GROUND,
    "export": GROUND | {"show"},
    "chart": GROUND,
    **dict.fromkeys(FRONT - {"show", "export"}, HOUSE | FRONT),
    "benchmark": HOUSE | FRONT,
    "cli": HOUSE | FRONT | {"benchmark"},
    "": HOUSE | FRONT,
}
"""Every part of the package, and the parts that it may know. `""` is `doelgroep/__init__.py`. A new part is added here first."""

MAY_USE: dict[str, set[str]] = {
    "altair": {"chart"},
    "duckdb": {"engine", "store", "sample", "testing", "benchmark"} | FRONT,
    "ibis": {"engine"},
    "sqlglot": {"engine"},
    "pyarrow": {"engine", "store", "sample", "testing", "benchmark", "cli"} | FRONT,
    "numpy": {"engine", "store", "sample", "testing", "benchmark", "refresh", "live"},
    "pandas": FRONT | {"benchmark"},
    "polars": FRONT | {"benchmark"},
    "numba": {"engine", "store"},
    "llvmlite": {"engine"},
    "pyroaring": {"store", "refresh"},
    "psycopg": {"engine"} | FRONT,
    "py4j": {"engine"},
    "pyspark": {"engine"} | FRONT,
    "re2": {"model", "engine"},
    "ruamel": {"store", "catalogs"},
    "python_calamine": {"store"},
    "xlsxwriter": {"cli", "store"} | FRONT,
    "typer": {"cli"},
    "rich": {"cli"},
    "hypothesis": {"testing"},
}
"""Packages from outside, and the parts that may import them. So `lang` and `plan` need nothing but Python."""

HEAVY = ("duckdb", "ibis", "pandas", "pyarrow", "numpy", "polars", "numba")


def test_imports_point_in_one_direction() -> None:
    assert [each for module in source_modules() for each in _imports_upwards(module)] == []


def _imports_upwards(module: Module) -> list[str]:
    allowed = MAY_IMPORT[module.part] | {module.part}
    ours = [(name, line) for name, line in module.imports() if name.partition(".")[0] == "doelgroep"]
    return [f"{module.name}:{line}: {name}, but only {sorted(allowed)}" for name, line in ours if _part(name) not in allowed]


def _part(name: str) -> str:
    return (*name.split("."), "")[1]


def test_packages_from_outside_stay_where_they_belong() -> None:
    assert [each for module in source_modules() for each in _wrong_packages(module)] == []


def _wrong_packages(module: Module) -> list[str]:
    known = sys.stdlib_module_names | {"doelgroep"}
    outside = [(name.partition(".")[0], line) for name, line in module.imports()]
    return [f"{module.name}:{line}: {name}" for name, line in outside if name not in known and module.part not in MAY_USE.get(name, set())]


def test_the_parts_of_the_package_are_the_ones_of_the_table() -> None:
    assert {each.part for each in source_modules()} <= MAY_IMPORT.keys()


def loaded_by(code: str) -> set[str]:
    """Which of the heavy packages a fresh interpreter has loaded after running the code."""
    tell = f"{code}\nimport sys; print([each for each in {HEAVY!r} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    return set(done.stdout.rpartition("[")[2].strip("]\n").replace("'", "").replace(" ", "").split(",")) - {""}


@pytest.mark.parametrize("part", ["", ".errors", ".catalog", ".columns", ".lang.tree", ".model.node", ".messages"])
def test_light_modules_load_no_heavy_package(part: str) -> None:
    assert loaded_by(f"import doelgroep{part}") == set()


@pytest.mark.skipif(not (SOURCE / "cli" / "app.py").exists(), reason="the command line is not there yet")
def test_help_loads_no_heavy_package() -> None:
    run = "import sys\nfrom doelgroep.cli.app import main\nsys.argv = ['doelgroep', '--help']\ntry:\n    main()\nexcept SystemExit:\n    pass"
    assert loaded_by(run) == set()


def test_public_names_are_listed_and_load() -> None:
    import doelgroep  # noqa: PLC0415 - the subject of the test

    names = getattr(doelgroep, "__all__", ())
    assert len(names) <= 35
    assert sorted(names) == list(names)
    assert set(names) <= set(dir(doelgroep))
    for name in names:
        assert getattr(doelgroep, name) is not None
