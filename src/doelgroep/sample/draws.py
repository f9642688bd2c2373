"""Random draws over whole arrays, from one stream of random numbers per part and chunk.

A stream depends on the seed, the part of the shop and the number of the chunk alone, so that neither threads nor the order of the work nor
NumPy's global state can change a value.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

type Ints = npt.NDArray[np.signedinteger[Any]]
type Floats = npt.NDArray[np.float64]
type Bools = npt.NDArray[np.bool_]

MISSING = -1
"""The code of a missing value."""
SLOTS = 1024
"""Entries of a table that turns an even random number into a weighted choice."""


class Part(IntEnum):
    """The parts of the shop; each has its own streams, so that a change in one part leaves the others as they are."""

    PLAN = 0
    COMPANIES = 1
    PEOPLE = 2
    TRAITS = 3
    ORDERS = 4
    BASKETS = 5
    RETURNS = 6
    SUPPORT = 7
    FEEDBACK = 8
    EMAILS = 9
    SURVEY = 10
    MEETINGS = 11
    VISITS = 12
    RETURN_DETAILS = 13


def stream(seed: int, part: Part, chunk: int = 0) -> np.random.Generator:
    """The random numbers of one part of one chunk."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(int(part), chunk))))


def chance(rng: np.random.Generator, share: float | Floats, size: int) -> Bools:
    """True for about that share."""
    return rng.random(size) < share


def pick(rng: np.random.Generator, weights: Sequence[float], size: int) -> Ints:
    """Codes from 0, by weight."""
    bounds = np.cumsum(np.asarray(weights, np.float64))
    found: Ints = np.minimum(np.searchsorted(bounds, rng.random(size) * bounds[-1], side="right"), len(bounds) - 1)
    return found


def pick_by(rng: np.random.Generator, weights: Sequence[Sequence[float]], group: Ints) -> Ints:
    """Codes from 0, by the weights of each one's group."""
    bounds = np.cumsum(np.asarray(weights, np.float64), axis=1)
    bounds /= bounds[:, -1:]
    drawn = rng.random(len(group))
    codes = np.zeros(len(group), np.int64)
    for option in range(bounds.shape[1] - 1):
        codes += drawn >= bounds[group, option]
    return codes


def slots(weights: npt.ArrayLike) -> Ints:
    """For each row of weights a table of `SLOTS` codes, each code as often as its weight says. The last axis is the choice."""
    bounds = np.cumsum(np.asarray(weights, np.float64), axis=-1)
    bounds /= bounds[..., -1:]
    middles = (np.arange(SLOTS) + 0.5) / SLOTS
    return (middles[..., :, None] >= bounds[..., None, :-1]).sum(axis=-1)


def blank(rng: np.random.Generator, codes: Ints, share: float | Floats) -> Ints:
    """The codes, about that share of them missing."""
    return np.where(chance(rng, share, len(codes)), MISSING, codes)


def skewed(rng: np.random.Generator, lengths: Ints, power: float = 1.7) -> Ints:
    """A position in each one's list, the first ones more often."""
    return np.minimum((rng.random(len(lengths)) ** power * lengths).astype(np.int64), lengths - 1)


def owners(counts: Ints) -> Ints:
    """For each of the things counted the position of the one that has it: [2, 0, 1] gives [0, 0, 2]."""
    return np.repeat(np.arange(len(counts)), counts)


def ranks(counts: Ints) -> Ints:
    """For each of the things counted its number at its owner, from 0: [2, 0, 1] gives [0, 1, 0]."""
    total = int(counts.sum())
    return np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)


def tally(group: Ints, size: int, amounts: Ints | None = None) -> Ints:
    """How many, or how much, each group has. Exact up to 2**53."""
    sums: Ints = np.bincount(group, weights=amounts, minlength=size).astype(np.int64)
    return sums


def firsts(counts: Ints) -> Ints:
    """The position of the first of the things counted of each owner; where there is none, that of the next owner's first."""
    found: Ints = np.cumsum(counts) - counts
    return found
