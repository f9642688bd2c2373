"""What a Spark task does, without Spark: members in blocks of a few customers, whose values widen what is known of the columns."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from doelgroep.engine.spark_worker import member_rows, size_rows, trouble_in
from doelgroep.model.node import INTEGER, Arithmetic, Comparison, Constantly, IsTrue, Literal, Not, Op
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


def test_trouble_is_found_in_what_spark_tells() -> None:
    huge = Literal(2**62, INTEGER)
    product = Arithmetic("*", Arithmetic("*", customer("points"), huge, INTEGER), huge, INTEGER)
    test = Comparison(product, Op.GT, customer("credit"))
    connection, _ = shop()
    with connection:
        wanted = job(connection, [test], CATALOG)
        given = rows(connection, wanted.layout)
    with pytest.raises(RuntimeError) as refused:
        list(member_rows(wanted)(batches_of(given, 100)))
    trouble = trouble_in(f"Job aborted\n{refused.value}\n at java")
    assert trouble is not None
    assert trouble.code == "number_too_large"
    assert trouble_in("Job aborted") is None
