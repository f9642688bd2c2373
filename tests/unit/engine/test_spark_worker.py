"""What a Spark task does, without Spark: members in blocks of a few customers, whose values widen what is known of the columns."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from doelgroep.engine.spark_worker import member_rows, size_rows, trouble_in, trouble_of
from doelgroep.model.node import INTEGER, And, Arithmetic, Comparison, Constantly, IsTrue, Literal, Not, Op
from tests.engines import tables_in_duckdb
from tests.spec.contents import CHAPTERS
from tests.spec.world import world
from tests.unit.engine.full_shop import shop
from tests.unit.engine.spark_rows import batches_of, job, members, rows
from tests.unit.engine.tiny_shop import CATALOG, customer

if TYPE_CHECKING:
    from doelgroep.model.node import Test
    from tests.spec.frame import Chapter


@pytest.mark.parametrize("chapter", CHAPTERS[::4], ids=lambda each: each.title)
def test_the_members_of_a_chapter(chapter: Chapter) -> None:
    found = world(chapter)
    connection, keys = tables_in_duckdb(chapter.catalog, found.data, chapter.zone)
    cases = [(query, case) for case in chapter.cases() for query in (case.query, *case.same)]
    tests = [found.test(query, case.as_of) for query, case in cases]
    with connection:
        judged = members(connection, tests, chapter.catalog, batch=3, block=8)
    wrong = [query for (query, case), each in zip(cases, judged, strict=True) if {keys[number] for number in each} != set(case.members)]
    assert wrong == []


VIP = IsTrue(customer("vip"))
TESTS: list[Test] = [VIP, Constantly(value=False), Not(VIP)]


def test_a_job_travels() -> None:
    connection, _ = shop()
    with connection:
        wanted = job(connection, TESTS, CATALOG)
        assert pickle.loads(pickle.dumps(wanted)) == wanted  # noqa: S301 - our own


def test_rows_for_each_segment_and_member_come_out() -> None:
    connection, dataset = shop()
    with connection:
        wanted = job(connection, TESTS, CATALOG)
        given = rows(connection, wanted.layout)
    found = [each for batch in member_rows(wanted)(batches_of(given, 4)) for each in batch.to_pylist()]
    vips = {each.number for each in dataset.customers if each.fields["vip"] is True}
    assert {each["customer"] for each in found if each["segment"] == 0} == vips
    assert {each["segment"] for each in found} == {0, 2}
    assert len(found) == len(dataset.customers)


def test_sizes_of_parts_come_out() -> None:
    connection, dataset = shop()
    with connection:
        wanted = job(connection, TESTS, CATALOG)
        given = rows(connection, wanted.layout)
    found = [each for batch in size_rows(wanted)(batches_of(given, 4)) for each in batch.to_pylist()]
    assert sum(each["customers"] for each in found) == len(dataset.customers)


def test_no_customers_have_no_members() -> None:
    connection, _ = shop()
    with connection:
        wanted = job(connection, TESTS, CATALOG)
        given = rows(connection, wanted.layout)
    assert list(member_rows(wanted)(batches_of(given.slice(0, 0), 4))) == []


def test_no_segments_have_no_members() -> None:
    connection, _ = shop()
    with connection:
        wanted = job(connection, [], CATALOG)
        given = rows(connection, wanted.layout)
    assert list(member_rows(wanted)(batches_of(given, 4))) == []


def test_a_condition_without_an_exact_answer_is_a_trouble_of_its_segments_and_stops_no_other() -> None:
    huge = Literal(2**62, INTEGER)
    product = Arithmetic("*", Arithmetic("*", customer("points"), huge, INTEGER), huge, INTEGER)
    test = Comparison(product, Op.GT, customer("credit"))
    connection, dataset = shop()
    with connection:
        wanted = job(connection, [test, *TESTS, And((VIP, Not(test)))], CATALOG)
        given = rows(connection, wanted.layout)
    found = [each for batch in member_rows(wanted)(batches_of(given, 100)) for each in batch.to_pylist()]
    troubles = {each["segment"]: trouble_of(each["trouble"]).code for each in found if each["trouble"] is not None}
    assert troubles == {0: "number_too_large", 4: "number_too_large"}
    assert [each["segment"] for each in found if each["customer"] is None] == [each["segment"] for each in found if each["trouble"] is not None]
    members = [each for each in found if each["trouble"] is None]
    assert {each["segment"] for each in members} == {1, 3}
    assert len(members) == len(dataset.customers)
    counted = [each for batch in size_rows(wanted)(batches_of(given, 100)) for each in batch.to_pylist()]
    assert {each["segment"] for each in counted if each["trouble"] is not None} == troubles.keys()
    assert sum(each["customers"] or 0 for each in counted) == len(dataset.customers)


def test_a_trouble_of_a_segment_is_told_once_in_a_task() -> None:
    huge = Literal(2**62, INTEGER)
    test = Comparison(Arithmetic("*", Arithmetic("*", customer("points"), huge, INTEGER), huge, INTEGER), Op.GT, customer("credit"))
    connection, _ = shop()
    with connection:
        wanted = job(connection, [test], CATALOG)
        given = rows(connection, wanted.layout)
    found = [each for batch in member_rows(wanted)(batches_of(given, 1)) for each in batch.to_pylist()]
    assert len(found) == 1


def test_what_stops_a_task_is_found_in_what_spark_tells() -> None:
    told = 'Job aborted\nRuntimeError: doelgroep-trouble {"code": "spark_value", "params": {"column": "a"}} end-of-trouble\n at java'
    trouble = trouble_in(told)
    assert trouble is not None
    assert (trouble.code, trouble.params) == ("spark_value", {"column": "a"})
    assert trouble_in("Job aborted") is None
