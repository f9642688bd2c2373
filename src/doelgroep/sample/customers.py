"""The customer table: what is known of each customer, and what is missing."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doelgroep.sample import arrow
from doelgroep.sample.draws import MISSING, Part, blank, chance, pick, pick_by, skewed, stream
from doelgroep.sample.names import FIRST_NAMES, GENERATIONS, LAST_NAMES, ORIGIN_WEIGHTS, ORIGINS
from doelgroep.sample.places import places
from doelgroep.sample.plan import TrialArm
from doelgroep.sample.products import TASTES
from doelgroep.sample.rhythm import Hours, at_hours
from doelgroep.sample.schema import CUSTOMERS
from doelgroep.sample.visits import DEVICES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.sample.companies import Companies
    from doelgroep.sample.draws import Bools, Floats, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

GENDERS = ("female", "male", "other")
RELATIONSHIPS = ("single", "living_together", "married", "divorced", "widowed")
_RELATIONSHIPS_BY_AGE = ((58, 34, 7, 1, 0), (20, 26, 43, 10, 1), (12, 8, 52, 12, 16))
EDUCATIONS = ("vmbo", "havo_vwo", "mbo", "hbo", "wo")
_EDUCATIONS_BY_AGE = ((6, 16, 32, 29, 17), (10, 9, 37, 28, 16), (30, 14, 28, 19, 9))
INCOMES = ("below_20k", "20k_40k", "40k_60k", "60k_100k", "above_100k")
_INCOMES_BY_EDUCATION = ((34, 44, 17, 4, 1), (30, 40, 20, 8, 2), (18, 48, 26, 7, 1), (9, 32, 36, 19, 4), (7, 21, 32, 29, 11))
JOBS = tuple(
    """
    verpleegkundige, docent, verkoper, administratief medewerker, software-ontwikkelaar, chauffeur, kok, kapper, schoonheidsspecialist, monteur,
    accountant, ambtenaar, zelfstandige, student, gepensioneerd, logistiek medewerker, pedagogisch medewerker, projectleider, ontwerper, arts
    """.strip()
    .replace("\n    ", " ")
    .split(", ")
)
_JOBS_BY_AGE = (
    (6, 5, 10, 5, 7, 4, 4, 4, 3, 5, 2, 3, 5, 22, 0, 6, 4, 3, 4, 2),
    (8, 8, 7, 9, 6, 6, 3, 3, 2, 6, 4, 7, 9, 1, 0, 6, 5, 7, 3, 2),
    (3, 3, 2, 3, 1, 2, 1, 1, 1, 2, 1, 3, 4, 0, 70, 1, 1, 1, 0, 1),
)
EMPLOYERS = tuple(
    """
    Ziekenhuis De Linde, Gemeente, Universiteit, Havenbedrijf, Verzekeraar Borg, Bank De Waag, Zorggroep Vecht, Bakkerij Vroeg, Transport Van Rijn,
    Scholengroep Delta, Chipfabriek Peel, Supermarkt Hoekstra
    """.strip()
    .replace("\n    ", " ")
    .split(", ")
)
_EMPLOYER_WEIGHTS = (12, 16, 9, 6, 7, 7, 12, 4, 7, 10, 5, 9)
LANGUAGES = ("nl", "en", "fr", "de")
_LANGUAGES_BY_COUNTRY = {"NL": (93, 6, 0, 1), "BE": (72, 4, 24, 0), "DE": (22, 6, 0, 72)}
ACQUISITION = ("search", "instagram", "tiktok", "facebook", "friend", "store", "newspaper", "comparison", "marketplace")
_ACQUISITION_BY_AGE = ((20, 26, 24, 4, 12, 4, 0, 4, 6), (34, 14, 3, 14, 14, 7, 2, 6, 6), (30, 2, 0, 14, 16, 18, 16, 2, 2))
CHANNELS = ("email", "sms", "post", "phone")
OFFERS = ("welcome_10", "free_shipping", "sample_box", "friend_gift")
_OFFERS = (30, 22, 12, 8)
TAGS = ("stamklant", "medewerker", "zakelijk", "proefpakket", "klacht", "cadeaukoper")
LOYAL_ORDERS = 8
"""Orders in the history that make a 'stamklant'."""
TOPICS = ("haar", "huid", "duurzaam", "aanbiedingen", "baby", "zakelijk")
_DOMAINS = ("post.example", "thuis.example", "snelnet.example", "mailbus.example", "kabel.example", "werk.example")
"""Domains that can never exist, so that nobody gets a mail."""
_DOMAIN_WEIGHTS = (44, 20, 12, 10, 9, 5)
_UNDIVIDED = str.maketrans({"\N{LATIN SMALL LETTER L WITH STROKE}": "l", "\N{LATIN SMALL LETTER DOTLESS I}": "i"})
"""Letters that are no letter with an accent to Unicode."""
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


def customer_ids(numbers: Ints) -> pa.Array:
    """The customer keys: 100001 for the first."""
    return pa.array(numbers + 100_001).cast(pa.string())


def customers_batch(plan: Plan, companies: Companies, crowd: Crowd, facts: Mapping[str, Ints], chunk: int) -> pa.RecordBatch:
    """The rows of a crowd. `facts` are what their activities say: `orders` and `points` of each, `email_consent` at the end and `complaints`."""
    rng = stream(plan.seed, Part.TRAITS, chunk)
    columns = {
        "customer_id": customer_ids(crowd.number),
        **_names_and_addresses(rng, crowd, facts["email_consent"]),
        **_home(rng, crowd),
        **_life(rng, crowd),
        **_firm(rng, companies, crowd),
        **_contact(rng, crowd, facts["email_consent"]),
        **_membership(rng, plan, crowd, facts),
    }
    return pa.record_batch([columns[each] for each in CUSTOMERS.names], schema=CUSTOMERS)


@cache
def _all_first_names() -> tuple[pa.Array, Ints, Ints]:
    """All first names, and the start and length of the list of each (origin, gender, generation)."""
    groups = [FIRST_NAMES[origin, gender, generation] for origin in ORIGINS for gender in GENDERS[:2] for generation in GENERATIONS]
    return _flat(groups)


@cache
def _all_last_names() -> tuple[pa.Array, Ints, Ints]:
    return _flat([LAST_NAMES[origin] for origin in ORIGINS])


def _flat(groups: list[tuple[str, ...]]) -> tuple[pa.Array, Ints, Ints]:
    lengths = np.array([len(each) for each in groups], np.int64)
    return pa.array([name for group in groups for name in group], pa.string()), np.cumsum(lengths) - lengths, lengths


def _plain(names: pa.Array) -> pa.Array:
    """The names as they stand in an e-mail address: letters a to z only."""
    return pa.array(["".join(filter(str.isalpha, _ascii(each))) for each in names.to_pylist()])


def _ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_UNDIVIDED))
    return decomposed.encode("ascii", "ignore").decode("ascii")


def _names_and_addresses(rng: np.random.Generator, crowd: Crowd, email_consent: Ints) -> dict[str, pa.Array]:
    origin = pick(rng, ORIGIN_WEIGHTS, crowd.size)[crowd.household]
    male = np.where(crowd.gender == 2, rng.integers(0, 2, crowd.size), crowd.gender)
    firsts, first_start, first_length = _all_first_names()
    lasts, last_start, last_length = _all_last_names()
    generation = 2 - crowd.age_group
    group = (origin * 2 + male) * len(GENERATIONS) + generation
    first = first_start[group] + skewed(rng, first_length[group])
    last = (last_start[origin] + skewed(rng, last_length[origin]))[crowd.household]
    addresses = _addresses(rng, crowd, _plain(firsts).take(pa.array(first)), _plain(lasts).take(pa.array(last)))
    no_address = chance(rng, 0.1, crowd.size) & (email_consent != 1)
    return {
        "first_name": arrow.repeated(blank(rng, first, 0.03), firsts),
        "last_name": arrow.repeated(last, lasts),
        "email": _only(addresses, ~no_address),
        "phone": _phones(rng, crowd),
    }


def _only(texts: pa.Array, kept: Bools) -> pa.Array:
    return pc.if_else(pa.array(kept), texts, pa.scalar(None, pa.string()))


def _addresses(rng: np.random.Generator, crowd: Crowd, first: pa.Array, last: pa.Array) -> pa.Array:
    """first.last42@domain, the number being the customer's, so that no address comes twice; a few were typed in capitals."""
    domain = pa.array(_DOMAINS).take(pa.array(pick(rng, _DOMAIN_WEIGHTS, crowd.size)))
    name = pc.binary_join_element_wise(first, ".", last, pa.array(crowd.number + 1).cast(pa.string()), "")
    address = pc.binary_join_element_wise(name, domain, "@")
    return pc.if_else(pa.array(chance(rng, 0.01, crowd.size)), pc.utf8_upper(address), address)


def _phones(rng: np.random.Generator, crowd: Crowd) -> pa.Array:
    """Mobile numbers from a range that is not given out. Whoever takes part in the channel trial has one."""
    digits = rng.integers(1_000_000, 10_000_000, crowd.size)
    texts = pc.binary_join_element_wise("+3160", pa.array(digits).cast(pa.string()), "")
    known = chance(rng, 0.66, crowd.size) | (crowd.sms_consent == 1) | (crowd.phone_consent == 1)
    return _only(texts, known)


def _home(rng: np.random.Generator, crowd: Crowd) -> dict[str, pa.Array]:
    towns = places()
    provinces = sorted({each.province for each in towns})
    countries = sorted({each.country for each in towns})
    province = np.array([provinces.index(each.province) for each in towns])[crowd.place]
    country = np.array([countries.index(each.country) for each in towns])[crowd.place]
    known = ~chance(rng, 0.03, crowd.size)[crowd.household] | (crowd.story.trial_arm != TrialArm.NONE)
    place = np.where(known, crowd.place, MISSING)
    leader = customer_ids(crowd.number).take(pa.array(crowd.household))
    in_household = (crowd.company == MISSING) & ~chance(rng, 0.25, crowd.size)[crowd.household]
    scatter = rng.normal(0.0, 0.012, (2, crowd.size))[:, crowd.household]
    latitude, longitude = (np.array([getattr(each, name) for each in towns])[crowd.place] for name in ("latitude", "longitude"))
    return {
        "postcode": _only(_postcodes(rng, crowd), known),
        "city": arrow.choices(place, [each.name for each in towns]),
        "province": arrow.choices(np.where(known, province, MISSING), provinces),
        "country": arrow.choices(country, countries),
        "latitude": arrow.real(np.round(latitude + scatter[0], 5), ~known),
        "longitude": arrow.real(np.round(longitude + 1.6 * scatter[1], 5), ~known),
        "household_id": _only(pc.binary_join_element_wise("H", leader, ""), in_household),
    }


def _postcodes(rng: np.random.Generator, crowd: Crowd) -> pa.Array:
    """1012 AB in the Netherlands, numbers only abroad; the same in a household."""
    towns = places()
    first, last = (np.array([each.postcodes[end] for each in towns])[crowd.place] for end in (0, 1))
    number = (first + (rng.random(crowd.size) * (last - first + 1)).astype(np.int64))[crowd.household]
    pairs = pa.array([a + b for a in _LETTERS for b in _LETTERS])
    letters = pairs.take(pa.array(rng.integers(0, len(pairs), crowd.size)[crowd.household]))
    digits = pa.array(number).cast(pa.string())
    dutch = np.array([each.country == "NL" for each in towns])[crowd.place]
    return pc.if_else(pa.array(dutch), pc.binary_join_element_wise(digits, letters, " "), digits)


def _life(rng: np.random.Generator, crowd: Crowd) -> dict[str, pa.Array]:
    education = pick_by(rng, _EDUCATIONS_BY_AGE, crowd.age_group)
    no_birthday = chance(rng, 0.12, crowd.size)
    children = blank(rng, crowd.children, 0.40)
    return {
        "birth_date": arrow.dates(crowd.birth_day, no_birthday),
        "gender": arrow.choices(blank(rng, crowd.gender, 0.06), GENDERS),
        "children_at_home": arrow.whole(children, children == MISSING),
        "relationship": arrow.choices(blank(rng, pick_by(rng, _RELATIONSHIPS_BY_AGE, crowd.age_group), 0.45), RELATIONSHIPS),
        "education": arrow.choices(blank(rng, education, 0.55), EDUCATIONS),
        "income_band": arrow.choices(blank(rng, pick_by(rng, _INCOMES_BY_EDUCATION, education), 0.60), INCOMES),
        "job": arrow.choices(blank(rng, pick_by(rng, _JOBS_BY_AGE, crowd.age_group), 0.50), JOBS),
        "employer": arrow.choices(blank(rng, pick(rng, _EMPLOYER_WEIGHTS, crowd.size), 0.75), EMPLOYERS),
        "lifestyle": arrow.choices(blank(rng, crowd.taste, 0.45), TASTES),
    }


def _firm(rng: np.random.Generator, companies: Companies, crowd: Crowd) -> dict[str, pa.Array]:
    """The company of business customers, whose score and delay are the company's."""
    person = crowd.company == MISSING
    score = blank(rng, np.clip(rng.normal(71, 15, crowd.size), 1, 100).astype(np.int64), 0.35)
    delay = blank(rng, np.maximum(rng.normal(2, 6, crowd.size), 0).astype(np.int64), 0.40)
    score = np.where(person, score, companies.credit_score[crowd.company])
    delay = np.where(person, delay, companies.payment_delay[crowd.company])
    return {
        "company": arrow.choices(crowd.company, companies.keys),
        "is_business": arrow.flags((~person).astype(np.int64)),
        "credit_score": arrow.whole(score, score == MISSING),
        "payment_delay_days": arrow.whole(delay, delay == MISSING),
    }


def _contact(rng: np.random.Generator, crowd: Crowd, email_consent: Ints) -> dict[str, pa.Array]:
    towns = places()
    country = np.array([list(_LANGUAGES_BY_COUNTRY).index(each.country) for each in towns])[crowd.place]
    stated = np.where(chance(rng, 0.75, crowd.size), crowd.story.reach, pick(rng, (50, 20, 15, 15), crowd.size))
    return {
        "language": arrow.choices(pick_by(rng, list(_LANGUAGES_BY_COUNTRY.values()), country), LANGUAGES),
        "email_consent": arrow.flags(email_consent),
        "sms_consent": arrow.flags(crowd.sms_consent),
        "post_consent": arrow.flags(crowd.post_consent),
        "phone_consent": arrow.flags(crowd.phone_consent),
        "preferred_channel": arrow.choices(blank(rng, stated, 0.35), CHANNELS),
    }


def _membership(rng: np.random.Generator, plan: Plan, crowd: Crowd, facts: Mapping[str, Ints]) -> dict[str, pa.Array]:
    no_card = chance(rng, 0.30, crowd.size)
    subscriber = (facts["email_consent"] == 1)[:, None]
    return {
        "acquisition_channel": arrow.choices(blank(rng, pick_by(rng, _ACQUISITION_BY_AGE, crowd.age_group), 0.12), ACQUISITION),
        "device": arrow.choices(blank(rng, crowd.device, 0.08), DEVICES),
        "signup_offer": arrow.choices(blank(rng, pick(rng, _OFFERS, crowd.size), 0.45), OFFERS),
        "signup_date": arrow.moments(at_hours(plan.rhythm, rng, crowd.signup_day, Hours.WEB)),
        "customer_tags": arrow.lists(_tags(rng, crowd, facts), TAGS),
        "loyalty_points": arrow.whole(facts["points"], no_card),
        "newsletter_topics": arrow.lists(subscriber & (rng.random((crowd.size, len(TOPICS))) < _topic_shares(crowd)), TOPICS),
    }


def _tags(rng: np.random.Generator, crowd: Crowd, facts: Mapping[str, Ints]) -> Bools:
    chosen = {
        "stamklant": facts["orders"] >= LOYAL_ORDERS,
        "medewerker": chance(rng, 0.002, crowd.size) & (crowd.company == MISSING),
        "zakelijk": crowd.company != MISSING,
        "proefpakket": chance(rng, 0.09, crowd.size),
        "klacht": facts["complaints"] > 0,
        "cadeaukoper": chance(rng, 0.05, crowd.size),
    }
    return np.column_stack([chosen[each] for each in TAGS])


def _topic_shares(crowd: Crowd) -> Floats:
    shares = np.tile([0.30, 0.35, 0.22, 0.40, 0.06, 0.02], (crowd.size, 1))
    shares[crowd.children > 0, 4] = 0.30
    shares[crowd.company != MISSING, 5] = 0.70
    return shares
