"""Newsletters and the mails of the experiments: sent, opened, clicked, unsubscribed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.calendar import year_of
from doelgroep.sample.draws import Part, stream
from doelgroep.sample.plan import Arm, Reach, Role, TrialArm
from doelgroep.sample.rhythm import DAY

if TYPE_CHECKING:
    from doelgroep.sample.calendar import Calendar
    from doelgroep.sample.draws import Bools, Floats, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

EVENTS = ("sent", "opened", "clicked", "unsubscribed")
SENT, OPENED, CLICKED, UNSUBSCRIBED = range(4)
_SENT_AT = 19 * 3600 + 1800
_SENDING_TAKES = 40 * 60
_GETS_NEWSLETTER = 0.86
_OPENS = {Reach.EMAIL: 0.36, Reach.SMS: 0.12, Reach.POST: 0.10}
_CLICKS = {Reach.EMAIL: 0.20, Reach.SMS: 0.06, Reach.POST: 0.04}
"""Of those who open."""
_UNSUBSCRIBES = 0.012
"""Of those who open."""
_READ_AFTER = 9 * 3600
"""Mean time until a mail is opened, in seconds."""
_READING_TAKES = 300
"""Room for a click after the opening, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emails:
    """Events of mails, by customer, mail and event."""

    customer: Ints
    moment: Ints
    mail: Ints
    event: Ints
    unsubscribed: Bools
    """Per customer: whether they have unsubscribed."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mailing: its name and the day on which it is sent."""

    name: str
    day: int


def campaign_name(calendar: Calendar) -> str:
    """The name of the past campaign with a control group."""
    return f"Zacht haar {year_of(calendar.campaign.first)}"


def trial_name(calendar: Calendar) -> str:
    """The name of the trial of three channels."""
    return f"Kanaalproef {year_of(calendar.trial.first)}"


def mails(calendar: Calendar) -> tuple[Mail, ...]:
    """All mailings: the newsletters, then the campaign, then the trial."""
    months = calendar.month_of_days()
    names = {day: divmod(int(months[day - calendar.first]), 12) for day in calendar.newsletter_days}
    newsletters = [Mail(f"Nieuwsbrief {1970 + year}-{month + 1:02}", day) for day, (year, month) in names.items()]
    return (*newsletters, Mail(campaign_name(calendar), calendar.campaign.first), Mail(trial_name(calendar), calendar.trial.first))


def draw_emails(plan: Plan, crowd: Crowd, chunk: int) -> Emails:
    """The events of all mails to a crowd."""
    rng = stream(plan.seed, Part.EMAILS, chunk)
    days = np.array([each.day for each in mails(plan.calendar)], np.int64)
    shape = (crowd.size, len(days))
    reaction = rng.beta(2.0, 2.0, crowd.size) * 2
    opened = rng.random(shape) < (_by_reach(crowd, _OPENS) * reaction)[:, None]
    read = days * DAY + _SENT_AT + _SENDING_TAKES + _delays(rng, opened)
    opened &= read < (crowd.end[:, None] + 1) * DAY - _READING_TAKES
    sent, gone = _sent(rng, crowd, days, opened)
    opened &= sent
    clicked = opened & (rng.random(shape) < _by_reach(crowd, _CLICKS)[:, None])
    customer, mail, event = np.nonzero(np.stack((sent, opened, clicked, gone), axis=2))
    sending = days[mail] * DAY + _SENT_AT + rng.integers(0, _SENDING_TAKES, len(mail))
    moment = np.where(event == SENT, sending, read[customer, mail] + 40 * (event - OPENED))
    return Emails(customer=customer, moment=moment, mail=mail, event=event, unsubscribed=gone.any(axis=1))


def _sent(rng: np.random.Generator, crowd: Crowd, days: Ints, opened: Bools) -> tuple[Bools, Bools]:
    """Who is sent which mail, and whether they unsubscribe in it. Whoever takes part in an experiment stays."""
    story = crowd.story
    member = (crowd.email_consent == 1) & ~crowd.is_role(Role.SILENT)
    sent = member[:, None] & (crowd.signup_day[:, None] < days) & (rng.random(opened.shape) < _GETS_NEWSLETTER)
    sent[:, -2] = story.arm == Arm.MESSAGE
    sent[:, -1] = story.trial_arm == TrialArm.EMAIL
    free = (story.arm == Arm.NONE) & (story.trial_arm == TrialArm.NONE)
    gone = sent & opened & free[:, None] & (rng.random(opened.shape) < _UNSUBSCRIBES)
    before = np.zeros_like(gone)
    before[:, 1:] = np.logical_or.accumulate(gone, axis=1)[:, :-1]
    return sent & ~before, gone & ~before


def _by_reach(crowd: Crowd, shares: dict[Reach, float]) -> Floats:
    return np.array([shares[each] for each in Reach])[crowd.story.reach]


def _delays(rng: np.random.Generator, opened: Bools) -> Ints:
    """Seconds between the mail and its opening, where it is opened."""
    delays = np.zeros(opened.shape, np.int64)
    delays[opened] = rng.exponential(_READ_AFTER, int(opened.sum())).astype(np.int64)
    return delays


def consent_now(crowd: Crowd, emails: Emails) -> Ints:
    """The consent for e-mail as it is at the end: withdrawn by those who unsubscribed."""
    return np.where(emails.unsubscribed, 0, crowd.email_consent)
