"""Lists of texts, such as tags."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, refused, section, texts

CHAPTER = Chapter(
    title="Lists",
    text="A list field holds any number of texts, such as tags. CONTAINS asks for one of them as a whole, without regard to capitals.",
    catalog=Catalog(
        fields=(texts("tags"), texts("roles", any_value=True)),
        activities=(activity("orders", texts("labels", any_value=True), category("channel")),),
    ),
    tables={
        "customers": """
            customer_id | tags              | roles
            anna        | VIP, newsletter   | buyer, payer
            bram        | vip               | Buyer
            carla       | vip-light         | user
            daan        | []                | []
            eva         |                   |
            finn        | Straße, Zoë       | buyer
        """,
        "orders": """
            customer_id | labels       | channel
            anna        | gift, rush   | web
            anna        | gift         | shop
            bram        | rush         | web
            carla       | []           | web
            daan        |              | shop
        """,
    },
    sections=(
        section(
            "CONTAINS",
            "",
            case("tags CONTAINS 'vip'", "anna bram", "One of the texts is this one; `vip-light` is another."),
            case("tags CONTAINS 'Vip'", "anna bram", "Capitals make no difference."),
            case("tags NOT CONTAINS 'vip'", "carla daan eva finn", "The exact complement: empty and missing lists too.", "NOT tags CONTAINS 'vip'"),
            case("tags CONTAINS 'vip' AND tags CONTAINS 'newsletter'", "anna", "Both."),
            case("tags CONTAINS 'vip' OR tags CONTAINS 'vip-light'", "anna bram carla", "Either."),
            case("tags CONTAINS 'STRASSE'", "finn", "Unicode's rules for capitals."),
            case("tags CONTAINS 'zoe\u0308'", "finn", "And its normal form."),
            case("tags CONTAINS ''", "", "No list has an empty text in it."),
        ),
        section(
            "Empty and missing",
            "",
            case("tags IS NULL", "eva", "Nothing is known. daan is known to have none."),
            case("tags IS NOT NULL", "anna bram carla daan finn", "An empty list is a value."),
            case("NOT (tags CONTAINS 'vip' OR tags IS NULL)", "carla daan finn", "Known, and without it."),
        ),
        section(
            "Any of the texts",
            "For some lists the catalogue says that a comparison is about any one of the texts. Then `=`, `!=` and IN may be used too, and capitals count there.",
            case("roles = 'buyer'", "anna finn", "One of the texts is exactly this one; bram's has a capital."),
            case("roles != 'buyer'", "bram carla daan eva", "The exact complement: none of the texts is.", "NOT roles = 'buyer'"),
            case("roles IN ('buyer', 'user')", "anna carla finn", "One of the texts is one of these."),
            case("roles NOT IN ('buyer', 'user')", "bram daan eva", "None of the texts is one of these."),
            case("roles CONTAINS 'buyer'", "anna bram finn", "CONTAINS does not look at capitals."),
            case("roles = 'buyer' AND roles = 'payer'", "anna", "One is this, and one is that."),
        ),
        section(
            "Lists in rows",
            "",
            case("orders MATCHES (labels CONTAINS 'gift')", "anna", "A row with it."),
            case("orders MATCHES (labels NOT CONTAINS 'gift')", "bram carla daan", "A row without it."),
            case("orders MATCHES (labels = 'rush', channel = 'web')", "anna bram", "Both in the same row."),
            case("orders MATCHES (labels = 'rush', channel = 'shop')", "", "No row has both."),
            case("orders MATCHES (distinct_labels = 2)", "anna", "Different texts in all lists together."),
            case("orders MATCHES (distinct_labels = 0)", "carla daan", "No texts in any of the rows."),
        ),
        section(
            "What is refused",
            "",
            refused("tags = 'vip'", "operator_not_supported", "CONTAINS is offered instead."),
            refused("tags STARTS WITH 'v'", "operator_not_supported", "Lists know CONTAINS and IS NULL."),
        ),
    ),
)
