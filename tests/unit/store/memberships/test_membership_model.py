"""The store against a plain model: sets in a dictionary for each refresh."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from doelgroep.store.memberships.containers import CHUNK
from doelgroep.store.memberships.some import in_words
from tests.unit.store.memberships.recording import closed, hours, opened, words_of

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.store.memberships.writer import RefreshWriter

    type State = dict[int, frozenset[int]]

CHUNKS = 3
SEGMENTS = range(1, 6)
some_customers = st.frozensets(
    st.integers(0, CHUNKS).flatmap(lambda chunk: st.integers(0, 30).map(lambda low: chunk * CHUNK + low)).filter(lambda each: each < CHUNKS * CHUNK),
    max_size=12,
)
many = st.builds(range, st.integers(0, 300), st.integers(300, 9_000), st.sampled_from([1, 2]))
"""So many members that they are written as words."""
members = st.one_of(some_customers, st.builds(lambda one, other: one | frozenset(other), some_customers, many))
evaluated = st.dictionaries(st.sampled_from(SEGMENTS), members, min_size=1)


class StoreAndModel(RuleBasedStateMachine):
    """Does the same to both, and compares."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = opened(self.folder, SEGMENTS)
        self.states: list[tuple[datetime, State]] = []
        self.clock = 0.0
        self.removed: set[int] = set()

    def teardown(self) -> None:
        closed(self.store)
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ what is done

    @rule(found=evaluated, chunks=st.permutations(range(CHUNKS)), broken=st.sampled_from([None, *SEGMENTS]), gap=st.sampled_from([0, 1, 30]))
    def refresh(self, found: dict[int, frozenset[int]], chunks: list[int], broken: int | None, gap: int) -> None:
        """Of all customers."""
        self.clock += gap
        with self.store.begin([(each, 1) for each in found], hours(self.clock), hours(self.clock)) as writer:
            for chunk in chunks:
                writer.put(chunk, words_of(found.values(), chunk))
            self.commit(writer, {each: value for each, value in found.items() if each != broken}, broken if broken in found else None)

    @rule(found=evaluated, known=some_customers)
    def refresh_some(self, found: dict[int, frozenset[int]], known: frozenset[int]) -> None:
        """Of some customers."""
        self.clock += 1
        customers = np.array(sorted(known), np.int64)
        bits = np.array([[each in value for each in customers.tolist()] for value in found.values()], np.bool_).reshape(len(found), len(customers))
        before = self.present()
        after = {each: (before.get(each, frozenset()) - known) | (value & known) for each, value in found.items()}
        with self.store.begin([(each, 1) for each in found], hours(self.clock), hours(self.clock)) as writer:
            writer.put_some(customers, in_words(bits))
            self.commit(writer, after, None)

    @rule(found=evaluated)
    def give_up(self, found: dict[int, frozenset[int]]) -> None:
        with self.store.begin([(each, 1) for each in found], hours(self.clock), hours(self.clock)) as writer:
            writer.put(0, words_of(found.values(), 0))

    @rule(found=evaluated)
    def refresh_anew(self, found: dict[int, frozenset[int]]) -> None:
        self.clock += 1
        with self.store.begin([(each, 1) for each in found], hours(self.clock), hours(self.clock), anew=True) as writer:
            for chunk in range(CHUNKS):
                writer.put(chunk, words_of(found.values(), chunk))
            writer.commit()
        self.states.append((hours(self.clock), dict(found)))

    @rule()
    def open_again(self) -> None:
        closed(self.store)
        self.store = opened(self.folder, SEGMENTS)

    @precondition(lambda self: self.states)
    @rule(days=st.integers(30, 40), drop=st.sampled_from([None, None, None, *SEGMENTS]))
    def prune(self, days: int, drop: int | None) -> None:
        now = hours(self.clock) + timedelta(days=days)
        if drop is not None:
            with self.store._state.writing() as connection:
                connection.execute("UPDATE segments SET removed_at = 1 WHERE id = ?", (drop,))
            self.states = [(at, {each: value for each, value in state.items() if each != drop}) for at, state in self.states]
        self.store.prune(now)
        with self.store._state.writing() as connection:
            connection.execute("UPDATE segments SET removed_at = NULL")
        limit = now - timedelta(days=35)
        days_of = [at.date() if at < limit else None for at, _ in self.states]
        self.states = [
            each
            for place, each in enumerate(self.states)
            if place + 1 == len(self.states) or days_of[place] is None or days_of[place] != days_of[place + 1]
        ]

    @rule(customers=some_customers)
    def forget(self, customers: frozenset[int]) -> None:
        self.store.forget(customers)
        self.states = [(at, {each: value - customers for each, value in state.items()}) for at, state in self.states]

    # ------------------------------------------------------------ what holds

    @invariant()
    def is_the_same_now(self) -> None:
        if hasattr(self, "store"):
            present = self.present()
            assert {each: set(self.store.members(each)) for each in present} == present
            assert self.store.present_sizes() == {each: len(value) for each, value in present.items()}
            assert [each.as_of for each in self.store.refreshes()] == [at for at, _ in self.states]

    @precondition(lambda self: self.states)
    @rule(data=st.data(), customer=st.integers(0, CHUNKS - 1).map(lambda chunk: chunk * CHUNK + 7))
    def is_the_same_then(self, data: st.DataObject, customer: int) -> None:
        place = data.draw(st.integers(0, len(self.states) - 1))
        at = self.states[place][0]
        # Of refreshes of the same moment the last one is found.
        state = [each for moment, each in self.states if moment == at][-1]
        assert {each: set(self.store.members(each, at)) for each in state} == state
        assert self.store.of_customer(customer, at) == sorted(each for each, value in state.items() if customer in value)
        assert self.store.overlaps(list(state), at).tolist() == [[len(one & other) for other in state.values()] for one in state.values()]

    @precondition(lambda self: self.states)
    @rule(customer=st.integers(0, CHUNKS - 1).map(lambda chunk: chunk * CHUNK + 7))
    def moves_lead_to_the_present(self, customer: int) -> None:
        inside: set[int] = set()
        for _, segment, joined in self.store.moves_of_customer(customer):
            assert (segment not in inside) is joined
            inside ^= {segment}
        assert sorted(inside) == self.store.of_customer(customer)

    def present(self) -> State:
        return self.states[-1][1] if self.states else {}

    def commit(self, writer: RefreshWriter, after: State, broken: int | None) -> None:
        writer.commit(troubles={} if broken is None else {broken: "broken"})
        self.states.append((hours(self.clock), {**self.present(), **after}))


def test_the_store_does_what_sets_in_a_dictionary_do() -> None:
    run_state_machine_as_test(StoreAndModel, settings=settings(max_examples=10, stateful_step_count=25, deadline=None))
