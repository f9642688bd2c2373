"""Values travel and come back as they were; nothing but values does."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Catalog, FieldType, Label
from doelgroep.errors import Diagnostic, Fix, InternalError, QueryError, Span, UserError
from doelgroep.messages import Sentence
from doelgroep.sharing.codec import Decoder, Encoder
from doelgroep.testing.strategies import World, worlds

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TWICE = datetime(2024, 10, 27, 2, 30, tzinfo=AMSTERDAM)
"""An hour that there is two times."""


def travelled(value: object, folder: Path | None = None) -> Any:  # noqa: ANN401 - whatever was sent
    encoder = Encoder(folder)
    data = json.loads(json.dumps(encoder.encode(value)))
    return Decoder(table=lambda: encoder.tables[0], function=lambda number: encoder.functions[number], paths=encoder.paths).decode(data)


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.timedeltas()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([UTC, AMSTERDAM, timezone(timedelta(hours=-3, minutes=-30))]))
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner) | st.frozensets(scalars) | st.sets(st.text())
    ),
)


@given(values)
def test_values_come_back_as_they_were(value: object) -> None:
    found = travelled(value)
    assert (type(found), found) == (type(value), value)
    if isinstance(value, datetime):
        assert repr(found) == repr(value)  # moments in different zones can be equal


@pytest.mark.parametrize(
    "value",
    [
        FieldType.DECIMAL,
        Label("a", "b"),
        Catalog(),
        Sentence("limit_negative", {"found": -1}),
        (TWICE, TWICE.replace(fold=1)),
        AMSTERDAM,
        date(2024, 2, 29),
        Decimal("1.50"),
        float("inf"),
        {"$": "workspace", "is": [1]},
        {1: "a", None: (2, {3})},
        Path("/somewhere/else"),
    ],
    ids=repr,
)
def test_single_values(value: object) -> None:
    found = travelled(value)
    assert (type(found), found) == (type(value), value)


def test_the_second_of_two_equal_hours_stays_the_second() -> None:
    assert travelled(TWICE.replace(fold=1)).utcoffset() == timedelta(hours=1)


def test_numbers_of_numpy_become_numbers() -> None:
    assert travelled([np.int64(3), np.float64(1.5), np.float32(0.5)]) == [3, 1.5, 0.5]


def test_what_is_counted_off_becomes_a_list() -> None:
    assert travelled(each for each in "ab") == ["a", "b"]
    assert travelled(range(3)) == [0, 1, 2]


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_queries_and_catalogues_travel_as_trees(world: World) -> None:
    assert travelled(world.catalog) == world.catalog
    for query in world.queries:
        assert travelled(world.meaning(query)) == world.meaning(query)
        assert travelled(world.test(query)) == world.test(query)


def test_tables_and_functions_go_beside() -> None:
    table = pa.table({"a": [1, 2]})
    assert travelled(table) is table
    assert travelled((len,)) == (len,)


# ---------------------------------------------------------------- paths


def test_relative_paths_begin_in_the_callers_folder_and_are_told_as_they_were() -> None:
    assert travelled(Path("a/b.csv"), Path("/desk")) == Path("/desk/a/b.csv")
    encoder = Encoder(Path("/desk"))
    encoder.encode([Path("a"), Path("/b")])
    told = Decoder(paths=encoder.paths)
    assert told.decode(["/desk/a", "/desk/a/c.csv", "/desk/ab", "/b", "a"]) == ["a", "a/c.csv", "/desk/ab", "/b", "a"]


# ---------------------------------------------------------------- errors


def test_errors_of_queries_keep_their_places() -> None:
    span = Span(2, 5)
    error = QueryError("a = 3", [Diagnostic(code="field_unknown", span=span, params={"near": ["b"]}, fix=Fix(span=span, text="b"))])
    found = travelled(error)
    assert isinstance(found, QueryError)
    assert (found.text, found.diagnostics, found.params) == (error.text, error.diagnostics, error.params)


def test_parameters_that_do_not_travel_are_told_as_text() -> None:
    error = UserError("store_unusable", folder=Path("/x"), reason=OSError(28, "No space left"), other=object)
    found = travelled(error)
    assert found.params == {"folder": Path("/x"), "reason": "[Errno 28] No space left", "other": "<class 'object'>"}


@pytest.mark.parametrize("error", [ValueError("no", 3), FileNotFoundError(2, "No such file", "x.csv"), KeyError("k"), InternalError("ours")])
def test_errors_of_python_are_the_same(error: Exception) -> None:
    found = travelled(error)
    assert (type(found), str(found)) == (type(error), str(error))


def test_other_errors_are_ours() -> None:
    found = travelled(pa.ArrowInvalid("bad"))
    assert (type(found), str(found)) == (InternalError, "ArrowInvalid: bad")


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("value", [object(), pa.schema([("a", pa.int8())]), 1 + 2j, np.bool_(True)], ids=lambda each: type(each).__name__)
def test_other_things_are_not_sent(value: object) -> None:
    with pytest.raises(InternalError):
        travelled(value)


@pytest.mark.parametrize(
    "data",
    [
        {"$": "value", "of": "subprocess:Popen", "fields": [["args", "true"]]},
        {"$": "value", "of": "doelgroep.store.store:Store", "fields": []},
        {"$": "value", "of": "doelgroep.store.store:duckdb", "fields": []},
        {"$": "value", "of": "doelgroep.cli.members:Computed", "fields": []},
        {"$": "value", "of": "doelgroep.catalog:Label.get", "fields": []},
        {"$": "value", "of": "doelgroep.catalog:", "fields": []},
        {"$": "value", "of": "doelgroep", "fields": []},
        {"$": "choice", "of": "doelgroep.catalog:Label", "name": "x"},
        {"$": "error", "of": "SystemExit", "parts": {"$": "tuple", "is": [1]}, "x": 1},
        {"$": "pickle", "is": ""},
        {"$": "workspace"},
        {"$": "table"},
        {"of": "nothing"},
    ],
    ids=repr,
)
def test_what_is_no_value_is_not_made(data: dict[str, Any]) -> None:
    try:
        found = Decoder().decode(data)
    except InternalError:
        return
    assert isinstance(found, InternalError)
