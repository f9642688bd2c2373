"""All rows of one chunk of customers, as Arrow record batches.

Chunks have a fixed size, so that the shop is the same however many of them are made at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doelgroep.sample import arrow, emails, feedback, meetings, service, survey, visits
from doelgroep.sample.baskets import draw_baskets
from doelgroep.sample.customers import customer_ids, customers_batch
from doelgroep.sample.orders import ORDER_CHANNELS, draw_orders
from doelgroep.sample.people import draw_crowd
from doelgroep.sample.plan import Arm, TrialArm
from doelgroep.sample.products import assortment
from doelgroep.sample.rhythm import DAY
from doelgroep.sample.schema import ACTIVITIES, LOOKUPS

if TYPE_CHECKING:
    from doelgroep.sample.baskets import Lines
    from doelgroep.sample.companies import Companies
    from doelgroep.sample.draws import Ints
    from doelgroep.sample.orders import Orders
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

CHUNK = 50_000
"""Customers in a chunk. Part of what a seed means: another number gives another shop."""
_COMPLAINT = service.SUPPORT_REASONS.index("complaint")
_ASSIGNED_AT = 9 * 3600

type Batches = dict[str, pa.RecordBatch]


def chunk_count(plan: Plan) -> int:
    """How many chunks the shop has."""
    return -(-plan.customers // CHUNK)


def make_chunk(plan: Plan, companies: Companies, chunk: int) -> Batches:
    """The rows of customers and activities of one chunk, by name of the table."""
    crowd = draw_crowd(plan, companies, chunk, chunk * CHUNK, min((chunk + 1) * CHUNK, plan.customers))
    orders = draw_orders(plan, crowd, chunk)
    lines, returns, support = service.draw_service(plan, crowd, draw_baskets(plan, crowd, orders, chunk), chunk)
    reviews, satisfaction = feedback.draw_feedback(plan, crowd, orders, lines, chunk)
    mailed = emails.draw_emails(plan, crowd, chunk)
    attended, downloads = meetings.draw_meetings(plan, crowd, chunk)
    busy = (np.bincount(orders.customer, minlength=crowd.size) + np.bincount(mailed.customer, minlength=crowd.size)) > 0
    facts = _facts(crowd, orders, lines, support) | {"email_consent": emails.consent_now(crowd, mailed)}
    write = _Writer(customer_ids(crowd.number))
    keys = write.order_keys(orders)
    return {
        "customers": customers_batch(plan, companies, crowd, facts, chunk),
        "order_lines": write.order_lines(orders, lines, keys),
        "returns": write.returns(lines, returns, keys),
        "visits": write.visits(visits.draw_visits(plan, crowd, orders, busy, chunk)),
        "emails": write.emails(plan, mailed),
        "support_contacts": write.support(support),
        "reviews": write.reviews(lines, reviews),
        "satisfaction": write.satisfaction(satisfaction),
        "survey_answers": write.survey(plan, survey.draw_survey(plan, crowd, chunk)),
        "events_attended": write.attended(attended),
        "downloads": write.downloads(downloads),
        "campaign_assignments": write.assignments(plan, crowd),
    }


def _facts(crowd: Crowd, orders: Orders, lines: Lines, support: service.Support) -> dict[str, Ints]:
    """What the customer table says of the activities: one point for every euro spent."""
    paid = np.bincount(lines.customer, weights=lines.net, minlength=crowd.size)
    complaints = support.customer[support.reason == _COMPLAINT]
    return {
        "orders": np.bincount(orders.customer, minlength=crowd.size),
        "points": (paid // 100).astype(np.int64),
        "complaints": np.bincount(complaints, minlength=crowd.size),
    }


def products_batch() -> pa.RecordBatch:
    """The lookup `products`."""
    shop = assortment()
    names = ("key", "name", "category", "brand")
    keys, titles, categories, brands = (pa.array([getattr(each, name) for each in shop.products], pa.string()) for name in names)
    columns = [keys, titles, categories.dictionary_encode(), brands.dictionary_encode(), arrow.money(shop.cost), arrow.money(shop.price)]
    return pa.record_batch(columns, schema=LOOKUPS["products"])


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns rows of positions into record batches with keys and texts."""

    ids: pa.Array
    """The keys of the customers of the chunk."""

    def _batch(self, name: str, customer: Ints, moment: Ints, *columns: pa.Array) -> pa.RecordBatch:
        start = [arrow.choices(customer, self.ids), arrow.moments(moment)]
        return pa.record_batch([*start, *columns], schema=ACTIVITIES[name])

    def order_keys(self, orders: Orders) -> pa.Array:
        """The order's key: that of the customer and the number of the order at the customer, 100042-3."""
        number = pa.array(orders.rank + 1).cast(pa.string())
        return pc.binary_join_element_wise(self.ids.take(pa.array(orders.customer)), number, "-")

    def order_lines(self, orders: Orders, lines: Lines, keys: pa.Array) -> pa.RecordBatch:
        return self._batch(
            "order_lines",
            lines.customer,
            orders.moment[lines.order],
            arrow.choices(lines.order, keys),
            arrow.whole(lines.number),
            _products(lines.product),
            arrow.whole(lines.quantity),
            arrow.money(lines.price),
            arrow.money(lines.discount),
            arrow.money(lines.shipping),
            arrow.choices(orders.channel[lines.order], ORDER_CHANNELS),
        )

    def returns(self, lines: Lines, rows: service.Returns, keys: pa.Array) -> pa.RecordBatch:
        order = lines.order[rows.line]
        return self._batch(
            "returns",
            rows.customer,
            rows.moment,
            keys.take(pa.array(order)).dictionary_encode(),
            _products(lines.product[rows.line]),
            arrow.whole(rows.quantity),
            arrow.money(rows.amount),
            arrow.choices(rows.reason, service.RETURN_REASONS),
        )

    def visits(self, rows: visits.Visits) -> pa.RecordBatch:
        page, device, source = (
            arrow.choices(each, names) for each, names in ((rows.page, visits.PAGES), (rows.device, visits.DEVICES), (rows.source, visits.SOURCES))
        )
        return self._batch("visits", rows.customer, rows.moment, page, device, source, arrow.whole(rows.seconds))

    def emails(self, plan: Plan, rows: emails.Emails) -> pa.RecordBatch:
        mail = arrow.choices(rows.mail, [each.name for each in emails.mails(plan.calendar)])
        return self._batch("emails", rows.customer, rows.moment, mail, arrow.choices(rows.event, emails.EVENTS))

    def support(self, rows: service.Support) -> pa.RecordBatch:
        channel, reason = arrow.choices(rows.channel, service.SUPPORT_CHANNELS), arrow.choices(rows.reason, service.SUPPORT_REASONS)
        return self._batch("support_contacts", rows.customer, rows.moment, channel, reason, arrow.whole(rows.minutes))

    def reviews(self, lines: Lines, rows: feedback.Reviews) -> pa.RecordBatch:
        product, text = _products(lines.product[rows.line]), arrow.choices(rows.text, feedback.all_texts())
        return self._batch("reviews", rows.customer, rows.moment, product, arrow.whole(rows.stars), arrow.flags(rows.recommends), text)

    def satisfaction(self, rows: feedback.Satisfaction) -> pa.RecordBatch:
        return self._batch("satisfaction", rows.customer, rows.moment, arrow.whole(rows.score))

    def survey(self, plan: Plan, rows: survey.SurveyAnswers) -> pa.RecordBatch:
        return self._batch(
            "survey_answers",
            rows.customer,
            rows.moment,
            arrow.choices(np.zeros_like(rows.customer), [survey.survey_name(plan.calendar)]),
            arrow.choices(rows.question, (*survey.QUESTIONS, survey.CHOICE)),
            arrow.choices(rows.answer, (*survey.ANSWERS, *survey.REASONS)),
            arrow.whole(rows.value, rows.value < 0),
        )

    def attended(self, rows: meetings.Attended) -> pa.RecordBatch:
        event, city = arrow.choices(rows.event, meetings.EVENTS), arrow.choices(rows.city, meetings.CITIES)
        return self._batch("events_attended", rows.customer, rows.moment, event, city)

    def downloads(self, rows: meetings.Downloads) -> pa.RecordBatch:
        title, topic = arrow.choices(rows.title, list(meetings.DOWNLOADS)), arrow.repeated(rows.title, list(meetings.DOWNLOADS.values()))
        return self._batch("downloads", rows.customer, rows.moment, title, topic)

    def assignments(self, plan: Plan, crowd: Crowd) -> pa.RecordBatch:
        """Everybody in an experiment, on the morning of its first day."""
        story, calendar = crowd.story, plan.calendar
        campaign, trial = np.flatnonzero(story.arm != Arm.NONE), np.flatnonzero(story.trial_arm != TrialArm.NONE)
        sizes = (len(campaign), len(trial))
        arms = np.concatenate((story.arm[campaign] - 1, story.trial_arm[trial] + 1))
        return self._batch(
            "campaign_assignments",
            np.concatenate((campaign, trial)),
            np.repeat((calendar.campaign.first, calendar.trial.first), sizes) * DAY + _ASSIGNED_AT,
            arrow.choices(np.repeat((0, 1), sizes), (emails.campaign_name(calendar), emails.trial_name(calendar))),
            arrow.repeated(arms, ("message", "control", "email", "sms", "post", "control")),
        )


def _products(positions: Ints) -> pa.Array:
    return arrow.choices(positions, [each.key for each in assortment().products])
