"""What customers say of their orders: reviews and scores of satisfaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import MISSING, Part, chance, pick_by, stream, tally
from doelgroep.sample.plan import Role
from doelgroep.sample.rhythm import Hours, at_hours

if TYPE_CHECKING:
    from doelgroep.sample.baskets import Lines
    from doelgroep.sample.draws import Bools, Ints
    from doelgroep.sample.orders import Orders
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

MANY_ORDERS = 10
"""Who places so many orders in the last year is loyal."""
HIGH_SCORE = 9
"""The lowest score of a promoter."""
_REVIEWED, _REVIEWED_BY_AMBASSADOR = 0.04, 0.12
_ASKED = 0.09
_STARS = ((4, 6, 14, 34, 42), (0, 0, 0, 20, 80), (28, 24, 24, 16, 8))
"""Weights of 1 to 5 stars: ordinary customers, ambassadors, costly ones."""
_SCORES = ((1, 1, 1, 2, 3, 5, 9, 21, 29, 18, 10), (0,) * 9 + (45, 55), (6, 5, 8, 10, 14, 17, 16, 14, 10, 0, 0))
"""Weights of the scores 0 to 10."""
_RECOMMENDS = ((80, 5, 15), (80, 5, 15), (25, 45, 30), (2, 78, 20), (1, 84, 15))
"""Weights of no, yes and no answer, by number of stars."""
_NO_ANSWER = 2

TEXTS = (
    ("Helaas, veel jeuk van gekregen.", "Kwam kapot aan en niemand reageert.", "Ruikt heel anders dan ik gewend was.", "Weggegooid geld."),
    ("Viel tegen.", "De pomp werkt niet goed.", "Te duur voor wat het is.", "Droogt mijn huid uit."),
    ("Prima, niet bijzonder.", "Doet wat het moet doen.", "Verpakking kan beter.", "Gaat wel."),
    ("Ruikt fijn en schuimt goed.", "Goede prijs, snel in huis.", "Fijn product, had iets meer verwacht van de geur.", "Koop ik vaker."),
    (
        "Heerlijk zacht!",
        "Al jaren onze vaste keus.",
        "Fantastische geur.",
        "Top, ook voor de gevoelige huid.",
        "Mijn dochter wil niets anders meer.",
    ),
)
"""What is written, by number of stars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Reviews of order lines."""

    customer: Ints
    moment: Ints
    line: Ints
    """Position in the order lines."""
    stars: Ints
    recommends: Ints
    text: Ints
    """Position in all texts, one star first; `MISSING` for stars without words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """Scores from 0 to 10, asked after an order."""

    customer: Ints
    moment: Ints
    score: Ints


def draw_feedback(plan: Plan, crowd: Crowd, orders: Orders, lines: Lines, chunk: int) -> tuple[Reviews, Satisfaction]:
    """Reviews and scores, such that just the ambassadors are loyal, satisfied and recommend."""
    rng = stream(plan.seed, Part.FEEDBACK, chunk)
    satisfaction = _satisfaction(rng, plan, crowd, orders)
    loyal = tally(orders.customer[orders.day >= plan.calendar.year.first], crowd.size) >= MANY_ORDERS
    happy = tally(satisfaction.customer[satisfaction.score >= HIGH_SCORE], crowd.size) > 0
    silent = loyal & happy & ~crowd.is_role(Role.AMBASSADOR)
    return _recommending(_reviews(rng, plan, crowd, orders, lines), silent), satisfaction


def _kind(crowd: Crowd) -> Ints:
    return crowd.is_role(Role.AMBASSADOR) + 2 * crowd.is_role(Role.COSTLY).astype(np.int64)


def _satisfaction(rng: np.random.Generator, plan: Plan, crowd: Crowd, orders: Orders) -> Satisfaction:
    first_of_ambassador = crowd.is_role(Role.AMBASSADOR)[orders.customer] & (orders.rank == 0)
    order = np.flatnonzero(chance(rng, _ASKED, len(orders.customer)) | first_of_ambassador)
    customer = orders.customer[order]
    days = np.minimum(orders.day[order] + rng.integers(3, 9, len(order)), crowd.end[customer])
    return Satisfaction(
        customer=customer,
        moment=np.maximum(at_hours(plan.rhythm, rng, days, Hours.INBOX), orders.moment[order]),
        score=pick_by(rng, _SCORES, _kind(crowd)[customer]),
    )


def _reviews(rng: np.random.Generator, plan: Plan, crowd: Crowd, orders: Orders, lines: Lines) -> Reviews:
    """Reviews of some lines; ambassadors always write one of their first line, and recommend it."""
    ambassador = crowd.is_role(Role.AMBASSADOR)[lines.customer]
    first = ambassador & (np.diff(lines.customer, prepend=-1) != 0)
    line = np.flatnonzero(first | chance(rng, np.where(ambassador, _REVIEWED_BY_AMBASSADOR, _REVIEWED), len(lines.order)))
    customer = lines.customer[line]
    stars = 1 + pick_by(rng, _STARS, _kind(crowd)[customer])
    recommends = pick_by(rng, _RECOMMENDS, stars - 1)
    days = np.minimum(lines.day[line] + rng.integers(5, 31, len(line)), crowd.end[customer])
    return Reviews(
        customer=customer,
        moment=np.maximum(at_hours(plan.rhythm, rng, days, Hours.WEB), orders.moment[lines.order[line]]),
        line=line,
        stars=stars,
        recommends=np.where(first[line], 1, np.where(recommends == _NO_ANSWER, MISSING, recommends)),
        text=_texts(rng, stars),
    )


def _recommending(reviews: Reviews, reserved: Bools) -> Reviews:
    """The same, where the reserved do not say that they recommend."""
    kept_back = reserved[reviews.customer] & (reviews.recommends == 1)
    return replace(reviews, recommends=np.where(kept_back, MISSING, reviews.recommends))


def _texts(rng: np.random.Generator, stars: Ints) -> Ints:
    lengths = np.array([len(each) for each in TEXTS])
    starts = np.cumsum(lengths) - lengths
    text = starts[stars - 1] + (rng.random(len(stars)) * lengths[stars - 1]).astype(np.int64)
    return np.where(chance(rng, 0.3, len(stars)), MISSING, text)


def all_texts() -> tuple[str, ...]:
    """The texts of reviews, one star first."""
    return tuple(text for texts in TEXTS for text in texts)
