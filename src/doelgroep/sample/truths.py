"""The planted truths of a shop as data: who they are, how to find them, and the figures that were put in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.catalog import Label
from doelgroep.sample import survey
from doelgroep.sample.calendar import day_text
from doelgroep.sample.customers import customer_ids
from doelgroep.sample.emails import campaign_name, trial_name
from doelgroep.sample.exact import REGULAR_MONTHS
from doelgroep.sample.feedback import HIGH_SCORE, MANY_ORDERS
from doelgroep.sample.plan import CAMPAIGN_PERSUADED, TRIAL_MATCH, TRIAL_OTHER, Arm, Need, Reach, Role, TrialArm, share
from doelgroep.sample.service import BIG_REVENUE, MANY_MINUTES, MANY_RETURNS, MINUTE_COST

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from doelgroep.sample.draws import Bools
    from doelgroep.sample.plan import Plan

type Figure = int | float | tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Something that was planted in the shop and can be found again.

    Example:
        >>> from doelgroep.sample import generate
        >>> generate(1000).truth("shampoo_without_conditioner").size
        50
    """

    name: str
    description: Label
    customers: pa.Array = field(repr=False)
    """The keys of exactly these customers, in the order of the customer table."""
    query: str | None = None
    """The query, with fixed dates, that finds exactly these customers; None for what can only be estimated from the data."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """What was put in. Amounts in whole euros, but for what a name says; shares from 0 to 1; percent as whole numbers."""

    @property
    def size(self) -> int:
        """How many customers there are."""
        return len(self.customers)


def make_truths(plan: Plan) -> tuple[Truth, ...]:
    """All truths of a shop, in the order of the package's docstring."""
    return (*_roles(plan), *_needs(plan), *_reaches(plan), *_campaign(plan), _trial(plan))


def _ids(members: Bools) -> pa.Array:
    return customer_ids(np.flatnonzero(members))


def _roles(plan: Plan) -> list[Truth]:
    figures = {
        Role.COSTLY: {
            "revenue_at_least": BIG_REVENUE // 100,
            "returned_at_least": MANY_RETURNS // 100,
            "support_minutes_at_least": MANY_MINUTES,
            "cents_per_support_minute": MINUTE_COST,
        },
        Role.AMBASSADOR: {"orders_at_least": MANY_ORDERS, "score_at_least": HIGH_SCORE},
        Role.STOPPED: {"months_at_least": REGULAR_MONTHS, "quiet_days": 120},
    }
    return [
        Truth(
            name=_NAMES[role],
            description=_DESCRIPTIONS[role],
            customers=_ids(plan.story.role == role),
            query=query,
            figures=figures.get(role, {}),
        )
        for role, query in _queries(plan).items()
    ]


_NAMES = {
    Role.SHAMPOO: "shampoo_without_conditioner",
    Role.MONTHLY: "same_product_every_month",
    Role.AMBASSADOR: "ambassadors",
    Role.COSTLY: "big_buyers_who_lose_money",
    Role.STOPPED: "quietly_stopped",
    Role.SILENT: "no_activity",
    Role.TILL: "misspelt_at_till",
}
_DESCRIPTIONS = {
    Role.SHAMPOO: Label(en="Bought shampoo, and never conditioner", nl="Kocht shampoo, en nooit conditioner"),
    Role.MONTHLY: Label(
        en="Bought the same product in each of the last six whole months",
        nl="Kocht in elk van de laatste zes hele maanden hetzelfde product",
    ),
    Role.AMBASSADOR: Label(
        en="Placed ten orders or more in the last 365 days, gave a score of 9 or 10, and recommends a product",
        nl="Plaatste in de laatste 365 dagen tien orders of meer, gaf een 9 of 10, en raadt een product aan",
    ),
    Role.COSTLY: Label(
        en="Bought for 600 euros or more in the last 365 days, and cost more than that in goods, shipping, returns and support",
        nl="Kocht in de laatste 365 dagen voor 600 euro of meer, en kostte meer dan dat aan inkoop, verzending, retouren en service",
    ),
    Role.STOPPED: Label(
        en="Ordered in six months or more of the last year, and has not ordered, looked or opened a mail for 120 days",
        nl="Bestelde in zes maanden of meer van het laatste jaar, en heeft 120 dagen niet besteld, gekeken of een mail geopend",
    ),
    Role.SILENT: Label(en="Has no row in any activity", nl="Heeft in geen enkele activiteit een rij"),
    Role.TILL: Label(
        en="Bought the till's article whose category is spelt 'shampoo ', and neither Shampoo nor Conditioner",
        nl="Kocht het kassa-artikel waarvan de categorie als 'shampoo ' is gespeld, en geen Shampoo of Conditioner",
    ),
}


def _queries(plan: Plan) -> dict[Role, str]:
    calendar = plan.calendar
    year, quiet = day_text(calendar.year.first), day_text(calendar.quiet.first)
    months, after = day_text(calendar.months.first), day_text(calendar.months.after)
    return {
        Role.SHAMPOO: "order_lines MATCHES (category = 'Shampoo') AND order_lines NOT MATCHES (category = 'Conditioner')",
        Role.MONTHLY: f"order_lines MATCHES (date >= {months}, date < {after}, distinct_months >= {REGULAR_MONTHS} PER product)",
        Role.AMBASSADOR: f"orders MATCHES (date >= {year}, count >= {MANY_ORDERS}) AND satisfaction MATCHES (score >= {HIGH_SCORE})"
        " AND reviews MATCHES (recommends = true)",
        Role.COSTLY: f"returns MATCHES (date >= {year}, sum_amount >= {MANY_RETURNS // 100})"
        f" AND support_contacts MATCHES (date >= {year}, sum_minutes >= {MANY_MINUTES})",
        Role.STOPPED: f"orders MATCHES (date >= {year}, date < {quiet}, distinct_months >= {REGULAR_MONTHS})"
        f" AND orders NOT MATCHES (date >= {quiet}) AND visits NOT MATCHES (date >= {quiet})"
        f" AND emails NOT MATCHES (event = 'opened', date >= {quiet})",
        Role.SILENT: "orders NOT MATCHES () AND visits NOT MATCHES () AND emails NOT MATCHES ()",
        Role.TILL: "order_lines MATCHES (category = 'shampoo ')",
    }


def _needs(plan: Plan) -> list[Truth]:
    """Found by latent classes only: no single answer gives a respondent away."""
    texts = {
        Need.PRICE: ("needs_price", Label(en="Respondents who want a low price", nl="Respondenten die een lage prijs willen")),
        Need.SERVICE: ("needs_service", Label(en="Respondents who want good service", nl="Respondenten die goede service willen")),
        Need.RELIABILITY: ("needs_reliability", Label(en="Respondents who want certainty", nl="Respondenten die zekerheid willen")),
    }
    respondents = int((plan.story.need != Need.UNKNOWN).sum())
    truths = []
    for need, (name, description) in texts.items():
        members = plan.story.need == need
        figures: dict[str, Figure] = {
            "respondents": respondents,
            "share": _part(int(members.sum()), respondents),
            "no_answer_percent": survey.NO_ANSWER,
        }
        figures |= dict(zip(survey.QUESTIONS, survey.LIKERT[need], strict=True)) | {survey.CHOICE: survey.CHOICES[need]}
        truths.append(Truth(name=name, description=description, customers=_ids(members), figures=figures))
    return truths


def _reaches(plan: Plan) -> list[Truth]:
    """Seen in the trial, in mails opened, and (with errors) in the channel that they say they prefer."""
    texts = {
        Reach.EMAIL: ("reacts_to_email", Label(en="React to e-mail", nl="Reageren op e-mail")),
        Reach.SMS: ("reacts_to_sms", Label(en="React to text messages", nl="Reageren op sms")),
        Reach.POST: ("reacts_to_post", Label(en="React to post", nl="Reageren op post")),
    }
    figures: dict[str, Figure] = {"percent_who_buy_if_matched": TRIAL_MATCH, "percent_who_buy_otherwise": TRIAL_OTHER}
    return [
        Truth(name=name, description=description, customers=_ids(plan.story.reach == reach), figures=figures)
        for reach, (name, description) in texts.items()
    ]


def _campaign(plan: Plan) -> list[Truth]:
    story, calendar, name = plan.story, plan.calendar, campaign_name(plan.calendar)
    assigned = int((story.arm != Arm.NONE).sum())
    counts: dict[str, Figure] = {"assigned": assigned, "true_uplift": _part(share(assigned, CAMPAIGN_PERSUADED), assigned)}
    for arm in (Arm.MESSAGE, Arm.CONTROL):
        counts[f"assigned_{arm.name.lower()}"] = int((story.arm == arm).sum())
        counts[f"bought_{arm.name.lower()}"] = int((story.campaign_buys & (story.arm == arm)).sum())
    rows = "campaign_assignments MATCHES (campaign = '{}', arm = '{}')"
    bought = f"orders MATCHES (date >= {day_text(calendar.campaign.first)}, date < {day_text(calendar.campaign.after)})"
    texts = {
        "campaign_message": (Label(en=f"Got the message of '{name}'", nl=f"Kregen het bericht van '{name}'"), story.arm == Arm.MESSAGE),
        "campaign_control": (Label(en=f"Control group of '{name}'", nl=f"Controlegroep van '{name}'"), story.arm == Arm.CONTROL),
        "campaign_buyers": (Label(en=f"Bought during '{name}'", nl=f"Kochten tijdens '{name}'"), story.campaign_buys),
    }
    queries = (rows.format(name, "message"), rows.format(name, "control"), f"campaign_assignments MATCHES (campaign = '{name}') AND {bought}")
    return [
        Truth(name=key, description=description, customers=_ids(members), query=query, figures=counts)
        for (key, (description, members)), query in zip(texts.items(), queries, strict=True)
    ]


def _trial(plan: Plan) -> Truth:
    story, name = plan.story, trial_name(plan.calendar)
    period = plan.calendar.trial
    counts: dict[str, Figure] = {"percent_who_buy_if_matched": TRIAL_MATCH, "percent_who_buy_otherwise": TRIAL_OTHER}
    for arm in TrialArm:
        if arm != TrialArm.NONE:
            counts[f"assigned_{arm.name.lower()}"] = int((story.trial_arm == arm).sum())
            counts[f"bought_{arm.name.lower()}"] = int((story.trial_buys & (story.trial_arm == arm)).sum())
    return Truth(
        name="channel_trial_buyers",
        description=Label(en=f"Bought during '{name}'", nl=f"Kochten tijdens '{name}'"),
        customers=_ids(story.trial_buys),
        query=f"campaign_assignments MATCHES (campaign = '{name}')"
        f" AND orders MATCHES (date >= {day_text(period.first)}, date < {day_text(period.after)})",
        figures=counts,
    )


def _part(some: int, whole: int) -> float:
    """A share; 0 of nothing."""
    return some / whole if whole else 0.0
