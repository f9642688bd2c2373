"""The columns of every table, in the order of the catalogue `shop`."""

from __future__ import annotations

import pyarrow as pa

from doelgroep.sample.arrow import CATEGORY, MOMENT, MONEY

_WHOLE = pa.int64()
_TEXT = pa.string()
_FLAG = pa.bool_()
_TEXTS = pa.list_(pa.string())

CUSTOMERS = pa.schema(
    {
        "customer_id": _TEXT,
        "first_name": CATEGORY,
        "last_name": CATEGORY,
        "email": _TEXT,
        "phone": _TEXT,
        "birth_date": pa.date32(),
        "gender": CATEGORY,
        "postcode": _TEXT,
        "city": CATEGORY,
        "province": CATEGORY,
        "country": CATEGORY,
        "latitude": pa.float64(),
        "longitude": pa.float64(),
        "household_id": _TEXT,
        "children_at_home": _WHOLE,
        "relationship": CATEGORY,
        "education": CATEGORY,
        "income_band": CATEGORY,
        "job": CATEGORY,
        "employer": CATEGORY,
        "company": CATEGORY,
        "is_business": _FLAG,
        "credit_score": _WHOLE,
        "payment_delay_days": _WHOLE,
        "language": CATEGORY,
        "email_consent": _FLAG,
        "sms_consent": _FLAG,
        "post_consent": _FLAG,
        "phone_consent": _FLAG,
        "acquisition_channel": CATEGORY,
        "device": CATEGORY,
        "preferred_channel": CATEGORY,
        "signup_offer": CATEGORY,
        "signup_date": MOMENT,
        "customer_tags": _TEXTS,
        "loyalty_points": _WHOLE,
        "newsletter_topics": _TEXTS,
        "lifestyle": CATEGORY,
    }
)

_ROW = {"customer_id": CATEGORY, "date": MOMENT}

ACTIVITIES = {
    "order_lines": pa.schema(
        {
            **_ROW,
            "order": CATEGORY,
            "line": _WHOLE,
            "product": CATEGORY,
            "quantity": _WHOLE,
            "unit_price": MONEY,
            "discount": MONEY,
            "shipping_cost": MONEY,
            "order_channel": CATEGORY,
        }
    ),
    "returns": pa.schema({**_ROW, "order": CATEGORY, "product": CATEGORY, "quantity": _WHOLE, "amount": MONEY, "reason": CATEGORY}),
    "visits": pa.schema({**_ROW, "page_category": CATEGORY, "device": CATEGORY, "source": CATEGORY, "seconds": _WHOLE}),
    "emails": pa.schema({**_ROW, "campaign": CATEGORY, "event": CATEGORY}),
    "support_contacts": pa.schema({**_ROW, "channel": CATEGORY, "reason": CATEGORY, "minutes": _WHOLE}),
    "reviews": pa.schema({**_ROW, "product": CATEGORY, "stars": _WHOLE, "recommends": _FLAG, "text": CATEGORY}),
    "satisfaction": pa.schema({**_ROW, "score": _WHOLE}),
    "survey_answers": pa.schema({**_ROW, "survey": CATEGORY, "question": CATEGORY, "answer": CATEGORY, "value": _WHOLE}),
    "events_attended": pa.schema({**_ROW, "event": CATEGORY, "city": CATEGORY}),
    "downloads": pa.schema({**_ROW, "title": CATEGORY, "topic": CATEGORY}),
    "campaign_assignments": pa.schema({**_ROW, "campaign": CATEGORY, "arm": CATEGORY}),
}

LOOKUPS = {
    "products": pa.schema({"product": _TEXT, "name": _TEXT, "category": CATEGORY, "brand": CATEGORY, "unit_cost": MONEY, "list_price": MONEY}),
    "companies": pa.schema(
        {
            "company": _TEXT,
            "name": _TEXT,
            "sector": CATEGORY,
            "employees": _WHOLE,
            "region": CATEGORY,
            "credit_score": _WHOLE,
            "payment_delay_days": _WHOLE,
        }
    ),
}

SCHEMAS: dict[str, pa.Schema] = {"customers": CUSTOMERS, **ACTIVITIES, **LOOKUPS}
"""All tables: customers, then the activities, then the lookups."""
