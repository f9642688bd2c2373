"""A simulated Dutch web shop, of any size: Zeepstraat, which sells soap, care and what a household needs.

For tests, documentation and a first look at Doelgroep. Nobody in it exists: names are drawn from lists, e-mail addresses are in domains that can't
exist, phone numbers in a range that is not given out.

Example:
    >>> shop = generate(1000, seed=7)
    >>> shop.truth("quietly_stopped").size
    40
    >>> shop.tables()["customers"].num_rows
    1000

**What there is.** Customers (persons, and business customers with a company) with the fields of the catalogue `shop`; order lines, returns, visits,
e-mails, support contacts, reviews, scores of satisfaction, survey answers, events, downloads, assignments to experiments; products and companies:
some 20 rows of activity per customer and year. How often customers buy is heavy-tailed, and they stop after a time; baskets go together; there is a
daily, weekly and yearly pattern, and a few rows fall in the hours in which the clock changes. Codes (`sent`, `mobile`, `damaged`) are English, what
the shop has named itself (categories, jobs, campaigns) is Dutch. Fields of customers are missing at different rates. Prices, costs and amounts are
without VAT.

**Planted truths.** Each is in `SampleShop.truths`, with the keys of the customers and, where there is one, the query that finds exactly them. Sizes
are shares of the number of customers, per thousand and rounded down: of 50 per thousand it is `customers * 50 // 1000`. Everybody else is made such
that they do not meet the definition by accident. "The last year" are the 365 days up to and including the last day. A customer is in at most one of
the first seven; everything below those is dealt out apart from them.

- `shampoo_without_conditioner`, 50 per thousand: bought the category Shampoo, never Conditioner.
- `same_product_every_month`, 20 per thousand: bought one product in each of the last six whole calendar months.
- `ambassadors`, 30 per thousand: placed 10 orders or more in the last year, gave a score of 9 or 10, and wrote a review that recommends.
- `big_buyers_who_lose_money`, 10 per thousand: in the last year they bought for 600 euros or more, and what they paid less the cost of the goods,
  shipping, money paid back and 0.80 euro for each minute of support is below zero. The same customers, and nobody else, were paid back 200 euros or
  more and took 60 minutes of support or more.
- `quietly_stopped`, 40 per thousand: ordered in 6 calendar months or more of the last year, and in the last 120 days placed no order, made no visit
  and opened no mail.
- `no_activity`, 100 per thousand: has no row in any activity.
- `misspelt_at_till`, 1 per thousand: bought the article of the till whose category is spelt `shampoo `, with a space. They would be in the first
  truth, were it spelt as it should.
- `needs_price`, `needs_service`, `needs_reliability`, 120 per thousand together: the respondents of the survey. Of those, 450 per thousand want a
  low price, 300 good service, the others certainty. Eight questions with answers from 1 to 5 and one choice are answered independently, given the
  need, with the percentages in `figures`; 6 % are left open.
- `reacts_to_sms` (250 per thousand), `reacts_to_post` (200), `reacts_to_email` (the others): the channel they react to; the young to text messages,
  the old to post. It shows in the mails they open (36 % of those who react to e-mail, 12 and 10 % of the others), in the trial below, and in
  `preferred_channel`, which is missing for 35 % and drawn at random for 25 % of the others.
- `campaign_message`, `campaign_control`, 100 per thousand together: a campaign 60 days before the last day, half of its participants (rounded down)
  at random in the message arm. Of all participants, 80 per thousand buy within its 28 days whatever happens, and 50 per thousand just because of
  the message: the true effect is 5 percentage points.
- `campaign_buyers`: the participants who bought in those 28 days; counts per arm are in `figures`.
- `channel_trial_buyers`: who bought in the 14 days of a trial, 110 days before the last day, of 80 per thousand customers in random arms email,
  sms, post (a quarter each, rounded down) and control. The chance is 18 % where the channel is the one they react to, 4 % for all others; counts
  per arm are in `figures`.

Participants of the campaign and the trial have none of the first seven roles, and order within its days only if the experiment says so, once.

**Always the same.** Every part of every 50,000 customers has its own stream of random numbers, so that nothing depends on threads or on what was
drawn before.
"""

from __future__ import annotations

from doelgroep.sample.shop import UNTIL, SampleShop, generate
from doelgroep.sample.truths import Truth

__all__ = ["UNTIL", "SampleShop", "Truth", "generate"]
